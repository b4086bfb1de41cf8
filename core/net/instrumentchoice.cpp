// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/instrumentchoice.h"

#include <algorithm>

namespace touchline {

namespace {

std::string upperCase(std::string_view text)
{
    std::string upper(text);
    std::transform(upper.begin(), upper.end(), upper.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    return upper;
}

const Instrument *find(std::span<const Instrument> listed, std::string_view symbol)
{
    const auto at = std::find_if(listed.begin(), listed.end(), [symbol](const Instrument &instrument) {
        return instrument.symbol == symbol;
    });
    return at == listed.end() ? nullptr : &*at;
}

/// The longest beginning of `symbol` that others share picks up to three of them.
std::string alike(std::span<const Instrument> listed, std::string_view symbol)
{
    constexpr std::size_t shown = 3;
    for (std::size_t length = symbol.size(); length > 0; --length) {
        std::string names;
        std::size_t count = 0;
        for (const Instrument &instrument : listed) {
            if (count == shown || !instrument.symbol.starts_with(symbol.substr(0, length)))
                continue;
            names += (count == 0 ? "" : ", ") + instrument.symbol;
            ++count;
        }
        if (count > 0)
            return names;
    }
    return listed.empty() ? std::string() : listed.front().symbol;
}

const Instrument *findNormalised(std::span<const Instrument> listed, std::string_view name)
{
    const auto at = std::find_if(listed.begin(), listed.end(), [name](const Instrument &instrument) {
        return instrument.normalisedName() == name;
    });
    return at == listed.end() ? nullptr : &*at;
}

const Instrument *mostWatched(std::span<const Instrument> listed)
{
    for (const char *symbol : {"BTCUSDT", "BTCUSD"}) {
        if (const Instrument *instrument = find(listed, symbol))
            return instrument;
    }
    for (const char *name : {"BTC/USD", "BTC/USDT"}) {
        if (const Instrument *instrument = findNormalised(listed, name))
            return instrument;
    }
    const auto trading = std::find_if(listed.begin(), listed.end(), [](const Instrument &instrument) {
        return instrument.status == InstrumentStatus::Trading;
    });
    if (trading != listed.end())
        return &*trading;
    return listed.empty() ? nullptr : &listed.front();
}

} // namespace

Expected<std::vector<Instrument>> chooseInstruments(
    std::span<const Instrument> listed, std::span<const std::string> wanted, std::string_view listName)
{
    std::vector<Instrument> chosen;
    for (const std::string &name : wanted) {
        const Instrument *instrument = find(listed, name);
        const std::string upper = upperCase(name);
        if (!instrument)
            instrument = find(listed, upper);
        if (!instrument)
            instrument = findNormalised(listed, upper);
        if (!instrument) {
            const std::string others = alike(listed, upper);
            return failure(
                ErrorCode::UnknownSymbol,
                "symbol '" + name + "' is not listed at " + std::string(listName) +
                    (others.empty() ? "" : "; symbols there are, for example, " + others));
        }
        if (std::find(chosen.begin(), chosen.end(), *instrument) == chosen.end())
            chosen.push_back(*instrument);
    }
    if (wanted.empty()) {
        const Instrument *instrument = mostWatched(listed);
        if (!instrument)
            return failure(ErrorCode::UnknownSymbol, std::string(listName) + " lists no instruments");
        chosen.push_back(*instrument);
    }
    return chosen;
}

} // namespace touchline
