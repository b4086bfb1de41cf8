// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "book/level.h"

#include <memory>
#include <string>
#include <vector>

namespace touchline {

enum class InstrumentStatus { Trading, Halted, Break, CancelOnly, EndOfDay, Unknown };

/// "TRADING", "HALT", "BREAK", "CANCEL_ONLY", "END_OF_DAY", "UNKNOWN".
[[nodiscard]] std::string_view statusName(InstrumentStatus status);

enum class InstrumentKind { Spot, Perpetual, Dated };

/// What a venue says about one market. Prices and quantities of it have `decimals`.
struct Instrument {
    std::string symbol; ///< the venue's own name, UTF-8
    std::string base;
    std::string quote;
    InstrumentKind kind = InstrumentKind::Spot;
    std::string expiry;   ///< "2027-03-26"; of a dated contract
    std::string contract; ///< what a quantity of one is, "100 USD"; empty: one of `base`
    InstrumentStatus status = InstrumentStatus::Unknown;
    Decimals decimals;
    Price tickSize; ///< zero when the venue did not say (a recording without an instrument list)
    Qty stepSize;   ///< zero when the venue did not say

    /// Decimals to show, at least: those of tick and step. Prices and quantities that are finer show more.
    [[nodiscard]] int shownPriceDecimals() const;
    [[nodiscard]] int shownQtyDecimals() const;

    /// The same for the same market at every venue: "BTC/USDT", "BTC/USDT PERP", "BTC/USD 2027-03-26". The
    /// venue's own name where base and quote are not known.
    [[nodiscard]] std::string normalisedName() const;

    bool operator==(const Instrument &) const = default;
};

/// What the views of one market share; never null.
using SharedInstrument = std::shared_ptr<const Instrument>;

/// The one to begin with: it has no name.
[[nodiscard]] inline const SharedInstrument &noInstrument()
{
    static const SharedInstrument none = std::make_shared<const Instrument>();
    return none;
}

/// True if both say the same, which views of one feed do without a look.
[[nodiscard]] inline bool isSame(const SharedInstrument &a, const SharedInstrument &b)
{
    return a == b || *a == *b;
}

/// A venue's whole list, shared between threads; null while there is none.
using InstrumentList = std::shared_ptr<const std::vector<Instrument>>;

/// "2027-03-26", in UTC.
[[nodiscard]] std::string dateText(Instant at);

/// An instrument of which only the name is known: eight decimals, no tick.
[[nodiscard]] Instrument bareInstrument(std::string symbol);

} // namespace touchline
