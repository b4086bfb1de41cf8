// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/framesampler.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <set>

using namespace touchline;

class FrameSamplerTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void oneInOneIsEveryFrame()
    {
        FrameSampler sampler(1);
        for (int i = 0; i < 100; ++i)
            QVERIFY(sampler.takesNext());
        QCOMPARE(sampler.weight(), 1U);
    }

    void oneInSixteenIsThatOnAverage()
    {
        FrameSampler sampler(16);
        int taken = 0;
        for (int i = 0; i < 160'000; ++i)
            taken += sampler.takesNext() ? 1 : 0;
        QVERIFY2(std::abs(taken - 10'000) < 200, qPrintable(QString::number(taken)));
    }

    void noRhythmIsMissed()
    {
        // Every second, third … sixteenth frame of a stream is met as often as it occurs.
        for (int rhythm = 2; rhythm <= 16; ++rhythm) {
            FrameSampler sampler(16);
            std::vector<int> met(static_cast<std::size_t>(rhythm));
            for (int i = 0; i < 480'000; ++i)
                met[static_cast<std::size_t>(i % rhythm)] += sampler.takesNext() ? 1 : 0;
            const auto [least, most] = std::minmax_element(met.begin(), met.end());
            QVERIFY2(*least * 5 > *most * 4, qPrintable(QString::number(rhythm)));
        }
    }
};

QTEST_APPLESS_MAIN(FrameSamplerTest)
#include "framesamplertest.moc"
