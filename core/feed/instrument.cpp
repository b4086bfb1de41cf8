// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/instrument.h"

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

Instrument bareInstrument(std::string symbol)
{
    Instrument instrument;
    instrument.symbol = std::move(symbol);
    return instrument;
}

} // namespace touchline
