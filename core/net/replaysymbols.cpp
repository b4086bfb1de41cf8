// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/replaysymbols.h"

#include <QString>
#include <QUrl>
#include <QUrlQuery>

#include <algorithm>

namespace touchline {

namespace {

std::vector<Instrument> recordedList(std::span<const RecordedAnswer> answers, const Venue &venue)
{
    for (const RecordedAnswer &answer : answers) {
        if (!isInstrumentListUrl(answer.url))
            continue;
        if (auto instruments = venue.decodeInstruments(answer.body))
            return std::move(*instruments);
    }
    return {};
}

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
    return url.find("exchangeInfo") != std::string_view::npos;
}

std::vector<Instrument> recordedInstruments(std::span<const RecordedAnswer> answers, const Venue &venue)
{
    const std::vector<Instrument> listed = recordedList(answers, venue);
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
