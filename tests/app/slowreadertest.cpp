// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/jsonlines.h"
#include "support/program.h"
#include "support/sanitized.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace touchline::test;

namespace {

/// A named pipe that the test reads when it likes.
class Pipe {
public:
    explicit Pipe(const QString &path) : m_path(path)
    {
        ::mkfifo(QFile::encodeName(path).constData(), 0600);
        m_end = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    }
    ~Pipe() { ::close(m_end); }
    Pipe(const Pipe &) = delete;
    Pipe &operator=(const Pipe &) = delete;

    [[nodiscard]] const QString &path() const { return m_path; }

    /// Everything up to the end of the writer, or of the time.
    [[nodiscard]] QByteArray readAll(QProcess &writer, int timeoutMs = 20'000)
    {
        QByteArray all;
        QElapsedTimer timer;
        timer.start();
        while (!timer.hasExpired(timeoutMs)) {
            // Looked at first: what was written before the end can still be read after it.
            const bool hasEnded = writer.state() == QProcess::NotRunning;
            const bool isEmpty = readOnce(all) <= 0;
            if (hasEnded && isEmpty)
                break;
            if (isEmpty)
                QTest::qWait(5);
            else
                QCoreApplication::processEvents();
        }
        return all;
    }

private:
    qint64 readOnce(QByteArray &all) const
    {
        std::array<char, 65536> room{};
        const auto count = ::read(m_end, room.data(), room.size());
        if (count > 0)
            all.append(room.data(), static_cast<qsizetype>(count));
        return static_cast<qint64>(count);
    }

    QString m_path;
    int m_end = -1;
};

qint64 residentKib(qint64 process)
{
    QFile status(QStringLiteral("/proc/%1/status").arg(process));
    if (!status.open(QIODevice::ReadOnly))
        return -1;
    static const QRegularExpression resident(QStringLiteral("VmRSS:\\s*(\\d+)"));
    return resident.match(QString::fromLatin1(status.readAll())).captured(1).toLongLong();
}

QList<QByteArray> linesOf(const QByteArray &output)
{
    QList<QByteArray> lines = output.split('\n');
    lines.removeLast();
    return lines;
}

} // namespace

/// touchline-publish before a reader that does not read.
class SlowReaderTest : public QObject {
    Q_OBJECT

private:
    static void start(QProcess &process, const Pipe &pipe, const char *line, const QStringList &more = {})
    {
        process.setStandardOutputFile(pipe.path());
        process.start(QStringLiteral(PUBLISH_PROGRAM), typed(line) + more);
        QVERIFY(process.waitForStarted());
    }

    static QByteArray textOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aFeedGoesOnInBoundedMemoryAndTheNewestIsThere()
    {
        const QTemporaryDir folder;
        Pipe pipe(folder.filePath(QStringLiteral("pipe")));
        const QString log = folder.filePath(QStringLiteral("log"));
        QProcess process;
        start(
            process, pipe,
            "--symbol BTCUSDT --demo-rate 1500 --interval 1 --depth 100 --format json --stats "
            "--duration 6 --log",
            {log});
        QTest::qWait(4000);
        const qint64 early = residentKib(process.processId());
        QTest::qWait(3000);
        // The run is over, and what it has to say waits for its reader.
        QCOMPARE(process.state(), QProcess::Running);
        const qint64 late = residentKib(process.processId());
        QVERIFY2(
            early > 0 && (isSanitized || late - early < 16 * 1024),
            qPrintable(QStringLiteral("%1 %2").arg(early).arg(late)));

        const QList<QByteArray> lines = linesOf(pipe.readAll(process));
        QCOMPARE(process.exitCode(), 0);
        QVERIFY2(process.readAllStandardError().isEmpty(), "stderr");
        const QJsonObject stats = jsonLine(lines.constLast());
        const qint64 conflated = stats.value(QStringLiteral("conflated")).toInteger();
        QVERIFY(conflated > 1000);
        QCOMPARE(stats.value(QStringLiteral("dropped")).toInt(-1), 0);
        QCOMPARE(stats.value(QStringLiteral("gaps")).toInt(-1), 0);
        QCOMPARE(linesOfType(lines, "state").size(), 2);
        const QList<QJsonObject> books = linesOfType(lines, "book");
        qint64 before = 0;
        for (const QJsonObject &book : books) {
            const qint64 id = book.value(QStringLiteral("update_id")).toInteger();
            QVERIFY(id >= before);
            before = id;
        }
        const qint64 first = books.constFirst().value(QStringLiteral("receive_time_ns")).toInteger();
        const qint64 last = books.constLast().value(QStringLiteral("receive_time_ns")).toInteger();
        QVERIFY2(last - first > 4'000'000'000, QByteArray::number(last - first));
        QVERIFY(textOf(log).contains("the reader of standard output is slow"));
    }

    void aReplayWaitsAndLosesNothing()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("session.jsonl"));
        const Ended recorded =
            run(QStringLiteral(PUBLISH_PROGRAM),
                typed("--symbol BTCUSDT --demo-rate 1500 --format json --duration 2 --record") +
                    QStringList{file});
        QCOMPARE(recorded.status, 0);
        const char *const line = "--interval 1 --depth 5000 --format json --stats --speed max --replay";
        const Ended whole = run(QStringLiteral(PUBLISH_PROGRAM), typed(line) + QStringList{file});
        QVERIFY2(whole.out.size() > 6'000'000, QByteArray::number(whole.out.size()));

        Pipe pipe(folder.filePath(QStringLiteral("pipe")));
        QProcess process;
        start(process, pipe, line, {file});
        QTest::qWait(2000);
        QCOMPARE(process.state(), QProcess::Running);
        QList<QByteArray> lines = linesOf(pipe.readAll(process));
        QCOMPARE(process.exitCode(), 0);
        QList<QByteArray> expected = whole.lines();
        const QJsonObject stats = jsonLine(lines.takeLast());
        QCOMPARE(stats.value(QStringLiteral("conflated")).toInt(-1), 0);
        expected.removeLast();
        QCOMPARE(lines.size(), expected.size());
        QVERIFY(lines == expected);
    }

    void aSignalEndsItWithAReaderThatNeverReads()
    {
        const QTemporaryDir folder;
        const Pipe pipe(folder.filePath(QStringLiteral("pipe")));
        QProcess process;
        start(process, pipe, "--symbol BTCUSDT --demo-rate 500 --interval 1 --depth 100 --format json");
        QTest::qWait(2000);
        process.terminate();
        QVERIFY(process.waitForFinished(10'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 0);
        QVERIFY(process.readAllStandardError().contains("was not read to the end"));
    }
};

QTEST_GUILESS_MAIN(SlowReaderTest)
#include "slowreadertest.moc"
