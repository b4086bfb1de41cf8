// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace touchline {

/// The checksum of zlib and of several venues' books: reflected polynomial 0xEDB88320, begun and ended with
/// all ones.
[[nodiscard]] constexpr std::uint32_t crc32Of(std::string_view text)
{
    std::uint32_t rest = ~std::uint32_t{0};
    for (const char c : text) {
        rest ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit)
            rest = (rest >> 1U) ^ ((rest & 1U) != 0 ? 0xEDB88320U : 0U);
    }
    return ~rest;
}

static_assert(crc32Of("123456789") == 0xCBF43926U);

} // namespace touchline
