// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/symbolshelf.h"

#include <QSettings>

#include <utility>

namespace touchline {

namespace {

constexpr QLatin1StringView favouritesKey("favourites");
constexpr QLatin1StringView recentKey("recent");

} // namespace

SymbolShelf::SymbolShelf(QString exchange) : m_exchange(std::move(exchange))
{
    load();
}

void SymbolShelf::load()
{
    const QSettings settings;
    m_favourites = settings.value(key(favouritesKey)).toStringList();
    m_recent = settings.value(key(recentKey)).toStringList();
}

void SymbolShelf::toggleFavourite(const QString &symbol)
{
    if (symbol.isEmpty())
        return;
    load();
    if (m_favourites.removeAll(symbol) == 0)
        m_favourites.append(symbol);
    save();
}

void SymbolShelf::noteUsed(const QString &symbol)
{
    if (symbol.isEmpty())
        return;
    load();
    m_recent.removeAll(symbol);
    m_recent.prepend(symbol);
    while (m_recent.size() > maxRecent)
        m_recent.removeLast();
    save();
}

QString SymbolShelf::key(QLatin1StringView list) const
{
    return QStringLiteral("symbols/%1/%2").arg(m_exchange, list);
}

void SymbolShelf::save() const
{
    QSettings settings;
    settings.setValue(key(favouritesKey), m_favourites);
    settings.setValue(key(recentKey), m_recent);
}

} // namespace touchline
