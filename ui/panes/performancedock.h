// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/performance.h"
#include "ui/theme.h"

#include <QDockWidget>
#include <QTimer>

#include <array>
#include <deque>

class QLabel;
class QTableView;

namespace touchline {

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

    /// What the figures beside the table say, "label value" each, for tests and screen readers.
    [[nodiscard]] QStringList spoken() const;

signals:
    /// showPerformance() is to be called with new figures.
    void refreshWanted();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    enum Figure { Messages, Levels, Bytes, Conflated, Frames, Waiting, Clocks, Memory, FigureCount };

    void setUpTable();
    QWidget *buildFigures();
    void showFigures(const PerformanceSpan &recent, const PerformanceView &now);
    void setFigure(Figure figure, const QString &text);
    void refresh();

    PerformanceModel *m_model;
    QTableView *m_table;
    std::array<QLabel *, FigureCount> m_labels{};
    std::array<QLabel *, FigureCount> m_values{};
    QTimer m_timer;
    std::deque<PerformanceView> m_samples; ///< of one source, oldest first; the first is at least a span old
};

} // namespace touchline
