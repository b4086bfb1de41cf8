// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "book/slotgather.h"

#include <cassert>

#if defined(__x86_64__) && defined(__GNUC__)
#define TOUCHLINE_HAS_BYTE_COMPRESSION 1
#include <bit>
#include <immintrin.h>
#else
#define TOUCHLINE_HAS_BYTE_COMPRESSION 0
#endif

namespace touchline::slotgather {

#if TOUCHLINE_HAS_BYTE_COMPRESSION

#define TOUCHLINE_AVX512 __attribute__((target("avx512f,avx512bw,avx512vbmi2,popcnt")))

namespace {

constexpr std::size_t wordBits = 64;
constexpr std::size_t numbersAVector = 32;

using BitNumbers = std::array<std::uint8_t, wordBits>;
alignas(wordBits) constexpr BitNumbers bitNumbers = [] {
    BitNumbers numbers{};
    for (std::size_t i = 0; i < numbers.size(); ++i)
        numbers[i] = static_cast<std::uint8_t>(i);
    return numbers;
}();

/// 32 numbers of bits in a word whose first bit has the number `first`.
TOUCHLINE_AVX512 inline void store(__m256i bits, __m512i first, std::uint16_t *slots)
{
    _mm512_storeu_si512(slots, _mm512_add_epi16(_mm512_cvtepu8_epi16(bits), first));
}

} // namespace

bool runsHere()
{
    static const bool runs = __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi2");
    return runs;
}

TOUCHLINE_AVX512 Gathered gather(const std::uint64_t *words, std::size_t wanted, Slots &slots)
{
    assert(wanted <= mostWanted);
    const __m512i numbers = _mm512_load_si512(bitNumbers.data());
    std::size_t word = 0;
    std::size_t count = 0;
    for (; count < wanted && word < mostWords; ++word) {
        const std::uint64_t bits = words[word];
        const __m512i first = _mm512_set1_epi16(static_cast<short>(word * wordBits));
        const __m512i taken = _mm512_maskz_compress_epi8(bits, numbers);
        const auto takenCount = static_cast<std::size_t>(std::popcount(bits));
        store(_mm512_castsi512_si256(taken), first, &slots[count]);
        if (takenCount > numbersAVector) [[unlikely]]
            store(_mm512_extracti64x4_epi64(taken, 1), first, &slots[count + numbersAVector]);
        count += takenCount;
    }
    return {word, count};
}

#else

bool runsHere()
{
    return false;
}

Gathered gather(const std::uint64_t *, std::size_t, Slots &)
{
    assert(false);
    return {};
}

#endif

} // namespace touchline::slotgather
