// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/requestbudget.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

namespace touchline {

/// Which snapshots are under way and when the next may be asked for: they are large and costly for a venue,
/// so that many books take turns.
class SnapshotTurns {
public:
    static constexpr Instant never{std::numeric_limits<std::int64_t>::max()};

    struct Limits {
        std::size_t maxUnderWay = 1;
        Duration timeout; ///< for an answer
        int weight = 0;   ///< of one snapshot, in the venue's unit
    };

    SnapshotTurns(Limits limits, std::shared_ptr<RequestBudget> budget)
        : m_limits(limits),
          m_budget(std::move(budget))
    {
    }

    /// Some book wants a snapshot from `due` on.
    void noteDue(Instant due) { m_earliestDue = due < m_earliestDue ? due : m_earliestDue; }
    /// All books were looked at: what is still wanted is noted anew.
    void forgetDue() { m_earliestDue = never; }

    [[nodiscard]] bool hasRoom(Instant now) const
    {
        return m_underWay.size() < m_limits.maxUnderWay && m_budget->allows(m_limits.weight, now);
    }
    /// Room for a snapshot that nobody waits for.
    [[nodiscard]] bool hasSpareRoom(Instant now) const
    {
        return hasRoom(now) && m_budget->isSpare(m_limits.weight, now);
    }
    /// True when a book may be due and has leave to ask.
    [[nodiscard]] bool isTurn(Instant now) const { return now >= m_earliestDue && hasRoom(now); }

    /// The id of the request.
    [[nodiscard]] std::uint64_t begin(std::size_t book, Instant now);
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
    [[nodiscard]] RequestBudget &budget() { return *m_budget; }

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

    Limits m_limits;
    std::shared_ptr<RequestBudget> m_budget;
    std::vector<Request> m_underWay;
    Instant m_earliestDue = never; ///< no book is due before
    std::uint64_t m_nextId = 1;
};

} // namespace touchline
