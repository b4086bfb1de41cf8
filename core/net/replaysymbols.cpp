// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/replaysymbols.h"

#include <QString>
#include <QUrl>
#include <QUrlQuery>

#include <algorithm>
#include <array>
#include <unordered_set>

namespace touchline {

namespace {

/// What stands in the addresses of such lists: Binance, Kraken, OKX, Coinbase.
constexpr std::array<std::string_view, 4> listAddresses = {
    "exchangeInfo", "AssetPairs", "/public/instruments", "/market/products"};

} // namespace

std::string snapshotSymbol(std::string_view url)
{
    const QUrl parsed(QString::fromUtf8(url.data(), static_cast<qsizetype>(url.size())));
    if (!parsed.path().endsWith(QStringLiteral("/depth")))
        return {};
    return QUrlQuery(parsed).queryItemValue(QStringLiteral("symbol"), QUrl::FullyDecoded).toStdString();
}

bool isInstrumentListUrl(std::string_view url)
{
    return std::any_of(listAddresses.begin(), listAddresses.end(), [url](std::string_view address) {
        return url.find(address) != std::string_view::npos;
    });
}

std::vector<Instrument> listedInstruments(std::span<const RecordedAnswer> answers, const Venue &venue)
{
    std::vector<Instrument> listed;
    std::unordered_set<std::string> symbols;
    for (const RecordedAnswer &answer : answers) {
        if (!isInstrumentListUrl(answer.url))
            continue;
        auto instruments = venue.decodeInstruments(answer.body);
        if (!instruments)
            continue;
        for (Instrument &instrument : *instruments) {
            if (symbols.insert(instrument.symbol).second)
                listed.push_back(std::move(instrument));
        }
    }
    return listed;
}

std::vector<Instrument> recordedInstruments(std::span<const RecordedAnswer> answers, const Venue &venue)
{
    const std::vector<Instrument> listed = listedInstruments(answers, venue);
    std::vector<Instrument> found;
    for (const RecordedAnswer &answer : answers) {
        const std::string symbol = snapshotSymbol(answer.url);
        const auto isSymbol = [&symbol](const Instrument &instrument) { return instrument.symbol == symbol; };
        if (symbol.empty() || std::any_of(found.begin(), found.end(), isSymbol))
            continue;
        const auto known = std::find_if(listed.begin(), listed.end(), isSymbol);
        found.push_back(known != listed.end() ? *known : bareInstrument(symbol));
    }
    return found;
}

} // namespace touchline
