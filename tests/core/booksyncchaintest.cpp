// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "book/booksync.h"
#include "support/levels.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using test::level;
using Outcome = BookSync::Outcome;

namespace {

constexpr BookRules rulesOf(SnapshotSource source)
{
    BookRules rules;
    rules.chain = Chain::PreviousEqualsLast;
    rules.snapshots = source;
    return rules;
}

/// A delta that sets the bid at 50 to its own last id, so that the book tells which deltas it has seen.
BookDelta marking(UpdateIds ids)
{
    BookDelta delta = test::delta(ids.first, ids.last, {level(50, static_cast<std::int64_t>(ids.last))});
    delta.ids.previous = ids.previous;
    return delta;
}

/// As Binance USD-M sends it: U, u and pu.
BookDelta futures(std::uint64_t first, std::uint64_t last, std::uint64_t previous)
{
    return marking({first, last, previous});
}

/// As OKX sends it: prevSeqId and seqId.
BookDelta named(std::uint64_t previous, std::uint64_t last)
{
    return marking({last, last, previous});
}

BookSnapshot marked(std::uint64_t id)
{
    return test::snapshot(id, {level(50, static_cast<std::int64_t>(id))}, {level(60, 1)});
}

} // namespace

// Deltas that name the one before them: take a rule out of BookSync and its test fails.
class BookSyncChainTest : public QObject {
    Q_OBJECT

private:
    // Qt Test runs one function at a time on one object; init() renews them.
    BookSync m_sync;
    OrderBook m_book;

