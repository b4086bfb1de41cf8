// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

namespace touchline {

/// Text in one piece of memory that is filled, read and filled again. Views into it stay valid when it is
/// moved, and until it grows.
class TextBlock {
public:
    [[nodiscard]] std::string_view text() const { return {m_bytes.get(), m_size}; }
    [[nodiscard]] std::size_t size() const { return m_size; }

    /// The memory behind the text, its content undefined; take() makes the first `size` bytes of it text.
    [[nodiscard]] std::span<char> room() { return {m_bytes.get() + m_size, m_capacity - m_size}; }
    void take(std::size_t size) { m_size += size; }

    /// Keeps the first `size` bytes as text.
    void cut(std::size_t size) { m_size = size; }
    /// The text where it is kept.
    std::string_view append(std::string_view text);

    /// Makes room for a text of `capacity` bytes in all; keeps the text.
    void reserve(std::size_t capacity);

private:
    std::unique_ptr<char[]> m_bytes;
    std::size_t m_capacity = 0;
    std::size_t m_size = 0;
};

} // namespace touchline
