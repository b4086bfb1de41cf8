// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/bookviewpool.h"

#include <QRegularExpression>
#include <QTest>

#include <vector>

using namespace touchline;

class BookViewPoolTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aPictureThatSomebodyHoldsIsNotGivenAgain()
    {
        BookViewPool pool;
        std::vector<SharedBook> held;
        for (std::uint64_t id = 1; id <= 10; ++id) {
            const auto view = pool.take();
            view->updateId = id;
            held.push_back(view);
        }
        for (std::uint64_t id = 1; id <= 10; ++id)
            QCOMPARE(held[id - 1]->updateId, id);
    }

    void aPictureThatNobodyHoldsIsGivenAgain()
    {
        BookViewPool pool;
        const BookView *const first = pool.take().get();
        QCOMPARE(pool.take().get(), first);
        const SharedBook held = pool.take();
        QVERIFY(pool.take().get() != first);
    }

    void whatIsHeldOutlivesThePool()
    {
        SharedBook held;
        {
            BookViewPool pool;
            const auto view = pool.take();
            view->updateId = 5;
            held = view;
        }
        QCOMPARE(held->updateId, std::uint64_t{5});
    }
};

QTEST_APPLESS_MAIN(BookViewPoolTest)
#include "bookviewpooltest.moc"
