// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "book/booksync.h"
#include "sim/exchange.h"
#include "sim/okx/simokx.h"
#include "venues/okx.h"

#include <QtGlobal>

#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace touchline::test {

/// Reads what a simulated OKX says with the decoder of the program, and keeps the book.
class OkxClient {
public:
    OkxClient(SimExchange &exchange, ConnectionId id) : m_exchange(exchange), m_id(id) {}

    [[nodiscard]] ConnectionId id() const { return m_id; }

    /// The frames since the last call, but for answers to pings. Ends the test program at one that cannot be
    /// read or does not fit.
    [[nodiscard]] std::vector<std::string> takeFrames()
    {
        std::vector<std::string> frames;
        for (Outgoing &outgoing : m_exchange.takeOutput(m_id)) {
            if (outgoing.text == "pong")
                continue;
            read(outgoing.text);
            frames.push_back(std::move(outgoing.text));
        }
        return frames;
    }

    [[nodiscard]] const OrderBook &book() const { return m_book; }
    [[nodiscard]] std::uint64_t checksumsVerified() const { return m_sync.checksumsVerified(); }
    /// Raw quantity of all trades.
    [[nodiscard]] std::int64_t traded() const { return m_traded; }
    [[nodiscard]] const Trade &lastTrade() const { return m_lastTrade; }

private:
    void read(const std::string &frame)
    {
        DecodeBuffer buffer;
        const auto event = m_venue.decodeFrame(
            frame, [this](std::string_view symbol) { return find(symbol); }, buffer);
        if (!event)
            qFatal("not readable: %s", event.error().detail.c_str());
        if (const auto *const snapshot = std::get_if<SnapshotEvent>(&*event))
            check(m_sync.onStreamSnapshot(*snapshot->snapshot, m_book));
        if (const auto *const depth = std::get_if<DepthEvent>(&*event))
            check(m_sync.onDelta(*depth->delta, m_book));
        if (const auto *const trade = std::get_if<TradeEvent>(&*event)) {
            m_lastTrade = trade->trade;
            m_traded += trade->trade.qty.raw();
        }
    }

    template <class Result> static void check(const Result &result)
    {
        if (!result)
            qFatal("does not fit: %s", result.error().detail.c_str());
    }

    [[nodiscard]] const Instrument *find(std::string_view symbol) const
    {
        for (const Instrument &instrument : m_exchange.instruments()) {
            if (instrument.symbol == symbol)
                return &instrument;
        }
        return nullptr;
    }

    Okx m_venue;
    SimExchange &m_exchange;
    ConnectionId m_id;
    OrderBook m_book;
    BookSync m_sync{
        m_venue.bookRules(), ChecksumCheck{m_venue.bookRules().checksum, Decimals{8, 8}, Decimals{8, 8}}};
    std::int64_t m_traded = 0;
    Trade m_lastTrade;
};

/// A simulated OKX that trades BTC-USDT, and its clients. Virtual time.
class OkxClients {
public:
    explicit OkxClients(const OkxRules &rules = {}, std::int64_t updatesPerSecond = 400)
        : m_depth(rules.depth),
          m_exchange(options(updatesPerSecond), simOkx(rules))
    {
    }

    /// A client that subscribes to this channel.
    OkxClient &join(std::string_view channel = "books")
    {
        OkxClient &client = m_clients.emplace_back(m_exchange, m_exchange.connect("/ws/v5/public", m_now));
        say(client, "subscribe", channel);
        return client;
    }

    void say(const OkxClient &client, std::string_view operation, std::string_view channel = "books")
    {
        const std::string text = R"({"op":")" + std::string(operation) + R"(","args":[{"channel":")" +
                                 std::string(channel) + R"(","instId":"BTC-USDT"}]})";
        m_exchange.receive(client.id(), text, m_now);
    }

    /// Clients keep their connections.
    void runFor(Duration by)
    {
        const Instant until = m_now + by;
        for (constexpr Duration step = std::chrono::milliseconds(50); m_now < until;) {
            m_now = std::min(until, m_now + step);
            for (const OkxClient &client : m_clients)
                m_exchange.receive(client.id(), "ping", m_now);
            m_exchange.advance(m_now);
        }
    }

    [[nodiscard]] Instant now() const { return m_now; }
    [[nodiscard]] SimExchange &exchange() { return m_exchange; }
    [[nodiscard]] const Listing &listing() { return *m_exchange.listing("BTC-USDT", m_now); }
    /// The best levels of the exchange's own book.
    [[nodiscard]] OrderBook truth()
    {
        OrderBook book = listing().book;
        book.keepBest(m_depth);
        return book;
    }
    /// The last one on the tape, with all that were filled with it.
    [[nodiscard]] Trade lastTrade()
    {
        const auto &tape = listing().tape.recent();
        const TapeTrade &last = tape.back();
        Trade trade{last.price, {}, last.buyerIsMaker ? Aggressor::Seller : Aggressor::Buyer, last.time};
        trade.id = static_cast<std::uint64_t>(last.id);
        for (auto fill = tape.rbegin();
             fill != tape.rend() && fill->time == last.time && fill->price == last.price; ++fill)
            trade.qty = Qty(trade.qty.raw() + fill->qty.raw());
        trade.exchangeTime = Instant::fromMillis(last.time.millis());
        return trade;
    }

private:
    static SeededOptions options(std::int64_t updatesPerSecond)
    {
        SeededOptions options;
        options.symbols = simOkx()->list(findSymbols(std::vector<std::string>{"BTCUSDT"}).value());
        options.updatesPerSecond = updatesPerSecond;
        return options;
    }

    std::size_t m_depth;
    SimExchange m_exchange;
    std::deque<OkxClient> m_clients;
    Instant m_now = Instant::fromMillis(1'770'000'000'000);
};

} // namespace touchline::test
