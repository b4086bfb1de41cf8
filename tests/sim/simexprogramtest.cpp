// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/program.h"

#include <QProcess>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTemporaryFile>
#include <QTest>

using touchline::test::Ended;
using touchline::test::Program;
using touchline::test::typed;

class SimexProgramTest : public QObject {
    Q_OBJECT

private:
    struct Run {
        int status = -1;
        QByteArray out;
        QByteArray err;
    };

    static Run run(const QStringList &arguments)
    {
        QProcess process;
        process.start(QStringLiteral(SIMEX_PROGRAM), arguments);
        if (!process.waitForFinished(5000) || process.exitStatus() != QProcess::NormalExit)
            return {};
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void printsItsAddressesAndEndsOnSigterm_data()
    {
        QTest::addColumn<QStringList>("arguments");
        for (const char *line : {"--symbols BTCUSDT,ethusdt", "--venue okx --symbols btc-usdt-swap"})
            QTest::newRow(line) << QString::fromLatin1(line).split(QLatin1Char(' '));
    }

    void printsItsAddressesAndEndsOnSigterm()
    {
        QFETCH(QStringList, arguments);
        QProcess process;
        process.start(QStringLiteral(SIMEX_PROGRAM), arguments);
        QByteArray out;
        while (out.count('\n') < 2 && process.waitForReadyRead(5000))
            out += process.readAllStandardOutput();
        const QRegularExpression lines(
            QStringLiteral("^REST http://127\\.0\\.0\\.1:(\\d+)\\nWS ws://127\\.0\\.0\\.1:\\1\\n$"));
        QVERIFY2(lines.match(QString::fromLatin1(out)).hasMatch(), out.constData());
        process.terminate();
        QVERIFY(process.waitForFinished(5000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 0);
    }

    void speaksAsTheVenueThatIsNamed_data()
    {
        QTest::addColumn<QString>("symbol");
        QTest::newRow("binance") << QStringLiteral("BTCUSDT");
        QTest::newRow("kraken") << QStringLiteral("BTC/USDT");
        QTest::newRow("coinbase") << QStringLiteral("BTC-USDT");
    }

    /// touchline-publish reads its list of instruments, and follows a book of it.
    void speaksAsTheVenueThatIsNamed()
    {
        QFETCH(QString, symbol);
        const QString venue = QString::fromLatin1(QTest::currentDataTag());
        Program exchange(QStringLiteral(SIMEX_PROGRAM), {QStringLiteral("--venue"), venue});
        QVERIFY(exchange.waitForLines(2));
        const QList<QByteArray> addresses = exchange.output().split('\n');
        const Ended ended = touchline::test::run(
            QStringLiteral(PUBLISH_PROGRAM),
            typed("--symbol BTC/USDT --format json --interval 200 --depth 1 --duration 3 --stats") +
                QStringList{
                    QStringLiteral("--exchange"), venue, QStringLiteral("--rest-url"),
                    QString::fromLatin1(addresses[0].mid(5)), QStringLiteral("--ws-url"),
                    QString::fromLatin1(addresses[1].mid(3))});
        QCOMPARE(ended.status, 0);
        QVERIFY2(ended.err.isEmpty(), ended.err.constData());
        const QByteArray live = "\"symbol\":\"" + symbol.toLatin1() + "\",\"state\":\"live\",\"update_id\":";
        QVERIFY2(ended.out.count(live) > 3, ended.out.constData());
        QVERIFY2(ended.out.contains("\"gaps\":0,\"resyncs\":0,\"reconnects\":0"), ended.out.constData());
        QVERIFY2(ended.out.contains("\"malformed\":0"), ended.out.constData());
    }

    void badArgumentsAreExplained_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("mentions");
        const auto row = [](const char *line, const char *mentions) {
            QTest::newRow(line) << QString::fromLatin1(line).split(QLatin1Char(' ')) << QByteArray(mentions);
        };
        row("--port 70000", "70000");
        row("--port many", "--port");
        row("--rate -1", "--rate");
        row("--rate 1000000", "100000");
        row("--seed x", "--seed");
        row("--symbols NOSUCH", "NOSUCH");
        row("--symbols BTCUSDT,", "does not list");
        row("--speed 2", "--replay");
        row("--replay some.gz --speed fast", "fast");
        row("--replay some.gz --rate 5", "--rate");
        row("--faults dorp:0.1", "--faults: 'dorp:0.1': no such fault");
        row("--faults drop:2", "drop:0.01");
        row("--venue nowhere", "binance");
        row("--venue binance --replay some.gz", "--venue");
        row("--venue okx --symbols BTCUSDT", "BTC-USDT, ETH-USDT");
        row("--nonsense", "nonsense");
        row("stray", "stray");
    }

    void badArgumentsAreExplained()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, mentions);
        const Run ended = run(arguments);
        QCOMPARE(ended.status, 2);
        QVERIFY(ended.out.isEmpty());
        QCOMPARE(ended.err.count('\n'), 1);
        QVERIFY2(ended.err.contains(mentions), ended.err.constData());
    }

    void saysInTheEndWhatWasInjected()
    {
        QProcess process;
        process.start(
            QStringLiteral(SIMEX_PROGRAM), {QStringLiteral("--faults"), QStringLiteral("failed-snapshot@1")});
        QByteArray out;
        while (out.count('\n') < 2 && process.waitForReadyRead(5000))
            out += process.readAllStandardOutput();
        process.terminate();
        QVERIFY(process.waitForFinished(5000));
        QCOMPARE(process.exitCode(), 0);
        QCOMPARE(process.readAllStandardError(), QByteArray("touchline-simex: injected nothing\n"));
    }

    void aTakenPortEndsTheProgram()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        const Run ended = run({QStringLiteral("--port"), QString::number(other.serverPort())});
        QCOMPARE(ended.status, 1);
        QCOMPARE(ended.err.count('\n'), 1);
        QVERIFY2(ended.err.contains(QByteArray::number(other.serverPort())), ended.err.constData());
    }

    void aFileThatIsNoRecordingEndsTheProgram()
    {
        QTemporaryFile file;
        QVERIFY(file.open());
        file.write("a shopping list\n");
        file.flush();
        for (const QString &path : {file.fileName(), QStringLiteral("/no/such/file")}) {
            const Run ended = run({QStringLiteral("--replay"), path});
            QCOMPARE(ended.status, 1);
            QCOMPARE(ended.err.count('\n'), 1);
        }
    }

    void helpAndVersionAreAnswered()
    {
        const Run help = run({QStringLiteral("--help")});
        QCOMPARE(help.status, 0);
        QVERIFY(help.out.contains("--replay"));
        QVERIFY(help.out.contains("slow-snapshot/3s"));
        QCOMPARE(run({QStringLiteral("--version")}).status, 0);
    }
};

QTEST_GUILESS_MAIN(SimexProgramTest)
#include "simexprogramtest.moc"
