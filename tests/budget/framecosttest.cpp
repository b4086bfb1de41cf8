// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/livesession.h"
#include "bench/workload.h"
#include "support/allocations.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using namespace touchline::bench;

/// A frame on its way through a session, text to verified book, asks for no memory once the session has seen
/// frames of its kind: the feed's thread then never waits for the allocator.
class FrameCostTest : public QObject {
    Q_OBJECT

private:
    /// Frames of the second half that allocated.
    static std::size_t allocatingFrames(const Flow &flow)
    {
        const std::vector<Instrument> instruments{flowInstrument(flow.symbol())};
        LiveSession live(instruments, 1);
        live.load(0, flow.snapshot());
        std::size_t allocating = 0;
        for (std::size_t i = 0; i < flow.size(); ++i) {
            const std::size_t before = test::allocations();
            live.frame(flow.frame(i));
            // The last one turns the whole book back, and is larger than any before it.
            if (i > flow.size() / 2 && i + 1 < flow.size())
                allocating += test::allocations() != before ? 1U : 0U;
        }
        return live.isWhole() ? allocating : flow.size();
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aDepthFrameAllocatesNothing()
    {
        FlowShape shape;
        shape.diffs = 4000;
        QCOMPARE(allocatingFrames(generatedFlow(shape)), std::size_t{0});
    }

    void aFrameInAnUnusualShapeMayAllocate()
    {
        // The count is of this program: what the strict decoder asks for is seen.
        FlowShape shape;
        shape.diffs = 10;
        const Flow flow = generatedFlow(shape);
        const std::vector<Instrument> instruments{flowInstrument(flow.symbol())};
        LiveSession live(instruments, 0);
        live.load(0, flow.snapshot());
        const std::string unusual = ' ' + std::string(flow.frame(0));
        const std::size_t before = test::allocations();
        live.frame(unusual);
        QVERIFY(test::allocations() > before);
        QVERIFY(live.isWhole());
    }
};

QTEST_APPLESS_MAIN(FrameCostTest)
#include "framecosttest.moc"
