// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/recordingreader.h"

#include "recordfiles.h"

#include <QDir>
#include <QDirIterator>
#include <QRegularExpression>
#include <QTest>

#include <sys/stat.h>
#include <thread>

using namespace touchline;

/// A recording that is read while it is played is the recording that is loaded whole, record by record.
class RecordingReaderTest : public QObject {
    Q_OBJECT

    RecordFiles m_files;
    QString m_data = qEnvironmentVariable("TOUCHLINE_DATA");

    using Paths = std::vector<std::string>;

    /// A record that owns its texts.
    struct Copy {
        Instant time;
        RecordKind kind;
        std::string connection, url, data;
        int status;

        explicit Copy(const Record &record)
            : time(record.time),
              kind(record.kind),
              connection(record.connection),
              url(record.url),
              data(record.data),
              status(record.status)
        {
        }
        bool operator==(const Copy &) const = default;
    };

    struct Played {
        std::vector<Copy> records;
        std::string exchange;
        std::string damage;
        std::vector<std::string> answers;
        Instant begin;

        void add(std::span<const Record> more)
        {
            for (const Record &record : more)
                records.emplace_back(record);
        }
        void addAnswers(std::span<const RecordedAnswer> more)
        {
            for (const RecordedAnswer &answer : more)
                answers.push_back(std::to_string(answer.time.nanos) + answer.url + answer.body);
        }
    };

    static bool wantsBody(std::string_view url) { return url.find("depth") == std::string_view::npos; }

    static std::string wordsOf(const std::optional<Error> &error) { return error ? error->detail : ""; }

    static Played loaded(const Paths &paths)
    {
        Played played;
        const auto recording = loadRecordings(paths, wantsBody);
        if (!recording) {
            played.damage = "refused: " + recording.error().detail;
            return played;
        }
        played.add(recording->records());
        played.addAnswers(recording->answers());
        played.exchange = recording->exchangeHint();
        played.damage = wordsOf(recording->damage());
        played.begin = recording->records().front().time;
        return played;
    }

    static Played streamed(const Paths &paths, std::size_t batchBytes)
    {
        Played played;
        const auto reader = RecordingReader::open(
            paths, {.wantsBody = wantsBody, .streamedFrom = 0, .batchBytes = batchBytes});
        if (!reader) {
            played.damage = "refused: " + reader.error().detail;
            return played;
        }
        played.exchange = (*reader)->exchangeHint();
        played.addAnswers((*reader)->answers());
        played.begin = (*reader)->begin();
        while (!(*reader)->isAtEnd())
            played.add((*reader)->next(std::chrono::seconds(1)));
        played.damage = wordsOf((*reader)->damage());
        return played;
    }

    static void compare(const Paths &paths, std::initializer_list<std::size_t> batchSizes)
    {
        const Played whole = loaded(paths);
        for (const std::size_t size : batchSizes) {
            const Played parts = streamed(paths, size);
            QCOMPARE(parts.records.size(), whole.records.size());
            QVERIFY(parts.records == whole.records);
            QCOMPARE(parts.exchange, whole.exchange);
            QCOMPARE(parts.damage, whole.damage);
            QVERIFY(parts.answers == whole.answers);
            QCOMPARE(parts.begin, whole.begin);
        }
    }

    std::string write(const char *name, std::string_view text) const
    {
        return m_files.write(QString::fromLatin1(name), text);
    }

    static std::string update(int time, int firstId)
    {
        const std::string id = std::to_string(firstId);
        return std::to_string(time) +
               R"( {"stream":"a@depth","data":{"e":"depthUpdate","E":1,"s":"AAA","U":)" + id + R"(,"u":)" +
               id + R"(,"b":[],"a":[]}})";
    }

    static std::string collectorText()
    {
        std::string text;
        for (int n = 1; n < 40; ++n) {
            text += update(n, 100 + n) + "\n";
            if (n % 10 == 0)
                text += std::to_string(n) + " {\"lastUpdateId\":" + std::to_string(100 + n) + "}\r\n\n";
        }
        return text;
    }

