// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/performance.h"
#include "ui/theme.h"

#include <QString>
#include <QWidget>

#include <vector>

namespace touchline {

/// Rates, queues, clocks and memory as lines of a label and a value. It paints itself: labels would lay the
/// whole window out again with each text that changes its width.
class PerformanceFigures : public QWidget {
    Q_OBJECT

public:
    struct Line {
        QString label;
        QString value;

        bool operator==(const Line &) const = default;
    };

    explicit PerformanceFigures(QWidget *parent = nullptr);

    void showFigures(const PerformanceSpan &recent, const PerformanceView &now);
    void setTheme(const Theme &theme);
    [[nodiscard]] const std::vector<Line> &lines() const { return m_lines; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] int lineHeight() const;

    std::vector<Line> m_lines;
    Theme m_theme;
};

} // namespace touchline
