// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "venues/krakenchecksum.h"

#include <array>
#include <charconv>
#include <zlib.h>

namespace touchline {

namespace {

constexpr std::size_t levelsASide = 10;
constexpr std::size_t mostDigits = 20;

/// The text, in room that is always enough.
class DigitRow {
public:
    void append(std::int64_t number)
    {
        char *const begin = m_digits.data() + m_size;
        const auto written = std::to_chars(begin, m_digits.data() + m_digits.size(), number);
        m_size = static_cast<std::size_t>(written.ptr - m_digits.data());
    }

    [[nodiscard]] std::uint32_t checksum() const
    {
        // zlib takes its own type of byte.
        const auto *const bytes = reinterpret_cast<const Bytef *>(m_digits.data());
        return static_cast<std::uint32_t>(crc32(crc32(0, nullptr, 0), bytes, static_cast<uInt>(m_size)));
    }

private:
    std::array<char, 2 * levelsASide * 2 * mostDigits> m_digits;
    std::size_t m_size = 0;
};

} // namespace

std::uint32_t krakenChecksum(const OrderBook &book, Decimals held, Decimals printed)
{
    // Digits beyond what is printed are lost here; then the venue has not printed so few.
    const std::int64_t pricePart = powerOfTen(held.price - printed.price);
    const std::int64_t qtyPart = powerOfTen(held.qty - printed.qty);
    DigitRow row;
    for (const Side side : {Side::Ask, Side::Bid}) {
        std::size_t levels = 0;
        book.side(side).visitBestFirst([&](const Level &level) {
            row.append(level.price.raw() / pricePart);
            row.append(level.qty.raw() / qtyPart);
            return ++levels < levelsASide;
        });
    }
    return row.checksum();
}

} // namespace touchline
