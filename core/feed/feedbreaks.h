// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace touchline {

/// A time in which a book that had been live was not: when, for how long, and why.
struct FeedBreak {
    Instant begun;
    std::optional<Instant> ended;         ///< none while it lasts
    std::string cause;                    ///< one sentence: what ended the live state
    std::optional<std::uint64_t> lastId;  ///< the book was complete up to here
    std::optional<std::uint64_t> firstId; ///< and is again from here on
};

/// Oldest first; shared by all who show them, never null.
using SharedBreaks = std::shared_ptr<const std::vector<FeedBreak>>;

/// The one to begin with.
[[nodiscard]] inline const SharedBreaks &noBreaks()
{
    static const SharedBreaks none = std::make_shared<const std::vector<FeedBreak>>();
    return none;
}

/// Every break of one feed, the newest of them with all that is known.
class FeedBreaks {
public:
    static constexpr std::size_t mostKept = 500;

    /// Does nothing while a break lasts.
    void begin(Instant now, std::string cause, std::optional<std::uint64_t> lastId);
    /// Does nothing unless a break lasts.
    void end(Instant now, std::uint64_t firstId);

    [[nodiscard]] const SharedBreaks &all() const { return m_all; }
    [[nodiscard]] bool isOpen() const { return !m_all->empty() && !m_all->back().ended; }

private:
    SharedBreaks m_all = noBreaks();
};

} // namespace touchline