    static std::string sessionText()
    {
        return framesText(5) +
               R"({"t":"http","conn":"rest","ts":6,"url":"https://api.binance.com/info","data":"{\"a\":1}"})"
               "\n"
               "{\"t\":\"recv\",\"conn\":\"ws\",\"ts\":7,\"data\":\"a\\u00e9\\n\\\"z\"}"
               "\r\n"
               R"({"t":"recv","conn":"ws","ts":8,"b64":"/wCA"})"
               "\n" +
               R"({"t":"connect","conn":"ws","ts":9,"addr":"wss://h"})";
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void batchBordersMakeNoDifference_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("session") << QByteArray::fromStdString(sessionText());
        QTest::newRow("collector") << QByteArray::fromStdString(collectorText());
        QTest::newRow("a single line") << QByteArray::fromStdString(framesText(1));
        QTest::newRow("blank lines") << QByteArray::fromStdString("\n\n \r\n" + framesText(2) + "\n\n\n");
        QTest::newRow("a long line between short ones") << QByteArray::fromStdString(
            update(1, 1) + "\n2 {\"x\":\"" + std::string(5000, 'y') + "\"}\n" + update(3, 3));
    }

    void batchBordersMakeNoDifference()
    {
        QFETCH(QByteArray, text);
        const Paths paths = {write("borders", text.toStdString())};
        for (std::size_t size = 1; size < 400; size += size < 80 ? 1 : 9)
            compare(paths, {size});
        compare(paths, {std::size_t(text.size()), std::size_t(text.size() + 1), 1'000'000});
    }

    void damageIsTheSameWhereverItIs()
    {
        for (const std::string &text : {collectorText().substr(0, 1200), sessionText()}) {
            for (std::size_t at = 0; at < text.size(); at += 7) {
                compare({write("cut", text.substr(0, at))}, {64});
                compare({write("noise", text.substr(0, at) + "\nnoise\n" + text.substr(at))}, {64});
            }
        }
    }

    void cutCompressedFilesEndAlike()
    {
        for (const QString &ending : {QStringLiteral(".gz"), QStringLiteral(".zst")}) {
            const std::string bytes = m_files.compressed(ending, collectorText()).toStdString();
            for (std::size_t size = 0; size <= bytes.size(); size += 3)
                compare({write("cut", bytes.substr(0, size))}, {100});
        }
    }

    void filesThatAreNotInOrderAreSorted()
    {
        std::string grouped;
        for (const std::string connection : {"a", "b", "c"}) {
            for (int n = 0; n < 50; ++n)
                grouped += "{\"t\":\"recv\",\"data\":\"x\",\"conn\":\"" + connection +
                           "\",\"ts\":" + std::to_string(n) + "}\n";
        }
        compare({write("grouped", grouped)}, {50, 1000});
        compare({write("a", framesText(5)), write("b", grouped), write("c", framesText(5))}, {50, 1000});
        compare({write("stepped", update(5, 1) + "\n" + update(3, 2) + "\n" + update(4, 3))}, {50});
    }

    void headersWithoutATimeStandAtTheBegin()
    {
        const std::string header = R"({"t":"header","exchange":"demo"})"
                                   "\n";
        compare({write("first", header + framesText(3))}, {40, 1000});
        compare({write("last", framesText(3) + header)}, {40, 1000});
        compare({write("both", header + framesText(3) + header)}, {40, 1000});
        compare({write("alone", header)}, {40, 1000});
        compare({write("zero", header + R"({"t":"recv","ts":0,"data":"x"})" + "\n" + framesText(2))}, {40});
    }

    void severalFilesOfBothFormatsAreOneSession()
    {
        const Paths paths = {
            write("a", sessionText()),
            m_files.write(
                QStringLiteral("b"),
                m_files.compressed(QStringLiteral(".gz"), collectorText()).toStdString()),
            write("c", framesText(4))};
        compare(paths, {1, 100, 1'000'000});
        compare({paths[0], write("bad", framesText(2) + "noise"), paths[2]}, {100});
        compare({paths[0], write("none", "")}, {100});
        compare({paths[0], m_files.path(QStringLiteral("missing"))}, {100});
        compare({}, {100});
    }

