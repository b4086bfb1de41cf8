// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace touchline {

/// The first and the last id of a depth update.
struct IdRange {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
};

/// Tells whose books the depth answers are that do not say so. Update ids are counters of each symbol, so the
/// owner is the symbol whose depth updates, the one before and the one after the answer, have the nearest
/// ids.
class BodyOwners {
public:
    void noteUpdate(std::string_view symbol, const IdRange &ids);
    void noteBody(std::uint64_t lastUpdateId);

    /// The symbol of each body in the order they were noted, empty where there is no update at all; known
    /// once everything was noted.
    [[nodiscard]] std::vector<std::string> symbols() const;

private:
    struct Symbol {
        IdRange last;
        std::size_t met = 0; ///< bodies that have seen the next update of this symbol
    };
    struct Body {
        std::uint64_t lastUpdateId = 0;
        std::uint64_t distance = std::numeric_limits<std::uint64_t>::max();
        std::string symbol = {};
    };

    static void consider(Body &body, std::string_view symbol, const IdRange &ids);

    std::map<std::string, Symbol, std::less<>> m_symbols;
    std::vector<Body> m_bodies;
};

} // namespace touchline
