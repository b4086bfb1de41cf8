// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

/// Numbers the bits of a bitmap that are set. Going from bit to bit, a processor guesses wrong at nearly
/// every end of a word; one that can compress the bytes of a vector (AVX-512 VBMI2) need not guess: 25
/// against 44 ns for the best 20 levels of a recorded book.
namespace touchline::slotgather {

/// The most that is wanted at once. Whole words are gathered, so that there may be more.
inline constexpr std::size_t mostWanted = 64;
using Slots = std::array<std::uint16_t, 2 * mostWanted>;

/// False if this build or this processor cannot compress bytes.
[[nodiscard]] bool runsHere();

/// Reads word after word until there are `wanted`, but no more than a number can count the bits of.
inline constexpr std::size_t mostWords = 1024;

struct Gathered {
    std::size_t words; ///< that were read
    std::size_t count;
};

/// `wanted` is at most mostWanted. The numbers begin with 0 at the first bit of the first word. Only where it
/// runs.
[[nodiscard]] Gathered gather(const std::uint64_t *words, std::size_t wanted, Slots &slots);

} // namespace touchline::slotgather