    void aSnapshotsSymbolIsKnownBeforeItsUpdatesAreRead()
    {
        const Paths paths = {write("late", "1 {\"lastUpdateId\":5}\n" + update(2, 6) + "\n")};
        const auto reader = RecordingReader::open(paths, {.streamedFrom = 0, .batchBytes = 1});
        QCOMPARE((*reader)->answers()[0].url, std::string("/api/v3/depth?symbol=AAA"));
        QCOMPARE(
            (*reader)->next(std::chrono::seconds(1))[0].url, std::string_view("/api/v3/depth?symbol=AAA"));
    }

    void whatWasAddedSinceIsNotPlayed()
    {
        const std::string path = write("growing", framesText(41));
        const Paths paths = {path};
        const auto before = loaded(paths);
        // Two lines a batch: the last one is read after the file has grown, and would hold a new line.
        const auto reader = RecordingReader::open(paths, {.streamedFrom = 0, .batchBytes = 130});
        QFile file(QString::fromStdString(path));
        QVERIFY(file.open(QIODevice::Append));
        file.write(QByteArray::fromStdString(framesText(30)));
        file.close();
        Played played;
        while (!(*reader)->isAtEnd())
            played.add((*reader)->next(std::chrono::seconds(1)));
        QVERIFY(played.records == before.records);
        QVERIFY(!(*reader)->damage());
    }

    void aFileThatShrinksIsDamageAndNoCrash()
    {
        const std::string path = write("shrinking", framesText(100'000));
        const Paths paths = {path};
        const auto reader = RecordingReader::open(paths, {.streamedFrom = 0, .batchBytes = 1000});
        std::size_t played = (*reader)->next(std::chrono::seconds(1)).size();
        QVERIFY(QFile::resize(QString::fromStdString(path), 0));
        while (!(*reader)->isAtEnd())
            played += (*reader)->next(std::chrono::seconds(1)).size();
        QVERIFY(played > 0 && played < 100'000);
        QVERIFY((*reader)->damage().has_value());
        QVERIFY((*reader)->damage()->detail.find("changed while it was played") != std::string::npos);
        QVERIFY((*reader)->damage()->detail.find(std::to_string(played) + " records") != std::string::npos);
    }

    void whatIsNotWantedAnyMoreIsNotRead()
    {
        const Paths paths = {write("left", framesText(50'000))};
        for (int n = 0; n < 20; ++n) {
            const auto reader = RecordingReader::open(paths, {.streamedFrom = 0, .batchBytes = 100});
            for (int batch = 0; batch < n; ++batch)
                QCOMPARE((*reader)->next(std::chrono::seconds(1)).size(), std::size_t{1});
        }
    }

    void aPipeIsLoaded()
    {
        const std::string path = m_files.path(QStringLiteral("pipe"));
        QCOMPARE(mkfifo(path.c_str(), 0600), 0);
        std::thread writer([&path] {
            QFile pipe(QString::fromStdString(path));
            if (pipe.open(QIODevice::WriteOnly))
                pipe.write(QByteArray::fromStdString(framesText(1000)));
        });
        const Paths paths = {path};
        const auto reader = RecordingReader::open(paths, {.streamedFrom = 0});
        writer.join();
        QVERIFY(reader.has_value());
        QCOMPARE((*reader)->next(Duration(0)).size(), std::size_t{1000});
        QVERIFY((*reader)->isAtEnd());
    }

    void everyRecordingAtHandIsTheSame()
    {
        if (m_data.isEmpty() || !QDir(m_data).exists())
            QSKIP("The recorded market data is not at hand: set TOUCHLINE_DATA to its folder.");
        QDirIterator files(
            m_data, {QStringLiteral("*.gz"), QStringLiteral("*.zst")}, QDir::Files,
            QDirIterator::Subdirectories);
        int count = 0;
        for (; files.hasNext(); ++count)
            compare({files.next().toStdString()}, {1, 300, 64 * 1024});
        QVERIFY(count > 10);
    }
};

QTEST_APPLESS_MAIN(RecordingReaderTest)
#include "recordingreadertest.moc"
