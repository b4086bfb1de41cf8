// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "book/pricegrid.h"

#include "support/levels.h"
#include "support/random.h"

#include <QRegularExpression>
#include <QTest>

#include <limits>
#include <numeric>
#include <optional>
#include <vector>

using namespace touchline;
using test::level;

namespace {

constexpr std::size_t maxSlots = 1 << 12;
constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();

/// The slot by plain division; the distance of two prices may need all 64 bits.
std::optional<std::size_t> dividedSlot(
    const PriceGrid &grid, Side side, std::uint64_t tick, std::int64_t price)
{
    if (isBetter(side, Price(price), grid.priceAt(0)))
        return std::nullopt;
    const auto to = static_cast<std::uint64_t>(price);
    const auto origin = static_cast<std::uint64_t>(grid.priceAt(0).raw());
    const std::uint64_t away = side == Side::Bid ? origin - to : to - origin;
    if (away % tick != 0 || away / tick >= grid.slotCount())
        return std::nullopt;
    return away / tick;
}

bool isSlotRight(const PriceGrid &grid, Side side, std::uint64_t tick, std::int64_t price)
{
    const std::size_t slot = grid.slotOf(Price(price));
    const auto expected = dividedSlot(grid, side, tick, price);
    if (!expected)
        return slot >= grid.slotCount();
    return slot == *expected && grid.priceAt(slot) == Price(price);
}

/// The prices where a mistake would show: next to the grid, at its ends, and what wraps around onto it.
std::vector<std::int64_t> trickyPrices(const PriceGrid &grid, std::uint64_t tick, test::Random &random)
{
    std::vector<std::int64_t> prices{lowest, lowest + 1, -1, 0, 1, highest - 1, highest};
    for (const std::size_t slot :
         {std::size_t{0}, std::size_t{random.below(grid.slotCount())}, grid.slotCount() - 1}) {
        const auto at = static_cast<std::uint64_t>(grid.priceAt(slot).raw());
        for (const std::uint64_t off :
             {std::uint64_t{1}, tick / 2, tick / 3, tick, tick + 1, tick * 2, tick << 60})
            prices.insert(
                prices.end(), {static_cast<std::int64_t>(at + off), static_cast<std::int64_t>(at - off)});
        for (int bit = 0; bit < 64; ++bit)
            prices.push_back(static_cast<std::int64_t>(at ^ (std::uint64_t{1} << bit)));
    }
    return prices;
}

} // namespace

Q_DECLARE_METATYPE(touchline::Side)

class PriceGridTest : public QObject {
    Q_OBJECT

private:
    static void addSidesAndTicks()
    {
        QTest::addColumn<Side>("side");
        QTest::addColumn<quint64>("tick");
        for (const quint64 tick :
             {1ULL, 2ULL, 3ULL, 64ULL, 99ULL, 1'000'000ULL, 1'000'000'000'000ULL, 1ULL << 40, 3ULL << 61,
              1ULL << 62, 1ULL << 63, (1ULL << 63) + 1, ~0ULL}) {
            QTest::addRow("bids by %llu", tick) << Side::Bid << tick;
            QTest::addRow("asks by %llu", tick) << Side::Ask << tick;
        }
    }

