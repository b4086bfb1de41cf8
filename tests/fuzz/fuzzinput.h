// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string_view>

namespace touchline {

/// Ends the program if an invariant does not hold, in every kind of build.
inline void require(bool holds, const char *invariant)
{
    if (holds)
        return;
    std::fprintf(stderr, "broken: %s\n", invariant);
    std::abort();
}

/// Small numbers and text out of a fuzzer's bytes; zeros once they are used up.
class FuzzInput {
public:
    explicit FuzzInput(std::span<const std::uint8_t> bytes) : m_rest(bytes) {}

    [[nodiscard]] bool isUsedUp() const { return m_rest.empty(); }

    /// 0 <= result < bound.
    [[nodiscard]] int below(int bound)
    {
        if (m_rest.empty())
            return 0;
        const int value = m_rest.front() % bound;
        m_rest = m_rest.subspan(1);
        return value;
    }

    [[nodiscard]] std::string_view rest() const
    {
        return {reinterpret_cast<const char *>(m_rest.data()), m_rest.size()};
    }

private:
    std::span<const std::uint8_t> m_rest;
};

} // namespace touchline

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);
