// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/textblock.h"

#include <algorithm>

namespace touchline {

std::string_view TextBlock::append(std::string_view text)
{
    reserve(m_size + text.size());
    const std::span<char> kept = room().first(text.size());
    std::copy(text.begin(), text.end(), kept.begin());
    take(text.size());
    return {kept.data(), kept.size()};
}

void TextBlock::reserve(std::size_t capacity)
{
    if (capacity <= m_capacity)
        return;
    auto bytes = std::make_unique_for_overwrite<char[]>(capacity);
    std::copy_n(m_bytes.get(), m_size, bytes.get());
    m_bytes = std::move(bytes);
    m_capacity = capacity;
}

} // namespace touchline
