// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/livesession.h"
#include "bench/workload.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using namespace touchline::bench;

namespace {

FlowShape smallShape()
{
    FlowShape shape;
    shape.levelsASide = 500;
    shape.diffs = 3000;
    shape.levelsPerDiff = 15;
    return shape;
}

std::size_t count(std::string_view text, std::string_view part)
{
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1))
        ++found;
    return found;
}

} // namespace

/// The market that everything is measured with.
class FlowTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void sameSeedGivesTheSameText();
    void aThirdOfTheLevelsDeletes();
    void diffsHoldAboutAsManyLevelsAsAsked();
    void playsPassAfterPassIntoAnExactBook();
    void rewoundFlowFollowsItsSnapshotAgain();
};

void FlowTest::sameSeedGivesTheSameText()
{
    FlowShape shape = smallShape();
    const Flow first = generatedFlow(shape);
    const Flow second = generatedFlow(shape);
    shape.seed = 8;
    const Flow other = generatedFlow(shape);
    QCOMPARE(first.snapshot(), second.snapshot());
    QCOMPARE(first.frame(2999), second.frame(2999));
    QVERIFY(first.frame(2999) != other.frame(2999));
}

void FlowTest::aThirdOfTheLevelsDeletes()
{
    const Flow flow = generatedFlow(smallShape());
    std::size_t deletes = 0;
    for (std::size_t i = 0; i < flow.size(); ++i)
        deletes += count(flow.frame(i), "\"0.00000000\"");
    const double share = static_cast<double>(deletes) / static_cast<double>(flow.levels());
    QVERIFY2(share > 0.30 && share < 0.40, qPrintable(QString::number(share)));
}

void FlowTest::diffsHoldAboutAsManyLevelsAsAsked()
{
    const Flow flow = generatedFlow(smallShape());
    const double mean = static_cast<double>(flow.levels()) / static_cast<double>(flow.size());
    QVERIFY2(mean > 14.5 && mean < 17.0, qPrintable(QString::number(mean)));
}

void FlowTest::playsPassAfterPassIntoAnExactBook()
{
    Flow flow = generatedFlow(smallShape());
    const std::vector<Instrument> instruments{flowInstrument(flow.symbol())};
    LiveSession live(instruments, 0);
    live.load(0, flow.snapshot());
    for (int pass = 0; pass < 3; ++pass) {
        for (std::size_t i = 0; i + 1 < flow.size(); ++i)
            live.frame(flow.frame(i));
        QVERIFY(live.top(0) == flow.top());
        live.frame(flow.frame(flow.size() - 1));
        QVERIFY(live.top(0) == flow.startTop());
        QVERIFY(live.isWhole());
        flow.advance();
    }
}

void FlowTest::rewoundFlowFollowsItsSnapshotAgain()
{
    Flow flow = generatedFlow(smallShape());
    const std::string before(flow.frame(5));
    flow.advance();
    QVERIFY(flow.frame(5) != before);
    flow.rewind();
    QCOMPARE(flow.frame(5), before);
}

QTEST_GUILESS_MAIN(FlowTest)
#include "flowtest.moc"
