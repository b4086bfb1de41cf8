// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/common/log.h"
#include "feed/bookfeed.h"
#include "feed/feedsession.h"

#include <string>
#include <unordered_map>

namespace touchline {

/// Writes what happens to feeds into the log: changes of state, gaps, resyncs, lost connections, frames that
/// cannot be read. To be told of every change on one thread.
class FeedLog {
public:
    explicit FeedLog(Log &log) : m_log(log) {}

    void onChange(const BookFeed &feed, FeedChange::Kind kind)
    {
        if (!m_log.isOpen())
            return;
        if (kind == FeedChange::Kind::State)
            onState(feed);
        else if (kind == FeedChange::Kind::Handover)
            onHandover(feed);
    }

    /// One of the frames that could not be read, and its beginning. On any thread.
    void onRefusedFrame(const ReportFrame &report);
    /// The recorder has left out so many records by now. On any thread.
    void onRecordsDropped(std::uint64_t inAll);

private:
    /// What the log has already told of a feed.
    struct Told {
        FeedState state = FeedState::Connecting;
        std::string reason;
        FeedCounters counters;
    };

    void onState(const BookFeed &feed);
    void onHandover(const BookFeed &feed);
    void writeFaults(const BookFeed &feed, const FeedCounters &before);
    void writeState(const BookFeed &feed, FeedState before);

    Log &m_log;
    std::unordered_map<std::string, Told> m_told; ///< by exchange and symbol
};

} // namespace touchline
