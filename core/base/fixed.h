// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"

#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace touchline {

/// An exact decimal: `raw` units of 10^-decimals, where the decimals live in the Instrument.
/// Distinct tags do not mix, and nothing converts from double.
template <class Tag> class Fixed {
public:
    constexpr Fixed() = default;
    constexpr explicit Fixed(std::int64_t raw) : m_raw(raw) {}

    [[nodiscard]] constexpr std::int64_t raw() const { return m_raw; }
    [[nodiscard]] constexpr bool isZero() const { return m_raw == 0; }
    constexpr auto operator<=>(const Fixed &) const = default;

private:
    std::int64_t m_raw = 0;
};

using Price = Fixed<struct PriceTag>;
using Qty = Fixed<struct QtyTag>;

inline constexpr int maxDecimals = 18;

/// 10^exponent for 0 <= exponent <= maxDecimals.
[[nodiscard]] std::int64_t powerOfTen(int exponent);

/// Reads a plain or exponent decimal ("61837.63", "-0.5", "5.1e-05") into units of 10^-decimals.
/// Exact or an error: BadNumber (not a number), TooManyDecimals (a non-zero digit beyond `decimals`),
/// NumberOverflow (outside int64).
[[nodiscard]] Expected<std::int64_t> parseDecimal(std::string_view text, int decimals);

template <class Tag> [[nodiscard]] Expected<Fixed<Tag>> parseFixed(std::string_view text, int decimals)
{
    const auto raw = parseDecimal(text, decimals);
    if (!raw)
        return Unexpected(raw.error());
    return Fixed<Tag>(*raw);
}

[[nodiscard]] inline Expected<Price> parsePrice(std::string_view text, int decimals)
{
    return parseFixed<PriceTag>(text, decimals);
}

[[nodiscard]] inline Expected<Qty> parseQty(std::string_view text, int decimals)
{
    return parseFixed<QtyTag>(text, decimals);
}

/// Plain notation, never scientific, at least `minShown` decimals and as many more as exactness needs.
/// `minShown` 0 gives the shortest exact text ("61824", "0.00009").
[[nodiscard]] std::string formatDecimal(std::int64_t raw, int decimals, int minShown = 0);

template <class Tag> [[nodiscard]] std::string format(Fixed<Tag> value, int decimals, int minShown = 0)
{
    return formatDecimal(value.raw(), decimals, minShown);
}

/// The same text, appended: for output that is built in one buffer.
void appendDecimal(std::string &out, std::int64_t raw, int decimals, int minShown = 0);

/// How many decimals the shortest exact text of `raw` has.
[[nodiscard]] int usedDecimals(std::int64_t raw, int decimals);

/// a + b, or the nearest int64 when the sum does not fit.
[[nodiscard]] std::int64_t saturatingAdd(std::int64_t a, std::int64_t b);

} // namespace touchline

template <class Tag> struct std::hash<touchline::Fixed<Tag>> {
    std::size_t operator()(touchline::Fixed<Tag> value) const noexcept
    {
        return std::hash<std::int64_t>{}(value.raw());
    }
};
