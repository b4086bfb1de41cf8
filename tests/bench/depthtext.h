// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "book/bookmessage.h"

#include <simdjson.h>
#include <string_view>

namespace touchline::bench {

/// "61837.63000000" in units of 10^-8. The text must be a plain decimal with eight decimals or fewer.
[[nodiscard]] inline std::int64_t fixedFrom(std::string_view text)
{
    std::int64_t value = 0;
    int decimals = -1;
    for (const char c : text) {
        if (c == '.') {
            decimals = 0;
            continue;
        }
        value = value * 10 + (c - '0');
        decimals += decimals >= 0 ? 1 : 0;
    }
    for (int i = decimals < 0 ? 0 : decimals; i < 8; ++i)
        value *= 10;
    return value;
}

/// Reads depth messages with simdjson's on-demand parser: a second opinion on what the product decodes, and
/// the parser of the strongest baseline. `visit(side, price, qty)` is called for each level.
class DepthText {
public:
    /// `text` must be followed by SIMDJSON_PADDING readable bytes. Throws simdjson_error on anything else
    /// than a depth frame of a combined stream.
    template <class Visit> UpdateIds readFrame(std::string_view text, Visit &&visit)
    {
        simdjson::ondemand::document document =
            m_parser.iterate(text.data(), text.size(), text.size() + simdjson::SIMDJSON_PADDING);
        simdjson::ondemand::object payload = document["data"].get_object();
        UpdateIds ids;
        ids.first = payload["U"].get_uint64();
        ids.last = payload["u"].get_uint64();
        readLevels(payload["b"], Side::Bid, visit);
        readLevels(payload["a"], Side::Ask, visit);
        return ids;
    }

    /// The body of a REST depth answer; returns its id.
    template <class Visit> std::uint64_t readSnapshot(std::string_view text, Visit &&visit)
    {
        simdjson::ondemand::document document =
            m_parser.iterate(text.data(), text.size(), text.size() + simdjson::SIMDJSON_PADDING);
        const std::uint64_t id = document["lastUpdateId"].get_uint64();
        readLevels(document["bids"], Side::Bid, visit);
        readLevels(document["asks"], Side::Ask, visit);
        return id;
    }

private:
    template <class Value, class Visit> void readLevels(Value &&list, Side side, Visit &visit)
    {
        for (simdjson::ondemand::array level : list.get_array()) {
            auto at = level.begin();
            const std::int64_t price = fixedFrom((*at).get_string());
            ++at;
            const std::int64_t qty = fixedFrom((*at).get_string());
            visit(side, price, qty);
        }
    }

    simdjson::ondemand::parser m_parser;
};

} // namespace touchline::bench
