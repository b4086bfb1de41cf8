// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

/// Tables from which the SSE4.1 scanner makes its templates: each is read at an offset, 16 bytes at once.
namespace touchline::numbershape {

/// Bytes in a vector, and the most digits a number of it can have.
inline constexpr std::size_t width = 16;

using Bytes = std::array<std::uint8_t, 2 * width>;

/// `count` times `first`, then `second` up to the end.
constexpr Bytes twoParts(std::size_t count, std::uint8_t first, std::uint8_t second)
{
    Bytes bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = i < count ? first : second;
    return bytes;
}

/// Digits with a point after the first 16.
constexpr Bytes aroundPoint(std::uint8_t digit, std::uint8_t point)
{
    Bytes bytes = twoParts(width, digit, digit);
    bytes[width] = point;
    return bytes;
}

/// From width - n on: n bytes of ones.
inline constexpr Bytes firstBytes = twoParts(width, 0xff, 0);
/// From width - n on: ones but for n bytes.
inline constexpr Bytes laterBytes = twoParts(width, 0, 0xff);
/// From width - n on: "000.00" with n digits in front of the point, and what each may exceed it by.
inline constexpr Bytes plainText = aroundPoint('0', '.');
inline constexpr Bytes plainLimits = aroundPoint(9, 0);
/// From width - n on: moves the last n bytes to the front and makes the others zero.
inline constexpr Bytes lastToFront = [] {
    Bytes bytes = twoParts(0, 0, 0x80);
    for (std::size_t i = 0; i < width; ++i)
        bytes[i] = static_cast<std::uint8_t>(i);
    return bytes;
}();

/// Where each digit of the result comes from, for n digits in front of the point. Read from d on, the last d
/// of the 16 digits are the fraction's; those that the text does not have are zero.
inline constexpr auto digitOrders = [] {
    std::array<Bytes, width> orders{};
    for (std::size_t whole = 0; whole < width; ++whole) {
        for (std::size_t i = 0; i < 2 * width; ++i) {
            const bool isFraction = i >= width;
            const std::size_t from = isFraction ? whole + 1 + (i - width) : i + whole - width;
            orders[whole][i] = static_cast<std::uint8_t>(from < width ? from : 0x80);
        }
    }
    return orders;
}();

} // namespace touchline::numbershape
