// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/viewposter.h"

#include "base/tickclock.h"
#include "base/trace.h"

#include <algorithm>

namespace touchline {

namespace {

constexpr int shortestIntervalMs = 5;
/// The whole book, as the ladder's grouping and the depth chart reach far; Binance hands out 5000 levels a
/// side.
constexpr std::size_t viewDepth = 5000;

} // namespace

ViewPoster::ViewPoster(ViewMailbox &mailbox, QObject *parent)
    : QObject(parent),
      m_mailbox(mailbox),
      m_timer(this)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &ViewPoster::postPending);
}

void ViewPoster::select(std::uint64_t selection)
{
    m_selection = selection;
    m_feed = nullptr;
    m_timer.stop();
    m_sincePost.invalidate();
    m_publishTimes = {};
    m_conflated = 0;
}

void ViewPoster::onChange(BookFeed &feed, FeedChange::Kind kind, Instant now)
{
    if (m_feed && m_feed != &feed)
        return;
    m_feed = &feed;
    m_changedAt = now;
    const bool isDue = !m_sincePost.isValid() || m_sincePost.hasExpired(shortestIntervalMs);
    if (isDue || kind == FeedChange::Kind::State)
        postPending();
    else if (!m_timer.isActive())
        m_timer.start(std::max(0, shortestIntervalMs - static_cast<int>(m_sincePost.elapsed())));
}

void ViewPoster::postPending()
{
    m_timer.stop();
    if (!m_feed)
        return;
    const TraceSpan span("view");
    post(m_feed->takeView(viewDepth, m_changedAt));
}

void ViewPoster::post(FeedView view)
{
    m_sincePost.start();
    if (view.times.isOfMessage()) {
        view.times.published = tickNanos();
        m_publishTimes.record(view.times.published - view.times.applied);
        traceFlowBegin("picture", view.times.received, view.times.published);
    }
    const TraceSpan span("mailbox");
    m_mailbox.put(
        PostedView{m_selection, std::move(view)}, [this](PostedView &newer, const PostedView &unseen) {
            if (newer.selection != unseen.selection)
                return;
            inheritUnseen(newer.view, unseen.view);
            ++m_conflated;
            traceCounter("pictures not shown", static_cast<std::int64_t>(m_conflated));
        });
}

} // namespace touchline
