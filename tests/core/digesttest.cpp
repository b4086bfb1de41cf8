// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "book/digest.h"

#include "support/levels.h"

#include <QCryptographicHash>
#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using test::level;
using test::snapshot;

class DigestTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void writesBidsThenAsksBestFirst()
    {
        OrderBook book;
        QVERIFY(book.load(snapshot(
            1, {level("61823.99", "0.00031"), level("61824.00000000", "4.46356000")},
            {level("61830", "10"), level("61824.01", "0.37413")})));
        QCOMPARE(
            digestText(book, {8, 8}), std::string("b 61824 4.46356\n"
                                                  "b 61823.99 0.00031\n"
                                                  "a 61824.01 0.37413\n"
                                                  "a 61830 10\n"));
    }

    void isTheSameTextWhateverTheDecimals()
    {
        OrderBook fine;
        OrderBook coarse;
        QVERIFY(fine.load(snapshot(1, {level("0.5", "20")}, {level("100", "0.25")})));
        QVERIFY(coarse.load(snapshot(1, {level(5, 2'000)}, {level(1'000, 25)})));
        QCOMPARE(digestText(fine, {8, 8}), digestText(coarse, {1, 2}));
    }

    void anEmptyBookHasNoText() { QCOMPARE(digestText(OrderBook(), {}), std::string()); }

    void aSideMayBeEmpty()
    {
        OrderBook book;
        QVERIFY(book.load(snapshot(1, {}, {level(7, 3)})));
        QCOMPARE(digestText(book, {0, 0}), std::string("a 7 3\n"));
    }

    void hashesToAKnownDigest()
    {
        OrderBook book;
        QVERIFY(book.load(snapshot(1, {level("1.5", "2")}, {level("1.6", "0.03")})));
        const auto text = QByteArray::fromStdString(digestText(book, {8, 8}));
        QCOMPARE(
            QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex(),
            QByteArray("7402d73f75ae75cddb2b61f390354b38c82be7367dd3ba7cf65684920d8a0887"));
    }
};

QTEST_APPLESS_MAIN(DigestTest)
#include "digesttest.moc"
