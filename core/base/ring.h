// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cassert>
#include <cstddef>

namespace touchline {

/// The newest `capacity` values in the order they came: one more takes the place of the oldest.
template <class T, std::size_t capacity> class Ring {
public:
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] bool isEmpty() const { return m_size == 0; }

    /// 0 is the oldest.
    [[nodiscard]] const T &operator[](std::size_t index) const
    {
        assert(index < m_size);
        return m_values[(m_first + index) % capacity];
    }
    [[nodiscard]] const T &front() const { return (*this)[0]; }
    [[nodiscard]] const T &back() const { return (*this)[m_size - 1]; }

    void push(const T &value)
    {
        if (m_size == capacity)
            popFront();
        m_values[(m_first + m_size) % capacity] = value;
        ++m_size;
    }

    void popFront()
    {
        assert(m_size > 0);
        m_first = (m_first + 1) % capacity;
        --m_size;
    }

    void clear()
    {
        m_first = 0;
        m_size = 0;
    }

private:
    std::array<T, capacity> m_values{};
    std::size_t m_first = 0;
    std::size_t m_size = 0;
};

} // namespace touchline
