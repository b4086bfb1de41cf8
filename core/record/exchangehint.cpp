// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/exchangehint.h"

#include <algorithm>
#include <array>

namespace touchline {

namespace {

struct Alias {
    std::string_view known;
    std::string_view exchange;
};

// Other recorders' names, in lower case, where they differ from ours.
constexpr std::array headerNames = {
    Alias{"binance_us", "binance-us"},
    Alias{"binance_futures", "binance-usdm"},
    Alias{"binance_delivery", "binance-coinm"},
    Alias{"gateio", "gate"},
};

// A host belongs to the first entry it equals or is below.
constexpr std::array hosts = {
    Alias{"fapi.binance.com", "binance-usdm"},
    Alias{"fstream.binance.com", "binance-usdm"},
    Alias{"dapi.binance.com", "binance-coinm"},
    Alias{"dstream.binance.com", "binance-coinm"},
    Alias{"binance.com", "binance"},
    Alias{"binance.vision", "binance"},
    Alias{"binance.us", "binance-us"},
    Alias{"bitfinex.com", "bitfinex"},
    Alias{"bitget.com", "bitget"},
    Alias{"bitstamp.net", "bitstamp"},
    Alias{"bybit.com", "bybit"},
    Alias{"coinbase.com", "coinbase"},
    Alias{"deribit.com", "deribit"},
    Alias{"gateio.ws", "gate"},
    Alias{"gemini.com", "gemini"},
    Alias{"kraken.com", "kraken"},
    Alias{"kucoin.com", "kucoin"},
    Alias{"okx.com", "okx"},
};

std::string_view hostOf(std::string_view url)
{
    const std::size_t scheme = url.find("://");
    if (scheme == std::string_view::npos)
        return {};
    url.remove_prefix(scheme + 3);
    return url.substr(0, url.find_first_of(":/?#"));
}

bool isBelow(std::string_view host, std::string_view domain)
{
    if (!host.ends_with(domain))
        return false;
    return host.size() == domain.size() || host[host.size() - domain.size() - 1] == '.';
}

} // namespace

std::string exchangeOfHeader(std::string_view name)
{
    std::string lower(name);
    for (char &c : lower)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    const auto alias = std::ranges::find(headerNames, std::string_view(lower), &Alias::known);
    return alias == headerNames.end() ? lower : std::string(alias->exchange);
}

std::string_view exchangeOfUrl(std::string_view url)
{
    const std::string_view host = hostOf(url);
    const auto entry = std::ranges::find_if(hosts, [host](const Alias &h) { return isBelow(host, h.known); });
    return entry == hosts.end() ? std::string_view() : entry->exchange;
}

} // namespace touchline
