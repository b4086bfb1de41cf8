// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/format.h"

#include "book/depth.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>
#include <array>
#include <cmath>

namespace touchline {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("touchline::format", text);
}

/// Three significant digits in the first unit in which they stay below a thousand; whole in the smallest
/// unit.
template <std::size_t n> QString scaledText(double value, const std::array<const char *, n> &units)
{
    constexpr double thousand = 1000.0;
    constexpr double roundsUp = 999.5;
    std::size_t unit = 0;
    for (; value >= roundsUp && unit + 1 < n; ++unit)
        value /= thousand;
    int decimals = 0;
    if (unit > 0)
        decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
    return QStringLiteral("%1 %2").arg(QString::number(value, 'f', decimals), QString::fromUtf8(units[unit]));
}

QString twoDigits(qint64 number)
{
    return QStringLiteral("%1").arg(number, 2, 10, QLatin1Char('0'));
}

} // namespace

QString priceText(const Instrument &instrument, Price price)
{
    return QString::fromStdString(format(price, instrument.decimals.price, instrument.shownPriceDecimals()));
}

QString qtyText(const Instrument &instrument, Qty qty)
{
    return QString::fromStdString(format(qty, instrument.decimals.qty, instrument.shownQtyDecimals()));
}

QString unitText(const Instrument &instrument)
{
    if (instrument.contract.empty())
        return QString::fromStdString(instrument.base);
    return QStringLiteral("× ") + QString::fromStdString(instrument.contract);
}

QString unitWords(const Instrument &instrument)
{
    if (instrument.contract.empty())
        return QString::fromStdString(instrument.base);
    return tr("contracts of %1").arg(QString::fromStdString(instrument.contract));
}

QString midText(const Instrument &instrument, const Touch &touch)
{
    // One decimal more than the tick, always: otherwise the text would change its length with every odd
    // spread.
    return QString::fromStdString(formatDecimal(
        midInTenths(touch), instrument.decimals.price + 1, instrument.shownPriceDecimals() + 1));
}

QString micropriceText(const Instrument &instrument, const Touch &touch)
{
    const int decimals = instrument.decimals.price;
    const int shown = std::min(decimals, instrument.shownPriceDecimals() + 2);
    const std::int64_t unit = powerOfTen(decimals - shown);
    const std::int64_t rounded = saturatingAdd(microprice(touch).raw(), unit / 2) / unit;
    return QString::fromStdString(formatDecimal(rounded, shown, shown));
}

QString bpsText(double bps)
{
    if (bps == 0.0 || !std::isfinite(bps))
        return QStringLiteral("0");
    // Rounding may carry into another digit: 0.9999 has to become 1.00.
    const double rounded = QString::number(bps, 'g', 3).toDouble();
    const int magnitude = static_cast<int>(std::floor(std::log10(std::abs(rounded))));
    return QString::number(bps, 'f', std::clamp(2 - magnitude, 0, 8));
}

QString ageText(Duration age)
{
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(age).count();
    // No connection lives longer than a day, so nothing that came through one can be older.
    constexpr qint64 dayMs = 24 * 3600 * 1000;
    if (ms < 0 || ms > dayMs)
        return tr("clock skew");
    if (ms < 60'000)
        return tr("%1 s").arg(QString::number(static_cast<double>(ms) / 1000.0, 'f', 1));
    const qint64 seconds = ms / 1000;
    if (seconds < 3600)
        return tr("%1 min %2 s").arg(seconds / 60).arg(twoDigits(seconds % 60));
    return tr("%1 h %2 min").arg(seconds / 3600).arg(twoDigits(seconds / 60 % 60));
}

QString rateText(double perSecond)
{
    const bool needsDecimal = perSecond > 0.0 && perSecond < 9.95;
    return QString::number(perSecond, 'f', needsDecimal ? 1 : 0);
}

QString latencyText(std::int64_t nanos)
{
    constexpr std::array units{"ns", "µs", "ms", "s"};
    return scaledText(static_cast<double>(nanos), units);
}

QString sizeText(double bytes)
{
    constexpr std::array units{"B", "kB", "MB", "GB"};
    return scaledText(bytes, units);
}

QString signedPercentText(double share)
{
    const long percent = std::lround(share * 100.0);
    const QString number = QString::number(std::abs(percent));
    if (percent == 0)
        return tr("%1 %").arg(number);
    // The minus is the typographic one: as wide as the plus, so that the text does not jump.
    return tr("%1%2 %").arg(percent > 0 ? QChar(u'+') : QChar(u'\u2212')).arg(number);
}

QString dateTimeText(Instant at)
{
    return QDateTime::fromMSecsSinceEpoch(at.millis(), Qt::UTC)
        .toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz"));
}

QString timeOfDayText(Instant at)
{
    return QDateTime::fromMSecsSinceEpoch(at.millis(), Qt::UTC).toString(QStringLiteral("HH:mm:ss.zzz"));
}

} // namespace touchline
