// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Input: a sequence of steps, each a delta, a snapshot or a restart, with ids and prices close together, so
// that overlaps, gaps, crossed books and full buffers all happen.
#include "book/booksync.h"
#include "fuzzinput.h"

#include <algorithm>

using namespace touchline;

namespace {

constexpr std::size_t maxBuffered = 8;
constexpr int priceCount = 24;
constexpr int maxLevels = 4;

std::vector<Level> readLevels(FuzzInput &input, int lowestPrice)
{
    std::vector<Level> levels(static_cast<std::size_t>(input.below(maxLevels)));
    for (Level &level : levels)
        level = Level{Price(lowestPrice + input.below(priceCount)), Qty(input.below(4))};
    return levels;
}

/// One BookSync with its book, checked after every step.
class CheckedSync {
public:
    void stepDelta(FuzzInput &input)
    {
        BookDelta delta;
        delta.ids.first =
            m_nextId + static_cast<std::uint64_t>(input.below(8)) - std::min<std::uint64_t>(m_nextId, 5);
        delta.ids.last = delta.ids.first + static_cast<std::uint64_t>(input.below(4));
        delta.bids = readLevels(input, 0);
        delta.asks = readLevels(input, priceCount - 4);
        const bool wasSynced = m_sync.isSynced();
        const std::uint64_t before = m_sync.lastUpdateId();
        const OrderBook bookBefore = m_book;
        const auto outcome = m_sync.onDelta(delta, m_book);
        m_nextId = delta.ids.last + 1;
        if (!outcome) {
            require(!m_sync.isSynced(), "an error ends the synchronisation");
            return;
        }
        switch (*outcome) {
        case BookSync::Outcome::Buffered:
            require(!wasSynced && m_book == bookBefore, "only an unsynced book buffers");
            break;
        case BookSync::Outcome::Early:
            require(false, "where snapshots are asked for, no delta is too early");
            break;
        case BookSync::Outcome::Stale:
            require(wasSynced && delta.ids.last <= before, "only what is known is stale");
            require(m_sync.lastUpdateId() == before && m_book == bookBefore, "stale deltas change nothing");
            break;
        case BookSync::Outcome::Applied:
            require(wasSynced && delta.ids.first <= before + 1, "no gap is applied");
            require(m_sync.lastUpdateId() == delta.ids.last && delta.ids.last > before, "ids rise");
            break;
        }
    }

    void stepSnapshot(FuzzInput &input)
    {
        BookSnapshot snapshot;
        snapshot.lastUpdateId =
            m_nextId + static_cast<std::uint64_t>(input.below(12)) - std::min<std::uint64_t>(m_nextId, 10);
        snapshot.bids = readLevels(input, 0);
        snapshot.asks = readLevels(input, priceCount - 4);
        const auto loaded = m_sync.onSnapshot(snapshot, m_book);
        if (!loaded)
            return;
        require(m_sync.isSynced() && m_sync.buffered() == 0, "an accepted snapshot uses up the buffer");
        require(m_sync.lastUpdateId() >= snapshot.lastUpdateId, "a book is never older than its snapshot");
    }

    void stepRestart()
    {
        m_sync.restart();
        require(!m_sync.isSynced() && m_sync.buffered() == 0, "a restart forgets");
    }

    void check() const
    {
        require(m_sync.buffered() <= maxBuffered, "the buffer is bounded");
        const auto touch = m_book.touch();
        require(
            !m_sync.isSynced() || !touch || touch->bid.price <= touch->ask.price,
            "a synced book is not crossed");
    }

private:
    BookSync m_sync{{}, {nullptr, {}, {}}, maxBuffered};
    OrderBook m_book;
    std::uint64_t m_nextId = 100;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    FuzzInput input({data, size});
    CheckedSync sync;
    while (!input.isUsedUp()) {
        const int kind = input.below(16);
        if (kind == 0)
            sync.stepRestart();
        else if (kind < 4)
            sync.stepSnapshot(input);
        else
            sync.stepDelta(input);
        sync.check();
    }
    return 0;
}
