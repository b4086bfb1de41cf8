// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/feedview.h"

#include <QRegularExpression>
#include <QTest>

#include <array>
#include <set>

using namespace touchline;

namespace {

FeedView viewWith(std::optional<SpreadRange> range, std::int64_t firstTrade = 0, int trades = 0)
{
    FeedView view;
    view.spreadRange = range;
    for (int i = 0; i < trades; ++i)
        view.trades.push_back(Trade{Price(firstTrade + i), Qty(1), Aggressor::Buyer, {}});
    return view;
}

SpreadRange range(std::int64_t lowest, std::int64_t highest)
{
    return SpreadRange{Price(lowest), Price(highest)};
}

} // namespace

class FeedViewTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void spreadExtremesAreInherited()
    {
        FeedView newer = viewWith(range(3, 4));
        inheritUnseen(newer, viewWith(range(1, 9)));
        QCOMPARE(newer.spreadRange->lowest.raw(), std::int64_t{1});
        QCOMPARE(newer.spreadRange->highest.raw(), std::int64_t{9});
        inheritUnseen(newer, viewWith(range(2, 5)));
        QCOMPARE(newer.spreadRange->lowest.raw(), std::int64_t{1});
        QCOMPARE(newer.spreadRange->highest.raw(), std::int64_t{9});
    }

    void aViewWithoutUpdatesTakesTheWholeRange()
    {
        FeedView newer = viewWith(std::nullopt);
        inheritUnseen(newer, viewWith(range(1, 9)));
        QCOMPARE(newer.spreadRange->highest.raw(), std::int64_t{9});
        FeedView other = viewWith(range(2, 3));
        inheritUnseen(other, viewWith(std::nullopt));
        QCOMPARE(other.spreadRange->lowest.raw(), std::int64_t{2});
    }

    void unseenTradesComeFirst()
    {
        FeedView newer = viewWith(std::nullopt, 10, 2);
        inheritUnseen(newer, viewWith(std::nullopt, 1, 3));
        std::vector<std::int64_t> prices;
        for (const Trade &trade : newer.trades)
            prices.push_back(trade.price.raw());
        QCOMPARE(prices, (std::vector<std::int64_t>{1, 2, 3, 10, 11}));
    }

    void inheritedTradesAreBoundedByTheOldest()
    {
        FeedView newer = viewWith(std::nullopt, 1000, 200);
        inheritUnseen(newer, viewWith(std::nullopt, 0, 200));
        QCOMPARE(newer.trades.size(), std::size_t{256});
        QCOMPARE(newer.trades.front().price.raw(), std::int64_t{144});
        QCOMPARE(newer.trades.back().price.raw(), std::int64_t{1199});
    }

    void everyReplacedViewIsCounted()
    {
        FeedView first;
        FeedView second;
        inheritUnseen(second, std::move(first));
        FeedView third;
        inheritUnseen(third, std::move(second));
        QCOMPARE(third.counters.conflated, std::uint64_t{2});
        FeedView seenBefore;
        seenBefore.counters.conflated = 7;
        inheritUnseen(seenBefore, FeedView());
        QCOMPARE(seenBefore.counters.conflated, std::uint64_t{8});
    }

    void countersAddFieldByField()
    {
        FeedCounters one{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
        const FeedCounters ten{10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 130, 140, 150};
        one += ten;
        const auto all = std::to_array(
            {one.frames, one.bytes, one.deltas, one.stale, one.levels, one.snapshots, one.trades, one.quotes,
             one.gaps, one.resyncs, one.reconnects, one.handovers, one.malformed, one.dropped,
             one.conflated});
        static_assert(sizeof(FeedCounters) == sizeof(all), "a counter that is not added here");
        for (std::size_t i = 0; i < all.size(); ++i)
            QCOMPARE(all[i], 11 * (i + 1));
    }

    void everyStateHasItsOwnName()
    {
        std::set<std::string_view> names;
        for (const FeedState state :
             {FeedState::Connecting, FeedState::Syncing, FeedState::Live, FeedState::Stale,
              FeedState::Resyncing, FeedState::Reconnecting, FeedState::Failed})
            names.insert(stateName(state));
        QCOMPARE(names.size(), std::size_t{7});
        QVERIFY(names.contains("live"));
    }
};

QTEST_APPLESS_MAIN(FeedViewTest)
#include "feedviewtest.moc"
