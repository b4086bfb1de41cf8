// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/feedlog.h"

#include "app/common/performancelog.h"
#include "support/feedharness.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace touchline;
using namespace std::chrono_literals;
using test::depthFrame;
using test::FeedHarness;

/// What the log tells of a feed's life.
class FeedLogTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Log> m_log;
    std::unique_ptr<FeedLog> m_feedLog;

    void tell(FeedHarness &feed)
    {
        for (const FeedChange &change : feed.session.changes())
            m_feedLog->onChange(feed.book(change.book), change.kind);
    }

    [[nodiscard]] QList<QJsonObject> lines()
    {
        m_log.reset();
        QFile file(m_folder->filePath(QStringLiteral("log")));
        QList<QJsonObject> objects;
        if (!file.open(QIODevice::ReadOnly))
            return objects;
        for (QByteArray line = file.readLine(); !line.isEmpty(); line = file.readLine())
            objects << QJsonDocument::fromJson(line).object();
        return objects;
    }

    /// The messages in order, of states the new one.
    [[nodiscard]] static QStringList told(const QList<QJsonObject> &lines)
    {
        QStringList words;
        for (const QJsonObject &line : lines) {
            const QString message = line[u"message"].toString();
            words << (message == QStringLiteral("state") ? line[u"to"].toString() : message);
        }
        return words;
    }

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_folder = std::make_unique<QTemporaryDir>();
        m_log = std::make_unique<Log>();
        m_feedLog = std::make_unique<FeedLog>(*m_log);
        LogOptions options;
        options.path = m_folder->filePath(QStringLiteral("log"));
        QVERIFY(m_log->open(options).has_value());
    }

    void cleanup() { m_log.reset(); }

    void aGapIsToldWithItsResyncAndItsState()
    {
        FeedHarness feed;
        feed.goLive(100);
        tell(feed);
        feed.frame(depthFrame("AUSDT", {105, 105}));
        tell(feed);
        const auto seen = lines();
        QCOMPARE(
            told(seen), (QStringList{
                            QStringLiteral("live"), QStringLiteral("gap"), QStringLiteral("resync"),
                            QStringLiteral("resyncing")}));
        QCOMPARE(seen[1][u"symbol"].toString(), QStringLiteral("AUSDT"));
        QCOMPARE(seen[1][u"gaps"].toInt(), 1);
        QVERIFY(!seen[1][u"detail"].toString().isEmpty());
        QCOMPARE(seen[2][u"kind"].toString(), QStringLiteral("sequence gap"));
        QCOMPARE(seen[3][u"from"].toString(), QStringLiteral("live"));
        QCOMPARE(seen[3][u"level"].toString(), QStringLiteral("warning"));
    }

    void ofAMalformedFrameOnlyTheKindIsTold()
    {
        FeedHarness feed;
        feed.goLive(100);
        tell(feed);
        feed.frame(depthFrame("AUSDT", {101, 101}, {{"secret", "1"}}));
        tell(feed);
        const auto seen = lines();
        QCOMPARE(
            told(seen), (QStringList{
                            QStringLiteral("live"), QStringLiteral("malformed frame"),
                            QStringLiteral("resync"), QStringLiteral("resyncing")}));
        QVERIFY(!seen[1][u"kind"].toString().isEmpty());
        for (const QJsonObject &line : seen)
            QVERIFY(!QJsonDocument(line).toJson().contains("secret"));
    }

    void aSampleOfAMalformedFrameIsToldForWhoReadsTheLog()
    {
        FeedHarness feed;
        feed.goLive(100);
        feed.frame("\x1b[2J nonsense");
        QCOMPARE(feed.reports().size(), std::size_t{1});
        m_feedLog->onRefusedFrame(feed.reports().front());
        const auto seen = lines();
        QCOMPARE(told(seen), QStringList{QStringLiteral("refused frame")});
        QCOMPARE(seen[0][u"kind"].toString(), QStringLiteral("bad JSON"));
        QCOMPARE(seen[0][u"begins"].toString(), QStringLiteral("\\x1b[2J nonsense"));
        QCOMPARE(seen[0][u"bytes"].toInt(), 13);
        QCOMPARE(seen[0][u"count"].toInt(), 1);
    }

    void whatTheRecorderLeftOutIsTold()
    {
        m_feedLog->onRecordsDropped(7);
        const auto seen = lines();
        QCOMPARE(seen.size(), 1);
        QCOMPARE(seen[0][u"dropped_in_all"].toInt(), 7);
    }

    void aLostConnectionIsTold()
    {
        FeedHarness feed;
        feed.goLive(100);
        tell(feed);
        feed.lose();
        tell(feed);
        const auto seen = lines();
        QCOMPARE(
            told(seen),
            (QStringList{
                QStringLiteral("live"), QStringLiteral("connection lost"), QStringLiteral("reconnecting")}));
        QCOMPARE(seen[1][u"reconnects"].toInt(), 1);
    }

    void whatDidNotHappenIsNotTold()
    {
        FeedHarness feed;
        feed.goLive(100);
        tell(feed);
        tell(feed);
        feed.frame(depthFrame("AUSDT", {101, 101}));
        tell(feed);
        QCOMPARE(told(lines()), QStringList{QStringLiteral("live")});
    }

    void aFeedThatWasOpenedAnewIsCountedAnew()
    {
        for (int run = 0; run < 2; ++run) {
            FeedHarness feed;
            feed.goLive(100);
            tell(feed);
            feed.frame(depthFrame("AUSDT", {105, 105}));
            tell(feed);
            if (run == 0)
                feed.frame("?");
        }
        QCOMPARE(told(lines()).count(QStringLiteral("gap")), 2);
    }

    void aPerformanceRecordHoldsRatesTotalsAndStages()
    {
        SessionOptions options;
        options.steadyNanos = [] { return std::int64_t{1}; };
        FeedHarness feed({"AUSDT"}, options);
        feed.goLive(100);
        FeedSession *const sessions[] = {&feed.session};
        PerformanceLog performance(*m_log);
        performance.write(takePerformance(sessions, {}, feed.now));
        feed.wait(2s);
        for (std::uint64_t id = 101; id <= 120; ++id)
            feed.frame(depthFrame("AUSDT", {id, id}));
        performance.write(takePerformance(sessions, {}, feed.now));
        const auto seen = lines();
        QCOMPARE(seen.size(), 2);
        const QJsonObject &record = seen[1];
        QCOMPARE(record[u"category"].toString(), QStringLiteral("performance"));
        QCOMPARE(record[u"messages_per_s"].toInt(), 10);
        QCOMPARE(record[u"messages"].toInt(), seen[0][u"messages"].toInt() + 20);
        QVERIFY(record[u"decode_ns"].toObject().contains(QStringLiteral("p99")));
        QVERIFY(!record.contains(QStringLiteral("paint_ns")));
        QVERIFY(record[u"rss_kib"].toInt() > 1'000);
        QCOMPARE(record[u"log_dropped"].toInt(), 0);
    }
};

QTEST_GUILESS_MAIN(FeedLogTest)
#include "feedlogtest.moc"
