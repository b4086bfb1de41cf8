// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "book/level.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <smmintrin.h>

/// Decimals as text in one vector of sixteen bytes, of which only the first ones are the number's. Only
/// functions marked so may use SSE4.1: everything else runs on every processor.
#define TOUCHLINE_SSE41 __attribute__((target("sse4.1")))
#define TOUCHLINE_SSE41_INLINE __attribute__((target("sse4.1"), always_inline)) inline

namespace touchline::sse41 {

/// Bytes in a vector, and the most digits that a number of it may have.
inline constexpr std::size_t width = 16;

/// A table that is read 16 bytes at once, at an offset.
using Bytes = std::array<std::uint8_t, 2 * width>;

/// `first` sixteen times, then `middle`, then `last`.
constexpr Bytes around(std::uint8_t first, std::uint8_t middle, std::uint8_t last)
{
    Bytes bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = i < width ? first : i == width ? middle : last;
    return bytes;
}

/// Read at width - n: ones in the first n bytes.
inline constexpr Bytes firstOnes = around(0xff, 0, 0);
/// Read at width - n: ones behind the byte n.
inline constexpr Bytes behindOnes = around(0, 0, 0xff);
/// Read at width - n: a text with its point at n, and how far each byte of a number may exceed that.
inline constexpr Bytes pointText = around('0', '.', '0');
inline constexpr Bytes pointLimits = around(9, 0, 9);

/// Where the digits of a result come from, for each count of digits in front of the point. Read at d, the
/// last d digits of the sixteen are those of the fraction.
inline constexpr auto digitOrders = [] {
    std::array<Bytes, width> orders{};
    for (std::size_t whole = 0; whole < width; ++whole) {
        for (std::size_t i = 0; i < 2 * width; ++i) {
            const std::size_t from = i < width ? i + whole - width : i + whole + 1 - width;
            orders[whole][i] = static_cast<std::uint8_t>(from < width ? from : 0x80);
        }
    }
    return orders;
}();

TOUCHLINE_SSE41_INLINE __m128i load(const void *at)
{
    return _mm_loadu_si128(static_cast<const __m128i *>(at));
}

/// The last `count` bytes at the front, zeros behind them.
TOUCHLINE_SSE41_INLINE __m128i lastToFront(__m128i bytes, std::size_t count)
{
    constexpr Bytes order = [] {
        Bytes from{};
        for (std::size_t i = 0; i < from.size(); ++i)
            from[i] = static_cast<std::uint8_t>(i < width ? i : 0x80);
        return from;
    }();
    return _mm_shuffle_epi8(bytes, load(&order[width - count]));
}

/// How many characters a number has, and how many of them stand in front of its point.
struct Extent {
    std::size_t size = 0;
    std::size_t whole = 0;

    bool operator==(const Extent &) const = default;
};

/// For numbers that end with `terminator` and have at most `decimals` decimals that are not zero.
struct NumberForm {
    char terminator;
    std::size_t decimals;
};

/// The extent of the number that `text` begins with. Size 0 if its end is not in the vector, if it has no
/// digit on one side of its point, or more than sixteen with its decimals; what else is in it is not looked
/// at.
TOUCHLINE_SSE41_INLINE Extent extentOf(__m128i text, NumberForm form)
{
    const auto ends =
        static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(text, _mm_set1_epi8(form.terminator))));
    const auto points = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(text, _mm_set1_epi8('.'))));
    const bool lacksDigits = ((ends | points) & (points << 1 | 1)) != 0;
    if (ends == 0 || lacksDigits)
        return Extent{};
    const auto whole = static_cast<std::size_t>(__builtin_ctz(ends | points));
    if (whole + form.decimals > width)
        return Extent{};
    return Extent{static_cast<std::size_t>(__builtin_ctz(ends)), whole};
}

/// The sixteen digits of a number, best first, and what is wrong with it: not zero if it is not one.
struct Digits {
    __m128i value;
    __m128i wrong;
};

/// A number as it is written. One that is written alike needs no search for its point and end.
struct Shape {
    Extent extent;
    __m128i text{};   ///< '0' for digits; the point and what ends the number as they are
    __m128i limits{}; ///< how far a byte may exceed that: 9, 0, or 255 behind the number
    __m128i order{};

    [[nodiscard]] TOUCHLINE_SSE41_INLINE Digits digits(__m128i number) const
    {
        const __m128i excess = _mm_sub_epi8(number, text);
        return Digits{_mm_shuffle_epi8(excess, order), _mm_subs_epu8(excess, limits)};
    }
};

TOUCHLINE_SSE41_INLINE Shape shapeOf(Extent extent, NumberForm form)
{
    const std::size_t counted = std::min(extent.whole + 1 + form.decimals, width);
    const __m128i inside = load(&firstOnes[width - extent.size]);
    const __m128i limits = _mm_and_si128(
        load(&pointLimits[width - extent.whole]), _mm_and_si128(inside, load(&firstOnes[width - counted])));
    const __m128i order = load(&digitOrders[extent.whole][form.decimals]);
    const __m128i beyond = _mm_cmpgt_epi8(order, _mm_set1_epi8(static_cast<char>(extent.size - 1)));
    return Shape{
        extent,
        _mm_blendv_epi8(_mm_set1_epi8(form.terminator), load(&pointText[width - extent.whole]), inside),
        _mm_or_si128(limits, load(&behindOnes[width - extent.size])),
        _mm_or_si128(order, beyond),
    };
}

/// The digits of a number whose extent was just found.
TOUCHLINE_SSE41_INLINE Digits digitsOf(__m128i number, Extent extent, NumberForm form)
{
    const std::size_t counted = std::min(extent.whole + 1 + form.decimals, width);
    const __m128i inside = load(&firstOnes[width - extent.size]);
    const __m128i limits =
        _mm_and_si128(load(&pointLimits[width - extent.whole]), load(&firstOnes[width - counted]));
    const __m128i excess =
        _mm_and_si128(_mm_sub_epi8(number, load(&pointText[width - extent.whole])), inside);
    const __m128i order = load(&digitOrders[extent.whole][form.decimals]);
    return Digits{_mm_shuffle_epi8(excess, order), _mm_subs_epu8(excess, limits)};
}

/// Price and quantity of sixteen digits each: pairs, fours, eights, and the halves of both at once.
TOUCHLINE_SSE41_INLINE __m128i levelOf(__m128i priceDigits, __m128i qtyDigits)
{
    const __m128i tens = _mm_set1_epi16(0x010a);
    const __m128i hundreds = _mm_set1_epi32(0x00010064);
    const __m128i tenThousands = _mm_set1_epi32(0x00012710);
    const __m128i hundredMillions = _mm_set1_epi64x(100'000'000);
    const __m128i price = _mm_madd_epi16(_mm_maddubs_epi16(priceDigits, tens), hundreds);
    const __m128i qty = _mm_madd_epi16(_mm_maddubs_epi16(qtyDigits, tens), hundreds);
    const __m128i eights = _mm_madd_epi16(_mm_packus_epi32(price, qty), tenThousands);
    return _mm_add_epi64(_mm_mul_epu32(eights, hundredMillions), _mm_srli_epi64(eights, 32));
}

TOUCHLINE_SSE41_INLINE bool isRight(const Digits &price, const Digits &qty)
{
    const __m128i wrong = _mm_or_si128(price.wrong, qty.wrong);
    return _mm_testz_si128(wrong, wrong) != 0;
}

} // namespace touchline::sse41
