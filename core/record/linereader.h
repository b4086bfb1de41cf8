// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "record/decodedfile.h"

namespace touchline {

/// Splits a file into lines.
class LineReader {
public:
    /// That many bytes after a line may be read (not used): what simdjson asks for.
    static constexpr std::size_t padding = 64;
    /// A line beyond this is damage. It bounds the memory a file can ask for.
    static constexpr std::size_t longestLine = std::size_t{128} * 1024 * 1024;

    explicit LineReader(DecodedFile file);

    /// The next line without its end, valid until the next call; none at the end or where damage begins.
    [[nodiscard]] std::optional<std::string_view> next();

    /// Number of the line next() gave last, from 1.
    [[nodiscard]] std::size_t lineNumber() const { return m_lineNumber; }
    /// True when the line next() gave last is the file's last and has no line end: it may be cut off.
    [[nodiscard]] bool isUnterminated() const { return m_unterminated; }
    /// Why there are no more lines, when it is not the end; known once next() gave none.
    [[nodiscard]] const std::optional<std::string> &damage() const { return m_damage; }

private:
    bool readMore();
    std::string_view take(std::size_t size, std::size_t withEnd);

    DecodedFile m_file;
    std::vector<char> m_buffer;
    std::size_t m_begin = 0;   // of what was not handed out
    std::size_t m_scanned = 0; // no line end before this
    std::size_t m_end = 0;
    std::size_t m_lineNumber = 0;
    bool m_unterminated = false;
    std::optional<std::string> m_damage;
};

} // namespace touchline
