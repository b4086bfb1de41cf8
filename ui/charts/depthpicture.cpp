// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/depthpicture.h"

#include "ui/charts/charttext.h"
#include "ui/format.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace touchline {

namespace {

constexpr double pixelsPerPriceLabel = 100.0;
constexpr double pixelsPerQtyLabel = 34.0;
// What Qt Charts redraws in about two milliseconds.
constexpr int maxPointsPerSide = 600;

QString tr(const char *text)
{
    return QCoreApplication::translate("DepthChart", text);
}

double unitX(Price price, const PriceRange &range)
{
    return static_cast<double>(price.raw() - range.low.raw()) /
           static_cast<double>(range.high.raw() - range.low.raw());
}

// A step may take two points; finer than a pixel there is nothing to see.
int pointsFor(double width)
{
    return std::clamp(static_cast<int>(width) * 2, 16, maxPointsPerSide);
}

} // namespace

DepthPicture DepthSketch::picture(const PriceRange &prices, QSizeF plot, NiceScale &scale) const
{
    const Qty highest = std::max(m_book.bids.highestIn(prices), m_book.asks.highestIn(prices));
    const int labels = std::max(1, static_cast<int>(plot.height() / pixelsPerQtyLabel));
    const NiceRange range = scale.fit(static_cast<double>(highest.raw()), labels);

    DepthPicture picture;
    picture.frame = DepthFrame{prices, range.top};
    picture.bids = m_book.bids.steps(picture.frame, pointsFor(plot.width()));
    picture.asks = m_book.asks.steps(picture.frame, pointsFor(plot.width()));
    picture.parts.xTicks = priceTicks(prices, plot.width());
    picture.parts.yTicks = qtyTicks(range);
    picture.parts.shades = unknownShades(prices);
    picture.parts.centreX = midLine(prices);
    return picture;
}

std::vector<AxisTick> DepthSketch::priceTicks(const PriceRange &range, double width) const
{
    const auto span = static_cast<double>(range.high.raw() - range.low.raw());
    const double labels = std::max(1.0, width / pixelsPerPriceLabel);
    const std::int64_t finest = std::max<std::int64_t>(1, m_instrument.tickSize.raw());
    const std::int64_t step = std::max(finest, std::int64_t{std::llround(niceStep(span / labels))});
    const int decimals = usedDecimals(step, m_instrument.decimals.price);
    std::vector<AxisTick> ticks;
    const std::int64_t first = groupPrice(range.low, Price(step), Side::Ask).raw();
    for (std::int64_t at = first; at <= range.high.raw(); at += step) {
        const std::string label = formatDecimal(at, m_instrument.decimals.price, decimals);
        ticks.push_back({unitX(Price(at), range), QString::fromStdString(label)});
    }
    return ticks;
}

std::vector<AxisTick> DepthSketch::qtyTicks(const NiceRange &range) const
{
    std::vector<AxisTick> ticks;
    const auto count = static_cast<int>(std::lround(range.top / range.step));
    for (int i = 0; i <= count; ++i) {
        const double value = range.step * i;
        ticks.push_back(
            {value / range.top, compactTick(realQty(value), realQty(range.step), realQty(range.top))});
    }
    return ticks;
}

std::optional<DepthSketch::Edge> DepthSketch::edgeOf(Side side) const
{
    const DepthCurve &curve = side == Side::Bid ? m_book.bids : m_book.asks;
    const auto end = curve.end();
    const auto &known = side == Side::Bid ? m_book.known.lowest : m_book.known.highest;
    if (!end)
        return std::nullopt;
    if (known && !isBetter(side, *end, *known))
        return Edge{*known, *end == *known ? tr("not known") : tr("known in part")};
    if (side == Side::Bid ? m_book.hasMoreBids : m_book.hasMoreAsks)
        return Edge{*end, tr("more, not shown")};
    // All levels are here: behind the last one there is nothing.
    return known ? std::optional(Edge{*known, tr("not known")}) : std::nullopt;
}

