// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench/flow.h"

#include <cstdint>
#include <memory>
#include <string_view>

namespace touchline::bench {

/// Something that keeps a book from the text of a snapshot and of depth frames.
class Contestant {
public:
    virtual ~Contestant() = default;

    /// The texts are followed by readable bytes, as in a Flow.
    virtual void load(std::string_view snapshot) = 0;
    virtual void frame(std::string_view text) = 0;
    /// What it did is not optimised away, and its book, if it has one, is whole.
    [[nodiscard]] virtual bool isGood() const { return true; }
    [[nodiscard]] virtual bool hasBook() const { return true; }
    [[nodiscard]] virtual Top top() const { return {}; }
};

/// What a session of the product is measured with.
struct SessionExtras {
    std::uint32_t timedEvery = 0; ///< one frame in so many is timed; 0: none
    std::size_t viewDepth = 0;    ///< levels a side of the view that is built after each frame; 0: none
};

[[nodiscard]] std::unique_ptr<Contestant> touchlineSession(const std::string &symbol, SessionExtras extras);
/// simdjson on demand and std::map, as somebody writes it who knows both.
[[nodiscard]] std::unique_ptr<Contestant> simdjsonMap();
/// QJsonDocument, toDouble and QMap, as the examples do.
[[nodiscard]] std::unique_ptr<Contestant> qtJsonMap();
/// No book: copies the text, or looks at each byte of it once.
[[nodiscard]] std::unique_ptr<Contestant> copyText();
[[nodiscard]] std::unique_ptr<Contestant> readBytes();

/// Loads the snapshot, plays the flow once and compares the top before the last frame and after it; false if
/// either is wrong. The flow then stands at its second pass.
[[nodiscard]] bool isExact(Contestant &contestant, Flow &flow);

} // namespace touchline::bench
