// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/choices.h"

#include <QSettings>

namespace touchline {

namespace {

const QString geometryKey = QStringLiteral("window/geometry");
const QString columnsKey = QStringLiteral("window/columns");
const QString chartsKey = QStringLiteral("window/charts");
const QString docksKey = QStringLiteral("window/docks");
const QString themeKey = QStringLiteral("window/theme");
const QString followsKey = QStringLiteral("ladder/follows");
const QString exchangeKey = QStringLiteral("market/exchange");
const QString symbolKey = QStringLiteral("market/symbol");

QString themeName(ThemeChoice choice)
{
    switch (choice) {
    case ThemeChoice::Dark:
        return QStringLiteral("dark");
    case ThemeChoice::Light:
        return QStringLiteral("light");
    case ThemeChoice::System:
        return QStringLiteral("system");
    }
    return QStringLiteral("dark");
}

ThemeChoice themeOf(const QString &name)
{
    for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::System}) {
        if (themeName(choice) == name)
            return choice;
    }
    return ThemeChoice::Dark;
}

QString groupingKey(const QString &exchange, const Instrument &instrument)
{
    // Symbols may hold any character; a slash would open a group.
    QString symbol = QString::fromStdString(instrument.symbol);
    symbol.replace(QLatin1Char('/'), QLatin1Char('|'));
    return QStringLiteral("grouping/%1/%2").arg(exchange, symbol);
}

} // namespace

WindowChoices loadWindowChoices()
{
    const QSettings settings;
    return WindowChoices{
        settings.value(geometryKey).toByteArray(),    settings.value(columnsKey).toByteArray(),
        settings.value(chartsKey).toByteArray(),      settings.value(docksKey).toByteArray(),
        themeOf(settings.value(themeKey).toString()), settings.value(followsKey, true).toBool()};
}

void saveWindowChoices(const WindowChoices &choices)
{
    QSettings settings;
    settings.setValue(geometryKey, choices.geometry);
    settings.setValue(columnsKey, choices.columns);
    settings.setValue(chartsKey, choices.charts);
    settings.setValue(docksKey, choices.docks);
    settings.setValue(themeKey, themeName(choices.theme));
    settings.setValue(followsKey, choices.follows);
}

MarketChoice loadMarketChoice()
{
    const QSettings settings;
    return MarketChoice{settings.value(exchangeKey).toString(), settings.value(symbolKey).toString()};
}

void saveMarketChoice(const MarketChoice &market)
{
    QSettings settings;
    settings.setValue(exchangeKey, market.exchange);
    settings.setValue(symbolKey, market.symbol);
}

std::optional<Price> loadGrouping(const QString &exchange, const Instrument &instrument)
{
    const QString text = QSettings().value(groupingKey(exchange, instrument)).toString();
    const auto step = parsePrice(text.toStdString(), instrument.decimals.price);
    return step ? std::optional(*step) : std::nullopt;
}

void saveGrouping(const QString &exchange, const Instrument &instrument, Price step)
{
    const QString text = QString::fromStdString(format(step, instrument.decimals.price));
    QSettings().setValue(groupingKey(exchange, instrument), text);
}

} // namespace touchline
