// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/cannedserver.h"
#include "support/program.h"
#include "support/recordeddata.h"
#include "support/selfsigned.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QWebSocketServer>

#include <memory>
#include <vector>

using namespace touchline::test;

/// Whatever is wrong, touchline-publish says it in one sentence and ends with the status for it.
class PublishBadInputTest : public QObject {
    Q_OBJECT

private:
    static Ended publish(const QStringList &arguments)
    {
        return run(QStringLiteral(PUBLISH_PROGRAM), arguments);
    }

    struct Attempt {
        QByteArray mentions;
        std::unique_ptr<CannedServer> server;
        std::unique_ptr<Program> program;
    };

    static std::unique_ptr<Program> startedFrom(const QString &rest, const QString &ws)
    {
        return std::make_unique<Program>(
            QStringLiteral(PUBLISH_PROGRAM),
            typed("--exchange binance --symbol BTCUSDT --format json") +
                QStringList{QStringLiteral("--rest-url"), rest, QStringLiteral("--ws-url"), ws});
    }

    /// One line that names the program, speaks of what is wrong and not of the classes that noticed it.
    static void verifySentence(const Ended &ended, int status, const QByteArray &mentions)
    {
        QVERIFY2(ended.status == status, QByteArray::number(ended.status) + ": " + ended.err);
        QVERIFY2(ended.err.count('\n') == 1, ended.err);
        QVERIFY2(ended.err.startsWith("touchline-publish: "), ended.err);
        QVERIFY2(ended.err.contains(mentions), ended.err);
        QVERIFY2(!ended.err.contains("QWebSocket") && !ended.err.contains("error:0A"), ended.err);
    }

    static QString filled(const QTemporaryDir &folder, const char *name, const QByteArray &content)
    {
        QFile file(folder.filePath(QLatin1String(name)));
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size() ? file.fileName()
                                                                                        : QString();
    }

    QTemporaryDir m_folder;

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void wrongFlagsAreExplained_data()
    {
        QTest::addColumn<QByteArray>("mentions");
        const auto row = [](const char *line, const char *mentions) {
            QTest::newRow(line) << QByteArray(mentions);
        };
        row("--exchange nasdaq", "demo, binance, binance-us");
        row("--symbol NOSUCH", "symbols there are");
        row("--depth 0", "--depth '0'");
        row("--depth 5001", "5000");
        row("--depth ten", "--depth 'ten'");
        row("--interval 0", "--interval '0'");
        row("--interval often", "nor is it update");
        row("--format xml", "neither text nor json");
        row("--duration -1", "--duration '-1'");
        row("--duration 0", "--duration '0'");
        row("--duration nan", "--duration 'nan'");
        row("--speed 2", "--replay");
        row("--replay x.gz --speed fast", "fast");
        row("--replay x.gz --speed 0", "0");
        row("--replay x.gz --speed -1", "-1");
        row("--replay x.gz --record y.gz", "exclude");
        row("--rest-url nonsense --ws-url ws://x", "--rest-url 'nonsense'");
        row("--exchange binance --rest-url ftp://x", "http://HOST");
        row("--exchange binance --ws-url http://x", "ws://HOST");
        row("--exchange binance --ws-url ws://x/path", "ws://HOST");
        row("--exchange binance --ws-url ws://x#part", "ws://HOST");
        row("--exchange binance --ws-url ws://x:99999", "ws://HOST");
        row("--rest-url http://127.0.0.1:1", "--ws-url");
        row("--proxy nowhere", "--proxy");
        row("--proxy http://nowhere", "http://HOST:PORT");
        row("--demo-rate many", "--demo-rate");
        row("--demo-rate -1", "--demo-rate");
        row("--nonsense", "nonsense");
        row("stray", "stray");
        row("--symbol", "symbol");
        row("--record /no/such/folder/a.gz", "/no/such/folder/a.gz");
        row("--record /", "Cannot write");
        row("--log /no/such/folder/log", "/no/such/folder/log");
        row("--log /", "choose another file");
    }

    void wrongFlagsAreExplained()
    {
        QFETCH(QByteArray, mentions);
        const Ended ended = publish(typed(QTest::currentDataTag()));
        verifySentence(ended, 2, mentions);
        QVERIFY2(ended.out.isEmpty(), ended.out);
    }

