// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/performancefigures.h"

#include "base/process.h"
#include "ui/format.h"

#include <QPainter>

#include <algorithm>

namespace touchline {

namespace {

constexpr int margin = 14;
constexpr int top = 6;
constexpr qreal scale = 0.92;

QString perSecond(const PerformanceSpan &recent, std::uint64_t count)
{
    return PerformanceFigures::tr("%1 /s").arg(rateText(recent.perSecond(count)));
}

QString clockText(const ClockSkew &skew)
{
    const auto smallest = skew.smallestDelay();
    if (!smallest)
        return PerformanceFigures::tr("the exchange says no times");
    if (skew.atLeast() > Duration(0))
        return PerformanceFigures::tr(
                   "ours at least %1 behind the exchange's; came before they were sent: %2")
            .arg(latencyText(skew.atLeast().count()))
            .arg(skew.negativeDelays());
    return PerformanceFigures::tr("no difference proved; fastest message %1")
        .arg(latencyText(smallest->count()));
}

QString memoryText()
{
    constexpr double bytesPerKib = 1024.0;
    return sizeText(static_cast<double>(rssKib()) * bytesPerKib);
}

} // namespace

PerformanceFigures::PerformanceFigures(QWidget *parent) : QWidget(parent), m_theme(theme(ThemeKind::Dark))
{
    setAccessibleName(tr("Rates and queues"));
    setToolTip(tr("Not shown: pictures that a newer one replaced before a frame took them. Waiting: updates "
                  "held back for a snapshot, and snapshots asked for."));
    showFigures(PerformanceSpan({}, {}), {});
}

void PerformanceFigures::showFigures(const PerformanceSpan &recent, const PerformanceView &now)
{
    const QueueDepths &queues = now.queues;
    std::vector<Line> lines{
        {tr("Messages"), perSecond(recent, recent.messages)},
        {tr("Levels"), perSecond(recent, recent.counters.levels)},
        {tr("Data"), tr("%1/s").arg(sizeText(recent.perSecond(recent.bytes)))},
        {tr("Not shown"),
         tr("%1, %2 in all").arg(perSecond(recent, recent.counters.conflated)).arg(now.counters.conflated)},
        {tr("Frames"), perSecond(recent, recent.stages->of(Stage::Frame).count())},
        {tr("Waiting"),
         tr("%1 updates, %2 snapshots").arg(queues.bufferedUpdates).arg(queues.snapshotsUnderWay)},
        {tr("Memory"), memoryText()},
        {tr("Clocks"), clockText(now.skew)},
    };
    if (lines == m_lines)
        return;
    m_lines = std::move(lines);
    QStringList spoken;
    for (const Line &line : m_lines)
        spoken << line.label + QLatin1Char(' ') + line.value;
    setAccessibleDescription(spoken.join(QStringLiteral(", ")));
    update();
}

void PerformanceFigures::setTheme(const Theme &theme)
{
    m_theme = theme;
    update();
}

int PerformanceFigures::lineHeight() const
{
    return std::max(QFontMetrics(font()).height(), QFontMetrics(tabularFont(scale)).height()) + 2;
}

QSize PerformanceFigures::sizeHint() const
{
    // The last line may need two.
    return {420, 2 * top + lineHeight() * (static_cast<int>(m_lines.size()) + 1)};
}

QSize PerformanceFigures::minimumSizeHint() const
{
    return {260, sizeHint().height()};
}

void PerformanceFigures::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.surface);
    int labels = 0;
    for (const Line &line : m_lines)
        labels = std::max(labels, QFontMetrics(font()).horizontalAdvance(line.label));
    QRect label(margin, top, labels, lineHeight());
    QRect value(label.right() + margin, top, width() - label.right() - 2 * margin, lineHeight());
    for (const Line &line : m_lines) {
        if (&line == &m_lines.back())
            value.setBottom(height());
        painter.setFont(font());
        painter.setPen(m_theme.mutedText);
        painter.drawText(label, Qt::AlignLeft | Qt::AlignTop, line.label);
        painter.setFont(tabularFont(scale));
        painter.setPen(m_theme.text);
        painter.drawText(value, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, line.value);
        label.translate(0, lineHeight());
        value.translate(0, lineHeight());
    }
}

} // namespace touchline
