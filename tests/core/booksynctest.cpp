// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "book/booksync.h"

#include "support/levels.h"

#include <QRegularExpression>
#include <QTest>

#include <limits>

using namespace touchline;
using test::delta;
using test::level;
using test::snapshot;
using Outcome = BookSync::Outcome;

namespace {

/// A delta that sets the bid at 50 to its own last id, so that the book tells which deltas it has seen.
BookDelta marking(std::uint64_t first, std::uint64_t last)
{
    return delta(first, last, {level(50, static_cast<std::int64_t>(last))});
}

/// A snapshot at `id` that carries the same mark.
BookSnapshot marked(std::uint64_t id)
{
    return snapshot(id, {level(50, static_cast<std::int64_t>(id))}, {level(60, 1)});
}

BookDelta crossing(std::uint64_t first, std::uint64_t last)
{
    return delta(first, last, {level(70, 1)});
}

std::uint64_t markOf(const OrderBook &book)
{
    return static_cast<std::uint64_t>(book.bids().qtyAt(Price(50)).raw());
}

} // namespace

// One test for each rule of the procedure; take a rule out of BookSync and its test fails.
class BookSyncTest : public QObject {
    Q_OBJECT

private:
    // Qt Test runs one function at a time on one object; init() renews them.
    BookSync m_sync;
    OrderBook m_book;

    void start(std::uint64_t id) { QVERIFY(m_sync.onSnapshot(marked(id), m_book)); }

    /// Nothing if the delta was refused.
    [[nodiscard]] std::optional<Outcome> give(const BookDelta &given)
    {
        const auto outcome = m_sync.onDelta(given, m_book);
        return outcome ? std::optional(*outcome) : std::nullopt;
    }

    [[nodiscard]] ErrorCode refusal(const BookDelta &given)
    {
        const auto outcome = m_sync.onDelta(given, m_book);
        return outcome ? ErrorCode::BadArgument : outcome.error().code;
    }

