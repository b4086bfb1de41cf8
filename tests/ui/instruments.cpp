// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/instruments.h"

namespace touchline {

Instrument instrument(std::string base, std::string quote, InstrumentStatus status)
{
    Instrument made = bareInstrument(base + quote);
    made.base = std::move(base);
    made.quote = std::move(quote);
    made.status = status;
    made.tickSize = Price(1'000'000);
    made.stepSize = Qty(1'000);
    return made;
}

InstrumentList manyInstruments(std::size_t atLeast)
{
    const std::vector<std::string> quotes{"USDT", "USDC", "BTC", "EUR", "TRY", "FDUSD"};
    const std::vector<std::string> known{"BTC",  "ETH",  "SOL",   "BNB",  "XRP",
                                         "DOGE", "PEPE", "BTCST", "WBTC", "1000SATS"};
    auto list = std::make_shared<std::vector<Instrument>>();
    for (std::size_t i = 0; list->size() < atLeast; ++i) {
        const char letter = static_cast<char>('A' + i % 26);
        const std::string base =
            i < known.size() ? known[i] : letter + std::string("OIN") + std::to_string(i);
        for (const std::string &quote : quotes) {
            const bool isListed = quote == quotes.front() || i % 3 == 0 || i < known.size();
            const bool isHalted = list->size() % 17 == 16;
            if (base != quote && isListed)
                list->push_back(
                    instrument(base, quote, isHalted ? InstrumentStatus::Break : InstrumentStatus::Trading));
        }
    }
    return list;
}

} // namespace touchline
