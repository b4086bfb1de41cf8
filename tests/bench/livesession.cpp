// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/livesession.h"

#include "base/tickclock.h"
#include "venues/venuetable.h"

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace touchline::bench {

namespace {

SessionOptions sessionOptions(std::uint32_t timedEvery)
{
    SessionOptions options;
    options.maxFetches = std::numeric_limits<std::size_t>::max();
    if (timedEvery > 0) {
        options.steadyNanos = tickNanos;
        options.timedEvery = timedEvery;
    }
    options.budget = std::make_shared<RequestBudget>(std::numeric_limits<int>::max());
    return options;
}

class TouchlineSession : public Contestant {
public:
    TouchlineSession(const std::string &symbol, SessionExtras extras)
        : m_instruments{flowInstrument(symbol)},
          m_depth(extras.viewDepth),
          m_live(m_instruments, extras.timedEvery)
    {
    }

    void load(std::string_view snapshot) override { m_live.load(0, snapshot); }
    void frame(std::string_view text) override
    {
        m_live.frame(text);
        if (m_depth > 0)
            m_live.view(m_depth);
    }
    bool isGood() const override { return m_live.isWhole(); }
    Top top() const override { return m_live.top(0); }

private:
    std::vector<Instrument> m_instruments;
    std::size_t m_depth;
    LiveSession m_live;
};

} // namespace

Instrument flowInstrument(const std::string &symbol)
{
    Instrument instrument = bareInstrument(symbol);
    instrument.tickSize = Price(1'000'000);
    instrument.stepSize = Qty(1'000);
    return instrument;
}

LiveSession::LiveSession(std::span<const Instrument> symbols, std::uint32_t timedEvery)
    : m_session(*findVenue("binance"), sessionOptions(timedEvery), symbols)
{
    m_session.start(m_now).clear();
    m_session.onStreamOpened(m_session.stream(), m_now).clear();
    // A quiet market: the snapshots are asked for without a first frame once the session has waited for one.
    while (m_fetches.size() < symbols.size()) {
        const auto deadline = m_session.nextDeadline();
        if (!deadline)
            throw std::runtime_error("the session asks for no snapshot");
        m_now = *deadline;
        for (FeedAction &action : m_session.onDeadline(m_now)) {
            if (std::holds_alternative<FetchUrl>(action))
                m_fetches.push_back(std::move(action));
        }
    }
}

void LiveSession::load(std::size_t book, std::string_view snapshot)
{
    const std::string &symbol = m_session.book(book).instrument().symbol;
    const auto fetch = std::find_if(m_fetches.begin(), m_fetches.end(), [&](const FeedAction &action) {
        return std::get<FetchUrl>(action).symbol == symbol;
    });
    if (fetch == m_fetches.end())
        throw std::runtime_error("no snapshot is wanted of " + symbol);
    HttpReply reply;
    reply.id = std::get<FetchUrl>(*fetch).id;
    reply.status = 200;
    reply.body = snapshot;
    m_fetches.erase(fetch);
    m_session.onReply(reply, m_now).clear();
}

void LiveSession::view(std::size_t depth)
{
    for (const FeedChange &change : m_session.changes()) {
        const FeedView view = m_session.book(change.book).takeView(depth, m_now);
        asm volatile("" : : "g"(&view) : "memory"); // it is built, though nobody looks at it
    }
}

bool LiveSession::isWhole() const
{
    bool isWhole = m_session.malformedFrames() == 0 && m_session.foreignFrames() == 0;
    for (std::size_t i = 0; i < m_session.bookCount(); ++i) {
        const BookFeed &feed = m_session.book(i);
        isWhole = isWhole && feed.status().isLive() && feed.counters().resyncs == 0 &&
                  feed.counters().deltas == feed.counters().frames;
    }
    return isWhole;
}

Top LiveSession::top(std::size_t book) const
{
    Top top;
    m_session.book(book).book().bids().copyBest(Flow::topDepth, top.bids);
    m_session.book(book).book().asks().copyBest(Flow::topDepth, top.asks);
    return top;
}

std::unique_ptr<Contestant> touchlineSession(const std::string &symbol, SessionExtras extras)
{
    return std::make_unique<TouchlineSession>(symbol, extras);
}

} // namespace touchline::bench
