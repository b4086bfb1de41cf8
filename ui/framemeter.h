// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/feedview.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace touchline {

/// Times the window's part of a message's way, frame by frame. Instants are of the tick clock.
class FrameMeter {
public:
    /// A frame has begun, and `view`, if there is one, was taken from the mailbox.
    void onFrameBegun(const FeedView *view, std::int64_t at);
    /// The panes have been told; what changed is painted soon, if anything did.
    void onFrameEnded(std::int64_t at);
    /// Nobody could see the window: what waited for that long says nothing about this program.
    void onPause();
    /// The window painted whatever was waiting to be painted, from `begun` to `at`.
    void onPainted(std::int64_t begun, std::int64_t at);

    /// Take, Paint, Total and Frame.
    [[nodiscard]] const LatencyWaterfall &stages() const { return *m_stages; }

private:
    void closeFrame();

    std::unique_ptr<LatencyWaterfall> m_stages = std::make_unique<LatencyWaterfall>();
    StageTimes m_unpainted; ///< of the oldest picture that is taken and not painted
    int m_framesWaited = 0; ///< by it
    std::int64_t m_begun = 0;
    std::optional<std::int64_t> m_work; ///< of the frame that was begun last, so far
};

} // namespace touchline