std::vector<PlotShade> DepthSketch::unknownShades(const PriceRange &range) const
{
    std::vector<PlotShade> shades;
    const auto bids = edgeOf(Side::Bid);
    if (bids && bids->price > range.low)
        shades.push_back({0.0, std::min(1.0, unitX(bids->price, range)), bids->why, ShadeKind::Unknown});
    const auto asks = edgeOf(Side::Ask);
    if (asks && asks->price < range.high)
        shades.push_back({std::max(0.0, unitX(asks->price, range)), 1.0, asks->why, ShadeKind::Unknown});
    return shades;
}

std::optional<AxisTick> DepthSketch::midLine(const PriceRange &range) const
{
    const double at = unitX(m_book.mid(), range);
    if (m_book.midInTenths == 0 || at < 0.0 || at > 1.0)
        return std::nullopt;
    // Its number would be older than that of the touch, which follows every view.
    return AxisTick{at, tr("mid")};
}

Price DepthSketch::priceAt(const PriceRange &range, double x) const
{
    const auto width = static_cast<double>(range.high.raw() - range.low.raw());
    const std::int64_t raw = range.low.raw() + std::llround(width * x);
    const std::int64_t tick = m_instrument.tickSize.raw();
    return Price(tick > 0 ? (raw + tick / 2) / tick * tick : raw);
}

PlotCrosshair DepthSketch::readingAt(const DepthFrame &frame, double x) const
{
    const Price price = priceAt(frame.prices, x);
    const bool isBid = price <= m_book.mid();
    const DepthCurve &curve = isBid ? m_book.bids : m_book.asks;
    const QString text = priceText(m_instrument, price);
    PlotCrosshair crosshair{
        x, std::nullopt, {(isBid ? tr("Bids down to %1") : tr("Asks up to %1")).arg(text)}};
    const std::optional<DepthAt> depth = curve.at(price);
    if (!depth) {
        const bool hasMore = isBid ? m_book.hasMoreBids : m_book.hasMoreAsks;
        const bool isKnown = m_book.known.contains(isBid ? Side::Bid : Side::Ask, price);
        crosshair.lines.append(
            hasMore   ? tr("Beyond the levels shown here")
            : isKnown ? tr("Beyond the last order")
                      : tr("Beyond the known book"));
        return crosshair;
    }
    crosshair.y = static_cast<double>(depth->cumulative.raw()) / frame.top;
    if (!m_book.known.contains(isBid ? Side::Bid : Side::Ask, price))
        crosshair.lines.append(tr("At least, of what is known:"));
    crosshair.lines.append(depthLines(*depth));
    return crosshair;
}

QStringList DepthSketch::depthLines(const DepthAt &depth) const
{
    if (depth.cumulative.isZero())
        return {tr("Inside the spread: no orders")};
    const double mid = static_cast<double>(m_book.midInTenths) / 10.0;
    const double bps = (static_cast<double>(depth.price.raw()) / mid - 1.0) * 10'000.0;
    const QString qty = qtyText(m_instrument, depth.cumulative);
    const double notional =
        realQty(depth.notional) / static_cast<double>(powerOfTen(m_instrument.decimals.price));
    QStringList lines{qty + QLatin1Char(' ') + unitText(m_instrument)};
    // What a contract is worth is the venue's affair.
    if (m_instrument.contract.empty())
        lines << tr("about %1 %2").arg(compactAmount(notional), QString::fromStdString(m_instrument.quote));
    lines << tr("%1%2 bps from mid")
                 .arg(bps < 0 ? QStringLiteral("−") : QStringLiteral("+"), bpsText(std::abs(bps)));
    return lines;
}

QString DepthSketch::shortQty(Qty qty) const
{
    return compactAmount(realQty(static_cast<double>(qty.raw())));
}

double DepthSketch::realQty(double raw) const
{
    return raw / static_cast<double>(powerOfTen(m_instrument.decimals.qty));
}

} // namespace touchline
