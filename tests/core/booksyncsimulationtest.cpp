// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "book/booksync.h"
#include "support/random.h"
#include "support/truthbook.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

using namespace touchline;
using test::Random;
using test::TruthBook;

namespace {

/// One change of one level; the change with index i has the update id i + 1.
struct Change {
    Side side;
    Level level;
};

/// The changes of one small market. After each of them the book is not crossed, sometimes locked.
std::vector<Change> makeHistory(Random &random, std::size_t count)
{
    TruthBook truth;
    std::vector<Change> history;
    while (history.size() < count) {
        const Side side = random.chance(50) ? Side::Bid : Side::Ask;
        const auto own = truth.side(side).levels();
        const auto other = truth.side(side == Side::Bid ? Side::Ask : Side::Bid).levels();
        const std::int64_t limit = other.empty() ? 100'000 : other.front().price.raw();
        const std::int64_t away = random.between(0, 30);
        Level level{Price(side == Side::Bid ? limit - away : limit + away), Qty(random.between(1, 1'000))};
        // Removals come mostly from the touch, so that the price wanders.
        if (!own.empty() && random.chance(50))
            level = {own[random.below(random.chance(70) ? 1 : own.size())].price, Qty{}};
        truth.side(side).set(level);
        history.push_back({side, level});
    }
    return history;
}

/// The final quantities of all prices that changed in first..last, as a venue folds them.
BookDelta folded(const std::vector<Change> &history, UpdateIds ids)
{
    std::map<std::pair<Side, Price>, Qty> latest;
    for (std::uint64_t id = ids.first; id <= ids.last; ++id) {
        const Change &change = history[id - 1];
        latest[{change.side, change.level.price}] = change.level.qty;
    }
    BookDelta delta;
    delta.ids = ids;
    for (const auto &[where, qty] : latest)
        (where.first == Side::Bid ? delta.bids : delta.asks).push_back({where.second, qty});
    return delta;
}

/// The true book at any id; cheap when ids rise.
class TruthAt {
public:
    explicit TruthAt(const std::vector<Change> &history) : m_history(history) {}

    const TruthBook &book(std::uint64_t id)
    {
        if (id < m_id) {
            m_truth = TruthBook();
            m_id = 0;
        }
        for (; m_id < id; ++m_id)
            m_truth.side(m_history[m_id].side).set(m_history[m_id].level);
        return m_truth;
    }

private:
    const std::vector<Change> &m_history;
    TruthBook m_truth;
    std::uint64_t m_id = 0;
};

struct Faults {
    std::uint64_t loss = 0; ///< percent of deltas
    std::uint64_t repeat = 0;
    std::uint64_t overlap = 0;
};

/// What happened in all sessions, to prove that every case was met.
struct Tally {
    int applied = 0;
    int stale = 0;
    int gaps = 0;
    int gapsInBuffer = 0;
    int tooOld = 0;
    int snapshots = 0;
};

/// A venue and a client of one market: deltas leave in order and get lost, repeated or widened; snapshots are
/// of any moment from shortly before to now.
class Session {
public:
    Session(std::uint64_t seed, Faults faults, Tally &tally)
        : m_random(seed),
          m_faults(faults),
          m_tally(tally),
          m_history(makeHistory(m_random, 400))
    {
    }

    /// False at the first moment at which a synced book is not the truth.
    [[nodiscard]] bool runAndCompare()
    {
        m_sent = m_random.below(50);
        while (m_sent < m_history.size()) {
            if (!sendNext())
                return false;
            if (!m_sync.isSynced() && m_random.chance(30) && !sendSnapshot())
                return false;
        }
        return true;
    }

    /// Nothing is lost any more: one snapshot of now must do.
    [[nodiscard]] bool recoversAtTheEnd()
    {
        if (!m_sync.isSynced() && !m_sync.onSnapshot(m_truth.book(m_sent).snapshotAt(m_sent), m_book))
            return false;
        return m_sync.isSynced() && m_sync.lastUpdateId() == m_lastDelivered && isTrue();
    }

private:
    [[nodiscard]] bool isTrue()
    {
        return !m_sync.isSynced() || test::isSame(m_book, m_truth.book(m_sync.lastUpdateId()));
    }

    [[nodiscard]] bool sendNext()
    {
        UpdateIds ids{m_sent + 1, std::min<std::uint64_t>(m_sent + 1 + m_random.below(6), m_history.size())};
        const bool isLast = ids.last == m_history.size();
        m_sent = ids.last;
        if (!isLast && m_random.chance(m_faults.loss))
            return true;
        if (m_random.chance(m_faults.overlap))
            ids.first -= std::min<std::uint64_t>(ids.first - 1, m_random.below(12));
        m_delivered.push_back(folded(m_history, ids));
        m_lastDelivered = ids.last;
        if (!deliver(m_delivered.back()))
            return false;
        const std::size_t back = 1 + m_random.below(5);
        // A repetition of what the buffer no longer holds discards it: the next update tells.
        const bool repeats = m_random.chance(m_faults.repeat) && back <= m_delivered.size() && !isLast;
        return !repeats || deliver(m_delivered[m_delivered.size() - back]);
    }

    [[nodiscard]] bool deliver(const BookDelta &delta)
    {
        const auto outcome = m_sync.onDelta(delta, m_book);
        if (!outcome) {
            ++m_tally.gaps;
            return outcome.error().code == ErrorCode::SequenceGap && !m_sync.isSynced();
        }
        m_tally.applied += *outcome == BookSync::Outcome::Applied;
        m_tally.stale += *outcome == BookSync::Outcome::Stale;
        return isTrue();
    }

    [[nodiscard]] bool sendSnapshot()
    {
        const std::uint64_t age = std::min<std::uint64_t>(m_random.below(25), m_sent);
        const auto joined = m_sync.onSnapshot(m_truth.book(m_sent - age).snapshotAt(m_sent - age), m_book);
        if (joined)
            ++m_tally.snapshots;
        else if (joined.error().code == ErrorCode::SnapshotTooOld)
            ++m_tally.tooOld;
        else if (joined.error().code == ErrorCode::SequenceGap)
            ++m_tally.gapsInBuffer;
        else
            return false;
        return joined.has_value() == m_sync.isSynced() && isTrue();
    }

    Random m_random;
    Faults m_faults;
    Tally &m_tally;
    std::vector<Change> m_history;
    TruthAt m_truth{m_history};
    BookSync m_sync;
    OrderBook m_book;
    std::vector<BookDelta> m_delivered;
    std::uint64_t m_sent = 0;
    std::uint64_t m_lastDelivered = 0;
};

} // namespace

class BookSyncSimulationTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aSyncedBookIsTheTruthAtItsId()
    {
        Tally tally;
        for (std::uint64_t seed = 0; seed < 400; ++seed) {
            Session session(seed, {seed % 3 * 4, seed % 5 * 5, seed % 4 * 10}, tally);
            QVERIFY2(session.runAndCompare(), qPrintable(QStringLiteral("seed %1").arg(seed)));
            QVERIFY2(session.recoversAtTheEnd(), qPrintable(QStringLiteral("seed %1").arg(seed)));
        }
        QVERIFY(tally.applied > 10'000);
        QVERIFY(tally.stale > 1'000);
        QVERIFY(tally.gaps > 500);
        QVERIFY(tally.gapsInBuffer > 100);
        QVERIFY(tally.tooOld > 100);
        QVERIFY(tally.snapshots > 500);
    }

    void aFlawlessStreamNeverStartsOver()
    {
        Tally tally;
        for (std::uint64_t seed = 0; seed < 50; ++seed) {
            Session session(seed, {}, tally);
            QVERIFY(session.runAndCompare());
            QVERIFY(session.recoversAtTheEnd());
        }
        QCOMPARE(tally.gaps, 0);
        QCOMPARE(tally.gapsInBuffer, 0);
        QCOMPARE(tally.snapshots, 50);
    }
};

QTEST_APPLESS_MAIN(BookSyncSimulationTest)
#include "booksyncsimulationtest.moc"
