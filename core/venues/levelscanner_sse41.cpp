// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Most levels are written with as many digits as the one before. So the text is compared with a template of
// the last level, which checks every byte and finds every digit without a search. A level that is written
// differently is measured: where are the point and the end? That makes the next template. What does not fit
// into a vector is read digit by digit. Only the functions marked here may use SSE4.1.
#include "venues/levelscanner_paths.h"
#include "venues/leveltext.h"
#include "venues/numbershape.h"

#if TOUCHLINE_HAS_SSE41_PATH

#include <cstddef>
#include <smmintrin.h>

#define SSE41 __attribute__((target("sse4.1")))
#define SSE41_INLINE __attribute__((target("sse4.1"), always_inline)) inline

namespace touchline {

namespace {

using numbershape::width;

static_assert(sizeof(Level) == width && sizeof(Price) == 8 && offsetof(Level, qty) == 8);

SSE41_INLINE __m128i load(const void *at)
{
    return _mm_loadu_si128(static_cast<const __m128i *>(at));
}

/// A number as it is written: with `size` characters, of which those that count are at fixed places.
struct NumberShape {
    std::size_t size = 0;
    __m128i text{};   ///< '0' for digits, the character itself for the point and the one after the number
    __m128i limits{}; ///< how far a byte may exceed that: 9, 0, or 255 behind the number
    __m128i order{};  ///< which bytes are the 16 digits of the result
};

/// What of `shape` the text has in excess of its template. It is a number of that shape if isAlike().
SSE41_INLINE __m128i excess(__m128i text, const NumberShape &shape)
{
    return _mm_sub_epi8(text, shape.text);
}

SSE41_INLINE __m128i faults(__m128i excess, const NumberShape &shape)
{
    return _mm_subs_epu8(excess, shape.limits);
}

/// Sixteen digits each to a price and a quantity: pairs, fours, eights, then both halves at once.
SSE41_INLINE __m128i levelOf(__m128i priceDigits, __m128i qtyDigits)
{
    const __m128i tens = _mm_set1_epi16(0x010a);
    const __m128i hundreds = _mm_set1_epi32(0x00010064);
    const __m128i tenThousands = _mm_set1_epi32(0x00012710);
    const __m128i hundredMillion = _mm_set1_epi64x(100'000'000);
    const __m128i price = _mm_madd_epi16(_mm_maddubs_epi16(priceDigits, tens), hundreds);
    const __m128i qty = _mm_madd_epi16(_mm_maddubs_epi16(qtyDigits, tens), hundreds);
    const __m128i eights = _mm_madd_epi16(_mm_packus_epi32(price, qty), tenThousands);
    return _mm_add_epi64(_mm_mul_epu32(eights, hundredMillion), _mm_srli_epi64(eights, 32));
}

/// Makes the shape of the number that `text` begins with. False if it is not one that ends with `terminator`
/// within the vector and has a digit on each side of the point; digits are not looked at.
SSE41_INLINE bool measure(__m128i text, char terminator, int decimals, NumberShape &shape)
{
    const __m128i ends = _mm_cmpeq_epi8(text, _mm_set1_epi8(terminator));
    const auto endMask = static_cast<unsigned>(_mm_movemask_epi8(ends));
    const auto pointMask = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(text, _mm_set1_epi8('.'))));
    const unsigned emptyPart = (endMask | pointMask) & (pointMask << 1 | 1);
    const auto kept = static_cast<std::size_t>(decimals);
    if (endMask == 0 || emptyPart != 0)
        return false;
    const auto size = static_cast<std::size_t>(__builtin_ctz(endMask));
    const auto whole = static_cast<std::size_t>(__builtin_ctz(endMask | pointMask));
    if (whole + kept > width)
        return false;
    const auto digitsEnd = std::min(whole + 1 + kept, width);
    const __m128i inside = load(&numbershape::firstBytes[width - size]);
    const __m128i behind = load(&numbershape::laterBytes[width - 1 - size]);
    const __m128i counted = load(&numbershape::firstBytes[width - digitsEnd]);
    const __m128i order = load(&numbershape::digitOrders[whole][kept]);
    const __m128i plain = load(&numbershape::plainText[width - whole]);
    const __m128i limits = load(&numbershape::plainLimits[width - whole]);
    shape.size = size;
    shape.text = _mm_blendv_epi8(_mm_set1_epi8(terminator), plain, inside);
    shape.limits = _mm_or_si128(_mm_and_si128(_mm_and_si128(limits, counted), inside), behind);
    shape.order = _mm_or_si128(order, _mm_cmpgt_epi8(order, _mm_set1_epi8(static_cast<char>(size - 1))));
    return true;
}

/// One list of levels.
template <class Form> class LevelList {
public:
    LevelList(std::string_view text, Decimals decimals, std::vector<Level> &out)
        : m_begin(text.data()),
          m_end(text.data() + text.size()),
          m_decimals(decimals),
          m_out(out)
    {
        m_out.clear();
    }

    SSE41 const char *scan();

private:
    using Marks = leveltext::Marks<Form>;
    static constexpr std::size_t chunkLevels = 128;

    SSE41_INLINE __m128i loadInside(const char *at) const;
    SSE41_INLINE const char *readMeasured(const char *at);
    SSE41_INLINE const char *readAlike(const char *at);
    const char *readExact(const char *at);
    SSE41_INLINE void append(__m128i level) { store(m_chunk + sizeof(Level) * m_count++, level); }
    SSE41_INLINE static void store(std::byte *at, __m128i level)
    {
        _mm_storeu_si128(reinterpret_cast<__m128i *>(at), level);
    }
    void flush();

    const char *m_begin;
    const char *m_end;
    Decimals m_decimals;
    std::vector<Level> &m_out;
    NumberShape m_price;
    NumberShape m_qty;
    std::size_t m_count = 0;
    // Appended to the vector in one piece; it is not worth a check of the capacity for each level.
    alignas(width) std::byte m_chunk[chunkLevels * sizeof(Level)];
};

