// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/viewposter.h"

#include "base/tickclock.h"
#include "base/trace.h"
#include "feed/viewpace.h"

#include <QAbstractEventDispatcher>

#include <algorithm>
#include <chrono>
#include <utility>

namespace touchline {

namespace {

/// A turn that does not end, as while a backlog is worked off, still shows something this often.
constexpr Duration longestWait = std::chrono::milliseconds(5);
/// Views that take longer than this to build get a tenth of the thread's time, the others what they need.
constexpr Duration cheapView = std::chrono::microseconds(10);
constexpr int pausePerCost = 9;

/// A clock that went back has nothing to say: then no view is held back.
bool isOver(std::int64_t length, std::int64_t passed)
{
    return passed < 0 || passed >= length;
}

} // namespace

ViewPoster::ViewPoster(ViewMailbox &mailbox, QObject *parent)
    : QObject(parent),
      m_mailbox(mailbox),
      m_pause(this),
      m_untilDeep(this)
{
    // The end of a pause is the end of a turn, too: nobody has to listen.
    m_pause.setSingleShot(true);
    m_pause.setTimerType(Qt::PreciseTimer);
    m_untilDeep.setSingleShot(true);
    m_untilDeep.setInterval(deepViewInterval);
    m_untilDeep.callOnTimeout(this, [this] {
        m_isDeepDue = true;
        if (m_isChangedSinceDeep)
            notePending(tickNanos());
    });
}

void ViewPoster::followTurns()
{
    connect(
        QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::aboutToBlock, this,
        &ViewPoster::onTurnEnd);
}

void ViewPoster::select(std::uint64_t selection)
{
    m_selection = selection;
    m_feed = nullptr;
    m_missed.reset();
    m_isPending = false;
    m_isDeepDue = true;
    m_isDeepUnread = false;
    m_publishTimes = {};
    m_conflated = 0;
}

void ViewPoster::setScope(const std::optional<ViewScope> &scope)
{
    m_scope = scope;
    if (m_scope)
        postPending();
}

void ViewPoster::show(BookFeed &feed, FeedClock clock)
{
    m_feed = &feed;
    m_clock = std::move(clock);
    m_missed.reset();
    onChange(FeedChange::Kind::State);
}

void ViewPoster::onChange(FeedChange::Kind kind)
{
    const std::int64_t at = tickNanos();
    notePending(at);
    const bool isState = kind == FeedChange::Kind::State;
    m_isDeepDue = m_isDeepDue || isState;
    m_isChangedSinceDeep = m_isChangedSinceDeep || isState || kind == FeedChange::Kind::Book;
    if (isState || (m_scope && isOver(longestWait.count(), at - m_pendingSince)))
        postPending();
}

void ViewPoster::notePending(std::int64_t at)
{
    if (!m_isPending)
        m_pendingSince = at;
    m_isPending = true;
}

void ViewPoster::onTurnEnd()
{
    if (!m_isPending || !m_scope)
        return;
    if (isOver(m_pauseLength, tickNanos() - m_postedAt))
        postPending();
    else if (!m_pause.isActive())
        m_pause.start(std::chrono::milliseconds(1));
}

void ViewPoster::postPending()
{
    if (!m_feed)
        return;
    const TraceSpan span("view");
    const std::int64_t begun = tickNanos();
    const bool isDeep = isDeepNext();
    FeedView view =
        m_feed->takeView(isDeep ? ViewScope(deepestView) : m_scope.value_or(deepestView), m_clock());
    emit taken(view);
    if (auto missed = std::exchange(m_missed, std::nullopt))
        inheritNews(view, std::move(*missed));
    post(std::move(view));
    m_isPending = false;
    if (isDeep) {
        m_isDeepDue = false;
        m_isDeepUnread = true;
        m_isChangedSinceDeep = false;
        if (!m_untilDeep.isActive())
            m_untilDeep.start();
    }
    const Duration cost(m_postedAt - begun);
    m_pauseLength = cost > cheapView ? std::min(cost * pausePerCost, longestWait).count() : 0;
}

void ViewPoster::onTakenElsewhere(FeedView view)
{
    if (m_missed)
        inheritNews(view, std::move(*m_missed));
    m_missed = std::move(view);
}

/// What replaces a deep view that nobody has taken has to be deep as well.
bool ViewPoster::isDeepNext()
{
    m_isDeepUnread = m_isDeepUnread && m_mailbox.hasUnread();
    return m_isDeepUnread || m_isDeepDue;
}

void ViewPoster::post(FeedView view)
{
    m_postedAt = tickNanos();
    view.postedAt = std::chrono::steady_clock::now();
    if (view.times.isOfMessage()) {
        view.times.published = m_postedAt;
        m_publishTimes.record(view.times.published - view.times.applied);
        traceFlowBegin("picture", view.times.begun, view.times.published);
    }
    const TraceSpan span("mailbox");
    m_mailbox.put(PostedView{m_selection, std::move(view)}, [this](PostedView &newer, PostedView &&unseen) {
        if (newer.selection != unseen.selection)
            return;
        inheritUnseen(newer.view, std::move(unseen.view));
        ++m_conflated;
        traceCounter("pictures not shown", static_cast<std::int64_t>(m_conflated));
    });
}

} // namespace touchline
