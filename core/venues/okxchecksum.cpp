// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "venues/okxchecksum.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <zlib.h>

namespace touchline {

namespace {

constexpr std::size_t levelsASide = 25;

/// The best levels of one side, without asking for memory.
class BestLevels {
public:
    explicit BestLevels(const BookSide &side)
    {
        side.visitBestFirst([this](const Level &level) {
            m_levels[m_count++] = level;
            return m_count < levelsASide;
        });
    }

    [[nodiscard]] std::span<const Level> all() const { return {m_levels.data(), m_count}; }

private:
    std::array<Level, levelsASide> m_levels;
    std::size_t m_count = 0;
};

void appendLevel(std::string &text, const Level &level, Decimals held)
{
    if (!text.empty())
        text += ':';
    appendDecimal(text, level.price.raw(), held.price);
    text += ':';
    appendDecimal(text, level.qty.raw(), held.qty);
}

} // namespace

std::uint32_t okxChecksum(const OrderBook &book, Decimals held, Decimals /*printed*/)
{
    thread_local std::string text;
    text.clear();
    const BestLevels bids(book.bids());
    const BestLevels asks(book.asks());
    for (std::size_t i = 0; i < std::max(bids.all().size(), asks.all().size()); ++i) {
        if (i < bids.all().size())
            appendLevel(text, bids.all()[i], held);
        if (i < asks.all().size())
            appendLevel(text, asks.all()[i], held);
    }
    // zlib takes its own type of byte.
    const auto *const bytes = reinterpret_cast<const Bytef *>(text.data());
    return static_cast<std::uint32_t>(crc32(crc32(0, nullptr, 0), bytes, static_cast<uInt>(text.size())));
}

} // namespace touchline
