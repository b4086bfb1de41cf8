// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/jsonlines.h"
#include "support/program.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace touchline::test;

/// touchline-publish on the simulated exchange: the shape of its lines and how it ends.
class PublishLiveTest : public QObject {
    Q_OBJECT

private:
    static Ended publish(const char *line, const QStringList &more = {})
    {
        return run(QStringLiteral(PUBLISH_PROGRAM), typed(line) + more);
    }

    static bool isDecimal(const QJsonValue &value)
    {
        static const QRegularExpression decimal(QStringLiteral("^(0|[1-9][0-9]*)(\\.[0-9]*[1-9])?$"));
        return value.isString() && decimal.match(value.toString()).hasMatch();
    }

    static void verifySide(const QJsonArray &side, bool rises)
    {
        double before = rises ? 0 : 1e18;
        for (const QJsonValue &level : side) {
            const QJsonArray pair = level.toArray();
            QCOMPARE(pair.size(), 2);
            QVERIFY(isDecimal(pair.at(0)) && isDecimal(pair.at(1)));
            const double price = pair.at(0).toString().toDouble();
            QVERIFY(rises ? price > before : price < before);
            before = price;
        }
    }

    static void verifyBook(const QJsonObject &book)
    {
        const QStringList keys = book.keys();
        QCOMPARE(
            QSet<QString>(keys.begin(), keys.end()),
            QSet<QString>(
                {QStringLiteral("type"), QStringLiteral("exchange"), QStringLiteral("symbol"),
                 QStringLiteral("state"), QStringLiteral("update_id"), QStringLiteral("exchange_time_ms"),
                 QStringLiteral("receive_time_ns"), QStringLiteral("bids"), QStringLiteral("asks"),
                 QStringLiteral("levels"), QStringLiteral("integrity"), QStringLiteral("digest")}));
        QCOMPARE(book.value(QStringLiteral("exchange")).toString(), QStringLiteral("demo"));
        QVERIFY(book.value(QStringLiteral("update_id")).toInteger() > 0);
        QVERIFY(book.value(QStringLiteral("receive_time_ns")).toInteger() > 1'700'000'000'000'000'000);
        QCOMPARE(book.value(QStringLiteral("bids")).toArray().size(), 3);
        verifySide(book.value(QStringLiteral("bids")).toArray(), false);
        verifySide(book.value(QStringLiteral("asks")).toArray(), true);
        for (const QJsonValue &count : book.value(QStringLiteral("levels")).toArray())
            QVERIFY(count.toInt() > 50);
        const QJsonObject integrity = book.value(QStringLiteral("integrity")).toObject();
        const bool isAudited = !integrity.value(QStringLiteral("audited_id")).isNull();
        QCOMPARE(
            integrity.value(QStringLiteral("method")).toString(),
            isAudited ? QStringLiteral("audit") : QStringLiteral("sequence"));
        QCOMPARE(integrity.value(QStringLiteral("verified")).toInt(-1) > 0, isAudited);
        QVERIFY(
            integrity.value(QStringLiteral("audited_id")).toInteger() <=
            book.value(QStringLiteral("update_id")).toInteger());
        QCOMPARE(!integrity.value(QStringLiteral("audited_time_ns")).isNull(), isAudited);
        QCOMPARE(integrity.value(QStringLiteral("mismatched")).toInt(-1), 0);
        QCOMPARE(
            integrity.value(QStringLiteral("verified_id")).toInteger(),
            book.value(QStringLiteral("update_id")).toInteger());
        QCOMPARE(integrity.value(QStringLiteral("gaps")).toInt(-1), 0);
        QCOMPARE(integrity.value(QStringLiteral("resyncs")).toInt(-1), 0);
        QCOMPARE(book.value(QStringLiteral("digest")).toString().size(), 64);
    }

