// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/charttext.h"

#include "ui/charts/nicescale.h"
#include "ui/statetext.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>
#include <array>
#include <cmath>

namespace touchline {

namespace {

struct Suffix {
    double scale;
    QLatin1StringView text;
};

constexpr std::array<Suffix, 5> suffixes{
    Suffix{1e12, QLatin1StringView("T")}, Suffix{1e9, QLatin1StringView("B")},
    Suffix{1e6, QLatin1StringView("M")}, Suffix{1e3, QLatin1StringView("k")},
    Suffix{1.0, QLatin1StringView("")}};

const Suffix &suffixFor(double amount)
{
    // Numbers below ten thousand are read faster in full.
    constexpr double shortestAbbreviated = 10'000.0;
    if (amount < shortestAbbreviated)
        return suffixes.back();
    return *std::find_if(
        suffixes.begin(), suffixes.end(), [amount](const Suffix &suffix) { return amount >= suffix.scale; });
}

int decimalsFor(double value, int significant)
{
    if (value <= 0.0)
        return 0;
    const int digitsBeforePoint = static_cast<int>(std::floor(std::log10(value))) + 1;
    return std::clamp(significant - digitsBeforePoint, 0, 12);
}

QString tr(const char *text)
{
    return QCoreApplication::translate("ChartText", text);
}

} // namespace

QString compactAmount(double amount, int significant)
{
    const Suffix &suffix = suffixFor(amount);
    const double scaled = amount / suffix.scale;
    return QString::number(scaled, 'f', decimalsFor(scaled, significant)) + suffix.text;
}

QString compactTick(double value, double step, double top)
{
    const Suffix &suffix = suffixFor(top);
    const QString number = QString::number(value / suffix.scale, 'f', stepDecimals(step / suffix.scale));
    return value == 0.0 ? QStringLiteral("0") : number + suffix.text;
}

QString percentText(std::int64_t partsPerMillion)
{
    constexpr int ppmDecimals = 4; // a percent is 10^4 parts per million
    const std::string number = formatDecimal(partsPerMillion, ppmDecimals);
    return QString::fromStdString(number) + QStringLiteral(" %");
}

QString clockText(Instant at)
{
    return QDateTime::fromMSecsSinceEpoch(at.millis(), Qt::UTC).toString(QStringLiteral("HH:mm:ss"));
}

QString notLiveWord(FeedState state)
{
    return state == FeedState::Live ? tr("One-sided book") : stateWord(state);
}

QString notLiveText(FeedState state, const std::string &reason)
{
    if (state == FeedState::Live)
        return tr("One-sided book: no spread");
    if (reason.empty())
        return notLiveWord(state);
    return notLiveWord(state) + QStringLiteral(": ") + QString::fromStdString(reason);
}

} // namespace touchline
