// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/performancedock.h"

#include "base/process.h"
#include "ui/format.h"
#include "ui/panes/performancemodel.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>

namespace touchline {

namespace {

constexpr std::chrono::seconds refreshEvery{1};

QString perSecond(const PerformanceSpan &recent, std::uint64_t count)
{
    return PerformanceDock::tr("%1 /s").arg(rateText(recent.perSecond(count)));
}

QString clockText(const ClockSkew &skew)
{
    const auto smallest = skew.smallestDelay();
    if (!smallest)
        return PerformanceDock::tr("the exchange says no times");
    if (skew.atLeast() > Duration(0))
        return PerformanceDock::tr("ours at least %1 behind the exchange's; came before they were sent: %2")
            .arg(latencyText(skew.atLeast().count()))
            .arg(skew.negativeDelays());
    return PerformanceDock::tr("no difference proved; fastest message %1")
        .arg(latencyText(smallest->count()));
}

} // namespace

PerformanceDock::PerformanceDock(QWidget *parent)
    : QDockWidget(tr("Performance"), parent),
      m_model(new PerformanceModel(this)),
      m_table(new QTableView(this))
{
    setObjectName(QStringLiteral("performanceDock"));
    setAllowedAreas(Qt::TopDockWidgetArea | Qt::BottomDockWidgetArea);
    auto *content = new QWidget(this);
    content->setObjectName(QStringLiteral("performance"));
    auto *row = new QHBoxLayout(content);
    row->setContentsMargins(6, 0, 0, 0);
    row->setSpacing(0);
    setUpTable();
    row->addWidget(m_table, 3);
    row->addWidget(buildFigures(), 2);
    setWidget(content);
    m_timer.setInterval(refreshEvery);
    connect(&m_timer, &QTimer::timeout, this, &PerformanceDock::refresh);
    showFigures(PerformanceSpan({}, {}), {});
}

void PerformanceDock::setUpTable()
{
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Latency by stage"));
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->setFocusPolicy(Qt::NoFocus);
    m_table->setWordWrap(false);
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(PerformanceModel::Name, QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setHighlightSections(false);
}

QWidget *PerformanceDock::buildFigures()
{
    const std::array<QString, FigureCount> titles{tr("Messages"),  tr("Levels"), tr("Data"),
                                                  tr("Not shown"), tr("Frames"), tr("Waiting"),
                                                  tr("Clocks"),    tr("Memory")};
    auto *figures = new QWidget(this);
    auto *grid = new QGridLayout(figures);
    grid->setContentsMargins(14, 6, 14, 6);
    grid->setHorizontalSpacing(14);
    grid->setVerticalSpacing(3);
    grid->setColumnStretch(1, 1);
    for (std::size_t i = 0; i < FigureCount; ++i) {
        m_labels[i] = new QLabel(titles[i], figures);
        m_values[i] = new QLabel(figures);
        m_values[i]->setAlignment(Qt::AlignLeft | Qt::AlignTop);
        m_values[i]->setTextFormat(Qt::PlainText);
        grid->addWidget(m_labels[i], static_cast<int>(i), 0, Qt::AlignTop);
        grid->addWidget(m_values[i], static_cast<int>(i), 1);
    }
    m_values[Clocks]->setWordWrap(true);
    m_labels[Conflated]->setToolTip(tr("Pictures that a newer one replaced before a frame took them"));
    m_labels[Waiting]->setToolTip(tr("Updates held back for a snapshot, and snapshots asked for"));
    grid->setRowStretch(FigureCount, 1);
    return figures;
}

void PerformanceDock::showPerformance(const PerformanceView &performance)
{
    if (!performance.stages || !m_timer.isActive())
        return;
    const bool isOther = !m_samples.empty() && (m_samples.back().selection != performance.selection ||
                                                m_samples.back().messages > performance.messages);
    if (isOther)
        m_samples.clear();
    m_samples.push_back(performance);
    while (m_samples.size() > 2 && performance.at - m_samples[1].at >= span)
        m_samples.pop_front();
    // The first alone tells of everything since the source was opened.
    const PerformanceView before = m_samples.size() > 1 ? m_samples.front() : PerformanceView();
    const PerformanceSpan recent(before, performance);
    m_model->setStages(*recent.stages);
    showFigures(recent, performance);
}

void PerformanceDock::showFigures(const PerformanceSpan &recent, const PerformanceView &now)
{
    setFigure(Messages, perSecond(recent, recent.messages));
    setFigure(Levels, perSecond(recent, recent.counters.levels));
    setFigure(Bytes, tr("%1/s").arg(sizeText(recent.perSecond(recent.bytes))));
    setFigure(
        Conflated,
        tr("%1, %2 in all").arg(perSecond(recent, recent.counters.conflated)).arg(now.counters.conflated));
    setFigure(Frames, perSecond(recent, recent.stages->of(Stage::Frame).count()));
    setFigure(
        Waiting,
        tr("%1 updates, %2 snapshots").arg(now.queues.bufferedUpdates).arg(now.queues.snapshotsUnderWay));
    setFigure(Clocks, clockText(now.skew));
    constexpr double bytesPerKib = 1024.0;
    setFigure(Memory, sizeText(static_cast<double>(rssKib()) * bytesPerKib));
}

void PerformanceDock::setFigure(Figure figure, const QString &text)
{
    if (m_values[figure]->text() != text)
        m_values[figure]->setText(text);
}

QStringList PerformanceDock::spoken() const
{
    QStringList parts;
    for (std::size_t i = 0; i < FigureCount; ++i)
        parts << m_labels[i]->text() + QLatin1Char(' ') + m_values[i]->text();
    return parts;
}

void PerformanceDock::setTheme(const Theme &theme)
{
    m_table->setFont(tabularFont(0.92));
    m_table->horizontalHeader()->setFont(m_table->font());
    // As the cells, which the window's own headers are not.
    m_table->setStyleSheet(QStringLiteral("QHeaderView::section { padding: 3px; }"));
    const int rowHeight = m_table->fontMetrics().height() + 5;
    m_table->verticalHeader()->setDefaultSectionSize(rowHeight);
    const int headerHeight = rowHeight + 8;
    m_table->horizontalHeader()->setFixedHeight(headerHeight);
    m_table->setMinimumHeight(headerHeight + rowHeight * static_cast<int>(stageCount));
    for (std::size_t i = 0; i < FigureCount; ++i) {
        m_labels[i]->setStyleSheet(QStringLiteral("color: %1;").arg(theme.mutedText.name()));
        m_values[i]->setFont(tabularFont(0.92));
    }
    widget()->setStyleSheet(QStringLiteral("#performance { background: %1; }").arg(theme.surface.name()));
}

void PerformanceDock::showEvent(QShowEvent *event)
{
    QDockWidget::showEvent(event);
    m_timer.start();
    emit refreshWanted();
}

void PerformanceDock::hideEvent(QHideEvent *event)
{
    QDockWidget::hideEvent(event);
    m_timer.stop();
    m_samples.clear();
}

void PerformanceDock::refresh()
{
    if (!window()->isMinimized())
        emit refreshWanted();
}

} // namespace touchline
