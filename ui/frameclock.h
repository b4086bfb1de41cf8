// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <QObject>
#include <QTimer>

#include <cstdint>
#include <optional>

class QWidget;

namespace touchline {

/// Ticks at the display's rate (60 Hz at most), and so often only while somebody can see the window.
class FrameClock : public QObject {
    Q_OBJECT

public:
    explicit FrameClock(QWidget &window);

    [[nodiscard]] bool isRunning() const { return m_timer.isActive(); }
    [[nodiscard]] std::uint64_t frames() const { return m_frames; }
    /// True in the first frame after nobody could see the window.
    [[nodiscard]] bool isAfterPause() const { return m_isAfterPause; }
    /// The longest time between two frames without a pause of the clock between them.
    [[nodiscard]] Duration longestGap() const { return m_longestGap; }

signals:
    void frame();
    /// About once a second while the window is open but nobody can see it: its title is still read.
    void unseen();
    /// Somebody can see the window again, or nobody any longer.
    void runningChanged(bool isRunning);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void follow();
    void tick();
    [[nodiscard]] bool isVisible() const;
    [[nodiscard]] int intervalMs() const;

    QWidget &m_window;
    QTimer m_timer;
    QTimer m_unseen;
    Clock m_clock;
    std::optional<Instant> m_lastFrame; ///< when its tick began
    std::uint64_t m_frames = 0;
    Duration m_longestGap{0};
    bool m_isAfterPause = false;
};

} // namespace touchline