    void whatIsNoRecordingIsExplained_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("mentions");
        QTest::newRow("missing") << m_folder.filePath(QStringLiteral("none.gz")) << QByteArray("none.gz");
        QTest::newRow("folder") << m_folder.path() << QByteArray("directory");
        QTest::newRow("empty") << filled(m_folder, "empty.gz", {}) << QByteArray("empty.gz");
        QTest::newRow("text") << filled(m_folder, "list.txt", "a shopping list\n")
                              << QByteArray("is not a recording");
        QTest::newRow("binary") << filled(m_folder, "b.gz", QByteArray(5000, '\x80'))
                                << QByteArray("is not a recording");
        QTest::newRow("gzip head") << filled(m_folder, "c.gz", QByteArray("\x1f\x8b\x08\0\0\0\0\0", 8))
                                   << QByteArray("c.gz");
    }

    void whatIsNoRecordingIsExplained()
    {
        QFETCH(QString, path);
        QFETCH(QByteArray, mentions);
        const Ended ended = publish({QStringLiteral("--replay"), path});
        verifySentence(ended, 1, mentions);
        QVERIFY2(ended.out.isEmpty(), ended.out);
    }

    void aTruncatedRecordingIsPublishedUpToTheDamage()
    {
        const QString whole =
            recordedData() + QStringLiteral("/binance/hftbacktest_spot_btcusdt_20240808.gz");
        QFile recorded(whole);
        if (recordedData().isEmpty() || !recorded.open(QIODevice::ReadOnly))
            QSKIP("there is no recorded market data here; set TOUCHLINE_DATA to the folder that has it");
        const QString cut = filled(m_folder, "cut.gz", recorded.read(recorded.size() / 2));
        const QStringList shape = typed("--speed max --interval 60000 --format json --replay");
        const Ended ended = publish(shape + QStringList{cut});
        verifySentence(ended, 1, "cut.gz, line ");
        const QList<QByteArray> lines = ended.lines();
        QVERIFY(lines.size() > 4);
        QVERIFY2(lines.constLast().contains(R"("type":"state")"), lines.constLast());
        QVERIFY2(lines.constLast().contains(R"("state":"failed")"), lines.constLast());
        // The last good book is out before, and was live.
        const QByteArray &book = lines.at(lines.size() - 2);
        QVERIFY2(book.contains(R"("type":"book")") && book.contains(R"("state":"live")"), book);
    }

    // Each of these takes three attempts with growing pauses: all are made at the same time.
    void serversThatCannotBeUsedAreExplained()
    {
        const struct {
            QByteArray answer;
            QByteArray mentions;
        } rows[] = {
            {httpAnswer(500, "oops"), "HTTP 500; the exchange is in trouble; try again later"},
            {httpAnswer(451, R"({"code":0,"msg":"Not available here"})"), "Not available here"},
            {httpAnswer(429, {}, "Retry-After: 0\r\n"), "HTTP 429"},
            {httpAnswer(200, "<html>hello</html>"), "not valid JSON"},
            {httpAnswer(200, R"({"symbols":7})"), "cannot be used"},
            {"\x16\x03 garbage \n\n", "cannot reach"},
            {"", "closed the connection"},
            // No list of instruments there: the stream is tried, and answers the same.
            {httpAnswer(404), "answers HTTP 404"},
        };
        std::vector<Attempt> attempts;
        for (const auto &row : rows) {
            auto server = std::make_unique<CannedServer>([&row](const QByteArray &) { return row.answer; });
            const QString rest = server->url("http");
            const QString ws = server->url("ws");
            attempts.push_back({row.mentions, std::move(server), startedFrom(rest, ws)});
        }
        for (const Attempt &attempt : attempts) {
            verifySentence(attempt.program->end(), 1, attempt.mentions);
            QVERIFY(attempt.server->requests() >= 3);
        }
    }

    void aStreamThatIsNoneIsExplained()
    {
        const struct {
            QByteArray answer;
            QByteArray mentions;
        } rows[] = {
            {"hello there\r\n\r\n", "WebSocket protocol"},
            {httpAnswer(200, "<html/>"), "HTTP 200"},
            {httpAnswer(503), "HTTP 503"},
            {"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
             "Sec-WebSocket-Accept: x\r\n\r\n",
             "WebSocket protocol"},
            {"", "closed the connection"},
        };
        const CannedServer rest([](const QByteArray &) { return httpAnswer(404); });
        std::vector<Attempt> attempts;
        for (const auto &row : rows) {
            auto server = std::make_unique<CannedServer>([&row](const QByteArray &) { return row.answer; });
            const QString ws = server->url("ws");
            attempts.push_back({row.mentions, std::move(server), startedFrom(rest.url("http"), ws)});
        }
        for (const Attempt &attempt : attempts)
            verifySentence(attempt.program->end(), 1, attempt.mentions);
    }

    void unreachableHostsAreExplained()
    {
        const CannedServer bare([](const QByteArray &) { return httpAnswer(404); });
        const CannedServer plain([](const QByteArray &) { return httpAnswer(400); });
        const struct {
            QString rest;
            QString ws;
            QByteArray mentions;
        } rows[] = {
            {deadUrl("http"), deadUrl("ws"), "refused"},
            {QStringLiteral("http://host.invalid"), QStringLiteral("ws://host.invalid"), "name is not known"},
            {bare.url("http"), deadUrl("ws"), "refused"},
            {bare.url("http"), QStringLiteral("ws://host.invalid"), "name is not known"},
            {bare.url("http"), QStringLiteral("wss://host.invalid"), "name is not known"},
            {plain.url("https"), plain.url("wss"), "does not speak TLS"},
            {bare.url("http"), plain.url("wss"), "does not speak TLS"},
        };
        std::vector<Attempt> attempts;
        for (const auto &row : rows)
            attempts.push_back({row.mentions, nullptr, startedFrom(row.rest, row.ws)});
        for (const Attempt &attempt : attempts)
            verifySentence(attempt.program->end(), 1, attempt.mentions);
    }

    void aServerThatSaysNothingIsExplained()
    {
        const CannedServer silent([](const QByteArray &) { return std::nullopt; });
        const Ended ended = publish(
            typed("--exchange binance --duration 1 --rest-url") + QStringList{silent.url("http")} +
            typed("--ws-url") + QStringList{silent.url("ws")});
        verifySentence(ended, 1, "nobody has answered yet");
        QVERIFY(silent.requests() >= 1);
    }

    void aProxyThatIsNotThereIsExplained()
    {
        const Ended ended = publish({QStringLiteral("--proxy"), deadUrl("http")});
        verifySentence(ended, 1, "proxy");
    }

    void aSelfSignedCertificateIsRefused()
    {
        const auto tls = selfSignedTls();
        if (!tls)
            QSKIP("no certificate could be made here: openssl or TLS is missing");
        QWebSocketServer server(QStringLiteral("test"), QWebSocketServer::SecureMode);
        server.setSslConfiguration(*tls);
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const QString address = QStringLiteral("://127.0.0.1:%1").arg(server.serverPort());
        const CannedServer rest([](const QByteArray &) { return httpAnswer(404); });
        const auto stream = startedFrom(rest.url("http"), QStringLiteral("wss") + address);
        const auto both = startedFrom(QStringLiteral("https") + address, QStringLiteral("wss") + address);
        verifySentence(stream->end(), 1, "certificate is not trusted");
        verifySentence(both->end(), 1, "certificate is not trusted");
        QVERIFY(!server.hasPendingConnections());
    }

    void aFullDiskEndsTheProgram()
    {
        if (!QFile::exists(QStringLiteral("/dev/full")))
            QSKIP("there is no /dev/full here");
        QProcess process;
        process.setStandardOutputFile(QStringLiteral("/dev/full"));
        process.start(QStringLiteral(PUBLISH_PROGRAM), typed("--format json --interval 50"));
        QVERIFY(process.waitForFinished(10'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        const Ended ended{process.exitCode(), {}, process.readAllStandardError()};
        verifySentence(ended, 1, "cannot write to standard output");
        verifySentence(
            publish(typed("--format json --duration 1 --record /dev/full")), 1, "No space left on device");
    }
};

QTEST_GUILESS_MAIN(PublishBadInputTest)
#include "publishbadinputtest.moc"