    static void verifyStats(const QJsonObject &stats)
    {
        for (const char *key :
             {"messages", "levels", "bytes", "gaps", "resyncs", "reconnects", "malformed", "dropped",
              "conflated", "elapsed_s", "peak_rss_kib"})
            QVERIFY2(stats.value(QLatin1String(key)).isDouble(), key);
        QVERIFY(stats.value(QStringLiteral("messages")).toInt() > 5);
        QVERIFY(stats.value(QStringLiteral("peak_rss_kib")).toInt() > 1000);
        for (const char *key : {"decode_ns", "apply_ns", "processing_ns"}) {
            const QJsonObject times = stats.value(QLatin1String(key)).toObject();
            for (const char *part : {"total", "p50", "p99", "p999", "max"})
                QVERIFY2(times.value(QLatin1String(part)).toDouble() > 0, key);
        }
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void jsonLinesKeepTheContract()
    {
        const Ended ended =
            publish("--symbol BTCUSDT --symbol ETHUSDT --depth 3 --interval 100 --format json "
                    "--digest --stats --duration 2");
        QCOMPARE(ended.status, 0);
        QVERIFY2(ended.err.isEmpty(), ended.err);
        const QList<QByteArray> lines = ended.lines();
        for (const QByteArray &line : lines)
            QVERIFY2(!jsonLine(line).isEmpty(), line);
        const QList<QJsonObject> books = linesOfType(lines, "book");
        QSet<QString> symbols;
        for (const QJsonObject &book : books) {
            verifyBook(book);
            symbols << book.value(QStringLiteral("symbol")).toString();
        }
        QCOMPARE(symbols, QSet<QString>({QStringLiteral("BTCUSDT"), QStringLiteral("ETHUSDT")}));
        verifyStats(jsonLine(lines.constLast()));
    }

    void everyChangeOfStateIsALine()
    {
        const Ended ended = publish("--symbol BTCUSDT --format json --duration 1");
        QCOMPARE(ended.status, 0);
        const QList<QJsonObject> states = linesOfType(ended.lines(), "state");
        QVERIFY(states.size() >= 2);
        for (const QJsonObject &state : states) {
            QCOMPARE(state.value(QStringLiteral("symbol")).toString(), QStringLiteral("BTCUSDT"));
            QVERIFY(state.value(QStringLiteral("reason")).isString());
            QVERIFY(state.value(QStringLiteral("time_ns")).toInteger() > 1'700'000'000'000'000'000);
        }
        QCOMPARE(states.constFirst().value(QStringLiteral("state")).toString(), QStringLiteral("syncing"));
        QCOMPARE(states.constLast().value(QStringLiteral("state")).toString(), QStringLiteral("live"));
        QVERIFY(states.constLast().value(QStringLiteral("reason")).toString().isEmpty());
    }

    void durationAndIntervalAreKept()
    {
        QElapsedTimer timer;
        timer.start();
        const Ended ended = publish("--symbol BTCUSDT --interval 100 --format json --duration 3");
        QCOMPARE(ended.status, 0);
        QVERIFY(timer.elapsed() >= 3000);
        QVERIFY2(timer.elapsed() < 6000, QByteArray::number(timer.elapsed()));
        const qsizetype books = linesOfType(ended.lines(), "book").size();
        QVERIFY2(books >= 12 && books <= 31, QByteArray::number(books));
    }

    void sigtermEndsWithTheLatestBook()
    {
        Program program(
            QStringLiteral(PUBLISH_PROGRAM), typed("--symbol BTCUSDT --interval 3600000 --format json"));
        QVERIFY(QTest::qWaitFor([&] { return program.output().contains(R"("state":"live")"); }, 10'000));
        QVERIFY(!program.output().contains(R"("type":"book")"));
        program.process().terminate();
        const Ended ended = program.end();
        QCOMPARE(ended.status, 0);
        QVERIFY2(ended.err.isEmpty(), ended.err);
        QVERIFY(isOfType(jsonLine(ended.lines().constLast()), "book"));
    }

    void aReaderThatLeavesEndsItQuietly()
    {
        const Ended ended =
            run(QStringLiteral("/bin/sh"),
                {QStringLiteral("-c"), QStringLiteral(R"(("$0" "$@"; echo status $? >&2) | head -n 3)"),
                 QStringLiteral(PUBLISH_PROGRAM), QStringLiteral("--interval"), QStringLiteral("50"),
                 QStringLiteral("--format"), QStringLiteral("json")});
        QCOMPARE(ended.lines().size(), 3);
        QCOMPARE(ended.err, QByteArray("status 0\n"));
    }

    void textLinesShowTheTouch()
    {
        const Ended ended = publish("--symbol BTCUSDT --interval 100 --format text --duration 1");
        QCOMPARE(ended.status, 0);
        static const QRegularExpression book(
            QStringLiteral("^\\d\\d:\\d\\d:\\d\\d\\.\\d{3} BTCUSDT +[\\d.]+ +\\d+\\.\\d\\d \\| "
                           "+\\d+\\.\\d\\d +[\\d.]+ \\d+\\.\\d\\d$"));
        static const QRegularExpression state(
            QStringLiteral("^\\d\\d:\\d\\d:\\d\\d\\.\\d{3} BTCUSDT (syncing: .+|live)$"));
        int books = 0;
        for (const QByteArray &line : ended.lines()) {
            const QString text = QString::fromUtf8(line);
            books += book.match(text).hasMatch() ? 1 : 0;
            QVERIFY2(book.match(text).hasMatch() || state.match(text).hasMatch(), line);
        }
        QVERIFY(books >= 3);
    }

    void aRecordingReplaysToTheSameBook()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("session.gz"));
        const Ended live = publish(
            "--symbol BTCUSDT --interval 3600000 --format json --digest --duration 2 --record", {file});
        QCOMPARE(live.status, 0);
        const Ended again = publish("--interval 3600000 --format json --digest --speed max --replay", {file});
        QCOMPARE(again.status, 0);
        QVERIFY2(again.err.isEmpty(), again.err);
        const QJsonObject recorded = linesOfType(live.lines(), "book").constLast();
        const QJsonObject replayed = linesOfType(again.lines(), "book").constLast();
        for (const char *key : {"exchange", "symbol", "update_id", "digest", "levels", "bids", "asks"})
            QCOMPARE(replayed.value(QLatin1String(key)), recorded.value(QLatin1String(key)));
        // The list of instruments is in it, so that prices show the decimals of the tick again.
        const Ended text = publish("--format text --speed max --replay", {file});
        static const QRegularExpression touch(QStringLiteral(" \\d+\\.\\d\\d \\| +\\d+\\.\\d\\d "));
        QVERIFY2(touch.match(QString::fromUtf8(text.out)).hasMatch(), text.out);
    }
};

QTEST_GUILESS_MAIN(PublishLiveTest)
#include "publishlivetest.moc"
