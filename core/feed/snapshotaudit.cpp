// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/snapshotaudit.h"

namespace touchline {

namespace {

std::vector<Level> levelsIn(const BookSide &side, const KnownRange &range)
{
    std::vector<Level> levels;
    side.visitBestFirst([&](const Level &level) {
        if (!range.contains(side.side(), level.price))
            return false;
        levels.push_back(level);
        return true;
    });
    return levels;
}

void compareSides(
    const BookSide &book, const KnownRange &known, const BookSide &other, const KnownRange &otherKnown,
    std::vector<LevelDifference> &found)
{
    const Side side = book.side();
    const auto ours = levelsIn(book, otherKnown);
    const auto theirs = levelsIn(other, otherKnown);
    auto our = ours.begin();
    auto their = theirs.begin();
    while (our != ours.end() || their != theirs.end()) {
        const bool onlyOurs =
            their == theirs.end() || (our != ours.end() && isBetter(side, our->price, their->price));
        const bool onlyTheirs = !onlyOurs && (our == ours.end() || isBetter(side, their->price, our->price));
        if (onlyOurs) {
            found.push_back({side, our->price, our->qty, Qty{}});
            ++our;
        } else if (onlyTheirs) {
            if (known.contains(side, their->price))
                found.push_back({side, their->price, Qty{}, their->qty});
            ++their;
        } else {
            if (our->qty != their->qty)
                found.push_back({side, our->price, our->qty, their->qty});
            ++our;
            ++their;
        }
    }
}

} // namespace

std::vector<LevelDifference> differences(
    const OrderBook &book, const KnownRange &known, const OrderBook &other, const KnownRange &otherKnown)
{
    std::vector<LevelDifference> found;
    compareSides(book.bids(), known, other.bids(), otherKnown, found);
    compareSides(book.asks(), known, other.asks(), otherKnown, found);
    return found;
}

void SnapshotAudit::onDelta(const BookDelta &delta)
{
    if (m_state == State::Unusable)
        return;
    if (!m_sync.onDelta(delta, m_book))
        m_state = State::Unusable;
    else if (m_sync.isSynced())
        m_state = m_sync.lastUpdateId() == delta.ids.last ? State::Joined : State::Ahead;
}

void SnapshotAudit::onSnapshot(
    const BookSnapshot &snapshot, std::uint64_t liveId, std::size_t asked, Instant now)
{
    if (m_state != State::Requested)
        return;
    const bool isOlder = snapshot.lastUpdateId < liveId && m_sync.buffered() == 0;
    if (isOlder || !m_sync.onSnapshot(snapshot, m_book)) {
        m_state = State::Unusable;
        return;
    }
    m_snapshotAt = now;
    m_known = knownRangeOf(snapshot, asked);
    m_state = m_sync.lastUpdateId() == liveId ? State::Joined : State::Ahead;
}

} // namespace touchline
