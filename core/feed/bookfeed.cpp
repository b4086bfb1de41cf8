// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/bookfeed.h"

#include <algorithm>
#include <utility>

namespace touchline {

namespace {

/// A delta usually comes within 100 ms of the opening, and only then a snapshot can join it. A quiet symbol
/// is fetched without one after this time.
constexpr Duration firstDeltaGrace = std::chrono::milliseconds(500);
/// A book that was subscribed to is sent at once, but a long list of them takes its time.
constexpr Duration streamSnapshotGrace = std::chrono::seconds(10);
constexpr Duration firstRetry = std::chrono::milliseconds(500);
constexpr Duration longestRetry = std::chrono::seconds(30);
/// After answers that were good: what all books together may ask for is in the budget.
constexpr Duration longestResyncWait = std::chrono::seconds(8);
/// A book that was live for this long starts its next resync without delay.
constexpr Duration calmPeriod = std::chrono::seconds(30);
constexpr std::size_t maxUnseenTrades = 256;

void keepNewest(std::vector<Trade> &trades, std::size_t count)
{
    if (trades.size() > count)
        trades.erase(trades.begin(), trades.end() - static_cast<std::ptrdiff_t>(count));
}

/// A list of instruments says how many decimals are printed; a recording without one does not.
ChecksumCheck checksumCheck(const BookRules &rules, const Instrument &instrument)
{
    const bool isListed = !instrument.tickSize.isZero();
    const auto printed = isListed ? std::optional(instrument.decimals) : std::nullopt;
    return {rules.checksum, instrument.decimals, printed};
}

} // namespace

BookFeed::BookFeed(FeedOrigin origin, Instrument instrument, std::uint64_t seed, const BookRules &rules)
    : m_origin(std::move(origin)),
      m_instrument(std::make_shared<const Instrument>(std::move(instrument))),
      m_rules(rules),
      m_sync(rules, checksumCheck(rules, *m_instrument)),
      m_snapshotBackoff(firstRetry, longestRetry, seed),
      m_asksByRest(rules.snapshots == SnapshotSource::Rest)
{
    m_integrity.continuity = continuityOf(rules);
}

void BookFeed::onAsked(Instant at)
{
    m_status.since = at;
    m_status.notLiveSince = at;
}

void BookFeed::onConnecting(Instant now)
{
    const bool isRetry = m_status.state == FeedState::Reconnecting;
    setState(isRetry ? FeedState::Reconnecting : FeedState::Connecting, isRetry ? m_status.reason : "", now);
}

void BookFeed::onConnectingPutOff(Instant retryAt, Instant now)
{
    setState(
        m_status.state, "too many attempts to connect in a short time; the exchange would ban more", now);
    m_status.retryAt = retryAt;
}

void BookFeed::onStreamOpened(Instant now)
{
    keepShown();
    giveUpBuffer();
    endLive(now);
    m_quietFrom = now;
    m_awaitsFirstDelta = true;
    m_asksByRest = m_rules.snapshots == SnapshotSource::Rest;
    m_snapshotDueAt = now + (m_asksByRest ? firstDeltaGrace : streamSnapshotGrace);
    const bool wasLive = m_integrity.completeId.has_value();
    setState(
        wasLive ? FeedState::Resyncing : FeedState::Syncing, "connected; waiting for a snapshot of the book",
        now);
}

void BookFeed::onStreamClosed(const std::string &reason, Instant retryAt, Instant now)
{
    keepShown();
    giveUpBuffer();
    endLive(now);
    m_snapshotDueAt.reset();
    ++m_counters.reconnects;
    setState(FeedState::Reconnecting, reason, now);
    m_status.retryAt = retryAt;
}

void BookFeed::onFailed(const std::string &reason, Instant now)
{
    keepShown();
    giveUpBuffer();
    m_snapshotDueAt.reset();
    setState(FeedState::Failed, reason, now);
}

void BookFeed::onEnded(const std::string &reason, Instant now)
{
    if (m_status.state == FeedState::Failed)
        return;
    // Somebody may look for the first time when it is over.
    if (m_sync.isSynced())
        showBook(deepestView);
    giveUpBuffer();
    m_snapshotDueAt.reset();
    setState(FeedState::Ended, reason, now);
}

void BookFeed::onHandover(bool hasNews, Instant now)
{
    ++m_counters.handovers;
    if (hasNews)
        noteNews(now);
}

void BookFeed::onMalformedFrame(const Error &error, Instant now)
{
    ++m_counters.malformed;
    if (m_status.state == FeedState::Failed)
        return;
    keepShown();
    giveUpBuffer();
    // What a parser says of it helps nobody who looks at a book.
    resync(error.code == ErrorCode::BadJson ? Error{error.code, "a message could not be read"} : error, now);
}

void BookFeed::onDepth(const BookDelta &delta, Instant now)
{
    if (m_status.state == FeedState::Failed)
        return;
    const std::size_t wasBuffered = m_sync.buffered();
    const auto outcome = m_sync.onDelta(delta, m_book);
    if (!outcome) [[unlikely]] {
        m_counters.dropped += wasBuffered + 1 - m_sync.buffered();
        return onUnusableDelta(outcome.error(), now);
    }
    switch (*outcome) {
    case BookSync::Outcome::Buffered:
        m_counters.dropped += wasBuffered + 1 - m_sync.buffered();
        noteFirstDelta(now);
        return;
    case BookSync::Outcome::Early:
        ++m_counters.dropped;
        noteFirstDelta(now);
        return;
    case BookSync::Outcome::Stale:
        ++m_counters.stale;
        return;
    case BookSync::Outcome::Applied:
        return onAppliedDelta(delta, now);
    }
}

void BookFeed::onUnusableDelta(const Error &error, Instant now)
{
    // A gap leaves the book as it was: complete up to the last id. A crossed one cannot be shown again.
    if (error.code == ErrorCode::SequenceGap && m_shownScope)
        showBook(deepestView);
    resync(error, now);
}

void BookFeed::onAppliedDelta(const BookDelta &delta, Instant now)
{
    ++m_counters.deltas;
    m_counters.levels += delta.bids.size() + delta.asks.size();
    m_exchangeTime = delta.exchangeTime;
    noteApplied(now);
    if (delta.checksum)
        noteChecksum(now);
    if (m_audit) {
        m_audit->onDelta(delta);
        judgeSnapshot(now);
    }
}

void BookFeed::onQuote(const Quote &quote, Instant now)
{
    ++m_counters.quotes;
    m_quote = quote;
    judgeQuote(m_quoteAudit.onQuote(quote), now);
}

/// A later one with a lower id is new: the id before it was wrong, or the venue has begun again.
bool BookFeed::isToldOf(const Trade &trade) const
{
    return trade.id != 0 && m_lastTrade && trade.id <= m_lastTrade->id &&
           trade.exchangeTime <= m_lastTrade->exchangeTime;
}

void BookFeed::onTrade(const Trade &trade)
{
    if (isToldOf(trade)) {
        ++m_counters.stale;
        return;
    }
    ++m_counters.trades;
    m_lastTrade = trade;
    // Where nobody looks, the older half goes at once: one move for many trades.
    if (m_unseenTrades.size() == 2 * maxUnseenTrades)
        keepNewest(m_unseenTrades, maxUnseenTrades);
    m_unseenTrades.push_back(trade);
}

std::optional<Instant> BookFeed::quietSince() const
{
    if (m_status.state != FeedState::Live || !m_lastFrameAt)
        return std::nullopt;
    return std::max(*m_lastFrameAt, m_confirmedAt.value_or(*m_lastFrameAt));
}

void BookFeed::onStale(Instant now)
{
    setState(
        FeedState::Stale,
        behindSince() ? "the exchange has gone on without this connection" : "the market may have moved",
        now);
}

FeedView BookFeed::takeView(const ViewScope &scope, Instant now)
{
    if (m_sync.isSynced())
        showBook(scope);
    keepNewest(m_unseenTrades, maxUnseenTrades);
    return FeedView{
        .exchange = m_origin.exchange,
        .isDemo = m_origin.isDemo,
        .isRecording = m_origin.isRecording,
        .instrument = m_instrument,
        .status = m_status,
        .book = m_lastShown,
        .quote = m_quote,
        .lastTrade = m_lastTrade,
        .trades = std::exchange(m_unseenTrades, {}),
        .spreadRange = std::exchange(m_unseenSpread, std::nullopt),
        .counters = m_counters,
        .integrity = m_integrity,
        .breaks = m_breaks.all(),
        .lastFrameAt = m_lastFrameAt,
        .takenAt = now,
        .times = std::exchange(m_unseenTimes, {}),
    };
}

void BookFeed::setState(FeedState state, std::string reason, Instant now)
{
    if (m_status.state != state || m_status.reason != reason)
        ++m_statusRevision;
    const bool isFirst = !m_status.isLive() && !m_status.notLiveSince;
    if (isFirst || m_status.state != state)
        m_status.since = now;
    noteBreak(state, reason, now);
    m_status.state = state;
    if (m_status.isLive())
        m_status.notLiveSince.reset();
    else if (!m_status.notLiveSince)
        m_status.notLiveSince = now;
    m_status.reason = std::move(reason);
    m_status.cause.reset();
    m_status.retryAt.reset();
}

/// Stale is a break, too: the book is complete, but nobody knows whether it still holds. An end is none.
void BookFeed::noteBreak(FeedState next, const std::string &reason, Instant now)
{
    if (next == FeedState::Live)
        m_breaks.end(now, m_sync.lastUpdateId());
    else if (m_status.state == FeedState::Live && next != FeedState::Ended)
        m_breaks.begin(now, reason, m_integrity.completeId);
}

void BookFeed::resync(const Error &error, Instant now)
{
    m_counters.gaps += error.code == ErrorCode::SequenceGap ? 1 : 0;
    ++m_counters.resyncs;
    m_snapshotDueAt = endLive(now) ? now : now + std::min(m_snapshotBackoff.next(), longestResyncWait);
    m_awaitsFirstDelta = false;
    setState(FeedState::Resyncing, std::string(errorName(error.code)) + ": " + error.detail, now);
    m_status.cause = error.code;
}

/// True, and old failures forgotten, if the book was live for a calm while until now.
bool BookFeed::endLive(Instant now)
{
    const bool wasCalm = m_liveSince && now - *m_liveSince >= calmPeriod;
    m_liveSince.reset();
    m_quoteAudit.restart();
    m_audit.reset();
    m_integrity.audit.verifiedId.reset();
    m_integrity.audit.verifiedAt.reset();
    if (wasCalm)
        m_snapshotBackoff.reset();
    return wasCalm;
}

void BookFeed::giveUpBuffer()
{
    m_counters.dropped += m_sync.buffered();
    m_sync.restart();
}

void BookFeed::becomeLive(Instant now)
{
    m_snapshotDueAt.reset();
    m_liveSince = now;
    m_quietFrom = now;
    m_lastFrameAt = now;
    setState(FeedState::Live, {}, now);
    noteApplied(now);
}

void BookFeed::noteApplied(Instant now)
{
    m_hasChanged = true;
    m_receiveTime = now;
    m_integrity.completeId = m_sync.lastUpdateId();
    m_integrity.completeAt = now;
    const auto spread = m_book.spread();
    if (!spread)
        return;
    if (!m_unseenSpread)
        m_unseenSpread = SpreadRange{*spread, *spread};
    m_unseenSpread->lowest = std::min(m_unseenSpread->lowest, *spread);
    m_unseenSpread->highest = std::max(m_unseenSpread->highest, *spread);
    if (m_quoteAudit.hasQuotes())
        judgeQuote(m_quoteAudit.onBook(m_sync.lastUpdateId(), *m_book.touch()), now);
}

/// All of it: nobody can ask for other levels of a book that is gone.
void BookFeed::keepShown()
{
    if (m_sync.isSynced() && m_shownScope)
        showBook(deepestView);
}

void BookFeed::showBook(const ViewScope &scope)
{
    const auto isShown = [&] { return m_shownScope && (scope == *m_shownScope || m_lastShown->isDeep()); };
    if (!m_hasChanged && isShown())
        return;
    auto view = m_views.take();
    view->updateId = m_integrity.completeId.value_or(0);
    view->exchangeTime = m_exchangeTime;
    view->receiveTime = m_receiveTime;
    copyInScope(m_book.bids(), scope, view->bids);
    copyInScope(m_book.asks(), scope, view->asks);
    view->bidLevels = m_book.bids().size();
    view->askLevels = m_book.asks().size();
    view->known = m_sync.depth() > 0 ? edgesOf(m_book, m_sync.depth()) : m_known;
    m_lastShown = std::move(view);
    m_shownScope = scope;
    m_hasChanged = false;
}

} // namespace touchline
