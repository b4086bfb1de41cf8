// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "book/bookview.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace touchline {

/// Pictures of one book that nobody holds any more, to be filled anew: a feed that somebody watches allocates
/// nothing for its next picture, and memory does not wander between threads.
class BookViewPool {
public:
    /// Holds what an older picture held.
    [[nodiscard]] std::shared_ptr<BookView> take();

private:
    /// One that the window shows, one with all levels that its charts keep, one that it has just taken, one
    /// in the mailbox, and the next.
    static constexpr std::size_t mostKept = 5;

    std::vector<std::shared_ptr<BookView>> m_views;
};

} // namespace touchline
