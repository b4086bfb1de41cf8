// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/tradetape.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;

namespace {

constexpr std::int64_t one = 100'000'000;

TapeTrade trade(std::int64_t id, std::int64_t price, Instant time)
{
    return TapeTrade{id, Price(price * one), Qty(one / 2), false, time};
}

} // namespace

class TradeTapeTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void sumsUpADay()
    {
        TradeTape tape(Qty(1'000), 8);
        const Instant start = Instant::fromMillis(1'000'000'000'000);
        tape.add(trade(5, 100, start));
        tape.add(trade(6, 90, start + std::chrono::minutes(3)));
        tape.add(trade(7, 120, start + std::chrono::hours(2)));
        const auto sums = tape.lastDay(start + std::chrono::hours(3));
        QVERIFY(sums);
        QCOMPARE(sums->open, Price(100 * one));
        QCOMPARE(sums->high, Price(120 * one));
        QCOMPARE(sums->low, Price(90 * one));
        QCOMPARE(sums->last, Price(120 * one));
        QCOMPARE(sums->volume * 1'000, 3 * one / 2);
        QCOMPARE(sums->quoteVolume, 155 * one);
        QCOMPARE(sums->firstId, 5);
        QCOMPARE(sums->lastId, 7);
        QCOMPARE(sums->count, 3);
    }

    void forgetsWhatIsOlderThanADay()
    {
        TradeTape tape(Qty(1), 8);
        const Instant start = Instant::fromMillis(1'000'000'000'000);
        tape.add(trade(1, 500, start));
        tape.add(trade(2, 100, start + std::chrono::hours(23)));
        QCOMPARE(tape.lastDay(start + std::chrono::hours(25))->high, Price(100 * one));
        QVERIFY(!tape.lastDay(start + std::chrono::hours(48)));
    }

    void keepsTheLastThousand()
    {
        TradeTape tape(Qty(1), 8);
        for (int i = 0; i < 1'500; ++i)
            tape.add(trade(i, 1, Instant::fromMillis(i)));
        QCOMPARE(tape.recent().size(), TradeTape::keptTrades);
        QCOMPARE(tape.recent().front().id, 500);
    }

    void multipliesWithoutOverflow()
    {
        QCOMPARE(quoteAmount(Price(100'000 * one), Qty(900'000 * one), 8) / one, 90'000'000'000);
        QCOMPARE(quoteAmount(Price(1), Qty(one * 3), 8), 3);
        QCOMPARE(quoteAmount(Price(1'142), Qty(9'000'000'0000), 4), 1'142 * 9'000'000LL);
    }
};

QTEST_APPLESS_MAIN(TradeTapeTest)
#include "tradetapetest.moc"
