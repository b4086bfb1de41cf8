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

/// From the word `word` on, which moves on behind the last that was read, until there are `wanted`. The
/// bitmap must have as many, in at most 1024 words. Returns how many there are. Only where it runs.
[[nodiscard]] std::size_t gather(
    const std::uint64_t *words, std::size_t &word, std::size_t wanted, Slots &slots);

} // namespace touchline::slotgather
