// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/feedsession.h"
#include "support/feedharness.h"
#include "venues/okx.h"

#include <string>
#include <string_view>
#include <vector>

namespace touchline::test {

/// One entry of a frame of the channel "books".
struct OkxBook {
    std::int64_t previous = -1;
    std::int64_t id = 0;
    LevelTexts bids = {};
    LevelTexts asks = {};
    std::int64_t checksum = 0;
};

inline std::string okxLevels(const LevelTexts &levels)
{
    std::string out = "[";
    for (const auto &[price, qty] : levels)
        out += (out.back() == '[' ? "[\"" : ",[\"") + price + "\",\"" + qty + "\",\"0\",\"1\"]";
    return out + ']';
}

inline std::string okxEntry(const OkxBook &book)
{
    return R"({"asks":)" + okxLevels(book.asks) + R"(,"bids":)" + okxLevels(book.bids) +
           R"(,"ts":"1770000000000","checksum":)" + std::to_string(book.checksum) + R"(,"prevSeqId":)" +
           std::to_string(book.previous) + R"(,"seqId":)" + std::to_string(book.id) + '}';
}

inline std::string okxFrame(std::string_view symbol, std::string_view action, std::string_view entries)
{
    return R"({"arg":{"channel":"books","instId":")" + std::string(symbol) + R"("},"action":")" +
           std::string(action) + R"(","data":[)" + std::string(entries) + "]}";
}

inline std::string okxUpdate(std::string_view symbol, const OkxBook &book)
{
    return okxFrame(symbol, "update", okxEntry(book));
}

/// Bid 10 x 1, ask 11 x 2.
inline std::string okxSnapshot(std::string_view symbol, std::int64_t id, std::int64_t checksum = 0)
{
    return okxFrame(symbol, "snapshot", okxEntry({-1, id, {{"10", "1"}}, {{"11", "2"}}, checksum}));
}

/// A FeedSession with OKX: virtual time, no sockets.
class OkxFeed {
public:
    explicit OkxFeed(const std::vector<std::string> &symbols = {"A-USDT"}, SessionOptions options = {})
        : session(m_venue, std::move(options), instrumentsOf(symbols))
    {
    }

private:
    Okx m_venue; // the session refers to it

public:
    FeedSession session;
    Instant now = feedStart;

    void open()
    {
        perform(session.start(now));
        accept();
    }
    void accept() { perform(session.onStreamOpened(m_newest, now)); }
    void frame(std::string_view text) { perform(session.onFrame(session.stream(), text, now)); }
    void update(const OkxBook &book, std::string_view symbol = "A-USDT") { frame(okxUpdate(symbol, book)); }
    /// Open, and a snapshot of each book.
    void goLive(std::int64_t id = 100)
    {
        open();
        for (std::size_t i = 0; i < session.bookCount(); ++i)
            frame(okxSnapshot(session.book(i).instrument().symbol, id));
        m_sent.clear();
    }
    void runFor(Duration by)
    {
        const Instant until = now + by;
        for (auto due = session.nextDeadline(); due && *due <= until; due = session.nextDeadline()) {
            now = std::max(now, *due);
            perform(session.onDeadline(now));
        }
        now = until;
    }

    [[nodiscard]] FeedState state(std::size_t index = 0) const { return session.book(index).status().state; }
    [[nodiscard]] const std::string &reason(std::size_t index = 0) const
    {
        return session.book(index).status().reason;
    }
    [[nodiscard]] const FeedCounters &counters(std::size_t index = 0) const
    {
        return session.book(index).counters();
    }
    [[nodiscard]] std::uint64_t updateId(std::size_t index = 0) const
    {
        return session.book(index).updateId();
    }
    /// Texts that were to be sent.
    [[nodiscard]] const std::vector<std::string> &sent() const { return m_sent; }
    [[nodiscard]] std::size_t closed() const { return m_closed; }
    [[nodiscard]] const std::string &url() const { return m_url; }

private:
    static std::vector<Instrument> instrumentsOf(const std::vector<std::string> &symbols)
    {
        std::vector<Instrument> instruments;
        for (const std::string &symbol : symbols)
            instruments.push_back(bareInstrument(symbol));
        return instruments;
    }

    void perform(const FeedActions &actions)
    {
        for (const FeedAction &action : actions) {
            if (const auto *const send = std::get_if<SendText>(&action))
                m_sent.push_back(send->text);
            if (const auto *const open = std::get_if<OpenStream>(&action)) {
                m_newest = open->stream;
                m_url = open->url;
            }
            m_closed += std::holds_alternative<CloseStream>(action);
        }
    }

    std::vector<std::string> m_sent;
    std::string m_url;
    std::size_t m_closed = 0;
    StreamId m_newest{};
};

} // namespace touchline::test
