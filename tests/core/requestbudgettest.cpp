// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/requestbudget.h"

#include "support/random.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using namespace std::chrono_literals;

namespace {

constexpr Instant start = Instant::fromMillis(1'000'000);

} // namespace

class RequestBudgetTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aFifthIsLeftToOthers()
    {
        RequestBudget budget(100);
        budget.spend(50, start);
        QVERIFY(budget.allows(30, start));
        QVERIFY(!budget.allows(31, start));
    }

    void weightComesBackAMinuteAfterItWasSpent()
    {
        RequestBudget budget(100);
        budget.spend(50, start);
        budget.spend(30, start + 10s);
        QVERIFY(budget.nextFree(10, start + 20s) == start + 60s);
        QVERIFY(budget.nextFree(60, start + 20s) == start + 70s);
        QVERIFY(budget.allows(50, start + 60s));
    }

    void aRequestHeavierThanTheBudgetWaitsForAnEmptyMinute()
    {
        RequestBudget budget(100);
        QVERIFY(budget.allows(250, start));
        budget.spend(250, start);
        QVERIFY(budget.nextFree(250, start) == start + 60s);
    }

    void aPauseHoldsWhateverIsLeft()
    {
        RequestBudget budget(100);
        budget.pauseUntil(start + 90s);
        budget.pauseUntil(start + 30s);
        QVERIFY(budget.nextFree(1, start) == start + 90s);
    }

    void noMinuteEverHoldsMoreThanTheBudget()
    {
        test::Random random(3);
        RequestBudget budget(6000);
        std::vector<std::pair<Instant, int>> spent;
        Instant now = start;
        for (int i = 0; i < 3000; ++i) {
            const int weight = random.below(2) == 0 ? 250 : 25;
            now = std::max(now + Duration(random.below(2'000'000'000)), budget.nextFree(weight, now));
            budget.spend(weight, now);
            spent.emplace_back(now, weight);
        }
        std::size_t first = 0;
        int inMinute = 0;
        for (const auto &[at, weight] : spent) {
            inMinute += weight;
            for (; spent[first].first + 60s <= at; ++first)
                inMinute -= spent[first].second;
            QVERIFY(inMinute <= 4800);
        }
    }
};

QTEST_APPLESS_MAIN(RequestBudgetTest)
#include "requestbudgettest.moc"
