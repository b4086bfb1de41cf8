// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/instrument.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace touchline {

enum class ThemeChoice { Dark, Light, System };

/// Which market the window was on.
struct MarketChoice {
    QString exchange;
    QString symbol;

    bool operator==(const MarketChoice &) const = default;
};

/// What a person chose, kept in QSettings of the running application.
struct WindowChoices {
    QByteArray geometry;
    QByteArray columns; ///< splitter states
    QByteArray charts;
    QByteArray docks; ///< which are open, and where
    ThemeChoice theme = ThemeChoice::Dark;
    bool follows = true; ///< the ladder keeps the touch in the middle
};

[[nodiscard]] WindowChoices loadWindowChoices();
void saveWindowChoices(const WindowChoices &choices);

[[nodiscard]] MarketChoice loadMarketChoice();
void saveMarketChoice(const MarketChoice &market);

/// The grouping last used for an instrument; none, or one that is no number any more: nothing.
[[nodiscard]] std::optional<Price> loadGrouping(const QString &exchange, const Instrument &instrument);
void saveGrouping(const QString &exchange, const Instrument &instrument, Price step);

} // namespace touchline
