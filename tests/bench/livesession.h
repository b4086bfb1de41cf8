// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench/contestant.h"
#include "feed/feedsession.h"

#include <optional>

namespace touchline::bench {

/// The BTCUSDT-like instrument of a flow: eight decimals, a tick of 0.01.
[[nodiscard]] Instrument flowInstrument(const std::string &symbol);

/// A session of the product on Binance's protocol, past its connection and its snapshots.
class LiveSession {
public:
    /// Throws std::runtime_error if the books do not become live from these snapshots.
    LiveSession(std::span<const Instrument> symbols, std::uint32_t timedEvery);

    /// The snapshot of one book; all are wanted from the start.
    void load(std::size_t book, std::string_view snapshot);
    void frame(std::string_view text) { m_session.onFrame(m_session.stream(), text, m_now).clear(); }
    /// Builds the view of each book that the last frame changed, `depth` levels a side, and throws it away.
    void view(std::size_t depth);

    [[nodiscard]] FeedSession &session() { return m_session; }
    /// Live, and without a gap or a malformed frame so far.
    [[nodiscard]] bool isWhole() const;
    [[nodiscard]] Top top(std::size_t book) const;

private:
    FeedSession m_session;
    Instant m_now = Instant::fromMillis(1'770'000'000'000);
    FeedActions m_fetches;
};

} // namespace touchline::bench
