// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/linereader.h"

#include <cstring>

namespace touchline {

namespace {

constexpr std::size_t firstBufferSize = std::size_t{256} * 1024;

} // namespace

LineReader::LineReader(DecodedFile file) : m_file(std::move(file)), m_buffer(firstBufferSize + padding) {}

std::optional<std::string_view> LineReader::next()
{
    for (;;) {
        const char *const from = m_buffer.data() + m_scanned;
        if (const void *const found = std::memchr(from, '\n', m_end - m_scanned)) {
            const auto size = static_cast<std::size_t>(static_cast<const char *>(found) - m_buffer.data());
            return take(size - m_begin, size - m_begin + 1);
        }
        m_scanned = m_end;
        if (readMore())
            continue;
        // What follows the last line end before damage is a torn line: not handed out.
        if (m_damage || m_begin == m_end) {
            ++m_lineNumber;
            return std::nullopt;
        }
        m_unterminated = true;
        return take(m_end - m_begin, m_end - m_begin);
    }
}

std::string_view LineReader::take(std::size_t size, std::size_t withEnd)
{
    std::string_view line(m_buffer.data() + m_begin, size);
    m_begin += withEnd;
    m_scanned = m_begin;
    ++m_lineNumber;
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

bool LineReader::readMore()
{
    if (m_damage)
        return false;
    if (m_begin > 0) {
        std::memmove(m_buffer.data(), m_buffer.data() + m_begin, m_end - m_begin);
        m_end -= m_begin;
        m_scanned -= m_begin;
        m_begin = 0;
    }
    if (m_end > longestLine) {
        m_damage = "a line is longer than 128 MiB";
        return false;
    }
    if (m_end + padding == m_buffer.size())
        m_buffer.resize(2 * m_end + padding);
    const std::size_t size =
        m_file.read(std::span(m_buffer).subspan(m_end, m_buffer.size() - padding - m_end));
    m_end += size;
    if (size == 0)
        m_damage = m_file.damage();
    return size > 0;
}

} // namespace touchline
