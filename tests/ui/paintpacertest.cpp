// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/paintpacer.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using namespace std::chrono_literals;

class PaintPacerTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void nothingIsDueUnlessItWasRequested()
    {
        PaintPacer pacer(100ms);
        QVERIFY(!pacer.takeDue(Instant{}));
        pacer.request();
        QVERIFY(pacer.takeDue(Instant{}));
        QVERIFY(!pacer.takeDue(Instant{} + 1s));
    }

    void requestsThatComeTooSoonAreOneLater()
    {
        PaintPacer pacer(100ms);
        pacer.request();
        QVERIFY(pacer.takeDue(Instant{}));
        pacer.request();
        pacer.request();
        QVERIFY(!pacer.takeDue(Instant{} + 99ms));
        QVERIFY(pacer.takeDue(Instant{} + 100ms));
        QVERIFY(!pacer.takeDue(Instant{} + 300ms));
    }

    void whatIsUrgentDoesNotWait()
    {
        PaintPacer pacer(100ms);
        pacer.request();
        QVERIFY(pacer.takeDue(Instant{}));
        pacer.requestAtOnce();
        QVERIFY(pacer.takeDue(Instant{} + 1ms));
    }
};

QTEST_APPLESS_MAIN(PaintPacerTest)
#include "paintpacertest.moc"
