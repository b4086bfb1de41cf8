// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "ui/frametimings.h"

#include <QObject>
#include <QTimer>

#include <cstdint>
#include <optional>

class QWidget;

namespace touchline {

/// Ticks at the display's rate (60 Hz at most), and only while somebody can see the window.
class FrameClock : public QObject {
    Q_OBJECT

public:
    /// `clock` is the one that says when views are published.
    explicit FrameClock(QWidget &window, const Clock &clock = Clock());

    [[nodiscard]] bool isRunning() const { return m_timer.isActive(); }
    [[nodiscard]] std::uint64_t frames() const { return m_frames; }
    /// The longest time between two frames without a pause of the clock between them.
    [[nodiscard]] Duration longestGap() const { return m_longestGap; }
    [[nodiscard]] const FrameTimings &timings() const { return m_timings; }

    /// The frame that is being made shows a view published at this time.
    void noteShown(const std::optional<Instant> &publishedAt);

signals:
    void frame();
    /// Somebody can see the window again, or nobody any longer.
    void runningChanged(bool isRunning);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void customEvent(QEvent *event) override;

private:
    void follow();
    void tick();
    [[nodiscard]] bool isVisible() const;
    [[nodiscard]] int intervalMs() const;

    QWidget &m_window;
    QTimer m_timer;
    Clock m_clock;
    FrameTimings m_timings;
    std::optional<Instant> m_lastFrame;  ///< when its tick began
    std::optional<Instant> m_shownSince; ///< what the frame shows was published then
    Instant m_runningSince;
    std::uint64_t m_frames = 0;
    Duration m_longestGap{0};
    bool m_isPainting = false;
};

} // namespace touchline
