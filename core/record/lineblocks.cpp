// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/lineblocks.h"

#include <algorithm>

namespace touchline {

bool LineBlocks::next(TextBlock &block)
{
    block.cut(0);
    block.append(m_begun);
    m_begun.clear();
    while (!m_damage) {
        const std::size_t searched = block.size();
        block.reserve(std::min(std::max(m_blockSize, 2 * searched), longestLine + 1) + padding);
        const bool goesOn = fill(block);
        const auto end = block.text().substr(searched).rfind('\n');
        if (end != std::string_view::npos) {
            m_begun = block.text().substr(searched + end + 1);
            block.cut(searched + end + 1);
            return true;
        }
        if (block.size() > longestLine)
            m_damage = "a line is longer than 128 MiB";
        else if (!goesOn)
            m_damage = m_file.damage();
        if (!goesOn && !m_damage)
            return block.size() > 0;
    }
    block.cut(0);
    return false;
}

/// Reads until the block is full; false at the file's end.
bool LineBlocks::fill(TextBlock &block)
{
    for (;;) {
        const std::span<char> room = block.room();
        if (room.size() <= padding)
            return true;
        const std::size_t size = m_file.read(room.first(room.size() - padding));
        if (size == 0)
            return false;
        block.take(size);
    }
}

} // namespace touchline
