// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <string>
#include <string_view>

namespace touchline::test {

/// A frame of a combined stream.
inline std::string combined(std::string_view payload, std::string_view stream = "btcusdt@depth@100ms")
{
    return R"({"stream":")" + std::string(stream) + R"(","data":)" + std::string(payload) + "}";
}

/// The text with the first `from` replaced; the test is wrong if it is not there.
inline std::string changed(std::string_view text, std::string_view from, std::string_view to)
{
    std::string out(text);
    const auto at = out.find(from);
    Q_ASSERT(at != std::string::npos);
    return out.replace(at, from.size(), to);
}

} // namespace touchline::test
