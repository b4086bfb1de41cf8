// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "feed/feedaction.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>

namespace touchline {

/// Counts the frames that could not be read, by what was wrong with them, and picks a few for the log: the
/// first of a kind, and then one a minute.
class MalformedFrames {
public:
    /// What goes to the log of a frame.
    static constexpr std::size_t longestHead = 512;
    static constexpr Duration sampleEvery = std::chrono::minutes(1);

    /// Counts the frame; gives the sample if it is one.
    std::optional<ReportFrame> note(const Error &error, std::string_view text, Instant now);

    [[nodiscard]] std::uint64_t total() const { return m_total; }
    [[nodiscard]] std::uint64_t count(ErrorCode kind) const;

private:
    struct Kind {
        std::uint64_t count = 0;
        std::optional<Instant> sampledAt;
    };

    std::map<ErrorCode, Kind> m_kinds; ///< as many as there are codes, at most
    std::uint64_t m_total = 0;
};

} // namespace touchline
