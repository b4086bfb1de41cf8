// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/feedsession.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace touchline::test {

inline constexpr Instant feedStart = Instant::fromMillis(1'770'000'000'000);

/// `[["price","qty"],...]` as a venue prints it.
using LevelTexts = std::vector<std::pair<std::string, std::string>>;

/// A depthUpdate frame of updates `first` to `last`.
[[nodiscard]] std::string depthFrame(
    std::string_view symbol, UpdateIds ids, const LevelTexts &bids = {}, const LevelTexts &asks = {});
[[nodiscard]] std::string snapshotBody(std::uint64_t id, const LevelTexts &bids, const LevelTexts &asks);
[[nodiscard]] std::string tradeFrame(std::string_view symbol, std::string_view price);
[[nodiscard]] std::string quoteFrame(std::string_view symbol, std::uint64_t id);

/// A FeedSession on a venue that is written out by the test: virtual time, no threads, no sockets.
/// The snapshots it answers with hold bid 10.00 x 1 and ask 11.00 x 2.
class FeedHarness {
public:
    explicit FeedHarness(const std::vector<std::string> &symbols = {"AUSDT"}, SessionOptions options = {});

    FeedSession session;
    Instant now = feedStart;

    void wait(Duration by) { now = now + by; }
    /// Starts and opens the connection.
    void open();
    /// Opens the newest connection that was asked for.
    void accept();
    void frame(std::string_view text, std::int64_t received = 0)
    {
        perform(session.onFrame(session.stream(), text, now, received));
    }
    /// From the newest connection that was asked for, which may be the next one.
    void newestFrame(std::string_view text) { perform(session.onFrame(m_newest, text, now)); }
    void lose(ErrorCode code = ErrorCode::ConnectionClosed) { lose(session.stream(), code); }
    void lose(StreamId stream, ErrorCode code);
    void reply(std::uint64_t id, int status, std::string body = {}, std::optional<Duration> retryAfter = {});
    /// Answers the newest request for `symbol` with the usual levels.
    void answer(std::uint64_t snapshotId, std::string_view symbol = "AUSDT");
    void reconnect() { perform(session.reconnect(now)); }
    void follow(const std::string &symbol) { perform(session.follow(bareInstrument(symbol), now)); }
    void unfollow(std::string_view symbol) { perform(session.unfollow(symbol, now)); }
    /// Runs every deadline up to `at`, and stands there.
    void runUntil(Instant at);
    void runFor(Duration by) { runUntil(now + by); }
    /// Open, one buffered delta, snapshot `id`, live.
    void goLive(std::uint64_t id = 100);

    [[nodiscard]] BookFeed &book(std::size_t index = 0) { return session.book(index); }
    [[nodiscard]] FeedState state(std::size_t index = 0) const { return session.book(index).status().state; }
    [[nodiscard]] const std::string &reason(std::size_t index = 0) const
    {
        return session.book(index).status().reason;
    }
    [[nodiscard]] const FeedCounters &counters(std::size_t index = 0) const
    {
        return session.book(index).counters();
    }
    [[nodiscard]] FeedView view(std::size_t index = 0) { return session.book(index).takeView(50, now); }
    /// All requests for snapshots since the start, oldest first.
    [[nodiscard]] const std::vector<FetchUrl> &fetches() const { return m_fetches; }
    /// What was to be sent since the last time.
    [[nodiscard]] std::vector<SendText> takeSent() { return std::exchange(m_sent, {}); }
    /// Of the newest connection that was asked for.
    [[nodiscard]] const std::string &url() const { return m_url; }
    /// Frames that were to be told of.
    [[nodiscard]] const std::vector<ReportFrame> &reports() const { return m_reports; }
    [[nodiscard]] std::size_t opened() const { return m_opened; }
    [[nodiscard]] std::size_t closed() const { return m_closed; }
    /// The newest connection that was asked for.
    [[nodiscard]] StreamId newest() const { return m_newest; }

private:
    void perform(const FeedActions &actions);

    std::vector<FetchUrl> m_fetches;
    std::vector<ReportFrame> m_reports;
    std::vector<SendText> m_sent;
    std::string m_url;
    std::size_t m_opened = 0;
    std::size_t m_closed = 0;
    StreamId m_newest{};
};

} // namespace touchline::test
