// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "venues/venuetable.h"

#include "venues/binancespot.h"
#include "venues/binanceusdm.h"
#include "venues/coinbase.h"
#include "venues/kraken.h"
#include "venues/okx.h"

#include <array>

namespace touchline {

std::span<const Venue *const> allVenues()
{
    static const BinanceSpot demo({demoVenueName, "Demo exchange", "", "", true});
    // The market-data-only hosts: no account functions, and reachable where the main hosts are not.
    static const BinanceSpot binance(
        {"binance", "Binance Spot", "https://data-api.binance.vision", "wss://data-stream.binance.vision"});
    static const BinanceSpot binanceUs(
        {"binance-us", "Binance US", "https://api.binance.us", "wss://stream.binance.us:9443"});
    static const BinanceUsdm binanceUsdm;
    static const KrakenSpot kraken;
    static const CoinbaseAdvanced coinbase;
    static const Okx okx;
    static const auto venues =
        std::to_array<const Venue *>({&demo, &binance, &binanceUs, &binanceUsdm, &kraken, &coinbase, &okx});
    return venues;
}

const Venue *findVenue(std::string_view name)
{
    for (const Venue *venue : allVenues()) {
        if (venue->name() == name)
            return venue;
    }
    return nullptr;
}

} // namespace touchline