    [[nodiscard]] ErrorCode refusal(const BookSnapshot &given)
    {
        const auto accepted = m_sync.onSnapshot(given, m_book);
        return accepted ? ErrorCode::BadArgument : accepted.error().code;
    }

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_sync = BookSync();
        m_book.clear();
    }

    void buffersUntilASnapshotComes()
    {
        QVERIFY(give(marking(11, 12)) == Outcome::Buffered);
        QVERIFY(give(marking(13, 14)) == Outcome::Buffered);
        QCOMPARE(m_sync.buffered(), std::size_t{2});
        QVERIFY(!m_sync.isSynced());
        QVERIFY(m_book == OrderBook());
        start(10);
        QVERIFY(m_sync.isSynced());
        QCOMPARE(m_sync.buffered(), std::size_t{0});
        QCOMPARE(markOf(m_book), std::uint64_t{14});
        QCOMPARE(m_sync.lastUpdateId(), std::uint64_t{14});
    }

    void refusesASnapshotOlderThanTheFirstBufferedDelta()
    {
        QVERIFY(give(marking(11, 12)) == Outcome::Buffered);
        QCOMPARE(refusal(marked(9)), ErrorCode::SnapshotTooOld);
        QVERIFY(!m_sync.isSynced());
        QVERIFY(m_book == OrderBook());
        QCOMPARE(m_sync.buffered(), std::size_t{1});
    }

    void anotherSnapshotServesAfterOneThatWasTooOld()
    {
        QVERIFY(give(marking(11, 12)) == Outcome::Buffered);
        QCOMPARE(refusal(marked(3)), ErrorCode::SnapshotTooOld);
        start(11);
        QCOMPARE(markOf(m_book), std::uint64_t{12});
    }

    void acceptsAFirstDeltaThatFollowsTheSnapshot()
    {
        QVERIFY(give(marking(11, 12)) == Outcome::Buffered);
        start(10);
        QCOMPARE(m_sync.lastUpdateId(), std::uint64_t{12});
    }

    void acceptsAFirstDeltaThatContainsTheSnapshot()
    {
        QVERIFY(give(marking(8, 12)) == Outcome::Buffered);
        start(10);
        QCOMPARE(m_sync.lastUpdateId(), std::uint64_t{12});
        QCOMPARE(markOf(m_book), std::uint64_t{12});
    }

    void dropsDeltasThatTheSnapshotContains()
    {
        QVERIFY(give(marking(5, 8)) == Outcome::Buffered);
        QVERIFY(give(delta(9, 10, {level(50, 777)})) == Outcome::Buffered);
        start(10);
        QCOMPARE(markOf(m_book), std::uint64_t{10});
        QCOMPARE(m_sync.lastUpdateId(), std::uint64_t{10});
        QCOMPARE(m_sync.buffered(), std::size_t{0});
    }

    void saysWhatBecameOfTheBuffer()
    {
        BookDelta dated = delta(11, 12, {level(50, 12), level(49, 1)}, {level(61, 1)});
        dated.exchangeTime = Instant::fromMillis(1'000);
        QVERIFY(give(marking(7, 8)) == Outcome::Buffered);
        QVERIFY(give(marking(9, 10)) == Outcome::Buffered);
        QVERIFY(give(marking(11, 11)) == Outcome::Buffered);
        QVERIFY(give(dated) == Outcome::Buffered);
        const auto joined = m_sync.onSnapshot(marked(10), m_book);
        QVERIFY(joined);
        QCOMPARE(joined->stale, std::size_t{2});
        QCOMPARE(joined->applied, std::size_t{2});
        QCOMPARE(joined->levels, std::size_t{4});
        QCOMPARE(joined->exchangeTime, dated.exchangeTime);
    }

    void goesOnAfterEveryBufferedDeltaWasDropped()
    {
        QVERIFY(give(marking(5, 8)) == Outcome::Buffered);
        start(10);
        QVERIFY(give(marking(11, 11)) == Outcome::Applied);
        QCOMPARE(markOf(m_book), std::uint64_t{11});
    }

    void startsWithNothingBuffered()
    {
        start(10);
        QVERIFY(m_sync.isSynced());
        QCOMPARE(m_sync.lastUpdateId(), std::uint64_t{10});
        QCOMPARE(refusal(marking(12, 13)), ErrorCode::SequenceGap);
    }

    void advancesToTheLastIdOfADelta()
    {
        start(10);
        QVERIFY(give(marking(11, 15)) == Outcome::Applied);
        QCOMPARE(m_sync.lastUpdateId(), std::uint64_t{15});
        QVERIFY(give(marking(16, 16)) == Outcome::Applied);
    }

    void skipsADuplicate()
    {
        start(10);
        QVERIFY(give(marking(11, 12)) == Outcome::Applied);
        QVERIFY(give(marking(13, 14)) == Outcome::Applied);
        QVERIFY(give(marking(11, 12)) == Outcome::Stale);
        QCOMPARE(markOf(m_book), std::uint64_t{14});
        QCOMPARE(m_sync.lastUpdateId(), std::uint64_t{14});
    }

    void skipsARepetitionOfTheLatestDelta()
    {
        start(10);
        QVERIFY(give(marking(11, 12)) == Outcome::Applied);
        QVERIFY(give(delta(11, 12, {level(50, 777)})) == Outcome::Stale);
        QCOMPARE(markOf(m_book), std::uint64_t{12});
    }

    void appliesADeltaThatSpansWhatIsKnown()
    {
        start(10);
        QVERIFY(give(marking(11, 12)) == Outcome::Applied);
        QVERIFY(give(marking(9, 15)) == Outcome::Applied);
        QCOMPARE(markOf(m_book), std::uint64_t{15});
        QCOMPARE(m_sync.lastUpdateId(), std::uint64_t{15});
    }

    void aGapUnsyncsAndLeavesTheBookAsItWas()
    {
        start(10);
        QCOMPARE(refusal(marking(12, 13)), ErrorCode::SequenceGap);
        QVERIFY(!m_sync.isSynced());
        QCOMPARE(markOf(m_book), std::uint64_t{10});
        QVERIFY(give(marking(14, 15)) == Outcome::Buffered);
        QCOMPARE(markOf(m_book), std::uint64_t{10});
    }

    void aGapNamesWhatIsMissing()
    {
        start(10);
        const auto outcome = m_sync.onDelta(marking(15, 16), m_book);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().detail, std::string("updates 11 to 14 are missing"));
    }

    void theDeltaThatRevealedAGapIsKept()
    {
        start(10);
        QCOMPARE(refusal(marking(15, 16)), ErrorCode::SequenceGap);
        QCOMPARE(m_sync.buffered(), std::size_t{1});
        QCOMPARE(refusal(marked(13)), ErrorCode::SnapshotTooOld);
        start(14);
        QCOMPARE(markOf(m_book), std::uint64_t{16});
        QCOMPARE(m_sync.lastUpdateId(), std::uint64_t{16});
    }

    void aGapInsideTheBufferUnsyncsAndKeepsWhatFollows()
    {
        QVERIFY(give(marking(11, 12)) == Outcome::Buffered);
        QVERIFY(give(marking(15, 16)) == Outcome::Buffered);
        QVERIFY(give(marking(17, 18)) == Outcome::Buffered);
        QCOMPARE(refusal(marked(10)), ErrorCode::SequenceGap);
        QVERIFY(!m_sync.isSynced());
        QCOMPARE(m_sync.buffered(), std::size_t{2});
        QCOMPARE(refusal(marked(12)), ErrorCode::SnapshotTooOld);
        start(14);
        QCOMPARE(markOf(m_book), std::uint64_t{18});
    }

    void aSnapshotBeyondAGapInTheBufferCoversIt()
    {
        QVERIFY(give(marking(11, 12)) == Outcome::Buffered);
        QVERIFY(give(marking(15, 16)) == Outcome::Buffered);
        start(15);
        QCOMPARE(markOf(m_book), std::uint64_t{16});
    }

    /// An update whose ids are far too high must not wait in the buffer until a snapshot reaches them.
    void idsThatFallInTheBufferDiscardWhatCameBefore()
    {
        QVERIFY(give(marking(11, 12)) == Outcome::Buffered);
        QVERIFY(give(marking(1013, 1014)) == Outcome::Buffered);
        QVERIFY(give(marking(13, 14)) == Outcome::Buffered);
        QCOMPARE(m_sync.buffered(), std::size_t{1});
        QVERIFY(give(marking(13, 14)) == Outcome::Buffered);
        QVERIFY(give(marking(15, 16)) == Outcome::Buffered);
        start(13);
        QCOMPARE(markOf(m_book), std::uint64_t{16});
        QCOMPARE(m_sync.lastUpdateId(), std::uint64_t{16});
    }

    void aCrossedBookUnsyncsAndKeepsTheDelta()
    {
        start(10);
        QCOMPARE(refusal(crossing(11, 12)), ErrorCode::CrossedBook);
        QVERIFY(!m_sync.isSynced());
        QCOMPARE(m_sync.buffered(), std::size_t{1});
        QVERIFY(give(marking(13, 14)) == Outcome::Buffered);
        start(12);
        QCOMPARE(markOf(m_book), std::uint64_t{14});
        QVERIFY(m_book.bids().qtyAt(Price(70)).isZero());
    }

    void aCrossedBufferUnsyncsAndKeepsTheDelta()
    {
        QVERIFY(give(marking(11, 11)) == Outcome::Buffered);
        QVERIFY(give(crossing(12, 12)) == Outcome::Buffered);
        QCOMPARE(refusal(marked(10)), ErrorCode::CrossedBook);
        QVERIFY(!m_sync.isSynced());
        QCOMPARE(m_sync.buffered(), std::size_t{1});
        start(12);
        QCOMPARE(markOf(m_book), std::uint64_t{12});
    }

    void aBadSnapshotDoesNotCostTheBuffer_data()
    {
        QTest::addColumn<bool>("crossed");
        QTest::newRow("crossed") << true;
        QTest::newRow("a price twice") << false;
    }

    void aBadSnapshotDoesNotCostTheBuffer()
    {
        QFETCH(bool, crossed);
        QVERIFY(give(marking(11, 12)) == Outcome::Buffered);
        const auto bad = crossed ? snapshot(10, {level(70, 1)}, {level(60, 1)})
                                 : snapshot(10, {level(50, 1), level(50, 2)});
        QCOMPARE(refusal(bad), crossed ? ErrorCode::CrossedBook : ErrorCode::DuplicateLevel);
        QVERIFY(!m_sync.isSynced());
        QCOMPARE(m_sync.buffered(), std::size_t{1});
        start(10);
        QCOMPARE(markOf(m_book), std::uint64_t{12});
    }

    void aBadSnapshotEndsASyncedBook()
    {
        start(10);
        QCOMPARE(refusal(snapshot(12, {level(70, 1)}, {level(60, 1)})), ErrorCode::CrossedBook);
        QVERIFY(!m_sync.isSynced());
        QVERIFY(give(marking(11, 12)) == Outcome::Buffered);
    }

    void aSnapshotReplacesASyncedBook()
    {
        start(10);
        start(20);
        QCOMPARE(m_sync.lastUpdateId(), std::uint64_t{20});
        QCOMPARE(markOf(m_book), std::uint64_t{20});
        QVERIFY(give(marking(19, 20)) == Outcome::Stale);
        QVERIFY(give(marking(21, 21)) == Outcome::Applied);
    }

    void aFullBufferIsGivenUp()
    {
        m_sync = BookSync({}, {nullptr, {}, {}}, 3);
        for (std::uint64_t id = 11; id <= 13; ++id)
            QVERIFY(give(marking(id, id)) == Outcome::Buffered);
        QCOMPARE(refusal(marking(14, 14)), ErrorCode::BufferFull);
        QCOMPARE(m_sync.buffered(), std::size_t{0});
        QVERIFY(!m_sync.isSynced());
        QVERIFY(give(marking(15, 15)) == Outcome::Buffered);
        QCOMPARE(refusal(marked(12)), ErrorCode::SnapshotTooOld);
        start(14);
        QCOMPARE(markOf(m_book), std::uint64_t{15});
    }

    void restartForgetsIdsAndBufferButNotTheBook()
    {
        start(100);
        m_sync.restart();
        QVERIFY(!m_sync.isSynced());
        QCOMPARE(markOf(m_book), std::uint64_t{100});
        QVERIFY(give(marking(11, 12)) == Outcome::Buffered);
        m_sync.restart();
        QCOMPARE(m_sync.buffered(), std::size_t{0});
        // Ids may begin anew, for instance after the venue's maintenance.
        start(5);
        QVERIFY(give(marking(6, 7)) == Outcome::Applied);
        QCOMPARE(markOf(m_book), std::uint64_t{7});
    }

    void theHighestIdIsAnIdLikeAnyOther()
    {
        constexpr auto highest = std::numeric_limits<std::uint64_t>::max();
        QVERIFY(give(delta(highest - 1, highest, {level(50, 5)})) == Outcome::Buffered);
        QVERIFY(m_sync.onSnapshot(snapshot(highest, {level(50, 6)}), m_book));
        QCOMPARE(m_book.bids().qtyAt(Price(50)), Qty(6));
        QVERIFY(give(marking(1, 2)) == Outcome::Stale);
    }

    void reversedIdsAreNotApplied()
    {
        start(10);
        QCOMPARE(refusal(marking(14, 12)), ErrorCode::SequenceGap);
        start(20);
        QVERIFY(give(marking(21, 20)) == Outcome::Stale);
        QCOMPARE(markOf(m_book), std::uint64_t{20});
    }
};

QTEST_APPLESS_MAIN(BookSyncTest)
#include "booksynctest.moc"
