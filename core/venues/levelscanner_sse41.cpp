// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Most levels are written with as many digits as the one before: they are held against a template of it,
// which checks every byte and finds every digit without a search. Where quantities vary, only the price is,
// and the quantity's point and end are looked for. What fits no vector is read character by character.
#include "venues/levelscanner_paths.h"

#if TOUCHLINE_HAS_SSE41_PATH

#include "venues/leveltext.h"
#include "venues/priceorder.h"
#include "venues/sse41number.h"

#include <bit>
#include <cstddef>
#include <cstdint>

namespace touchline {

namespace {

using sse41::Digits;
using sse41::Extent;
using sse41::load;
using sse41::NumberForm;
using sse41::Shape;
using sse41::width;

/// How far ahead the text is called into the processor's cache: as far as the memory takes some ten levels to
/// answer. Pages are the reason: what the processor fetches of itself ends with each of them.
constexpr std::uintptr_t prefetched = 512;

TOUCHLINE_SSE41_INLINE void prefetch(const char *at)
{
    // A number and not a pointer, because there may be no text so far ahead.
    _mm_prefetch(
        reinterpret_cast<const char *>(reinterpret_cast<std::uintptr_t>(at) + prefetched), _MM_HINT_T0);
}

/// How the last level was written. Levels come in lists of a few and frames of one symbol come in series, so
/// that it outlives a list; what is read does not depend on it.
struct LevelShape {
    Decimals decimals{-1, -1};
    Shape price;
    Shape qty;
};

template <class Form> LevelShape &shapeOfThread(Decimals decimals)
{
    thread_local LevelShape shape;
    if (shape.decimals != decimals)
        shape = LevelShape{decimals, {}, {}};
    return shape;
}

/// One list of levels.
template <class Form> class LevelList {
public:
    TOUCHLINE_SSE41 static LevelScan scan(
        std::string_view text, Side side, Decimals decimals, std::vector<Level> &out);

private:
    LevelList(std::string_view text, Side side, Decimals decimals, std::vector<Level> &out)
        : m_begin(text.data()),
          m_end(text.data() + text.size()),
          m_decimals(decimals),
          m_shape(shapeOfThread<Form>(decimals)),
          m_order(side),
          m_out(out)
    {
        m_out.clear();
    }

    TOUCHLINE_SSE41_INLINE const char *scan();
    // Each reads from the first digit of a price. These two read as many levels as they can and return the
    // first that they did not; or null with m_close behind the last one they read, where no other one
    // follows.
    TOUCHLINE_SSE41_INLINE const char *readAlike(const char *at);
    TOUCHLINE_SSE41_INLINE const char *readVaried(const char *at);
    // These return where the level must close, or null if there is no level.
    TOUCHLINE_SSE41_INLINE const char *readOne(const char *at);
    const char *readExact(const char *at);

    /// The rest of a level, and the extent of its quantity unless that is none or fits no vector.
    TOUCHLINE_SSE41_INLINE const char *readQty(const Digits &price, const char *at, Extent &extent);
    TOUCHLINE_SSE41 const char *readLongQty(const Digits &price, const char *at);
    TOUCHLINE_SSE41_INLINE bool append(const Digits &price, const Digits &qty);

    TOUCHLINE_SSE41_INLINE __m128i loadInside(const char *at) const;
    [[nodiscard]] NumberForm priceForm() const
    {
        return {Form::between.front(), static_cast<std::size_t>(m_decimals.price)};
    }
    [[nodiscard]] NumberForm qtyForm() const
    {
        return {Form::next.front(), static_cast<std::size_t>(m_decimals.qty)};
    }
    [[nodiscard]] bool isJson(const char *price, const char *qty) const;

    const char *m_begin;
    const char *m_end;
    const char *m_close = nullptr;
    Decimals m_decimals;
    LevelShape &m_shape;
    PriceOrder m_order;
    std::vector<Level> &m_out;
};

/// The 16 bytes at `at`; zeros for those beyond the end.
template <class Form> __m128i LevelList<Form>::loadInside(const char *at) const
{
    const auto left = static_cast<std::size_t>(m_end - at);
    if (left >= width)
        return load(at);
    if (static_cast<std::size_t>(m_end - m_begin) >= width)
        return sse41::lastToFront(load(m_end - width), left);
    std::array<char, width> copy{};
    std::memcpy(copy.data(), at, left);
    return load(copy.data());
}

/// False if these are no digits, or those of a price of zero.
template <class Form> bool LevelList<Form>::append(const Digits &price, const Digits &qty)
{
    if (!sse41::isRight(price, qty))
        return false;
    const auto level = std::bit_cast<Level>(sse41::levelOf(price.value, qty.value));
    if (level.price.isZero())
        return false;
    m_out.push_back(level);
    m_order.note(level.price);
    return true;
}

template <class Form> const char *LevelList<Form>::readLongQty(const Digits &price, const char *at)
{
    std::int64_t qty = 0;
    const char *const close = leveltext::readNumber(at, m_end, m_decimals.qty, qty);
    if (!close || !append(price, Digits{_mm_setzero_si128(), _mm_setzero_si128()}))
        return nullptr;
    m_out.back().qty = Qty(qty);
    return close;
}

template <class Form>
const char *LevelList<Form>::readQty(const Digits &price, const char *at, Extent &extent)
{
    const __m128i text = loadInside(at);
    extent = sse41::extentOf(text, qtyForm());
    if (extent.size == 0)
        return readLongQty(price, at);
    return append(price, sse41::digitsOf(text, extent, qtyForm())) ? at + extent.size : nullptr;
}

template <class Form> bool LevelList<Form>::isJson(const char *price, const char *qty) const
{
    return !Form::isJsonNumber ||
           !(leveltext::hasLeadingZero(price, m_end) || leveltext::hasLeadingZero(qty, m_end));
}

/// Levels that are written like the last one.
template <class Form> const char *LevelList<Form>::readAlike(const char *at)
{
    const Shape price = m_shape.price;
    const Shape qty = m_shape.qty;
    const std::size_t toQty = price.extent.size + Form::between.size();
    const std::size_t toClose = toQty + qty.extent.size;
    const auto readAhead = static_cast<std::ptrdiff_t>(toQty + width + Form::next.size());
    if (price.extent.size == 0 || qty.extent.size == 0)
        return at;
    // The templates hold the first character of what comes after a number.
    const auto isBetweenAt = [&price](const char *level) {
        return leveltext::isAt(level + price.extent.size + 1, Form::between.substr(1));
    };
    const char *const last = m_end - at >= readAhead ? m_end - readAhead : nullptr;
    while (last && at <= last) {
        prefetch(at);
        if (!isBetweenAt(at) || !isJson(at, at + toQty) ||
            !append(price.digits(load(at)), qty.digits(load(at + toQty))))
            return at;
        at += toClose;
        if (!leveltext::isAt(at + 1, Form::next.substr(1))) {
            m_close = at;
            return nullptr;
        }
        at += Form::next.size();
    }
    // The last one of a text may have less behind it than a vector holds.
    if (m_end - at < static_cast<std::ptrdiff_t>(toClose) || !isBetweenAt(at) || !isJson(at, at + toQty) ||
        !append(price.digits(loadInside(at)), qty.digits(loadInside(at + toQty))))
        return at;
    m_close = at + toClose;
    return nullptr;
}

/// Levels whose price is written like the last one, until the quantities have become alike, too.
template <class Form> const char *LevelList<Form>::readVaried(const char *at)
{
    constexpr int enoughAlike = 4;
    const Shape price = m_shape.price;
    const std::size_t toQty = price.extent.size + Form::between.size();
    Extent last;
    for (int alike = 0; price.extent.size != 0 && alike < enoughAlike;) {
        if (m_end - at < static_cast<std::ptrdiff_t>(toQty + width) || !isJson(at, at + toQty) ||
            !leveltext::isAt(at + price.extent.size + 1, Form::between.substr(1)))
            return at;
        Extent qty;
        const char *const close = readQty(price.digits(load(at)), at + toQty, qty);
        if (!close)
            return at;
        if (!leveltext::isNext(close, m_end, Form::next)) {
            m_close = close;
            return nullptr;
        }
        at = close + Form::next.size();
        alike = qty == last && qty.size != 0 ? alike + 1 : 0;
        last = qty;
    }
    return at;
}

/// One level as it comes, which is then the one that others are like.
template <class Form> const char *LevelList<Form>::readOne(const char *at)
{
    const __m128i priceText = loadInside(at);
    const Extent price = sse41::extentOf(priceText, priceForm());
    if (price.size == 0)
        return readExact(at);
    const char *const qtyAt = at + price.size + Form::between.size();
    if (!leveltext::isNext(at + price.size, m_end, Form::between) || !isJson(at, qtyAt))
        return nullptr;
    Extent qty;
    const char *const close = readQty(sse41::digitsOf(priceText, price, priceForm()), qtyAt, qty);
    if (close && price != m_shape.price.extent)
        m_shape.price = sse41::shapeOf(price, priceForm());
    if (close && qty != m_shape.qty.extent && qty.size != 0)
        m_shape.qty = sse41::shapeOf(qty, qtyForm());
    return close;
}

template <class Form> const char *LevelList<Form>::readExact(const char *at)
{
    Level level;
    const char *const close = leveltext::readPair<Form>(at, m_end, m_decimals, level);
    if (close) {
        m_out.push_back(level);
        m_order.note(level.price);
    }
    return close;
}

template <class Form> const char *LevelList<Form>::scan()
{
    const char *at = m_begin;
    if (leveltext::isEmptyList<Form>(at, m_end))
        return at;
    while (at) {
        at = readAlike(at);
        if (at)
            at = readVaried(at);
        if (at)
            m_close = readOne(at);
        if (!m_close)
            return nullptr;
        at = m_close;
        if (leveltext::isListOver<Form>(at, m_end))
            return at;
    }
    return nullptr;
}

template <class Form>
LevelScan LevelList<Form>::scan(std::string_view text, Side side, Decimals decimals, std::vector<Level> &out)
{
    LevelList list(text, side, decimals, out);
    const char *const end = list.scan();
    return {end, end && list.m_order.isBestFirst()};
}

} // namespace

template <class Form>
LevelScan scanLevelsSse41(std::string_view text, Side side, Decimals decimals, std::vector<Level> &out)
{
    return LevelList<Form>::scan(text, side, decimals, out);
}

template LevelScan scanLevelsSse41<TextPair>(std::string_view, Side, Decimals, std::vector<Level> &);
template LevelScan scanLevelsSse41<NumberPair>(std::string_view, Side, Decimals, std::vector<Level> &);

} // namespace touchline

#endif
