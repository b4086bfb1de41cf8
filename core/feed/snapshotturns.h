// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/requestbudget.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

namespace touchline {

/// How a snapshot is asked for.
enum class SnapshotWay {
    Fetch,     ///< beside the stream
    Subscribe, ///< with messages that subscribe to the book again
};

/// Which snapshots are under way and when the next may be asked for: they are large and costly for a venue,
/// so that many books take turns.
class SnapshotTurns {
public:
    static constexpr Instant never{std::numeric_limits<std::int64_t>::max()};

    struct Limits {
        std::size_t maxUnderWay = 1; ///< by both ways
        Duration timeout;            ///< for an answer
    };

    /// What one snapshot costs on one way, and of what; the unit is the venue's. The budget is not null.
    struct Cost {
        int weight = 0;
        std::shared_ptr<RequestBudget> budget;
    };

    SnapshotTurns(Limits limits, Cost fetch, Cost subscribe)
        : m_limits(limits),
          m_ways{Way{std::move(fetch)}, Way{std::move(subscribe)}}
    {
    }

    /// Some book wants a snapshot from `due` on.
    void noteDue(SnapshotWay way, Instant due);
    /// All books were looked at: what is still wanted is noted anew.
    void forgetDue();

    [[nodiscard]] bool hasRoom(SnapshotWay way, Instant now) const
    {
        return isRoomUnderWay() && on(way).allows(now);
    }
    /// Room to fetch a snapshot that nobody waits for.
    [[nodiscard]] bool hasSpareRoom(Instant now) const;
    /// True when a book may be due and has leave to ask.
    [[nodiscard]] bool isTurn(Instant now) const
    {
        return (m_ways[0].isTurn(now) || m_ways[1].isTurn(now)) && isRoomUnderWay();
    }

    /// The id of the request.
    [[nodiscard]] std::uint64_t begin(SnapshotWay way, std::size_t book, Instant now);
    /// The book whose request was answered; none for an answer that nobody waits for.
    [[nodiscard]] std::optional<std::size_t> end(std::uint64_t id);
    /// What a book was waiting for has come on another way.
    void endOf(std::size_t book);
    /// A book has gone: nothing is waited for, and the last book has taken its place.
    void removeBook(std::size_t book, std::size_t last);
    /// The books whose answer is overdue; they are not waited for any longer.
    [[nodiscard]] std::vector<std::size_t> takeOverdue(Instant now);
    [[nodiscard]] std::size_t underWay() const { return m_underWay.size(); }
    /// No answer is waited for any longer.
    void cancel() { m_underWay.clear(); }
    /// What may be fetched.
    [[nodiscard]] RequestBudget &fetchBudget() { return *m_ways[0].cost.budget; }

    /// When the next book may ask, at the earliest.
    [[nodiscard]] Instant nextTurn() const;
    /// When the first answer is overdue.
    [[nodiscard]] Instant nextOverdue() const;

private:
    struct Request {
        std::uint64_t id = 0;
        std::size_t book = 0;
        Instant deadline;
    };

    struct Way {
        Cost cost;
        Instant earliestDue = never; ///< no book is due before

        [[nodiscard]] bool allows(Instant now) const { return cost.budget->allows(cost.weight, now); }
        [[nodiscard]] bool isTurn(Instant now) const { return now >= earliestDue && allows(now); }
        [[nodiscard]] Instant nextTurn() const;
    };

    [[nodiscard]] Way &on(SnapshotWay way) { return m_ways[static_cast<std::size_t>(way)]; }
    [[nodiscard]] const Way &on(SnapshotWay way) const { return m_ways[static_cast<std::size_t>(way)]; }
    [[nodiscard]] bool isRoomUnderWay() const { return m_underWay.size() < m_limits.maxUnderWay; }

    Limits m_limits;
    std::array<Way, 2> m_ways; ///< by SnapshotWay
    std::vector<Request> m_underWay;
    std::uint64_t m_nextId = 1;
};

} // namespace touchline
