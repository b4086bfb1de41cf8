// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/histogram.h"

#include "support/random.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <vector>

using namespace touchline;

namespace {

constexpr auto largest = std::numeric_limits<std::int64_t>::max();

using Draw = std::function<std::int64_t(test::Random &)>;

std::vector<std::int64_t> drawn(const Draw &draw, int count)
{
    test::Random random(7);
    std::vector<std::int64_t> values;
    for (int i = 0; i < count; ++i)
        values.push_back(draw(random));
    return values;
}

Histogram recorded(const std::vector<std::int64_t> &values)
{
    Histogram histogram;
    for (const std::int64_t value : values)
        histogram.record(value);
    return histogram;
}

/// The smallest value that at least `permille` thousandths of the values do not exceed.
std::int64_t exactQuantile(const std::vector<std::int64_t> &sorted, std::size_t permille)
{
    const std::size_t rank = (sorted.size() * permille + 999) / 1000;
    return sorted[std::max<std::size_t>(rank, 1) - 1];
}

constexpr std::size_t permilles[] = {0, 1, 10, 100, 250, 500, 550, 750, 900, 990, 999, 1000};

bool isSame(const Histogram &a, const Histogram &b)
{
    return a.count() == b.count() && a.total() == b.total() && a.max() == b.max() &&
           std::all_of(std::begin(permilles), std::end(permilles), [&](std::size_t permille) {
               const double q = static_cast<double>(permille) / 1000.0;
               return a.quantile(q) == b.quantile(q);
           });
}

} // namespace

Q_DECLARE_METATYPE(Draw)

class HistogramTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void isEmptyAtFirst()
    {
        const Histogram histogram;
        QCOMPARE(histogram.count(), std::uint64_t{0});
        QCOMPARE(histogram.total(), std::int64_t{0});
        QCOMPARE(histogram.max(), std::int64_t{0});
        QCOMPARE(histogram.quantile(0.5), std::int64_t{0});
    }

    void quantilesAreWithinASixtyFourth_data()
    {
        QTest::addColumn<Draw>("draw");
        QTest::newRow("uniform, small") << Draw([](test::Random &r) { return r.between(0, 200); });
        QTest::newRow("uniform, wide") << Draw([](test::Random &r) { return r.between(0, 1'000'000'000); });
        QTest::newRow("every magnitude")
            << Draw([](test::Random &r) { return static_cast<std::int64_t>(r.bits() >> r.between(1, 63)); });
        QTest::newRow("mostly short, rarely very long") << Draw([](test::Random &r) {
            return r.chance(1) ? r.between(1'000'000, 90'000'000) : r.between(800, 900);
        });
        QTest::newRow("all the same") << Draw([](test::Random &) { return 4'481; });
        QTest::newRow("two far apart")
            << Draw([](test::Random &r) { return r.chance(50) ? std::int64_t{3} : largest; });
    }

    void quantilesAreWithinASixtyFourth()
    {
        QFETCH(Draw, draw);
        auto values = drawn(draw, 20'000);
        const Histogram histogram = recorded(values);
        std::sort(values.begin(), values.end());
        for (const std::size_t permille : permilles) {
            const std::int64_t exact = exactQuantile(values, permille);
            const std::int64_t seen = histogram.quantile(static_cast<double>(permille) / 1000.0);
            QVERIFY(seen >= exact);
            QVERIFY(seen - exact <= exact / 64);
        }
        QCOMPARE(histogram.quantile(1.0), values.back());
    }

    void smallValuesAreExact()
    {
        for (std::int64_t value = 0; value < 128; ++value)
            QCOMPARE(recorded({value, 1'000}).quantile(0.5), value);
    }

    void theRankIsNotRoundedUpByBinaryFractions()
    {
        std::vector<std::int64_t> values;
        for (std::int64_t value = 1; value <= 100; ++value)
            values.push_back(value);
        const Histogram histogram = recorded(values);
        for (std::int64_t percent = 1; percent <= 100; ++percent)
            QCOMPARE(histogram.quantile(static_cast<double>(percent) / 100.0), percent);
    }

    void countsTotalAndMaximum()
    {
        const Histogram histogram = recorded({5, 1'000'000, 17});
        QCOMPARE(histogram.count(), std::uint64_t{3});
        QCOMPARE(histogram.total(), std::int64_t{1'000'022});
        QCOMPARE(histogram.max(), std::int64_t{1'000'000});
    }

    void aNegativeValueCountsAsZero()
    {
        const Histogram histogram = recorded({-5});
        QCOMPARE(histogram.count(), std::uint64_t{1});
        QCOMPARE(histogram.total(), std::int64_t{0});
        QCOMPARE(histogram.quantile(1.0), std::int64_t{0});
    }

    void theTotalStopsAtTheLargestNumber()
    {
        Histogram histogram = recorded({largest, largest});
        QCOMPARE(histogram.total(), largest);
        histogram.merge(histogram);
        QCOMPARE(histogram.total(), largest);
        QCOMPARE(histogram.count(), std::uint64_t{4});
    }

    void aQuantileNeverExceedsTheMaximum()
    {
        QCOMPARE(recorded({1'000'001}).quantile(0.5), std::int64_t{1'000'001});
        QCOMPARE(recorded({largest}).quantile(0.5), largest);
    }

    void mergingEqualsRecordingBoth()
    {
        const auto first = drawn([](test::Random &r) { return r.between(0, 5'000); }, 3'000);
        const auto second = drawn([](test::Random &r) { return r.between(2'000, 9'000'000); }, 2'000);
        auto both = first;
        both.insert(both.end(), second.begin(), second.end());
        Histogram merged = recorded(first);
        merged.merge(recorded(second));
        QVERIFY(isSame(merged, recorded(both)));
        Histogram other = recorded(second);
        other.merge(recorded(first));
        QVERIFY(isSame(other, merged));
    }

    void whatCameSinceAnOlderCopyIsWhatWasRecordedAfterIt()
    {
        const auto first = drawn([](test::Random &r) { return r.between(0, 5'000); }, 3'000);
        const auto second = drawn([](test::Random &r) { return r.between(2'000, 9'000'000); }, 2'000);
        Histogram both = recorded(first);
        both.merge(recorded(second));
        QVERIFY(isSame(both.since(recorded(first)), recorded(second)));
        QVERIFY(isSame(both.since(both), Histogram()));
    }

    void theMaximumSinceAnOlderCopyIsWithinASixtyFourth()
    {
        const Histogram before = recorded({1'000'000});
        Histogram after = before;
        after.record(300'001);
        const std::int64_t seen = after.since(before).max();
        QVERIFY(seen >= 300'001 && seen - 300'001 <= 300'001 / 64);
    }

    void mergingAnEmptyOneChangesNothing()
    {
        const Histogram before = recorded({1, 2, 3});
        Histogram after = before;
        after.merge(Histogram());
        QVERIFY(isSame(before, after));
    }
};

QTEST_APPLESS_MAIN(HistogramTest)
#include "histogramtest.moc"
