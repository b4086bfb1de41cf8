// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/faultlabdock.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QStyle>

#include <algorithm>
#include <cassert>
#include <numeric>

namespace touchline {

namespace {

constexpr std::chrono::milliseconds refreshEvery{500};
constexpr int narrowest = 180; // then the rows are scrolled: the market needs its width more

} // namespace

FaultLabDock::FaultLabDock(QWidget *parent)
    : QDockWidget(tr("Fault lab"), parent),
      m_grid(new QGridLayout),
      m_total(new QLabel(this)),
      m_stop(new QPushButton(tr("Stop all"), this))
{
    setObjectName(QStringLiteral("faultLabDock"));
    setAllowedAreas(Qt::LeftDockWidgetArea | Qt::RightDockWidgetArea);
    auto *content = new QWidget(this);
    content->setObjectName(QStringLiteral("faultLab"));
    auto *column = new QVBoxLayout(content);
    auto *top = new QHBoxLayout;
    top->addWidget(m_total);
    top->addWidget(m_stop);
    top->addStretch(1);
    column->addLayout(top);
    column->addLayout(m_grid);
    column->addStretch(1);
    constexpr int behindTheCounts = 4;
    m_grid->setColumnStretch(behindTheCounts, 1);
    m_grid->setVerticalSpacing(2);
    m_grid->setHorizontalSpacing(6);
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setMinimumWidth(narrowest);
    scroll->setWidgetResizable(true);
    scroll->setWidget(content);
    setWidget(scroll);
    m_stop->setToolTip(tr("No more faults; what is under way ends in its own time"));
    connect(m_stop, &QPushButton::clicked, this, &FaultLabDock::stop);
    m_timer.setInterval(refreshEvery);
    connect(&m_timer, &QTimer::timeout, this, &FaultLabDock::countsWanted);
    showTotal(0);
}

void FaultLabDock::setChoices(const std::vector<FaultChoice> &choices)
{
    QString group;
    for (const FaultChoice &choice : choices) {
        if (choice.group != group)
            addHeading(choice.group);
        group = choice.group;
        addRow(choice);
    }
    setTheme(m_theme);
    // At first the dock is as wide as its rows and a scroll bar.
    QWidget *const content = m_grid->parentWidget();
    const int rows = content->minimumSizeHint().width();
    const int scrollBar = style()->pixelMetric(QStyle::PM_ScrollBarExtent);
    QMargins margins = content->layout()->contentsMargins();
    margins.setRight(margins.right() + scrollBar);
    content->layout()->setContentsMargins(margins);
    content->setMinimumWidth(rows);
}

void FaultLabDock::addHeading(const QString &group)
{
    auto *heading = new QLabel(group, this);
    heading->setContentsMargins(0, m_headings.empty() ? 0 : 8, 0, 0);
    m_headings.push_back(heading);
    m_grid->addWidget(heading, m_grid->rowCount(), 0, 1, 4);
}

void FaultLabDock::addRow(const FaultChoice &choice)
{
    const Row row{new QCheckBox(choice.name), new QDoubleSpinBox, new QPushButton(tr("Once")), new QLabel};
    row.percent->setRange(0.01, 100);
    row.percent->setValue(choice.usualPercent);
    row.percent->setKeyboardTracking(false);
    row.percent->setSuffix(tr(" %"));
    row.percent->setEnabled(false);
    row.percent->setAccessibleName(tr("Rate of %1").arg(choice.name));
    row.once->setAccessibleName(tr("%1 once").arg(choice.name));
    row.count->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row.count->setAccessibleName(tr("Count of %1").arg(choice.name));
    row.count->setMinimumWidth(row.count->fontMetrics().horizontalAdvance(QStringLiteral("000000")));
    const int textMargin = 2 * row.once->fontMetrics().averageCharWidth();
    row.once->setFixedWidth(row.once->fontMetrics().horizontalAdvance(row.once->text()) + 2 * textMargin);
    const int line = m_grid->rowCount();
    int column = 0;
    for (QWidget *part : std::initializer_list<QWidget *>{row.isOn, row.percent, row.once, row.count}) {
        part->setToolTip(choice.explanation);
        m_grid->addWidget(part, line, column++);
    }
    connectRow(row, static_cast<int>(m_rows.size()));
    m_rows.push_back(row);
}

void FaultLabDock::connectRow(const Row &row, int index)
{
    connect(row.isOn, &QCheckBox::toggled, row.percent, &QWidget::setEnabled);
    connect(row.isOn, &QCheckBox::toggled, this, [this] { emit sharesChanged(shares()); });
    connect(row.percent, &QDoubleSpinBox::valueChanged, this, [this] { emit sharesChanged(shares()); });
    connect(row.once, &QPushButton::clicked, this, [this, index] { emit onceRequested(index); });
}

void FaultLabDock::setOffered(bool isOffered)
{
    if (isOffered == m_isOffered)
        return;
    m_isOffered = isOffered;
    toggleViewAction()->setVisible(isOffered);
    if (!isOffered)
        m_isWanted = !isHidden();
    setVisible(isOffered && m_isWanted);
}

std::vector<double> FaultLabDock::shares() const
{
    std::vector<double> all;
    for (const Row &row : m_rows)
        all.push_back(row.isOn->isChecked() ? row.percent->value() / 100 : 0);
    return all;
}

void FaultLabDock::showShares(std::span<const double> shares)
{
    assert(shares.size() == m_rows.size());
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const Row &row = m_rows[i];
        const QSignalBlocker ofSwitch(row.isOn);
        const QSignalBlocker ofPercent(row.percent);
        row.isOn->setChecked(shares[i] > 0);
        row.percent->setEnabled(shares[i] > 0);
        if (shares[i] > 0)
            row.percent->setValue(shares[i] * 100);
    }
}

void FaultLabDock::showCounts(std::span<const std::uint64_t> counts)
{
    assert(counts.size() == m_rows.size());
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        m_rows[i].count->setText(counts[i] == 0 ? QString() : locale().toString(qulonglong{counts[i]}));
    showTotal(std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}));
}

void FaultLabDock::showTotal(std::uint64_t total)
{
    m_total->setText(tr("%L1 injected").arg(total));
}

void FaultLabDock::stop()
{
    showShares(std::vector<double>(m_rows.size(), 0.0));
    emit stopRequested();
}

void FaultLabDock::setTheme(const Theme &theme)
{
    m_theme = theme;
    const QString style =
        QStringLiteral("#faultLab { background: %1; } #faultLab QCheckBox:checked { color: %2; }");
    widget()->setStyleSheet(style.arg(theme.surface.name(), theme.caution.name()));
    for (QLabel *heading : m_headings)
        heading->setStyleSheet(QStringLiteral("color: %1;").arg(theme.mutedText.name()));
    // The style draws the frame of a box darker than what is behind it, which nobody sees on a dark window.
    QPalette boxes = palette();
    boxes.setColor(QPalette::Window, theme.mutedText);
    boxes.setColor(QPalette::WindowText, theme.text);
    for (const Row &row : m_rows) {
        row.isOn->setPalette(boxes);
        row.count->setFont(tabularFont());
    }
}

void FaultLabDock::showEvent(QShowEvent *event)
{
    QDockWidget::showEvent(event);
    m_timer.start();
    emit countsWanted();
}

void FaultLabDock::hideEvent(QHideEvent *event)
{
    QDockWidget::hideEvent(event);
    m_timer.stop();
}

} // namespace touchline
