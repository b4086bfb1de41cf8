// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/quoteaudit.h"

#include "support/levels.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using test::level;

namespace {

constexpr Touch calm{{Price(10), Qty(1)}, {Price(11), Qty(2)}};
constexpr Touch other{{Price(10), Qty(3)}, {Price(11), Qty(2)}};

} // namespace

class QuoteAuditTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aQuoteWaitsForTheBook()
    {
        QuoteAudit audit;
        QVERIFY(!audit.hasQuotes());
        QVERIFY(!audit.onQuote({5, calm}));
        QVERIFY(audit.hasQuotes());
        QVERIFY(!audit.onBook(4, other));
        const auto pair = audit.onBook(5, calm);
        QVERIFY(pair && pair->isEqual());
        QCOMPARE(pair->updateId, std::uint64_t{5});
    }

    void aBookWaitsForTheQuote()
    {
        QuoteAudit audit;
        QVERIFY(!audit.onBook(5, calm));
        QVERIFY(!audit.onBook(7, other));
        const auto pair = audit.onQuote({5, calm});
        QVERIFY(pair && pair->isEqual());
    }

    void quantitiesAndBothSidesCount()
    {
        for (const Touch &wrong :
             {Touch{{Price(10), Qty(3)}, {Price(11), Qty(2)}},
              Touch{{Price(10), Qty(1)}, {Price(11), Qty(3)}}, Touch{{Price(9), Qty(1)}, {Price(11), Qty(2)}},
              Touch{{Price(10), Qty(1)}, {Price(12), Qty(2)}}}) {
            QuoteAudit audit;
            static_cast<void>(audit.onQuote({5, calm}));
            const auto pair = audit.onBook(5, wrong);
            QVERIFY(pair && !pair->isEqual());
            QVERIFY(pair->quote == calm && pair->book == wrong);
        }
    }

    void differentUpdatesAreNotCompared()
    {
        QuoteAudit audit;
        QVERIFY(!audit.onQuote({5, calm}));
        QVERIFY(!audit.onBook(6, other));
        QVERIFY(!audit.onQuote({7, calm}));
        QVERIFY(!audit.onBook(8, other));
    }

    void aQuoteBetweenTwoUpdatesIsNotCompared()
    {
        QuoteAudit audit;
        QVERIFY(!audit.onBook(5, other));
        QVERIFY(!audit.onBook(8, other));
        QVERIFY(!audit.onQuote({6, calm}));
    }

    void aRestartedBookForgetsWhatItWas()
    {
        QuoteAudit audit;
        QVERIFY(!audit.onBook(5, other));
        audit.restart();
        QVERIFY(!audit.onQuote({5, calm}));
    }

    void ofManyQuotesTheNewestAreKept()
    {
        QuoteAudit audit;
        for (std::uint64_t id = 1; id <= 1000; ++id)
            QVERIFY(!audit.onQuote({id, calm}));
        QVERIFY(!audit.onBook(500, calm));
        QVERIFY(audit.onBook(1000, calm));
    }

    void idsThatFallBeginAnew()
    {
        QuoteAudit audit;
        QVERIFY(!audit.onQuote({1'000'000, calm}));
        QVERIFY(!audit.onQuote({5, calm}));
        QVERIFY(audit.onBook(5, calm));
    }
};

QTEST_APPLESS_MAIN(QuoteAuditTest)
#include "quoteaudittest.moc"
