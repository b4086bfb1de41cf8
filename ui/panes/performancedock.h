// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/performance.h"
#include "ui/theme.h"

#include <QDockWidget>
#include <QTimer>

#include <deque>

class QTableView;

namespace touchline {

class PerformanceFigures;
class PerformanceModel;

/// How fast the program is: where the time of messages goes, rates, queues, clocks and memory, over the last
/// seconds. It asks for figures once a second while it can be seen, and does nothing otherwise.
class PerformanceDock : public QDockWidget {
    Q_OBJECT

public:
    /// How far back the figures reach.
    static constexpr Duration span = std::chrono::seconds(10);

    explicit PerformanceDock(QWidget *parent = nullptr);

    void showPerformance(const PerformanceView &performance);
    void setTheme(const Theme &theme);

signals:
    /// showPerformance() is to be called with new figures.
    void refreshWanted();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void setUpTable();
    void refresh();

    PerformanceModel *m_model;
    QTableView *m_table;
    PerformanceFigures *m_figures;
    QTimer m_timer;
    std::deque<PerformanceView> m_samples; ///< of one source, oldest first; the first is at least a span old
};

} // namespace touchline
