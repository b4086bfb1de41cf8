// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/simmarket.h"

#include "book/digest.h"

#include <QRegularExpression>
#include <QTest>

#include <set>

using namespace touchline;

namespace {

SymbolSpec specNamed(const std::string &symbol)
{
    const std::string names[] = {symbol};
    return findSymbols(names).value().front();
}

std::string digestAfter(const std::string &symbol, std::uint64_t seed, int steps)
{
    SimMarket market(specNamed(symbol), seed);
    for (int i = 0; i < steps; ++i)
        market.step(Instant::fromMillis(i));
    const Listing &listing = market.listing();
    return digestText(listing.book, listing.instrument.decimals) + std::to_string(listing.updateId);
}

} // namespace

class SimMarketTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void sameSeedGivesTheSameMarket()
    {
        QCOMPARE(digestAfter("BTCUSDT", 7, 5'000), digestAfter("BTCUSDT", 7, 5'000));
    }

    void otherSeedGivesAnotherMarket()
    {
        QVERIFY(digestAfter("BTCUSDT", 7, 100) != digestAfter("BTCUSDT", 8, 100));
    }

    void timesDoNotChangeTheMarket()
    {
        SimMarket slow(specNamed("SOLUSDT"), 3);
        SimMarket fast(specNamed("SOLUSDT"), 3);
        for (int i = 0; i < 2'000; ++i) {
            slow.step(Instant::fromMillis(i * 1'000));
            fast.step(Instant::fromMillis(i));
        }
        QVERIFY(slow.listing().book == fast.listing().book);
    }

    void isAsRecordedInThisTest()
    {
        // The first numbers of a known seed: they change only if somebody changes the market on purpose.
        SimRandom random(1);
        QCOMPARE(random.next(), 0x910A2DEC89025CC1ULL);
        QCOMPARE(random.next(), 0xBEEB8DA1658EEC67ULL);
    }

    void bookStaysWholeOverLongRuns_data()
    {
        QTest::addColumn<int>("index");
        const auto specs = featuredSymbols();
        for (std::size_t i = 0; i < specs.size(); ++i)
            QTest::newRow(specs[i].instrument.symbol.c_str()) << static_cast<int>(i);
    }

    void bookStaysWholeOverLongRuns()
    {
        QFETCH(int, index);
        const auto spec = featuredSymbols()[static_cast<std::size_t>(index)];
        SimMarket market(spec, 11);
        const Listing &listing = market.listing();
        const auto atLeast = std::min<std::size_t>(8, static_cast<std::size_t>(spec.levels) / 4) / 2;
        for (int i = 0; i < 30'000; ++i) {
            const std::uint64_t before = listing.updateId;
            const MarketStep &step = market.step(Instant::fromMillis(i));
            const auto touch = listing.book.touch();
            QVERIFY(touch && touch->bid.price < touch->ask.price);
            QVERIFY(listing.book.bids().size() >= atLeast && listing.book.asks().size() >= atLeast);
            QCOMPARE(step.delta.ids, (UpdateIds{before + 1, before + 1}));
            QVERIFY(!step.delta.bids.empty() || !step.delta.asks.empty());
            checkUnits(step, spec.instrument);
        }
    }

    void priceWandersBothWays()
    {
        SimMarket market(specNamed("ETHUSDT"), 5);
        int ups = 0;
        int downs = 0;
        std::int64_t last = specNamed("ETHUSDT").startPrice.raw();
        for (int i = 0; i < 100'000; ++i) {
            market.step(Instant::fromMillis(i));
            const std::int64_t bid = market.listing().book.touch()->bid.price.raw();
            ups += bid > last ? 1 : 0;
            downs += bid < last ? 1 : 0;
            last = bid;
        }
        QVERIFY2(
            ups > 1'000 && downs > 1'000, qPrintable(QStringLiteral("%1 up, %2 down").arg(ups).arg(downs)));
        QVERIFY(last != specNamed("ETHUSDT").startPrice.raw());
    }

    void spreadIsMostlyOneToAFewTicks()
    {
        SimMarket market(specNamed("SOLUSDT"), 5);
        int tight = 0;
        for (int i = 0; i < 20'000; ++i) {
            market.step(Instant::fromMillis(i));
            const auto touch = *market.listing().book.touch();
            tight += (touch.ask.price.raw() - touch.bid.price.raw()) <= 3 * 1'000'000 ? 1 : 0;
        }
        QVERIFY2(tight > 18'000, qPrintable(QString::number(tight)));
    }

    void depthThickensAwayFromTheTouch()
    {
        SimMarket market(specNamed("BTCUSDT"), 5);
        for (int i = 0; i < 20'000; ++i)
            market.step(Instant::fromMillis(i));
        std::vector<Level> levels;
        market.listing().book.bids().copyBest(400, levels);
        QCOMPARE(levels.size(), std::size_t{400});
        std::int64_t near = 0;
        std::int64_t far = 0;
        for (std::size_t i = 0; i < 200; ++i) {
            near += levels[i].qty.raw();
            far += levels[200 + i].qty.raw();
        }
        QVERIFY(far > near);
    }

    void tradesEatLevels()
    {
        SimMarket market(specNamed("XRPUSDT"), 5);
        int emptied = 0;
        for (int i = 0; i < 5'000; ++i) {
            const MarketStep &step = market.step(Instant::fromMillis(i));
            if (step.trades.empty())
                continue;
            const bool sold = step.trades.front().buyerIsMaker;
            const auto &eaten = sold ? step.delta.bids : step.delta.asks;
            QVERIFY(!eaten.empty());
            QCOMPARE(step.trades.front().price, eaten.front().price);
            emptied += eaten.front().qty.isZero() ? 1 : 0;
        }
        QVERIFY(emptied > 20);
    }

    void listsManyDifferentSymbols()
    {
        std::set<std::string> names;
        const auto specs = allSymbols();
        for (const SymbolSpec &spec : specs) {
            names.insert(spec.instrument.symbol);
            QVERIFY(spec.instrument.tickSize.raw() > 0 && spec.instrument.stepSize.raw() > 0);
            QVERIFY(spec.startPrice.raw() / spec.instrument.tickSize.raw() >= 100);
            QCOMPARE(spec.startPrice.raw() % spec.instrument.tickSize.raw(), 0);
            QVERIFY(spec.typicalQty >= spec.instrument.stepSize);
        }
        QCOMPARE(names.size(), specs.size());
        QVERIFY(specs.size() > 300);
    }

    void everyListedMarketRuns()
    {
        for (const SymbolSpec &spec : allSymbols()) {
            SimMarket market(spec, 2);
            for (int i = 0; i < 50; ++i)
                market.step(Instant::fromMillis(i));
            const auto touch = market.listing().book.touch();
            QVERIFY2(touch && touch->bid.price < touch->ask.price, spec.instrument.symbol.c_str());
        }
    }

    void anUnknownSymbolIsNamed()
    {
        const std::string names[] = {"BTCUSDT", "NOSUCH"};
        const auto found = findSymbols(names);
        QVERIFY(!found);
        QCOMPARE(found.error().code, ErrorCode::UnknownSymbol);
        QVERIFY(found.error().detail.find("NOSUCH") != std::string::npos);
    }

    void waitsAreExponentialAround()
    {
        SimRandom random(9);
        std::int64_t sum = 0;
        int shorterThanMean = 0;
        constexpr int draws = 20'000;
        for (int i = 0; i < draws; ++i) {
            const auto wait = random.wait(std::chrono::milliseconds(5)).count();
            QVERIFY(wait >= 0);
            sum += wait;
            shorterThanMean += wait < 5'000'000 ? 1 : 0;
        }
        const auto mean = static_cast<double>(sum) / draws;
        QVERIFY2(mean > 4.7e6 && mean < 5.3e6, qPrintable(QString::number(mean)));
        QVERIFY(shorterThanMean > draws * 60 / 100 && shorterThanMean < draws * 66 / 100);
    }

private:
    static void checkUnits(const MarketStep &step, const Instrument &instrument)
    {
        for (const auto *levels : {&step.delta.bids, &step.delta.asks}) {
            for (const Level &level : *levels) {
                QVERIFY(level.price.raw() > 0 && level.qty.raw() >= 0);
                QCOMPARE(level.price.raw() % instrument.tickSize.raw(), 0);
                QCOMPARE(level.qty.raw() % instrument.stepSize.raw(), 0);
            }
        }
    }
};

QTEST_APPLESS_MAIN(SimMarketTest)
#include "simmarkettest.moc"
