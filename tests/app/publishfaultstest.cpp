// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/jsonlines.h"
#include "support/program.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <map>
#include <memory>
#include <string>

using namespace touchline::test;

namespace {

struct Case {
    const char *faults;
    const char *reason; ///< what is said while it is not live
};

// The first request asks for the instruments, the second for the snapshot.
constexpr std::array cases{
    Case{"stall@200/500ms", "sequence gap"},
    Case{"stall@100/300ms,stale-snapshot@2", "the snapshot ends at"},
    Case{"stall@100/300ms,failed-snapshot@2", "HTTP 500"},
    Case{"stall@100/300ms,slow-snapshot@2/700ms", "sequence gap"},
    Case{"stall@100/300ms,429@3/1s", "HTTP 429"},
    Case{"418@2/1s", "HTTP 418"},
    Case{"abort@200", "was lost"},
    Case{"close@200/4001", "closed at the other end"},
    Case{"shutdown@200/50ms,until=3s", "\"live\""},
    Case{"duplicate:0.5,delay:0.05/30ms,skew/2s", "\"live\""},
    Case{
        "drop:0.02,duplicate:0.02,reorder:0.02,split:0.001,truncate:0.001,garbage:0.001,abort:0.002,until=2s",
        "\"live\""},
};

constexpr const char *announcedEnd = "shutdown@200/500ms";

} // namespace

/// touchline-publish on a recording that touchline-simex plays with faults: whatever goes wrong, a book that
/// is called live is the true one of its update id, and in the end it is live and complete again.
class PublishFaultsTest : public QObject {
    Q_OBJECT

private:
    struct Run {
        std::unique_ptr<Program> exchange;
        std::unique_ptr<Program> publish;
    };

    static Run startedWith(const QString &file, const char *faults)
    {
        Run run;
        run.exchange = std::make_unique<Program>(
            QStringLiteral(SIMEX_PROGRAM),
            QStringList{QStringLiteral("--replay"), file, QStringLiteral("--faults"), QLatin1String(faults)});
        if (!run.exchange->waitForLines(2))
            return run;
        const QList<QByteArray> addresses = run.exchange->output().split('\n');
        run.publish = std::make_unique<Program>(
            QStringLiteral(PUBLISH_PROGRAM),
            typed("--exchange demo --symbol BTCUSDT --format json --digest --depth 1 --interval update "
                  "--stats --duration 10") +
                QStringList{
                    QStringLiteral("--rest-url"), QString::fromLatin1(addresses.at(0).mid(5)),
                    QStringLiteral("--ws-url"), QString::fromLatin1(addresses.at(1).mid(3))});
        return run;
    }

    static qint64 idOf(const QJsonObject &book)
    {
        return book.value(QStringLiteral("update_id")).toInteger();
    }

    static QString digestOf(const QJsonObject &book)
    {
        return book.value(QStringLiteral("digest")).toString();
    }

    /// Each book that is called live is the true one, and the last is the newest.
    void checkBooks(const Ended &ended)
    {
        QJsonObject last;
        for (const QJsonObject &book : linesOfType(ended.lines(), "book")) {
            if (book.value(QStringLiteral("state")).toString() != QStringLiteral("live"))
                continue;
            const auto truth = m_truth.find(idOf(book));
            QVERIFY2(truth != m_truth.end(), QByteArray::number(idOf(book)));
            QCOMPARE(digestOf(book), truth->second);
            last = book;
        }
        QCOMPARE(idOf(last), m_truth.rbegin()->first);
    }

    QTemporaryDir m_folder;
    std::map<qint64, QString> m_truth; ///< digests by update id
    std::map<std::string, Run> m_runs; ///< by their faults; all of them at the same time

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void initTestCase()
    {
        const QString file = m_folder.filePath(QStringLiteral("session.gz"));
        const QString program = QStringLiteral(PUBLISH_PROGRAM);
        const auto record = typed("--symbol BTCUSDT --format json --duration 5 --record") + QStringList{file};
        QCOMPARE(run(program, record).status, 0);
        const Ended truth =
            run(program, typed("--speed max --format json --digest --depth 1 --interval update --replay") +
                             QStringList{file});
        for (const QJsonObject &book : linesOfType(truth.lines(), "book"))
            m_truth[idOf(book)] = digestOf(book);
        QVERIFY(m_truth.size() > 30);
        m_runs.emplace(announcedEnd, startedWith(file, announcedEnd));
        for (const Case &each : cases)
            m_runs.emplace(each.faults, startedWith(file, each.faults));
    }

    /// The connection ends 500 ms after its notice, and nobody notices.
    void anAnnouncedEndIsNoBreak()
    {
        Run &run = m_runs.at(announcedEnd);
        QVERIFY(run.publish);
        const Ended ended = run.publish->end();
        bool wasLive = false;
        for (const QJsonObject &state : linesOfType(ended.lines(), "state")) {
            const bool isLive = state.value(QStringLiteral("state")).toString() == QStringLiteral("live");
            QVERIFY2(isLive || !wasLive, ended.out);
            wasLive = wasLive || isLive;
        }
        const QJsonObject stats = linesOfType(ended.lines(), "stats").constLast();
        QCOMPARE(stats.value(QStringLiteral("handovers")).toInt(), 1);
        QCOMPARE(stats.value(QStringLiteral("reconnects")).toInt(), 0);
        QCOMPARE(stats.value(QStringLiteral("gaps")).toInt(), 0);
        checkBooks(ended);
    }

    void comesBackAndIsNeverWrong_data()
    {
        QTest::addColumn<QByteArray>("reason");
        for (const Case &each : cases)
            QTest::newRow(each.faults) << QByteArray(each.reason);
    }

    void comesBackAndIsNeverWrong()
    {
        QFETCH(QByteArray, reason);
        Run &run = m_runs.at(QTest::currentDataTag());
        QVERIFY(run.publish);
        const Ended ended = run.publish->end();
        QVERIFY2(ended.status == 0, ended.err);
        QVERIFY2(ended.out.contains(reason), ended.out);
        checkBooks(ended);
        const QJsonObject state = linesOfType(ended.lines(), "state").constLast();
        QCOMPARE(state.value(QStringLiteral("state")).toString(), QStringLiteral("live"));
        run.exchange->process().terminate();
        const Ended exchange = run.exchange->end();
        QVERIFY2(exchange.err.contains(": injected ") && !exchange.err.contains("nothing"), exchange.err);
    }
};

QTEST_GUILESS_MAIN(PublishFaultsTest)
#include "publishfaultstest.moc"
