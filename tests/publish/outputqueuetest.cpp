// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/outputqueue.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace touchline;

class OutputQueueTest : public QObject {
    Q_OBJECT

private:
    static constexpr std::size_t everything = 1'000'000;

    /// Five bytes with its end: "A007\n".
    static OutputLine book(const std::string &symbol, int number)
    {
        std::string digits = std::to_string(number);
        digits.insert(0, 3 - digits.size(), '0');
        return {symbol + digits, symbol};
    }

    static OutputLine other(const std::string &text) { return {text, {}}; }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void whatHasRoomIsKeptInOrder()
    {
        OutputQueue queue({.bytes = 25});
        for (int i = 0; i < 5; ++i)
            queue.put(book("A", i));
        QVERIFY(queue.hasRoom());
        QCOMPARE(queue.take(everything), std::string("A000\nA001\nA002\nA003\nA004\n"));
        QCOMPARE(queue.losses().conflated, std::uint64_t{0});
        QCOMPARE(queue.waiting(), std::size_t{0});
    }

    void beyondItTheNewestBookOfEachSymbolIsLeft()
    {
        OutputQueue queue({.bytes = 25});
        for (const auto &line : {book("A", 0), book("B", 0), book("A", 1), book("C", 0), book("B", 1)})
            queue.put(line);
        queue.put(book("A", 2));
        QCOMPARE(queue.take(everything), std::string("C000\nB001\nA002\n"));
        QCOMPARE(queue.losses().conflated, std::uint64_t{3});
        QCOMPARE(queue.losses().dropped, std::uint64_t{0});
    }

    void otherLinesAreKeptAndKeepTheirPlace()
    {
        OutputQueue queue({.bytes = 20});
        queue.put(other("live"));
        queue.put(book("A", 0));
        queue.put(other("lost"));
        queue.put(book("A", 1));
        queue.put(other("back"));
        queue.put(book("A", 2));
        QCOMPARE(queue.take(everything), std::string("live\nlost\nA001\nback\nA002\n"));
    }

    void neverHoldsMoreThanTwiceTheNewestOfAll()
    {
        OutputQueue queue({.bytes = 100});
        std::size_t most = 0;
        for (int i = 0; i < 20'000; ++i) {
            queue.put(book(std::string(1, static_cast<char>('A' + i % 26)), i % 1000));
            most = std::max(most, queue.waiting());
        }
        QVERIFY2(most <= 2 * 26 * 5, QByteArray::number(qint64(most)));
        std::size_t taken = 0;
        while (!queue.take(50).empty())
            ++taken;
        QVERIFY(taken > 0);
    }

    void aDrainedQueueHasItsUsualRoomAgain()
    {
        OutputQueue queue({.bytes = 10});
        for (const char *symbol : {"A", "B", "C", "D"})
            queue.put(book(symbol, 0));
        QCOMPARE(queue.take(everything).size(), std::size_t{20});
        for (int i = 0; i < 3; ++i)
            queue.put(book("A", i));
        QCOMPARE(queue.losses().conflated, std::uint64_t{2});
    }

    void tooManyOtherLinesLoseTheOldest()
    {
        OutputQueue queue({.bytes = everything, .otherLines = 2});
        queue.put(book("A", 0));
        for (const char *text : {"one", "two", "three"})
            queue.put(other(text));
        QCOMPARE(queue.take(everything), std::string("A000\ntwo\nthree\n"));
        QCOMPARE(queue.losses().dropped, std::uint64_t{1});
    }

    void withoutLossNothingIsConflated()
    {
        OutputQueue queue({.bytes = 10});
        for (int i = 0; i < 5; ++i)
            queue.putWithoutLoss(book("A", i));
        QVERIFY(!queue.hasRoom());
        QCOMPARE(queue.take(everything), std::string("A000\nA001\nA002\nA003\nA004\n"));
    }

    void chunksAreWholeLines()
    {
        OutputQueue queue;
        queue.put(other("12345"));
        queue.put(other("6"));
        queue.put(other("7"));
        QCOMPARE(queue.take(3), std::string("12345\n"));
        QCOMPARE(queue.take(4), std::string("6\n7\n"));
        QCOMPARE(queue.take(4), std::string());
    }

    void whatIsGivenUpIsCounted()
    {
        OutputQueue queue;
        queue.put(other("a"));
        queue.put(book("A", 0));
        queue.dropAll();
        QCOMPARE(queue.losses().dropped, std::uint64_t{2});
        QCOMPARE(queue.waiting(), std::size_t{0});
        QCOMPARE(queue.take(everything), std::string());
    }
};

QTEST_APPLESS_MAIN(OutputQueueTest)
#include "outputqueuetest.moc"
