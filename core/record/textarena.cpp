// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/textarena.h"

#include <algorithm>

namespace touchline {

namespace {

// Blocks grow with the arena, so that a small recording stays small and a large one needs few allocations.
constexpr std::size_t smallestBlock = std::size_t{64} * 1024;
constexpr std::size_t largestBlock = std::size_t{8} * 1024 * 1024;

} // namespace

std::span<char> TextArena::allocate(std::size_t size)
{
    m_size += size;
    if (size > m_free.size()) {
        const std::size_t block = std::clamp(m_size, smallestBlock, largestBlock);
        auto &bytes = m_blocks.emplace_back(std::make_unique_for_overwrite<char[]>(std::max(block, size)));
        if (size >= block) // a block of its own: what is left of the current one stays in use
            return {bytes.get(), size};
        m_free = {bytes.get(), block};
    }
    const std::span<char> taken = m_free.first(size);
    m_free = m_free.subspan(size);
    return taken;
}

std::string_view TextArena::keep(std::string_view text)
{
    if (text.empty())
        return {};
    const std::span<char> room = allocate(text.size());
    std::copy(text.begin(), text.end(), room.begin());
    return {room.data(), room.size()};
}

std::string_view TextArena::intern(std::string_view text)
{
    if (const auto known = m_interned.find(text); known != m_interned.end())
        return *known;
    return *m_interned.insert(keep(text)).first;
}

} // namespace touchline
