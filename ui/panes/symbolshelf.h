// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace touchline {

/// The favourite and the recently used symbols of one exchange, kept in QSettings.
class SymbolShelf {
public:
    static constexpr int maxRecent = 8;

    explicit SymbolShelf(QString exchange = QString());

    /// Another window may have changed it.
    void load();

    [[nodiscard]] const QString &exchange() const { return m_exchange; }
    [[nodiscard]] const QStringList &favourites() const { return m_favourites; } ///< oldest first
    [[nodiscard]] const QStringList &recent() const { return m_recent; }         ///< newest first
    [[nodiscard]] bool isFavourite(const QString &symbol) const { return m_favourites.contains(symbol); }

    void toggleFavourite(const QString &symbol);
    void noteUsed(const QString &symbol);

private:
    [[nodiscard]] QString key(QLatin1StringView list) const;
    void save() const;

    QString m_exchange;
    QStringList m_favourites;
    QStringList m_recent;
};

} // namespace touchline
