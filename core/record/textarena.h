// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace touchline {

/// Owns many texts in a few large blocks. Views into it stay valid until it dies, also when it is moved.
class TextArena {
public:
    TextArena() = default;

    /// Room for `size` bytes; ends with the arena.
    [[nodiscard]] std::span<char> allocate(std::size_t size);
    [[nodiscard]] std::string_view keep(std::string_view text);
    /// Like keep(), but a text that was interned before is stored once: for names and addresses.
    [[nodiscard]] std::string_view intern(std::string_view text);

    /// Bytes in use.
    [[nodiscard]] std::size_t size() const { return m_size; }

private:
    std::vector<std::unique_ptr<char[]>> m_blocks;
    std::span<char> m_free;
    std::unordered_set<std::string_view> m_interned;
    std::size_t m_size = 0;
};

} // namespace touchline
