// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/jsonlines.h"
#include "support/program.h"
#include "support/recordeddata.h"
#include "support/sanitized.h"

#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace touchline::test;

/// Recordings of real exchanges, played through the programs.
class PublishReplayTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    static Ended publish(const QStringList &arguments)
    {
        return run(QStringLiteral(PUBLISH_PROGRAM), arguments, 60'000);
    }

    static QString recorded(const char *name)
    {
        return recordedData() + QStringLiteral("/binance/") + QLatin1String(name);
    }

    static QStringList bothDays()
    {
        return {
            QStringLiteral("--replay"), recorded("hftbacktest_spot_btcusdt_20240808.gz"),
            QStringLiteral("--replay"), recorded("hftbacktest_spot_btcusdt_20240809.gz")};
    }

    static QList<QJsonObject> goldenLines()
    {
        QFile file(recorded("golden_hftbacktest_spot_btcusdt.jsonl"));
        QList<QJsonObject> lines;
        if (!file.open(QIODevice::ReadOnly))
            return lines;
        while (!file.atEnd())
            lines << jsonLine(file.readLine());
        return lines;
    }

    /// The two recorded days' diffs again and again, `messages` in all, in one plain file.
    [[nodiscard]] QString makeDay(int messages) const
    {
        const QString path = m_folder.filePath(QStringLiteral("day.txt"));
        QProcess python;
        python.setStandardOutputFile(path);
        python.start(
            QStringLiteral("python3"),
            QStringList{
                QStringLiteral(MAKE_DAY), QStringLiteral("--messages"), QString::number(messages),
                recorded("hftbacktest_spot_btcusdt_20240808.gz"),
                recorded("hftbacktest_spot_btcusdt_20240809.gz")});
        return python.waitForFinished(60'000) && python.exitCode() == 0 ? path : QString();
    }

    static void verifySameBook(const QJsonObject &book, const QJsonObject &golden)
    {
        QCOMPARE(book.value(QStringLiteral("bids")), golden.value(QStringLiteral("bids")));
        QCOMPARE(book.value(QStringLiteral("asks")), golden.value(QStringLiteral("asks")));
        const QJsonArray levels{golden.value(QStringLiteral("nb")), golden.value(QStringLiteral("na"))};
        QCOMPARE(book.value(QStringLiteral("levels")).toArray(), levels);
        QCOMPARE(book.value(QStringLiteral("digest")), golden.value(QStringLiteral("sha256")));
        QCOMPARE(book.value(QStringLiteral("exchange_time_ms")), golden.value(QStringLiteral("E")));
    }

private slots:
    void initTestCase()
    {
        if (recordedData().isEmpty())
            QSKIP("there is no recorded market data here; set TOUCHLINE_DATA to the folder that has it");
    }

    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void everyGoldenBookIsPublished()
    {
        const Ended ended =
            publish(bothDays() + typed("--speed max --interval update --depth 20 --format json --digest"));
        QCOMPARE(ended.status, 0);
        QVERIFY2(ended.err.isEmpty(), ended.err);
        QHash<qint64, QByteArray> books;
        for (const QByteArray &line : ended.lines()) {
            const auto at = line.indexOf(R"("update_id":)");
            if (at > 0)
                books.insert(line.mid(at + 12, line.indexOf(',', at) - at - 12).toLongLong(), line);
        }
        const QList<QJsonObject> golden = goldenLines();
        QCOMPARE(golden.size(), 65);
        for (const QJsonObject &line : golden) {
            const qint64 id = line.value(QStringLiteral("u")).toInteger();
            QVERIFY2(books.contains(id), QByteArray::number(id));
            verifySameBook(jsonLine(books.value(id)), line);
        }
    }

    void everyRecordedSymbolComesLiveWithoutAGap_data()
    {
        QTest::addColumn<QString>("exchange");
        QTest::newRow("cryptofeed_BINANCE_20211012.jsonl.gz") << QStringLiteral("binance");
        QTest::newRow("cryptofeed_BINANCE_US_20211012.jsonl.gz") << QStringLiteral("binance-us");
    }

    void everyRecordedSymbolComesLiveWithoutAGap()
    {
        QFETCH(QString, exchange);
        const Ended ended = publish(
            QStringList{QStringLiteral("--replay"), recorded(QTest::currentDataTag())} +
            typed("--speed max --interval update --format json --stats"));
        QCOMPARE(ended.status, 0);
        QVERIFY2(ended.err.isEmpty(), ended.err);
        QHash<QString, QJsonObject> last;
        for (const QJsonObject &book : linesOfType(ended.lines(), "book"))
            last.insert(book.value(QStringLiteral("symbol")).toString(), book);
        QCOMPARE(last.size(), 4);
        for (const QJsonObject &book : std::as_const(last)) {
            QCOMPARE(book.value(QStringLiteral("exchange")).toString(), exchange);
            QCOMPARE(book.value(QStringLiteral("state")).toString(), QStringLiteral("live"));
            const QJsonObject integrity = book.value(QStringLiteral("integrity")).toObject();
            QCOMPARE(integrity.value(QStringLiteral("gaps")).toInt(-1), 0);
            QCOMPARE(integrity.value(QStringLiteral("resyncs")).toInt(-1), 0);
        }
        const QList<QJsonObject> stats = linesOfType(ended.lines(), "stats");
        QCOMPARE(stats.size(), 1);
        QCOMPARE(stats.constFirst().value(QStringLiteral("malformed")).toInt(-1), 0);
    }

    void aDaysRecordingIsPlayedWithoutAGapInLittleMemory()
    {
        const QJsonObject last = goldenLines().constLast();
        // The book at the end of a pass is the recording's; each pass but the first begins with a restoring
        // diff.
        constexpr int passes = 7;
        const int messages = passes * (last.value(QStringLiteral("n")).toInt() + 1) - 1;
        const QString day = makeDay(messages);
        QVERIFY(QFileInfo(day).size() > 64 * 1024 * 1024);
        const Ended ended = publish(
            QStringList{QStringLiteral("--replay"), day} +
            typed("--speed max --interval 3600000 --depth 20 --format json --digest --stats"));
        QCOMPARE(ended.status, 0);
        QVERIFY2(ended.err.isEmpty(), ended.err);
        const QJsonObject book = linesOfType(ended.lines(), "book").constLast();
        QCOMPARE(book.value(QStringLiteral("state")).toString(), QStringLiteral("live"));
        QCOMPARE(book.value(QStringLiteral("digest")), last.value(QStringLiteral("sha256")));
        const QJsonObject stats = linesOfType(ended.lines(), "stats").constFirst();
        QCOMPARE(stats.value(QStringLiteral("messages")).toInt(), messages);
        for (const char *const fault : {"gaps", "resyncs", "malformed", "dropped"})
            QCOMPARE(stats.value(QLatin1String(fault)).toInt(-1), 0);
        if constexpr (!isSanitized)
            QVERIFY(stats.value(QStringLiteral("peak_rss_kib")).toInt() < 64 * 1024);
    }

    void theSimulatedExchangeServesTheRecordingTruly()
    {
        const QJsonObject last = goldenLines().constLast();
        Program exchange(QStringLiteral(SIMEX_PROGRAM), bothDays() + typed("--speed max"));
        QVERIFY(exchange.waitForLines(2, 20'000));
        const QList<QByteArray> addresses = exchange.output().split('\n');
        Program publisher(
            QStringLiteral(PUBLISH_PROGRAM),
            typed("--exchange binance --symbol BTCUSDT --interval 100 --depth 20 --format json --digest") +
                QStringList{
                    QStringLiteral("--rest-url"), QString::fromLatin1(addresses.at(0).mid(5)),
                    QStringLiteral("--ws-url"), QString::fromLatin1(addresses.at(1).mid(3))});
        const QByteArray lastId =
            "\"update_id\":" + QByteArray::number(last.value(QStringLiteral("u")).toInteger()) + ",";
        QVERIFY(QTest::qWaitFor([&] { return publisher.output().contains(lastId); }, patience * 40'000));
        publisher.process().terminate();
        const Ended ended = publisher.end();
        QCOMPARE(ended.status, 0);
        const QJsonObject book = linesOfType(ended.lines(), "book").constLast();
        verifySameBook(book, last);
        QCOMPARE(
            book.value(QStringLiteral("integrity")).toObject().value(QStringLiteral("gaps")).toInt(-1), 0);
    }
};

QTEST_GUILESS_MAIN(PublishReplayTest)
#include "publishreplaytest.moc"
