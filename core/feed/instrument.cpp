// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/instrument.h"

#include <chrono>

namespace touchline {

std::string_view statusName(InstrumentStatus status)
{
    switch (status) {
    case InstrumentStatus::Trading:
        return "TRADING";
    case InstrumentStatus::Halted:
        return "HALT";
    case InstrumentStatus::Break:
        return "BREAK";
    case InstrumentStatus::CancelOnly:
        return "CANCEL_ONLY";
    case InstrumentStatus::EndOfDay:
        return "END_OF_DAY";
    case InstrumentStatus::Unknown:
        return "UNKNOWN";
    }
    return "UNKNOWN";
}

int Instrument::shownPriceDecimals() const
{
    return tickSize.isZero() ? 0 : usedDecimals(tickSize.raw(), decimals.price);
}

int Instrument::shownQtyDecimals() const
{
    return stepSize.isZero() ? 0 : usedDecimals(stepSize.raw(), decimals.qty);
}

std::string Instrument::normalisedName() const
{
    if (base.empty() || quote.empty())
        return symbol;
    const std::string pair = base + '/' + quote;
    switch (kind) {
    case InstrumentKind::Spot:
        return pair;
    case InstrumentKind::Perpetual:
        return pair + " PERP";
    case InstrumentKind::Dated:
        return pair + ' ' + expiry;
    }
    return pair;
}

std::string dateText(Instant at)
{
    using namespace std::chrono;
    const year_month_day date{sys_days(floor<days>(nanoseconds(at.nanos)))};
    const auto twoDigits = [](unsigned value) { return (value < 10 ? "0" : "") + std::to_string(value); };
    return std::to_string(static_cast<int>(date.year())) + '-' +
           twoDigits(static_cast<unsigned>(date.month())) + '-' +
           twoDigits(static_cast<unsigned>(date.day()));
}

Instrument bareInstrument(std::string symbol)
{
    Instrument instrument;
    instrument.symbol = std::move(symbol);
    return instrument;
}

} // namespace touchline
