// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/spreadpicture.h"

#include "ui/charts/charttext.h"
#include "ui/format.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>

namespace touchline {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("SpreadChart", text);
}

constexpr double pixelsPerTimeLabel = 90.0;
constexpr double pixelsPerValueLabel = 34.0;

// Maps times of one window to unit coordinates.
class TimeAxis {
public:
    TimeAxis(Instant now, SpreadWindow window)
        : m_start(now + -windowLength(window)),
          m_length(windowLength(window))
    {
    }

    [[nodiscard]] double unit(Instant at) const
    {
        return static_cast<double>((at - m_start).count()) / static_cast<double>(m_length.count());
    }
    [[nodiscard]] Instant at(double unit) const
    {
        return m_start + Duration(std::llround(unit * static_cast<double>(m_length.count())));
    }
    [[nodiscard]] Instant start() const { return m_start; }
    [[nodiscard]] Duration length() const { return m_length; }

private:
    Instant m_start;
    Duration m_length;
};

// A mid is tenths of a price unit. The mid of an extreme's own moment is not kept; the bucket's last differs
// from it by far less than a pixel.
double inUnit(std::int64_t spread, std::int64_t midTenths, SpreadUnit unit)
{
    const auto value = static_cast<double>(spread);
    if (unit == SpreadUnit::PriceUnits)
        return value;
    return midTenths == 0 ? 0.0 : value * 10.0 / static_cast<double>(midTenths) * 10'000.0;
}

std::chrono::seconds timeStep(Duration window, double width)
{
    constexpr std::array steps{5, 10, 15, 30, 60, 120, 300, 600, 900, 1800};
    const double labels = std::max(1.0, width / pixelsPerTimeLabel);
    const double least = std::chrono::duration<double>(window).count() / labels;
    const auto step =
        std::find_if(steps.begin(), steps.end(), [least](int seconds) { return seconds >= least; });
    return std::chrono::seconds(step == steps.end() ? steps.back() : *step);
}

std::vector<AxisTick> timeTicks(const TimeAxis &axis, double width)
{
    const auto step = std::chrono::duration_cast<Duration>(timeStep(axis.length(), width)).count();
    std::vector<AxisTick> ticks;
    const std::int64_t end = (axis.start() + axis.length()).nanos;
    std::int64_t at = (axis.start().nanos / step + 1) * step;
    for (; at <= end; at += step)
        ticks.push_back({axis.unit(Instant{at}), clockText(Instant{at})});
    return ticks;
}

ShadeKind shadeKind(FeedState state)
{
    return state == FeedState::Failed ? ShadeKind::Failed : ShadeKind::Interrupted;
}

std::vector<PlotShade> gapShades(const SpreadHistory &history, const TimeAxis &axis)
{
    std::vector<PlotShade> shades;
    for (const FeedGap &gap : history.gaps()) {
        const double from = std::max(0.0, axis.unit(gap.from));
        const double to = axis.unit(gap.until.value_or(*history.now()));
        if (to >= 0.0)
            shades.push_back({from, to, notLiveWord(gap.state), shadeKind(gap.state)});
    }
    return shades;
}

const FeedGap *gapAt(const SpreadHistory &history, Instant at)
{
    for (const FeedGap &gap : history.gaps()) {
        if (gap.from <= at && at <= gap.until.value_or(*history.now()))
            return &gap;
    }
    return nullptr;
}

// The bucket whose last value held at a time, or the first one after it.
const SpreadBucket *bucketAt(const std::deque<SpreadBucket> &buckets, Instant at)
{
    const auto isBefore = [](const SpreadBucket &bucket, Instant time) { return bucket.lastAt < time; };
    const auto found = std::lower_bound(buckets.begin(), buckets.end(), at, isBefore);
    if (found != buckets.end())
        return &*found;
    return buckets.empty() ? nullptr : &buckets.back();
}

double highestOf(const std::deque<SpreadBucket> &buckets, SpreadUnit unit)
{
    double highest = 0.0;
    for (const SpreadBucket &bucket : buckets)
        highest = std::max(highest, inUnit(bucket.spread.highest, bucket.mid.last, unit));
    return highest;
}

// Places of one window's values in unit coordinates.
struct SpreadFrame {
    TimeAxis time;
    SpreadUnit unit;
    double top;
    Duration bucketWidth;

    [[nodiscard]] double height(std::int64_t spread, const SpreadBucket &bucket) const
    {
        return inUnit(spread, bucket.mid.last, unit) / top;
    }
};