    static std::vector<std::int64_t> touches(test::Random &random)
    {
        std::vector<std::int64_t> prices{lowest,        lowest + 100, -5, 0, 6'180'000'000'000,
                                         highest - 100, highest};
        for (int i = 0; i < 20; ++i)
            prices.push_back(static_cast<std::int64_t>(random.bits()));
        return prices;
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void withoutATickNothingHasASlot()
    {
        const PriceGrid none;
        for (const std::int64_t price : {lowest, std::int64_t{-1}, std::int64_t{0}, std::int64_t{1}, highest})
            QVERIFY(none.slotOf(Price(price)) >= none.slotCount());
    }

    void theSlotIsTheQuotient_data() { addSidesAndTicks(); }

    void theSlotIsTheQuotient()
    {
        QFETCH(Side, side);
        QFETCH(quint64, tick);
        test::Random random(tick);
        for (const std::int64_t best : touches(random)) {
            const PriceGrid grid(side, Price(best), tick, maxSlots);
            QVERIFY(grid.slotOf(Price(best)) < grid.slotCount());
            for (std::size_t slot = 0; slot < grid.slotCount(); slot += 1 + random.below(50))
                QCOMPARE(grid.slotOf(grid.priceAt(slot)), slot);
            for (const std::int64_t price : trickyPrices(grid, tick, random))
                QVERIFY2(isSlotRight(grid, side, tick, price), qPrintable(QString::number(price)));
            for (int i = 0; i < 1'000; ++i)
                QVERIFY(isSlotRight(grid, side, tick, static_cast<std::int64_t>(random.bits())));
        }
    }

    void slotsGetWorseAndStayInTheRangeOfPrices_data() { addSidesAndTicks(); }

    void slotsGetWorseAndStayInTheRangeOfPrices()
    {
        QFETCH(Side, side);
        QFETCH(quint64, tick);
        test::Random random(tick);
        for (const std::int64_t best : touches(random)) {
            const PriceGrid grid(side, Price(best), tick, maxSlots);
            QVERIFY(grid.slotCount() > 0 && grid.slotCount() <= maxSlots);
            for (std::size_t slot = 1; slot < grid.slotCount(); ++slot)
                QVERIFY(isBetter(side, grid.priceAt(slot - 1), grid.priceAt(slot)));
        }
    }

    void anEighthOfTheSlotsIsBetterThanTheBest()
    {
        for (const Side side : {Side::Bid, Side::Ask}) {
            const PriceGrid grid(side, Price(1'000'000), 10, maxSlots);
            QCOMPARE(grid.slotCount(), maxSlots);
            QCOMPARE(grid.slotOf(Price(1'000'000)), maxSlots / 8);
        }
    }

    void findsTheFirstSlotThatIsNotBetter_data() { addSidesAndTicks(); }

    void findsTheFirstSlotThatIsNotBetter()
    {
        QFETCH(Side, side);
        QFETCH(quint64, tick);
        test::Random random(tick);
        for (const std::int64_t best : touches(random)) {
            const PriceGrid grid(side, Price(best), tick, maxSlots);
            for (const std::int64_t price : trickyPrices(grid, tick, random)) {
                const std::size_t first = grid.firstSlotFrom(side, Price(price));
                QVERIFY(first <= grid.slotCount());
                QVERIFY(first == 0 || isBetter(side, grid.priceAt(first - 1), Price(price)));
                QVERIFY(first == grid.slotCount() || !isBetter(side, grid.priceAt(first), Price(price)));
            }
        }
    }

    void theCommonTickIsTheGreatestOneThatFits()
    {
        const std::vector asks{level(100, 1), level(106, 1), level(121, 1)};
        const std::vector bids{level(121, 1), level(106, 1), level(100, 1)};
        QCOMPARE(commonTick(asks, 100), std::uint64_t{3});
        QCOMPARE(commonTick(bids, 100), std::uint64_t{3});
        QCOMPARE(commonTick(std::span(asks).first(2), 100), std::uint64_t{6});
    }

    void lessThanTwoLevelsHaveNoTick()
    {
        QCOMPARE(commonTick({}, 100), std::uint64_t{0});
        QCOMPARE(commonTick(std::vector{level(100, 1)}, 100), std::uint64_t{0});
    }

    void levelsBeyondTheWindowDoNotMakeTheTickFiner()
    {
        QCOMPARE(
            commonTick(std::vector{level(100, 1), level(110, 1), level(1'093, 1)}, 100), std::uint64_t{1});
        QCOMPARE(
            commonTick(std::vector{level(100, 1), level(110, 1), level(1'103, 1)}, 100), std::uint64_t{10});
    }

    void theTickOfTheWidestSideFits()
    {
        const std::vector asks{level(lowest, 1), level(highest, 1)};
        QCOMPARE(commonTick(asks, 100), ~std::uint64_t{0});
    }
};

QTEST_APPLESS_MAIN(PriceGridTest)
#include "pricegridtest.moc"