template <class Form> void LevelList<Form>::flush()
{
    const auto *const levels = reinterpret_cast<const Level *>(m_chunk);
    m_out.insert(m_out.end(), levels, levels + m_count);
    m_count = 0;
}

/// The 16 bytes at `at`, zeros for those beyond the end.
template <class Form> __m128i LevelList<Form>::loadInside(const char *at) const
{
    const auto left = static_cast<std::size_t>(m_end - at);
    if (left >= width)
        return load(at);
    if (static_cast<std::size_t>(m_end - m_begin) >= width)
        return _mm_shuffle_epi8(load(m_end - width), load(&numbershape::lastToFront[width - left]));
    std::array<char, width> copy{};
    std::memcpy(copy.data(), at, left);
    return load(copy.data());
}

template <class Form> const char *LevelList<Form>::readExact(const char *at)
{
    Level level;
    const char *const close = leveltext::readPair<Form>(at, m_end, m_decimals, level);
    if (!close)
        return nullptr;
    std::memcpy(m_chunk + sizeof(Level) * m_count++, &level, sizeof level);
    return close;
}

/// Reads the level whose price begins at `at`, whatever its shape, and returns where its `close` must be.
template <class Form> const char *LevelList<Form>::readMeasured(const char *at)
{
    if (m_count == chunkLevels)
        flush();
    const __m128i priceText = loadInside(at);
    if (!measure(priceText, Form::between.front(), m_decimals.price, m_price))
        return readExact(at);
    const char *const between = at + m_price.size;
    if (!leveltext::isNext(between, m_end, Form::between))
        return nullptr;
    const char *const qty = between + Form::between.size();
    const __m128i qtyText = loadInside(qty);
    if (!measure(qtyText, Form::close.front(), m_decimals.qty, m_qty))
        return readExact(at);
    if (Form::isJsonNumber && (leveltext::hasLeadingZero(at, m_end) || leveltext::hasLeadingZero(qty, m_end)))
        return nullptr;
    const __m128i priceExcess = excess(priceText, m_price);
    const __m128i qtyExcess = excess(qtyText, m_qty);
    const __m128i wrong = _mm_or_si128(faults(priceExcess, m_price), faults(qtyExcess, m_qty));
    const __m128i level =
        levelOf(_mm_shuffle_epi8(priceExcess, m_price.order), _mm_shuffle_epi8(qtyExcess, m_qty.order));
    if (!_mm_testz_si128(wrong, wrong) || _mm_cvtsi128_si64(level) == 0)
        return nullptr;
    append(level);
    return qty + m_qty.size;
}

/// Goes on behind a level that ends at `at`, as long as one of the same shape follows.
template <class Form> const char *LevelList<Form>::readAlike(const char *at)
{
    const NumberShape price = m_price;
    const NumberShape qty = m_qty;
    const std::size_t toQty = Marks::next.size() + price.size + Form::between.size();
    const auto readAhead = static_cast<std::ptrdiff_t>(toQty + width);
    if (price.size == 0 || qty.size == 0 || m_end - at < readAhead)
        return at;
    const char *const last = m_end - readAhead;
    std::byte *to = m_chunk + sizeof(Level) * m_count;
    const std::byte *const full = m_chunk + sizeof m_chunk;
    while (at <= last && to != full) {
        const char *const priceAt = at + Marks::next.size();
        const __m128i priceExcess = excess(load(priceAt), price);
        const __m128i qtyExcess = excess(load(at + toQty), qty);
        const __m128i wrong = _mm_or_si128(faults(priceExcess, price), faults(qtyExcess, qty));
        // The templates hold the first characters of the marks.
        if (!leveltext::isAt(at + 1, Marks::next.substr(1)) || !_mm_testz_si128(wrong, wrong) ||
            !leveltext::isAt(priceAt + price.size + 1, Form::between.substr(1)))
            break;
        if (Form::isJsonNumber && ((*priceAt == '0' && leveltext::isDigit(priceAt[1])) ||
                                   (at[toQty] == '0' && leveltext::isDigit(at[toQty + 1]))))
            break;
        const __m128i level =
            levelOf(_mm_shuffle_epi8(priceExcess, price.order), _mm_shuffle_epi8(qtyExcess, qty.order));
        if (_mm_cvtsi128_si64(level) == 0)
            break;
        store(to, level);
        to += sizeof(Level);
        at += toQty + qty.size;
    }
    m_count = static_cast<std::size_t>(to - m_chunk) / sizeof(Level);
    return at;
}

template <class Form> const char *LevelList<Form>::scan()
{
    const char *at = m_begin;
    if (leveltext::isEmptyList<Form>(at, m_end))
        return at;
    while (at) {
        at = readMeasured(at);
        if (!at)
            return nullptr;
        at = readAlike(at);
        if (leveltext::isNext(at, m_end, Marks::last)) {
            flush();
            return at + Marks::last.size();
        }
        at = leveltext::isNext(at, m_end, Marks::next) ? at + Marks::next.size() : nullptr;
    }
    return nullptr;
}

} // namespace

template <class Form>
const char *scanLevelsSse41(std::string_view text, Decimals decimals, std::vector<Level> &out)
{
    return LevelList<Form>(text, decimals, out).scan();
}

template const char *scanLevelsSse41<TextPair>(std::string_view, Decimals, std::vector<Level> &);
template const char *scanLevelsSse41<NumberPair>(std::string_view, Decimals, std::vector<Level> &);

} // namespace touchline

#endif
