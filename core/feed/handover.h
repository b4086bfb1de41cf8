// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "book/bookmessage.h"
#include "feed/feedevent.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

namespace touchline {

/// What the next connection brings before it follows the current one, and whether it may. For venues whose
/// update ids are the same on every connection.
///
/// A book can go on from the next connection alone once that has brought an update that begins at or before
/// the end of what the current one has brought: from there on nothing can be missing between the two.
class Handover {
public:
    struct Kept {
        std::deque<BookDelta> deltas; ///< beyond what the book contains
        std::vector<Trade> trades;    ///< the newest
    };

    Handover(std::size_t books, Instant begun);

    /// A further book, behind the others.
    void addBook() { m_books.emplace_back(); }
    /// The last book takes the place of this one.
    void removeBook(std::size_t book);

    /// The current connection has brought an update; the book is complete up to `completeId`, 0 if it is not.
    void onCurrentDelta(std::size_t book, std::uint64_t completeId);
    void onNextDelta(std::size_t book, const BookDelta &delta, std::uint64_t completeId);
    void onNextTrade(std::size_t book, const Trade &trade);

    /// True when every book can go on from the next connection. A symbol that is silent on both for a while
    /// need not be waited for: what comes after that comes on the next one as well.
    [[nodiscard]] bool isReady(Instant now) const;
    /// True if the next connection is of no use: it lacks what the current one brings.
    [[nodiscard]] bool hasFailed(Instant now) const;
    /// When to ask again, although nothing has come.
    [[nodiscard]] Instant nextCheck() const { return m_nextCheck; }
    void onChecked(Instant now);

    /// What to give to the book when the next connection takes over.
    [[nodiscard]] Kept take(std::size_t book);

private:
    struct Book {
        Kept kept;
        bool isJoined = false;
        bool isMissed = false; ///< the current connection brings updates, the next one did not yet
    };

    void join(Book &book, std::uint64_t completeId);

    std::vector<Book> m_books;
    Instant m_begun;
    Instant m_nextCheck;
    std::size_t m_joined = 0;
    std::size_t m_missed = 0;
    bool m_isFull = false;
};

} // namespace touchline