void appendBucket(SpreadPicture &picture, const SpreadBucket &bucket, const SpreadFrame &frame)
{
    if (picture.lines.empty() || bucket.isAfterGap)
        picture.lines.emplace_back();
    picture.lines.back().append(
        QPointF(frame.time.unit(bucket.lastAt), frame.height(bucket.spread.last, bucket)));
    const Instant begin{bucket.index * frame.bucketWidth.count()};
    picture.parts.bars.push_back(PlotBar{
        frame.time.unit(begin), frame.time.unit(begin + frame.bucketWidth),
        frame.height(bucket.spread.lowest, bucket), frame.height(bucket.spread.highest, bucket)});
}

} // namespace

SpreadPicture SpreadSketch::picture(
    const SpreadHistory &history, SpreadChoice choice, QSizeF plot, NiceScale &scale) const
{
    SpreadPicture picture;
    if (!history.now())
        return picture;
    const TimeAxis axis(*history.now(), choice.window);
    const std::deque<SpreadBucket> &buckets = history.buckets(choice.window);
    const int valueLabels = std::max(1, static_cast<int>(plot.height() / pixelsPerValueLabel));
    const NiceRange range = picture.range = scale.fit(highestOf(buckets, choice.unit), valueLabels);

    const SpreadFrame frame{axis, choice.unit, range.top, windowLength(choice.window) / bucketsPerWindow};
    for (const SpreadBucket &bucket : buckets)
        appendBucket(picture, bucket, frame);
    picture.parts.xTicks = timeTicks(axis, plot.width());
    picture.parts.xUnit = tr("UTC");
    picture.parts.yTicks = valueTicks(range, choice.unit);
    picture.parts.shades = gapShades(history, axis);
    if (!history.isInGap() && !buckets.empty()) {
        const SpreadBucket &newest = buckets.back();
        const double height = inUnit(newest.spread.last, newest.mid.last, choice.unit) / range.top;
        picture.lines.back().append(QPointF(1.0, height)); // the newest spread holds until now
        picture.parts.currentY = height;
    }
    return picture;
}

std::vector<AxisTick> SpreadSketch::valueTicks(const NiceRange &range, SpreadUnit unit) const
{
    std::vector<AxisTick> ticks;
    const auto count = static_cast<int>(std::lround(range.top / range.step));
    for (int i = 0; i <= count; ++i) {
        const double value = range.step * i;
        const QString label = unit == SpreadUnit::PriceUnits
                                  ? spreadText(std::llround(value))
                                  : QString::number(value, 'f', stepDecimals(range.step));
        ticks.push_back({value / range.top, label});
    }
    return ticks;
}

PlotCrosshair SpreadSketch::readingAt(
    const SpreadHistory &history, SpreadChoice choice, double x, double top) const
{
    PlotCrosshair crosshair{x, std::nullopt, {}};
    if (!history.now())
        return crosshair;
    const Instant at = TimeAxis(*history.now(), choice.window).at(x);
    crosshair.lines.append(tr("%1 UTC").arg(timeOfDayText(at)));
    const std::deque<SpreadBucket> &buckets = history.buckets(choice.window);
    const SpreadBucket *bucket = bucketAt(buckets, at);
    if (const FeedGap *gap = gapAt(history, at)) {
        crosshair.lines.append(notLiveText(gap->state, gap->reason));
        return crosshair;
    }
    const Duration width = windowLength(choice.window) / bucketsPerWindow;
    if (!bucket || Instant{bucket->index * width.count()} > at) {
        crosshair.lines.append(tr("Not watched yet"));
        return crosshair;
    }
    const Extremes &spread = bucket->spread;
    const std::int64_t mid = bucket->mid.last;
    crosshair.y = inUnit(spread.last, mid, choice.unit) / top;
    crosshair.lines.append(
        tr("Spread %1 (%2 bps)")
            .arg(spreadText(spread.last), bpsText(inUnit(spread.last, mid, SpreadUnit::BasisPoints))));
    crosshair.lines.append(tr("Range %1 to %2").arg(spreadText(spread.lowest), spreadText(spread.highest)));
    crosshair.lines.append(tr("Mid %1").arg(QString::fromStdString(
        formatDecimal(mid, m_instrument.decimals.price + 1, m_instrument.shownPriceDecimals() + 1))));
    return crosshair;
}

QString SpreadSketch::currentText(const SpreadHistory &history, SpreadUnit unit) const
{
    const std::deque<SpreadBucket> &buckets = history.buckets(SpreadWindow::Minute1);
    if (history.isInGap() || buckets.empty())
        return QString();
    return valueText(buckets.back().spread.last, buckets.back().mid.last, unit);
}

QString SpreadSketch::spreadText(std::int64_t spread) const
{
    return priceText(m_instrument, Price(spread));
}

QString SpreadSketch::valueText(std::int64_t spread, std::int64_t mid, SpreadUnit unit) const
{
    return unit == SpreadUnit::PriceUnits ? spreadText(spread) : bpsText(inUnit(spread, mid, unit));
}

} // namespace touchline
