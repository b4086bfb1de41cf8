// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "venues/utctime.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;

class UtcTimeTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void timesAreExact()
    {
        QVERIFY(utcTime("1970-01-01T00:00:00Z") == Instant{0});
        QVERIFY(utcTime("2026-02-02T10:00:00Z") == (Instant{1'770'026'400'000'000'000}));
        QVERIFY(utcTime("2026-02-02T10:00:00.5Z") == (Instant{1'770'026'400'500'000'000}));
        QVERIFY(utcTime("2026-02-02T10:00:00.123456789Z") == (Instant{1'770'026'400'123'456'789}));
        QVERIFY(utcTime("2024-02-29T23:59:59.000000001Z") == (Instant{1'709'251'199'000'000'001}));
        QVERIFY(utcTime("2261-12-31T23:59:59Z").has_value());
    }

    void anythingElseIsNoTime_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text :
             {"",
              "Z",
              "2026-02-02",
              "2026-02-02T10:00:00",
              "2026-02-02 10:00:00Z",
              "2026-02-02T10:00:00z",
              "2026-02-02T10:00:00+00:00",
              "2026-02-02T10:00:00.Z",
              "2026-02-02T10:00:00.1234567890Z",
              "2026-02-02T10:00:00ZZ",
              "2026-02-30T10:00:00Z",
              "2026-13-01T10:00:00Z",
              "2026-00-01T10:00:00Z",
              "2026-02-02T24:00:00Z",
              "2026-02-02T10:60:00Z",
              "2026-02-02T10:00:61Z",
              "0001-01-01T00:00:00Z",
              "1969-12-31T23:59:59Z",
              "2262-01-01T00:00:00Z",
              "-026-02-02T10:00:00Z",
              "2026-2-2T10:00:00Z"})
            QTest::newRow(text) << QByteArray(text);
    }

    void anythingElseIsNoTime()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!utcTime(text.toStdString()));
    }
};

QTEST_APPLESS_MAIN(UtcTimeTest)
#include "utctimetest.moc"
