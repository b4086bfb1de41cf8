// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/replaysymbols.h"

#include <QString>
#include <QUrl>
#include <QUrlQuery>

#include <algorithm>

namespace touchline {

namespace {

std::vector<Instrument> recordedList(const Recording &recording, const Venue &venue)
{
    for (const Record &record : recording.records()) {
        if (record.kind != RecordKind::Http || record.url.find("exchangeInfo") == std::string_view::npos)
            continue;
        if (auto instruments = venue.decodeInstruments(record.data))
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

std::vector<Instrument> recordedInstruments(const Recording &recording, const Venue &venue)
{
    const std::vector<Instrument> listed = recordedList(recording, venue);
    std::vector<Instrument> found;
    for (const Record &record : recording.records()) {
        if (record.kind != RecordKind::Http)
            continue;
        const std::string symbol = snapshotSymbol(record.url);
        const auto isSymbol = [&symbol](const Instrument &instrument) { return instrument.symbol == symbol; };
        if (symbol.empty() || std::any_of(found.begin(), found.end(), isSymbol))
            continue;
        const auto known = std::find_if(listed.begin(), listed.end(), isSymbol);
        found.push_back(known != listed.end() ? *known : bareInstrument(symbol));
    }
    return found;
}

} // namespace touchline
