// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/breaksdock.h"

#include "ui/panes/breaksmodel.h"
#include "ui/panes/plaintable.h"

#include <QHeaderView>
#include <QLabel>
#include <QStackedLayout>
#include <QTableView>

namespace touchline {

namespace {

constexpr Duration refreshEvery = std::chrono::milliseconds(250); // of the length of a break that lasts
constexpr int rowsAtLeast = 4;
constexpr int gap = 18; // between columns, the cells' own margins included

} // namespace

BreaksDock::BreaksDock(QWidget *parent)
    : QDockWidget(tr("Breaks"), parent),
      m_model(new BreaksModel(this)),
      m_table(new QTableView(this)),
      m_nothing(new QLabel(tr("No break since this feed was opened."), this))
{
    setObjectName(QStringLiteral("breaksDock"));
    setAllowedAreas(Qt::TopDockWidgetArea | Qt::BottomDockWidgetArea);
    auto *content = new QWidget(this);
    content->setObjectName(QStringLiteral("breaks"));
    // The first break must not change the size of the dock, and so of all that is beside it.
    m_pages = new QStackedLayout(content);
    content->setContentsMargins(6, 0, 6, 0);
    setUpTable();
    m_nothing->setAlignment(Qt::AlignCenter);
    m_pages->addWidget(m_table);
    m_pages->addWidget(m_nothing);
    setWidget(content);
    refresh();
}

void BreaksDock::setUpTable()
{
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Breaks of the feed"));
    makePlain(*m_table);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(BreaksModel::Cause, QHeaderView::Stretch);
    for (const int column : {BreaksModel::When, BreaksModel::Length})
        m_table->horizontalHeader()->setSectionResizeMode(column, QHeaderView::Fixed);
}

void BreaksDock::showView(const FeedView &view)
{
    const bool isOther = view.breaks != m_breaks;
    m_breaks = view.breaks;
    m_time.follow(view);
    if (isVisible() && isOther)
        refresh();
}

void BreaksDock::tick()
{
    if (isVisible() && m_clock.now() - m_refreshedAt >= refreshEvery)
        refresh();
}

void BreaksDock::refresh()
{
    m_refreshedAt = m_clock.now();
    m_model->setBreaks(m_breaks, m_time.now());
    if (m_breaks->empty())
        m_pages->setCurrentWidget(m_nothing);
    else
        m_pages->setCurrentWidget(m_table);
}

void BreaksDock::showEvent(QShowEvent *event)
{
    QDockWidget::showEvent(event);
    refresh();
}

void BreaksDock::setTheme(const Theme &theme)
{
    widget()->setMinimumHeight(fitPlain(*m_table, rowsAtLeast));
    // As wide as they may ever be: a break that lasts must not push its cause about.
    const QFontMetrics metrics(m_table->font());
    const auto widthOf = [&metrics](const QString &widest) {
        return metrics.horizontalAdvance(widest) + gap;
    };
    m_table->setColumnWidth(BreaksModel::When, widthOf(QStringLiteral("00:00:00.000")));
    m_table->setColumnWidth(
        BreaksModel::Length, widthOf(BreaksModel::tr("%1, lasts").arg(QStringLiteral("00 min 00 s"))));
    m_nothing->setStyleSheet(QStringLiteral("color: %1;").arg(theme.mutedText.name()));
    widget()->setStyleSheet(QStringLiteral("#breaks { background: %1; }").arg(theme.surface.name()));
}

} // namespace touchline
