// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/program.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace touchline::test;

/// --log and --trace of both programs on the demo exchange, ended by a signal.
class InstrumentsTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    [[nodiscard]] QString path(const char *name) const { return m_folder.filePath(QLatin1String(name)); }

    [[nodiscard]] QStringList flags() const
    {
        return {QStringLiteral("--log"), path("log"), QStringLiteral("--trace"), path("trace")};
    }

    [[nodiscard]] static QByteArray contents(const QString &file)
    {
        QFile opened(file);
        return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
    }

    /// Runs until the log says that the book is live, and a moment longer, then asks the program to end.
    void runAndTerminate(const QString &program)
    {
        Program running(program, flags());
        QTRY_VERIFY_WITH_TIMEOUT(contents(path("log")).contains(R"("to":"live")"), 20'000);
        QTest::qWait(700);
        running.process().terminate();
        const Ended ended = running.end();
        QCOMPARE(ended.status, 0);
        QVERIFY2(ended.err.isEmpty(), ended.err);
    }

    [[nodiscard]] QJsonObject lastPerformance() const
    {
        QJsonObject last;
        for (const QByteArray &line : contents(path("log")).split('\n')) {
            const QJsonObject record = QJsonDocument::fromJson(line).object();
            if (record[u"category"].toString() == QStringLiteral("performance"))
                last = record;
        }
        return last;
    }

    /// "thread/span" of everything in the trace; empty unless it is one valid JSON array.
    [[nodiscard]] QSet<QString> tracedSpans() const
    {
        const QJsonArray events = QJsonDocument::fromJson(contents(path("trace"))).array();
        QHash<int, QString> threads;
        QSet<QString> spans;
        for (const auto &value : events) {
            const QJsonObject event = value.toObject();
            const int thread = event[u"tid"].toInt();
            if (event[u"name"].toString() == QStringLiteral("thread_name"))
                threads[thread] = event[u"args"].toObject()[u"name"].toString();
            else if (event[u"ph"].toString() == QStringLiteral("X"))
                spans << threads[thread] + QLatin1Char('/') + event[u"name"].toString();
        }
        return spans;
    }

    void verifySpans(const QStringList &wanted) const
    {
        const QSet<QString> spans = tracedSpans();
        for (const QString &name : wanted)
            QVERIFY2(spans.contains(name), qPrintable(name));
    }

private slots:
    void initTestCase() { qputenv("XDG_CONFIG_HOME", m_folder.path().toLocal8Bit()); }

    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        QFile::remove(path("log"));
        QFile::remove(path("trace"));
    }

    void everyLineOfTheLogIsAnObject()
    {
        runAndTerminate(QStringLiteral(PUBLISH_PROGRAM));
        const QList<QByteArray> lines = contents(path("log")).split('\n');
        QVERIFY(lines.size() > 3);
        QVERIFY(lines.constLast().isEmpty());
        for (qsizetype i = 0; i + 1 < lines.size(); ++i) {
            const QJsonObject record = QJsonDocument::fromJson(lines[i]).object();
            for (const auto *key : {"time", "level", "category", "message"})
                QVERIFY2(record.contains(QLatin1String(key)), lines[i]);
        }
    }

    void theHeadlessProgramLogsItsPerformanceAndTracesItsFeed()
    {
        runAndTerminate(QStringLiteral(PUBLISH_PROGRAM));
        const QJsonObject last = lastPerformance();
        QVERIFY(last[u"messages"].toInt() > 0);
        QVERIFY(last[u"messages_per_s"].toInt() > 0);
        for (const auto *stage : {"transit_ns", "decode_ns", "apply_ns", "processing_ns"})
            QVERIFY2(last.contains(QLatin1String(stage)), stage);
        verifySpans(
            {QStringLiteral("feed/frame"), QStringLiteral("feed/decode"), QStringLiteral("feed/apply")});
    }

    void theWindowLogsTheWholeWayAndTracesBothThreads()
    {
        runAndTerminate(QStringLiteral(DESKTOP_PROGRAM));
        const QJsonObject last = lastPerformance();
        for (const auto *stage :
             {"transit_ns", "decode_ns", "apply_ns", "processing_ns", "publish_ns", "take_ns", "paint_ns",
              "total_ns", "frame_ns"})
            QVERIFY2(last.contains(QLatin1String(stage)), stage);
        verifySpans(
            {QStringLiteral("feed/frame"), QStringLiteral("feed/decode"), QStringLiteral("feed/apply"),
             QStringLiteral("feed/view"), QStringLiteral("feed/mailbox"), QStringLiteral("window/frame"),
             QStringLiteral("window/paint")});
        // The demo exchange ends after the feed: its end is no fault of a connection.
        QVERIFY(!contents(path("log")).contains("connection lost"));
    }

    void aLevelThatIsNoneIsExplained()
    {
        const Ended ended =
            run(QStringLiteral(PUBLISH_PROGRAM), {QStringLiteral("--log-level"), QStringLiteral("loud")});
        QCOMPARE(ended.status, 2);
        QVERIFY2(ended.err.contains("'loud'"), ended.err);
    }

    void aTraceThatCannotBeWrittenIsExplained()
    {
        const Ended ended =
            run(QStringLiteral(PUBLISH_PROGRAM), {QStringLiteral("--trace"), path("no/such/folder/trace")});
        QCOMPARE(ended.status, 2);
        QVERIFY2(ended.err.contains("no/such/folder"), ended.err);
    }
};

QTEST_GUILESS_MAIN(InstrumentsTest)
#include "instrumentstest.moc"