    void use(SnapshotSource source) { m_sync = BookSync(rulesOf(source)); }
    void start(std::uint64_t id) { QVERIFY(m_sync.onSnapshot(marked(id), m_book)); }
    void startOnStream(std::uint64_t id) { QVERIFY(m_sync.onStreamSnapshot(marked(id), m_book)); }

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
        const auto joined = m_sync.onSnapshot(given, m_book);
        return joined ? ErrorCode::BadArgument : joined.error().code;
    }

    [[nodiscard]] std::uint64_t mark() const
    {
        return static_cast<std::uint64_t>(m_book.bids().qtyAt(Price(50)).raw());
    }

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_book.clear();
    }

    void beforeAStreamsSnapshotThereIsNothingToJoin()
    {
        use(SnapshotSource::Stream);
        QVERIFY(give(named(99, 100)) == Outcome::Early);
        QVERIFY(give(named(100, 107)) == Outcome::Early);
        QCOMPARE(m_sync.buffered(), std::size_t{0});
        startOnStream(100);
        QCOMPARE(mark(), std::uint64_t{100});
        QVERIFY(m_sync.isSynced());
    }

    void theStreamGoesOnFromTheIdOfItsSnapshot()
    {
        use(SnapshotSource::Stream);
        startOnStream(100);
        QVERIFY(give(named(100, 107)) == Outcome::Applied);
        QVERIFY(give(named(107, 109)) == Outcome::Applied);
        QCOMPARE(mark(), std::uint64_t{109});
        QCOMPARE(m_sync.lastUpdateId(), std::uint64_t{109});
    }

    void anotherPreviousIdOnAStreamIsAGap_data()
    {
        QTest::addColumn<quint64>("previous");
        QTest::addColumn<quint64>("last");
        QTest::newRow("one was lost") << quint64{109} << quint64{112};
        QTest::newRow("by one too low") << quint64{106} << quint64{112};
        QTest::newRow("by one too high") << quint64{108} << quint64{112};
        QTest::newRow("spans what is known") << quint64{100} << quint64{112};
        QTest::newRow("older than the book") << quint64{50} << quint64{60};
        QTest::newRow("ends where the book does") << quint64{104} << quint64{107};
    }

    void anotherPreviousIdOnAStreamIsAGap()
    {
        QFETCH(quint64, previous);
        QFETCH(quint64, last);
        use(SnapshotSource::Stream);
        startOnStream(100);
        QVERIFY(give(named(100, 107)) == Outcome::Applied);
        QCOMPARE(refusal(named(previous, last)), ErrorCode::SequenceGap);
        QVERIFY(!m_sync.isSynced());
        QCOMPARE(mark(), std::uint64_t{107});
        QVERIFY(give(named(last, last + 1)) == Outcome::Early);
        QCOMPARE(m_sync.buffered(), std::size_t{0});
    }

    void aFirstDeltaOnAStreamHasToNameTheSnapshot()
    {
        use(SnapshotSource::Stream);
        startOnStream(100);
        QCOMPARE(refusal(named(99, 107)), ErrorCode::SequenceGap);
        startOnStream(100);
        QCOMPARE(refusal(named(99, 100)), ErrorCode::SequenceGap);
    }

    void equalIdsAreASignOfLife()
    {
        use(SnapshotSource::Stream);
        startOnStream(100);
        QVERIFY(give(named(100, 100)) == Outcome::Applied);
        QVERIFY(give(named(100, 100)) == Outcome::Applied);
        QVERIFY(give(named(100, 107)) == Outcome::Applied);
        QCOMPARE(m_sync.lastUpdateId(), std::uint64_t{107});
    }

    void anIdMayFallWhereThePreviousOneIsRight()
    {
        use(SnapshotSource::Stream);
        startOnStream(100);
        QVERIFY(give(named(100, 3)) == Outcome::Applied);
        QCOMPARE(m_sync.lastUpdateId(), std::uint64_t{3});
        QVERIFY(give(named(3, 5)) == Outcome::Applied);
        QCOMPARE(mark(), std::uint64_t{5});
        QCOMPARE(refusal(named(100, 107)), ErrorCode::SequenceGap);
    }

    void anExactRepetitionIsSkipped()
    {
        use(SnapshotSource::Stream);
        startOnStream(100);
        QVERIFY(give(named(100, 107)) == Outcome::Applied);
        BookDelta again = named(100, 107);
        again.bids = {level(50, 777)};
        QVERIFY(give(again) == Outcome::Stale);
        QCOMPARE(mark(), std::uint64_t{107});
        QVERIFY(give(named(107, 108)) == Outcome::Applied);
    }

    void anOlderRepetitionIsAGap()
    {
        use(SnapshotSource::Stream);
        startOnStream(100);
        QVERIFY(give(named(100, 107)) == Outcome::Applied);
        QVERIFY(give(named(107, 109)) == Outcome::Applied);
        QCOMPARE(refusal(named(100, 107)), ErrorCode::SequenceGap);
        QVERIFY(!m_sync.isSynced());
    }

    void afterASnapshotNothingIsARepetition()
    {
        use(SnapshotSource::Stream);
        startOnStream(100);
        QVERIFY(give(named(100, 107)) == Outcome::Applied);
        startOnStream(107);
        QCOMPARE(refusal(named(100, 107)), ErrorCode::SequenceGap);
    }

    void aFurtherSnapshotOnAStreamReplacesTheBook()
    {
        use(SnapshotSource::Stream);
        startOnStream(100);
        QVERIFY(give(named(100, 107)) == Outcome::Applied);
        startOnStream(40);
        QCOMPARE(mark(), std::uint64_t{40});
        QVERIFY(give(named(40, 41)) == Outcome::Applied);
        QCOMPARE(refusal(named(107, 108)), ErrorCode::SequenceGap);
    }

    void theFirstFuturesDeltaContainsTheSnapshot_data()
    {
        QTest::addColumn<bool>("isBuffered");
        QTest::newRow("buffered") << true;
        QTest::newRow("behind the snapshot") << false;
    }

    void theFirstFuturesDeltaContainsTheSnapshot()
    {
        QFETCH(bool, isBuffered);
        use(SnapshotSource::Rest);
        if (!isBuffered)
            start(100);
        QVERIFY(give(futures(98, 105, 95)) == (isBuffered ? Outcome::Buffered : Outcome::Applied));
        if (isBuffered)
            start(100);
        QCOMPARE(mark(), std::uint64_t{105});
        QVERIFY(give(futures(110, 112, 105)) == Outcome::Applied);
    }

    void theFirstFuturesDeltaMayNameTheSnapshot()
    {
        use(SnapshotSource::Rest);
        QVERIFY(give(futures(103, 105, 100)) == Outcome::Buffered);
        start(100);
        QCOMPARE(mark(), std::uint64_t{105});
    }

    void whatASnapshotContainsIsDropped()
    {
        use(SnapshotSource::Rest);
        QVERIFY(give(futures(80, 85, 78)) == Outcome::Buffered);
        QVERIFY(give(futures(90, 95, 85)) == Outcome::Buffered);
        QVERIFY(give(futures(97, 100, 95)) == Outcome::Buffered);
        QVERIFY(give(futures(103, 105, 100)) == Outcome::Buffered);
        const auto joined = m_sync.onSnapshot(marked(100), m_book);
        QVERIFY(joined);
        QCOMPARE(joined->stale, std::size_t{3});
        QCOMPARE(joined->applied, std::size_t{1});
        QCOMPARE(mark(), std::uint64_t{105});
    }

    void aWhollyOldBufferIsNoFault()
    {
        use(SnapshotSource::Rest);
        QVERIFY(give(futures(80, 85, 78)) == Outcome::Buffered);
        start(100);
        QVERIFY(m_sync.isSynced());
        QVERIFY(give(futures(90, 95, 85)) == Outcome::Stale);
        QVERIFY(give(futures(99, 104, 95)) == Outcome::Applied);
        QCOMPARE(mark(), std::uint64_t{104});
    }

    void aSnapshotBeforeTheFirstFuturesDeltaIsTooOld()
    {
        use(SnapshotSource::Rest);
        QVERIFY(give(futures(103, 105, 101)) == Outcome::Buffered);
        QCOMPARE(refusal(marked(100)), ErrorCode::SnapshotTooOld);
        QCOMPARE(m_sync.buffered(), std::size_t{1});
        start(101);
        QCOMPARE(mark(), std::uint64_t{105});
    }

    void aBrokenPreviousIdIsAGap_data()
    {
        QTest::addColumn<quint64>("previous");
        QTest::newRow("one was lost") << quint64{107};
        QTest::newRow("by one too low") << quint64{104};
        QTest::newRow("as the delta before") << quint64{100};
    }

    void aBrokenPreviousIdIsAGap()
    {
        QFETCH(quint64, previous);
        use(SnapshotSource::Rest);
        start(100);
        QVERIFY(give(futures(98, 105, 95)) == Outcome::Applied);
        QCOMPARE(refusal(futures(106, 112, previous)), ErrorCode::SequenceGap);
        QVERIFY(!m_sync.isSynced());
        QCOMPARE(mark(), std::uint64_t{105});
        QCOMPARE(m_sync.buffered(), std::size_t{1});
        QVERIFY(give(futures(115, 118, 112)) == Outcome::Buffered);
        start(110);
        QCOMPARE(mark(), std::uint64_t{118});
    }

    void aBrokenPreviousIdInTheBufferIsAGap()
    {
        use(SnapshotSource::Rest);
        QVERIFY(give(futures(98, 105, 95)) == Outcome::Buffered);
        QVERIFY(give(futures(109, 112, 107)) == Outcome::Buffered);
        QCOMPARE(refusal(marked(100)), ErrorCode::SequenceGap);
        QVERIFY(!m_sync.isSynced());
        QCOMPARE(m_sync.buffered(), std::size_t{1});
        start(108);
        QCOMPARE(mark(), std::uint64_t{112});
    }

    void anUpdateLostBehindASnapshotIsAGap()
    {
        use(SnapshotSource::Rest);
        start(100);
        QCOMPARE(refusal(futures(104, 105, 101)), ErrorCode::SequenceGap);
    }

    void anExactFuturesRepetitionIsSkipped()
    {
        use(SnapshotSource::Rest);
        start(100);
        QVERIFY(give(futures(98, 105, 95)) == Outcome::Applied);
        QVERIFY(give(futures(98, 105, 95)) == Outcome::Stale);
        QVERIFY(give(futures(110, 112, 105)) == Outcome::Applied);
        QCOMPARE(mark(), std::uint64_t{112});
    }

    void whatComesBeforeAnyBookIsKeptWhereBothWaysLeadToOne()
    {
        use(SnapshotSource::StreamElseRest);
        QVERIFY(give(named(95, 98)) == Outcome::Buffered);
        QVERIFY(give(named(98, 104)) == Outcome::Buffered);
        start(101);
        QCOMPARE(mark(), std::uint64_t{104});
        QVERIFY(give(named(104, 107)) == Outcome::Applied);
        QCOMPARE(refusal(named(104, 110)), ErrorCode::SequenceGap);
        QCOMPARE(m_sync.buffered(), std::size_t{1});
        start(106);
        QCOMPARE(mark(), std::uint64_t{110});
    }

    void theStreamsBookForgetsWhatWasKept()
    {
        use(SnapshotSource::StreamElseRest);
        QVERIFY(give(named(300, 304)) == Outcome::Buffered);
        startOnStream(101);
        QCOMPARE(mark(), std::uint64_t{101});
        QCOMPARE(refusal(named(98, 104)), ErrorCode::SequenceGap);
    }

    /// It may be of another count than the book that was asked for.
    void anIdThatFallsIsNotJoined()
    {
        use(SnapshotSource::StreamElseRest);
        start(1000);
        QCOMPARE(refusal(named(998, 3)), ErrorCode::SequenceGap);
        use(SnapshotSource::StreamElseRest);
        start(1000);
        QVERIFY(give(named(1000, 3)) == Outcome::Applied);
        QCOMPARE(m_sync.lastUpdateId(), std::uint64_t{3});
    }

    void aStreamThatNeverReachesTheBookIsAGap()
    {
        use(SnapshotSource::StreamElseRest);
        start(1000);
        for (std::uint64_t id = 1; id <= 64; ++id)
            QVERIFY(give(named(id, id + 1)) == Outcome::Stale);
        QCOMPARE(refusal(named(65, 66)), ErrorCode::SequenceGap);
        QVERIFY(!m_sync.isSynced());
    }

    void anOlderFuturesRepetitionIsAGap()
    {
        use(SnapshotSource::Rest);
        start(100);
        QVERIFY(give(futures(98, 105, 95)) == Outcome::Applied);
        QVERIFY(give(futures(110, 112, 105)) == Outcome::Applied);
        QCOMPARE(refusal(futures(98, 105, 95)), ErrorCode::SequenceGap);
    }
};

QTEST_APPLESS_MAIN(BookSyncChainTest)
#include "booksyncchaintest.moc"
