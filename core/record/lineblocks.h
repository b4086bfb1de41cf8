// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "record/decodedfile.h"
#include "record/textblock.h"

namespace touchline {

/// Cuts a file into blocks of whole lines.
class LineBlocks {
public:
    /// That many bytes after a block's text may be read (not used): what simdjson asks for.
    static constexpr std::size_t padding = 64;
    /// A line beyond this is damage. It bounds the memory a file can ask for.
    static constexpr std::size_t longestLine = std::size_t{128} * 1024 * 1024;

    /// A block is of `blockSize` bytes, or of one line where that is longer.
    LineBlocks(DecodedFile file, std::size_t blockSize) : m_file(std::move(file)), m_blockSize(blockSize) {}

    /// The next lines instead of what is in `block`; false at the end or where damage begins. Only the last
    /// line of the file may be without its end. A line torn by damage is not handed out.
    [[nodiscard]] bool next(TextBlock &block);

    /// Why there are no more lines, when it is not the end; known once next() gave none.
    [[nodiscard]] const std::optional<std::string> &damage() const { return m_damage; }

private:
    bool fill(TextBlock &block);

    DecodedFile m_file;
    std::size_t m_blockSize;
    std::string m_begun; // the line that goes on in the next block
    std::optional<std::string> m_damage;
};

} // namespace touchline
