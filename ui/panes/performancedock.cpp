// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/performancedock.h"

#include "ui/panes/performancefigures.h"
#include "ui/panes/performancemodel.h"
#include "ui/panes/plaintable.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QTableView>

namespace touchline {

namespace {

constexpr std::chrono::seconds refreshEvery{1};

} // namespace

PerformanceDock::PerformanceDock(QWidget *parent)
    : QDockWidget(tr("Performance"), parent),
      m_model(new PerformanceModel(this)),
      m_table(new QTableView(this)),
      m_figures(new PerformanceFigures(this))
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
    row->addWidget(m_figures, 2);
    setWidget(content);
    m_timer.setInterval(refreshEvery);
    connect(&m_timer, &QTimer::timeout, this, &PerformanceDock::refresh);
}

void PerformanceDock::setUpTable()
{
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Latency by stage"));
    makePlain(*m_table);
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->setFocusPolicy(Qt::NoFocus);
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(PerformanceModel::Name, QHeaderView::ResizeToContents);
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
    m_figures->showFigures(recent, performance);
}

void PerformanceDock::setTheme(const Theme &theme)
{
    m_table->setMinimumHeight(fitPlain(*m_table, static_cast<int>(stageCount)));
    m_figures->setTheme(theme);
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
