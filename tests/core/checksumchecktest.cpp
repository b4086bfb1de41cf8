// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "book/checksumcheck.h"

#include "book/booksync.h"
#include "support/levels.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using test::level;

namespace {

/// Tells books apart by their best bid as it is printed.
std::uint32_t sumOf(const OrderBook &book, Decimals held, Decimals printed)
{
    const auto best = book.bids().best();
    if (!best)
        return 0;
    const std::int64_t price = best->price.raw() / powerOfTen(held.price - printed.price);
    const std::int64_t qty = best->qty.raw() / powerOfTen(held.qty - printed.qty);
    return static_cast<std::uint32_t>(price * 1000 + qty);
}

OrderBook bookOf(std::string_view price, std::string_view qty)
{
    OrderBook book;
    if (!book.load({1, {level(price, qty)}, {}}))
        qFatal("a book of one level");
    return book;
}

BookDelta deltaOf(std::string_view price, std::string_view qty, std::optional<std::uint32_t> checksum)
{
    return {{}, {}, {level(price, qty)}, {}, checksum};
}

} // namespace

class ChecksumCheckTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void comparesWithThePrintedDecimals()
    {
        ChecksumCheck check(sumOf, {8, 8}, Decimals{1, 2});
        QVERIFY(check.agrees(bookOf("10.5", "0.25"), 105'025));
        QVERIFY(!check.agrees(bookOf("10.5", "0.24"), 105'025));
    }

    void findsThePrintedDecimalsOnce()
    {
        ChecksumCheck check(sumOf, {8, 8}, std::nullopt);
        QVERIFY(!check.agrees(bookOf("10.5", "0.25"), 1));
        QVERIFY(check.agrees(bookOf("10.5", "0.25"), 105'025));
        // From now on no others will do.
        QVERIFY(!check.agrees(bookOf("10.5", "0.25"), 10'525));
    }

    void aVenueWithoutChecksumsAgreesWithEverything()
    {
        ChecksumCheck check(nullptr, {8, 8}, std::nullopt);
        QVERIFY(!check.isPossible());
        QVERIFY(check.agrees(bookOf("10.5", "0.25"), 1));
    }

    void aBookWithAWrongChecksumIsNoLongerSynced()
    {
        const BookRules rules{
            .chain = Chain::None,
            .snapshots = SnapshotSource::Stream,
            .checksum = sumOf,
            .depth = 1,
            .isCut = true};
        BookSync sync(rules, ChecksumCheck(sumOf, {8, 8}, Decimals{1, 2}));
        OrderBook book;
        QVERIFY(sync.onDelta(deltaOf("10.5", "0.25", 105'025), book).value() == BookSync::Outcome::Early);
        QVERIFY(sync.onStreamSnapshot({0, {level("10.5", "0.25")}, {}, {}, 105'025}, book));
        QVERIFY(sync.onDelta(deltaOf("10.6", "0.30", 106'030), book).value() == BookSync::Outcome::Applied);
        QCOMPARE(book.bids().size(), std::size_t{1});
        QCOMPARE(sync.checksumsVerified(), std::uint64_t{2});
        QCOMPARE(sync.checksumVerifiedId(), std::optional(std::uint64_t{1}));
        const auto outcome = sync.onDelta(deltaOf("10.7", "0.31", 107'030), book);
        QVERIFY(!outcome && outcome.error().code == ErrorCode::ChecksumMismatch);
        QVERIFY(!sync.isSynced());
        QCOMPARE(sync.buffered(), std::size_t{0});
    }

    void aBookIsCutToWhatTheVenueTellsOf_data()
    {
        QTest::addColumn<int>("levels");
        QTest::addColumn<int>("told");
        QTest::addColumn<int>("depth");
        QTest::newRow("as this program asks") << 4 << 0 << 100;
        QTest::newRow("as many as somebody may ask for") << 10 << 0 << 10;
        QTest::newRow("as the venue says") << 10 << 25 << 25;
    }

    void aBookIsCutToWhatTheVenueTellsOf()
    {
        QFETCH(const int, levels);
        QFETCH(const int, told);
        QFETCH(const int, depth);
        static constexpr std::size_t others[] = {10, 25};
        BookSync sync(
            {.chain = Chain::None,
             .snapshots = SnapshotSource::Stream,
             .depth = 100,
             .otherDepths = others,
             .isCut = true});
        if (told > 0)
            sync.setDepth(static_cast<std::size_t>(told));
        OrderBook book;
        BookSnapshot snapshot;
        for (int i = 0; i < levels; ++i)
            snapshot.bids.push_back(level(1000 - i, 1));
        QVERIFY(sync.onStreamSnapshot(snapshot, book));
        for (int i = 0; i < 200; ++i)
            QVERIFY(sync.onDelta({{}, {}, {level(2000 - i, 1)}, {}, {}}, book));
        QCOMPARE(static_cast<int>(book.bids().size()), depth);
        QCOMPARE(static_cast<int>(sync.depth()), depth);
    }

    void aSnapshotWithAWrongChecksumIsRefused()
    {
        BookSync sync({.snapshots = SnapshotSource::Stream}, ChecksumCheck(sumOf, {8, 8}, Decimals{1, 2}));
        OrderBook book;
        const auto joined = sync.onStreamSnapshot({0, {level("10.5", "0.25")}, {}, {}, 105'026}, book);
        QVERIFY(!joined && joined.error().code == ErrorCode::ChecksumMismatch);
        QVERIFY(!sync.isSynced());
    }
};

QTEST_GUILESS_MAIN(ChecksumCheckTest)
#include "checksumchecktest.moc"
