// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "venues/leveltext.h"

#include <cstdint>
#include <string_view>

namespace touchline {

/// Walks over JSON of which every byte is known beforehand, but for the values. Each take goes on behind what
/// it took, or is false; after a false the position means nothing.
class PlainText {
public:
    explicit PlainText(std::string_view text) : m_at(text.data()), m_end(m_at + text.size()) {}

    [[nodiscard]] bool isAtEnd() const { return m_at == m_end; }
    [[nodiscard]] std::string_view rest() const { return {m_at, static_cast<std::size_t>(m_end - m_at)}; }

    [[nodiscard]] bool take(std::string_view mark)
    {
        if (!leveltext::isNext(m_at, m_end, mark)) [[unlikely]]
            return false;
        m_at += mark.size();
        return true;
    }

    /// Up to the quotation mark that closes it: printable ASCII without an escape.
    [[nodiscard]] bool takeString(std::string_view &string)
    {
        const char *const begin = m_at;
        m_at = digitwords::endOfPlain(begin, m_end);
        string = {begin, static_cast<std::size_t>(m_at - begin)};
        return take("\"");
    }

    /// A whole number as JSON has it, up to the largest int64.
    [[nodiscard]] bool takeCount(std::uint64_t &count)
    {
        using digitwords::wordSize;
        if (digitwords::hasWords && m_end - m_at >= 2 * wordSize && *m_at != '0') [[likely]] {
            const auto read = digitwords::readLongCount(m_at);
            if (read.digits != 0) [[likely]] {
                count = read.value;
                m_at += read.digits;
                return true;
            }
        }
        return takeAnyCount(count);
    }

    /// A decimal that is not negative, up to the quotation mark behind it, in units of 10^-decimals.
    [[nodiscard]] bool takeDecimal(int decimals, std::int64_t &raw)
    {
        m_at = leveltext::readNumber(m_at, m_end, decimals, raw);
        return m_at && take("\"");
    }

    [[nodiscard]] bool takeFlag(bool &flag)
    {
        flag = take("true");
        return flag || take("false");
    }

    /// A list of ["price","quantity"].
    [[nodiscard]] bool takeLevels(Side side, Decimals decimals, std::vector<Level> &levels)
    {
        const LevelScan scan = scanLevels<TextPair>(rest(), side, decimals, levels);
        m_at = scan.end;
        m_isBestFirst = m_isBestFirst && scan.isBestFirst;
        return m_at != nullptr;
    }

    /// True if all lists taken come best first: no price is twice in one of them.
    [[nodiscard]] bool isBestFirst() const { return m_isBestFirst; }

private:
    [[nodiscard]] bool takeAnyCount(std::uint64_t &count);

    const char *m_at;
    const char *m_end;
    bool m_isBestFirst = true;
};

} // namespace touchline
