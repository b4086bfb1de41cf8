// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/simvenuetable.h"

#include "sim/binance/simbinance.h"
#include "sim/binanceusdm/simbinanceusdm.h"
#include "sim/coinbase/simcoinbase.h"
#include "sim/kraken/simkraken.h"
#include "sim/okx/simokx.h"

#include <algorithm>
#include <array>

namespace touchline {

namespace {

struct Entry {
    std::string_view name;
    std::unique_ptr<SimVenue> (*make)();
};

constexpr std::array<Entry, 5> entries{{
    {"binance", [] { return simBinanceSpot(); }},
    {"binance-usdm", [] { return simBinanceUsdm(); }},
    {"kraken", [] { return simKraken(); }},
    {"coinbase", [] { return simCoinbase(); }},
    {"okx", [] { return simOkx(); }},
}};

} // namespace

std::vector<std::string_view> simVenueNames()
{
    std::vector<std::string_view> names;
    for (const Entry &entry : entries)
        names.push_back(entry.name);
    return names;
}

std::unique_ptr<SimVenue> makeSimVenue(std::string_view name)
{
    const auto *const entry =
        std::find_if(entries.begin(), entries.end(), [&](const Entry &known) { return known.name == name; });
    return entry == entries.end() ? nullptr : entry->make();
}

} // namespace touchline
