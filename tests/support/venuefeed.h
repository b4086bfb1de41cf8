// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/feedsession.h"
#include "support/feedharness.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace touchline::test {

/// A FeedSession with a venue whose books usually come on the stream: virtual time, no sockets.
class VenueFeed {
public:
    /// `venue` must outlive this.
    VenueFeed(const Venue &venue, SessionOptions options, const std::vector<Instrument> &instruments)
        : session(venue, std::move(options), instruments)
    {
    }

    FeedSession session;
    Instant now = feedStart;

    void open()
    {
        perform(session.start(now));
        accept();
    }
    /// The newest connection that was asked for opens.
    void accept() { perform(session.onStreamOpened(m_newest, now)); }
    void frame(std::string_view text) { perform(session.onFrame(session.stream(), text, now)); }
    /// Answers the last request for a book.
    void reply(int status, std::string body)
    {
        HttpReply answer;
        answer.id = m_fetched.back().id;
        answer.status = status;
        answer.body = std::move(body);
        perform(session.onReply(answer, now));
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
    /// Texts that were to be sent since they were last taken.
    [[nodiscard]] const std::vector<std::string> &sent() const { return m_sent; }
    std::vector<std::string> takeSent() { return std::exchange(m_sent, {}); }
    /// Books that were asked for beside the stream.
    [[nodiscard]] const std::vector<FetchUrl> &fetched() const { return m_fetched; }
    [[nodiscard]] std::size_t opened() const { return m_opened; }
    [[nodiscard]] std::size_t closed() const { return m_closed; }
    /// Of the newest connection.
    [[nodiscard]] const std::string &url() const { return m_url; }

private:
    void perform(const FeedActions &actions)
    {
        for (const FeedAction &action : actions) {
            if (const auto *const send = std::get_if<SendText>(&action))
                m_sent.push_back(send->text);
            if (const auto *const fetch = std::get_if<FetchUrl>(&action))
                m_fetched.push_back(*fetch);
            if (const auto *const open = std::get_if<OpenStream>(&action)) {
                m_newest = open->stream;
                m_url = open->url;
                ++m_opened;
            }
            m_closed += std::holds_alternative<CloseStream>(action);
        }
    }

    std::vector<std::string> m_sent;
    std::vector<FetchUrl> m_fetched;
    std::string m_url;
    std::size_t m_opened = 0;
    std::size_t m_closed = 0;
    StreamId m_newest{};
};

} // namespace touchline::test
