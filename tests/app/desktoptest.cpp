// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/program.h"
#include "support/recordeddata.h"

#include <QFile>
#include <QImage>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace touchline::test;

/// The window's program, offscreen: the picture it writes, and its answers to what cannot be done.
class DesktopTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    static Ended desktop(const QStringList &arguments)
    {
        return run(QStringLiteral(DESKTOP_PROGRAM), arguments);
    }

    static void verifySentence(const Ended &ended, int status, const QByteArray &mentions)
    {
        QVERIFY2(ended.status == status, QByteArray::number(ended.status) + ": " + ended.err);
        QVERIFY2(ended.err.count('\n') == 1 && ended.err.startsWith("touchline: "), ended.err);
        QVERIFY2(ended.err.contains(mentions), ended.err);
        QVERIFY2(ended.out.isEmpty(), ended.out);
    }

    void verifyPicture(const QStringList &source)
    {
        const QString file = m_folder.filePath(QStringLiteral("window.png"));
        QFile::remove(file);
        const Ended ended = desktop(source + typed("--after 1.5 --screenshot") + QStringList{file});
        QVERIFY2(ended.status == 0, ended.err);
        QVERIFY2(ended.err.isEmpty(), ended.err);
        const QImage image(file, "PNG");
        QVERIFY(image.width() >= 600 && image.height() >= 400);
        QSet<QRgb> colours;
        for (int y = 0; y < image.height(); y += 3) {
            for (int x = 0; x < image.width(); x += 3)
                colours << image.pixel(x, y);
        }
        QVERIFY2(colours.size() > 50, QByteArray::number(colours.size()));
    }

private slots:
    void initTestCase() { qputenv("XDG_CONFIG_HOME", m_folder.path().toLocal8Bit()); }

    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aPictureOfTheDemoIsWritten() { verifyPicture({}); }

    void aPictureOfTheFirstOfSeveralWindowsIsWritten()
    {
        verifyPicture(typed("--symbol BTCUSDT --symbol ETHUSDT"));
    }

    void aPictureOfARecordingIsWritten()
    {
        if (recordedData().isEmpty())
            QSKIP("there is no recorded market data here; set TOUCHLINE_DATA to the folder that has it");
        verifyPicture(
            {QStringLiteral("--replay"),
             recordedData() + QStringLiteral("/binance/cryptofeed_BINANCE_20211012.jsonl.gz"),
             QStringLiteral("--speed"), QStringLiteral("20")});
    }

    void aPictureOfADamagedRecordingIsWritten()
    {
        QFile whole(recordedData() + QStringLiteral("/binance/cryptofeed_BINANCE_20211012.jsonl.gz"));
        if (recordedData().isEmpty() || !whole.open(QIODevice::ReadOnly))
            QSKIP("there is no recorded market data here; set TOUCHLINE_DATA to the folder that has it");
        QFile cut(m_folder.filePath(QStringLiteral("cut.gz")));
        QVERIFY(cut.open(QIODevice::WriteOnly) && cut.write(whole.read(whole.size() - 1000)) > 0);
        cut.close();
        // Its end may come before the window's first frame.
        verifyPicture(
            {QStringLiteral("--replay"), cut.fileName(), QStringLiteral("--speed"), QStringLiteral("max")});
    }

    void badInputIsExplained_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("mentions");
        const auto row = [](const char *line, int status, const char *mentions) {
            QTest::newRow(line) << status << QByteArray(mentions);
        };
        row("--screenshot /no/such/folder/a.png --after 0.2", 2, "/no/such/folder/a.png");
        row("--after 3", 2, "--screenshot");
        row("--screenshot a.png --after soon", 2, "--after 'soon'");
        row("--exchange nasdaq", 2, "binance-us");
        row("--symbol NOSUCH", 2, "NOSUCH");
        row("--symbol BTCUSDT --symbol NOSUCH", 2, "NOSUCH");
        row("--record /no/such/folder/a.gz", 2, "/no/such/folder/a.gz");
        row("--log /no/such/folder/log", 2, "/no/such/folder/log");
        row("--depth 5", 2, "depth");
        row("--replay /no/such/file.gz", 1, "/no/such/file.gz");
        row("--replay /", 1, "directory");
    }

    void badInputIsExplained()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, mentions);
        verifySentence(desktop(typed(QTest::currentDataTag())), status, mentions);
    }

    void tooManyWindowsAreRefused()
    {
        QStringList arguments;
        for (int i = 0; i < 33; ++i)
            arguments << QStringLiteral("--symbol") << QStringLiteral("BTCUSDT");
        verifySentence(desktop(arguments), 2, "32 are the most");
    }

    void aFileThatIsNoRecordingIsExplained()
    {
        QFile file(m_folder.filePath(QStringLiteral("list.txt")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("a shopping list\n");
        file.close();
        verifySentence(desktop({QStringLiteral("--replay"), file.fileName()}), 1, "is not a recording");
    }

    void sigtermEndsTheWindow()
    {
        // A recording is begun by a program that runs.
        const QString file = m_folder.filePath(QStringLiteral("session.jsonl"));
        Program program(QStringLiteral(DESKTOP_PROGRAM), {QStringLiteral("--record"), file});
        QTRY_VERIFY(QFile::exists(file));
        program.process().terminate();
        const Ended ended = program.end();
        QCOMPARE(ended.status, 0);
        QVERIFY2(ended.err.isEmpty(), ended.err);
    }
};

QTEST_GUILESS_MAIN(DesktopTest)
#include "desktoptest.moc"
