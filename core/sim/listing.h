// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "book/orderbook.h"
#include "feed/instrument.h"
#include "sim/tradetape.h"

#include <cstdint>

namespace touchline {

/// The exchange's own truth about one symbol: its book is complete up to `updateId`.
struct Listing {
    explicit Listing(Instrument of)
        : instrument(std::move(of)),
          tape(instrument.stepSize, instrument.decimals.qty)
    {
    }

    Instrument instrument;
    OrderBook book;
    std::uint64_t updateId = 0;
    TradeTape tape;
};

/// One change of a listing, which is already in its book.
struct MarketStep {
    BookDelta delta; ///< ids and exchange time set; levels with their new absolute quantities
    std::vector<TapeTrade> trades;
};

} // namespace touchline
