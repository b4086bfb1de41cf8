// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/exchange.h"
#include "sim/simvenuetable.h"

#include <string>
#include <string_view>
#include <vector>

namespace touchline::test {

/// A simulated exchange with a few busy markets, in virtual time.
class BusyExchange {
public:
    static constexpr Instant start = Instant::fromMillis(1'770'000'000'000); ///< 2026-02-02T02:40:00Z

    /// `markets` as the demo exchange calls them.
    BusyExchange(std::string_view venue, const std::vector<std::string> &markets, int levels = 40)
        : exchange(options(venue, markets, levels), makeSimVenue(venue))
    {
    }

    SimExchange exchange;
    Instant now = start;

    /// In steps of ten milliseconds, as the server does it.
    void run(Duration by)
    {
        constexpr auto tick = std::chrono::milliseconds(10);
        for (const Instant end = now + by; now < end;) {
            now = now + tick;
            exchange.advance(now);
        }
    }
    [[nodiscard]] const Instrument &instrument(std::size_t index = 0) const
    {
        return exchange.instruments()[index];
    }
    [[nodiscard]] const Listing &truth(std::size_t index = 0)
    {
        return *exchange.listing(instrument(index).symbol, now);
    }

private:
    static SeededOptions options(std::string_view venue, const std::vector<std::string> &markets, int levels)
    {
        SeededOptions options;
        options.levels = levels;
        options.symbols = makeSimVenue(venue)->list(findSymbols(markets).value());
        return options;
    }
};

/// One connection to it.
class SimClient {
public:
    SimClient(BusyExchange &market, std::string_view target)
        : m_market(market),
          m_id(market.exchange.connect(target, market.now))
    {
    }

    void say(std::string_view text) { m_market.exchange.receive(m_id, text, m_market.now); }

    /// What it was sent since the last time.
    [[nodiscard]] std::vector<std::string> heard()
    {
        std::vector<std::string> texts;
        for (Outgoing &outgoing : m_market.exchange.takeOutput(m_id)) {
            if (outgoing.kind == Outgoing::Kind::Text)
                texts.push_back(std::move(outgoing.text));
            m_isClosed = m_isClosed || outgoing.kind == Outgoing::Kind::Close;
        }
        return texts;
    }
    /// The one text that answers, or what is wrong about that.
    [[nodiscard]] std::string ask(std::string_view text)
    {
        static_cast<void>(heard());
        say(text);
        const auto texts = heard();
        return texts.size() == 1 ? texts.front() : std::to_string(texts.size()) + " texts";
    }
    [[nodiscard]] bool isClosed()
    {
        static_cast<void>(heard());
        return m_isClosed;
    }

private:
    BusyExchange &m_market;
    ConnectionId m_id;
    bool m_isClosed = false;
};

} // namespace touchline::test
