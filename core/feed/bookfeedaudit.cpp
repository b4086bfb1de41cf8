// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How a live book is held against what the venue says of it on other ways, and how far it is known.
#include "feed/bookfeed.h"

#include <algorithm>
#include <utility>

namespace touchline {

namespace {

Price distance(Price a, Price b)
{
    return Price(a > b ? a.raw() - b.raw() : b.raw() - a.raw());
}

/// Less than half of what it was.
bool hasShrunk(Price now, Price before)
{
    return now.raw() < before.raw() - now.raw();
}

const char *nameOf(Side side)
{
    return side == Side::Bid ? "bid" : "ask";
}

} // namespace

void BookFeed::judgeQuote(const std::optional<QuoteAudit::Pair> &pair, Instant now)
{
    if (!pair || !m_sync.isSynced())
        return;
    if (pair->isEqual()) {
        ++m_integrity.audit.quotesVerified;
        noteVerified(pair->updateId, now);
        return;
    }
    const auto text = [this](const Touch &touch) { return textOf(touch.bid) + " / " + textOf(touch.ask); };
    onMismatch(
        "at update " + std::to_string(pair->updateId) + " the touch was " + text(pair->book) +
            ", the venue's own quote says " + text(pair->quote),
        now);
}

void BookFeed::onAuditRequested(Instant now)
{
    m_auditRequestedAt = now;
    if (m_sync.isSynced())
        m_audit = std::make_unique<SnapshotAudit>(m_rules.chain);
}

void BookFeed::onAuditSnapshot(const BookSnapshot &snapshot, std::size_t asked, Instant now)
{
    if (!m_audit)
        return;
    m_audit->onSnapshot(snapshot, m_sync.lastUpdateId(), asked, now);
    judgeSnapshot(now);
}

void BookFeed::judgeSnapshot(Instant now)
{
    switch (m_audit->state()) {
    case SnapshotAudit::State::Requested:
    case SnapshotAudit::State::Ahead:
        return;
    case SnapshotAudit::State::Unusable:
        m_audit.reset();
        return;
    case SnapshotAudit::State::Joined:
        break;
    }
    const auto audit = std::exchange(m_audit, nullptr);
    const auto found = differences(m_book, m_known, audit->book(), audit->known());
    if (!found.empty())
        return onMismatch(evidence(found), now);
    ++m_integrity.audit.snapshotsVerified;
    m_confirmedAt = now;
    noteVerified(m_sync.lastUpdateId(), now);
    KnownRange known = m_known;
    extend(m_book, known, audit->book(), audit->known());
    noteKnown(known);
    m_hasChanged = true;
    if (m_status.state == FeedState::Stale)
        setState(FeedState::Live, {}, now);
}

void BookFeed::noteVerified(std::uint64_t id, Instant now)
{
    AuditTally &audit = m_integrity.audit;
    audit.verifiedId = std::max(audit.verifiedId.value_or(id), id);
    audit.verifiedAt = now;
}

void BookFeed::onMismatch(const std::string &what, Instant now)
{
    ++m_integrity.audit.mismatched;
    giveUpBuffer();
    resync(Error{ErrorCode::AuditMismatch, what}, now);
}

std::string BookFeed::evidence(std::span<const LevelDifference> found) const
{
    const LevelDifference &first = found.front();
    const Decimals decimals = m_instrument->decimals;
    const auto qty = [&](Qty value) { return value.isZero() ? "nothing" : format(value, decimals.qty); };
    std::string text = "at update " + std::to_string(m_sync.lastUpdateId()) + " the " + nameOf(first.side) +
                       ' ' + format(first.price, decimals.price) + " held " + qty(first.book) +
                       ", a snapshot says " + qty(first.snapshot);
    if (found.size() > 1)
        text += "; " + std::to_string(found.size() - 1) + " more levels differ";
    return text;
}

std::string BookFeed::textOf(const Level &level) const
{
    return format(level.price, m_instrument->decimals.price) + " x " +
           format(level.qty, m_instrument->decimals.qty);
}

void BookFeed::noteKnown(const KnownRange &known)
{
    m_known = known;
    m_knownDepth = knownDepth();
}

BookFeed::KnownDepth BookFeed::knownDepth() const
{
    const auto touch = m_book.touch();
    if (!touch)
        return {};
    return {
        m_known.lowest ? distance(touch->bid.price, *m_known.lowest) : Price(),
        m_known.highest ? distance(touch->ask.price, *m_known.highest) : Price()};
}

bool BookFeed::nearsKnownEdge() const
{
    const KnownDepth now = knownDepth();
    return m_status.isLive() &&
           (hasShrunk(now.bids, m_knownDepth.bids) || hasShrunk(now.asks, m_knownDepth.asks));
}

} // namespace touchline
