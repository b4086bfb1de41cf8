// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace touchline {

/// Frames of a connection that may or may not become part of a recording, oldest first.
class HeldFrames {
public:
    static constexpr std::size_t mostBytes = std::size_t{64} * 1024 * 1024;

    struct Frame {
        Instant at;
        std::string text;
    };

    /// Where there are too many, none are kept any longer.
    void add(std::string_view text, Instant at)
    {
        m_bytes += text.size();
        if (isWhole())
            m_frames.push_back({at, std::string(text)});
        else
            m_frames.clear();
    }
    /// False once frames were given up.
    [[nodiscard]] bool isWhole() const { return m_bytes <= mostBytes; }
    [[nodiscard]] std::vector<Frame> take() { return std::exchange(m_frames, {}); }

private:
    std::vector<Frame> m_frames;
    std::size_t m_bytes = 0;
};

} // namespace touchline
