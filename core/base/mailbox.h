// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <utility>

namespace touchline {

/// One slot between two threads: the newest value wins, and what it replaced is counted.
template <class T> class Mailbox {
public:
    /// Stores `value`. If an unread one is there, `inherit(newer, unread)` first moves over what must not be
    /// lost.
    template <class Inherit> void put(T value, Inherit &&inherit)
    {
        std::optional<T> unread; // destroyed when the other thread no longer waits
        const std::lock_guard lock(m_mutex);
        unread.swap(m_value);
        if (unread) {
            inherit(value, std::move(*unread));
            ++m_replaced;
        }
        m_value = std::move(value);
    }

    void put(T value)
    {
        put(std::move(value), [](T &, const T &) {});
    }

    /// True until the value put last is taken.
    [[nodiscard]] bool hasUnread() const
    {
        const std::lock_guard lock(m_mutex);
        return m_value.has_value();
    }

    [[nodiscard]] std::optional<T> take()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_value, std::nullopt);
    }

    /// How many values were replaced before anyone took them.
    [[nodiscard]] std::uint64_t replaced() const
    {
        const std::lock_guard lock(m_mutex);
        return m_replaced;
    }

private:
    mutable std::mutex m_mutex;
    std::optional<T> m_value;
    std::uint64_t m_replaced = 0;
};

} // namespace touchline
