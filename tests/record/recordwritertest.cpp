// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/recordwriter.h"

#include "recordfiles.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <array>
#include <random>

using namespace touchline;

class RecordWriterTest : public QObject {
    Q_OBJECT

    RecordFiles m_files;
    static constexpr Instant start{1'723'161'253'937'085'768};

    [[nodiscard]] static RecordWriter writerOf(const std::string &path)
    {
        auto writer = RecordWriter::create(path);
        if (!writer)
            qFatal("%s", writer.error().detail.c_str());
        return std::move(*writer);
    }

    static void endings()
    {
        QTest::addColumn<QString>("ending");
        QTest::newRow("plain") << ".jsonl";
        QTest::newRow("gzip") << ".jsonl.gz";
        QTest::newRow("zstd") << ".jsonl.zst";
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void whatIsWrittenIsReadBack_data() { endings(); }

    void whatIsWrittenIsReadBack()
    {
        QFETCH(QString, ending);
        const std::string path = m_files.path(QStringLiteral("session") + ending);
        const std::vector<std::string> symbols = {"BTCUSDT", "\xe5\xb8\x81\"USDT"};
        RecordWriter writer = writerOf(path);
        QVERIFY(writer.header("binance-us", symbols, start).has_value());
        QVERIFY(writer.connect("ws.1", "wss://host/stream", start + Duration(1)).has_value());
        QVERIFY(writer.send("ws.1", R"({"method":"SUBSCRIBE"})", start + Duration(2)).has_value());
        QVERIFY(writer.receive("ws.1", "", start + Duration(3)).has_value());
        const HttpAnswer answer{.url = "https://host/depth?a=b", .body = "{\"bids\":[]}\n", .status = 200};
        QVERIFY(writer.http("http", answer, start + Duration(4)).has_value());
        QVERIFY(writer.finish().has_value());

        const auto recording = loadOne(path);
        QVERIFY(recording.has_value());
        QVERIFY(!recording->damage());
        QCOMPARE(recording->exchangeHint(), std::string("binance-us"));
        const auto records = recording->records();
        QCOMPARE(records.size(), std::size_t{5});
        QCOMPARE(records[0].kind, RecordKind::Header);
        QCOMPARE(records[0].time, start);
        const auto at = [](int nanos) { return start + Duration(nanos); };
        const std::array expected = {
            Record{
                .time = at(1), .kind = RecordKind::Connect, .connection = "ws.1", .url = "wss://host/stream"},
            Record{
                .time = at(2),
                .kind = RecordKind::Send,
                .connection = "ws.1",
                .data = R"({"method":"SUBSCRIBE"})"},
            Record{.time = at(3), .kind = RecordKind::Receive, .connection = "ws.1"},
            Record{
                .time = at(4),
                .kind = RecordKind::Http,
                .connection = "http",
                .url = answer.url,
                .data = answer.body,
                .status = 200}};
        for (std::size_t i = 0; i < expected.size(); ++i)
            QVERIFY(records[i + 1] == expected[i]);
    }

    void anyBytesSurvive_data() { endings(); }

    void anyBytesSurvive()
    {
        QFETCH(QString, ending);
        const std::string path = m_files.path(QStringLiteral("bytes") + ending);
        // Pieces that matter to JSON or to UTF-8: quotes, controls, whole and torn characters, invalid bytes.
        const std::vector<std::string> pieces = {
            "\"",
            "\\",
            "\n",
            "\r",
            std::string(1, '\0'),
            "\x1f",
            "\x7f",
            "/",
            "a",
            "1723161253 {}",
            "\\u0041",
            "\xc3\xa9",
            "\xe2\x80\xa8",
            "\xf0\x9f\x98\x80",
            "\xc3",
            "\xff",
            "\xed\xa0\x80",
            "\xc0\xaf",
            "\xf4\x90\x80\x80"};
        std::mt19937 random(20'240'809);
        std::vector<std::string> texts;
        for (int n = 0; n < 2'000; ++n) {
            // Two texts of three are valid UTF-8, so that both ways of writing are used.
            const std::size_t choice = n % 3 == 0 ? pieces.size() : 14;
            std::string text;
            for (auto left = random() % 60; left > 0; --left)
                text += pieces[random() % choice];
            texts.push_back(std::move(text));
        }
        RecordWriter writer = writerOf(path);
        for (std::size_t n = 0; n < texts.size(); ++n)
            QVERIFY(
                writer.receive("ws", texts[n], start + Duration(std::int64_t(n) * 7'777'777)).has_value());
        QVERIFY(writer.finish().has_value());

        const auto recording = loadOne(path);
        QVERIFY(!recording->damage());
        QCOMPARE(recording->records().size(), texts.size());
        for (std::size_t n = 0; n < texts.size(); ++n) {
            QCOMPARE(recording->records()[n].data, std::string_view(texts[n]));
            QCOMPARE(recording->records()[n].time, start + Duration(std::int64_t(n) * 7'777'777));
        }
    }

    void linesAreJsonThatOtherToolsRead()
    {
        const std::string path = m_files.path(QStringLiteral("lines.jsonl"));
        RecordWriter writer = writerOf(path);
        const std::vector<std::string> symbols = {"A", "B"};
        QVERIFY(writer.header("binance", symbols, start).has_value());
        QVERIFY(writer.receive("ws.1", "{\"a\":\"b\\n\"}", start).has_value());
        QVERIFY(writer.receive("ws.1", "\xff", start).has_value());
        QVERIFY(writer.finish().has_value());
        const QList<QByteArray> lines = RecordFiles::read(QString::fromStdString(path)).split('\n');
        QCOMPARE(lines.size(), 4);
        const QJsonObject header = QJsonDocument::fromJson(lines[0]).object();
        QCOMPARE(header.value(QStringLiteral("exchange")).toString(), QStringLiteral("binance"));
        QCOMPARE(
            lines[1], QByteArray("{\"t\":\"recv\",\"conn\":\"ws.1\",\"ts\":1723161253.937085768,\"data\":\"{"
                                 "\\\"a\\\":\\\"b\\\\n\\\"}\"}"));
        QCOMPARE(
            lines[2], QByteArray(R"({"t":"recv","conn":"ws.1","ts":1723161253.937085768,"b64":"/w=="})"));
        QVERIFY(lines[3].isEmpty());
    }

    void flushedRecordsCanBeReadWhileRecording_data() { endings(); }

    void flushedRecordsCanBeReadWhileRecording()
    {
        QFETCH(QString, ending);
        const std::string path = m_files.path(QStringLiteral("running") + ending);
        // Up to 2 MB: whatever the reader's and the decoders' blocks are, some flush ends beside their edges.
        for (std::size_t count = 1; count < 20'000; count += 1'499) {
            RecordWriter writer = writerOf(path);
            for (std::size_t n = 0; n < count; ++n)
                QVERIFY(writer.receive("ws", "the same frame again and again", start).has_value());
            QVERIFY(writer.flush().has_value());
            QVERIFY(writer.receive("ws", "not flushed", start).has_value());
            const auto recording = loadOne(path);
            QVERIFY(recording.has_value());
            QCOMPARE(recording->records().size(), count);
        }
    }

    void recordsReachTheFileAfterASecond()
    {
        const std::string path = m_files.path(QStringLiteral("second.gz"));
        RecordWriter writer = writerOf(path);
        QVERIFY(writer.receive("ws", "frame 1", start).has_value());
        QVERIFY(writer.receive("ws", "frame 2", start + std::chrono::milliseconds(999)).has_value());
        QCOMPARE(QFileInfo(QString::fromStdString(path)).size(), 0);
        QVERIFY(writer.receive("ws", "frame 3", start + std::chrono::seconds(1)).has_value());
        QTRY_VERIFY(QFileInfo(QString::fromStdString(path)).size() > 0);
        QTRY_COMPARE(loadOne(path)->records().size(), std::size_t{3});
    }

    void muchInOneInstantReachesTheFile()
    {
        const std::string path = m_files.path(QStringLiteral("burst"));
        RecordWriter writer = writerOf(path);
        for (int n = 0; n < 100; ++n)
            QVERIFY(writer.receive("ws", std::string(10'000, 'x'), start).has_value());
        QTRY_VERIFY(QFileInfo(QString::fromStdString(path)).size() > 900'000);
    }

    void destructorFinishesTheFile_data() { endings(); }

    void destructorFinishesTheFile()
    {
        QFETCH(QString, ending);
        const std::string path = m_files.path(QStringLiteral("left") + ending);
        {
            RecordWriter first = writerOf(path);
            RecordWriter writer = std::move(first);
            QVERIFY(writer.receive("ws", "frame", start).has_value());
        }
        const auto recording = loadOne(path);
        QVERIFY(recording.has_value());
        QVERIFY(!recording->damage());
        QCOMPARE(recording->records().size(), std::size_t{1});
    }

    void nothingIsWrittenAfterTheEnd()
    {
        const std::string path = m_files.path(QStringLiteral("ended"));
        RecordWriter writer = writerOf(path);
        QVERIFY(writer.receive("ws", "frame", start).has_value());
        QVERIFY(writer.finish().has_value());
        QVERIFY(writer.isStopped());
        QVERIFY(writer.receive("ws", "late", start).has_value());
        QVERIFY(writer.finish().has_value());
        QCOMPARE(loadOne(path)->records().size(), std::size_t{1});
    }

    void unwritablePathIsRefusedWithItsReason()
    {
        const std::string inNoFolder = m_files.path(QStringLiteral("no/such/folder/a.gz"));
        const auto writer = RecordWriter::create(inNoFolder);
        QVERIFY(!writer);
        QCOMPARE(writer.error().code, ErrorCode::FileUnwritable);
        QVERIFY(writer.error().detail.find(inNoFolder) != std::string::npos);
        QVERIFY(writer.error().detail.find("No such file") != std::string::npos);
        QCOMPARE(RecordWriter::create(m_files.path(QString())).error().code, ErrorCode::FileUnwritable);
    }

    void fullDiskIsToldOnceAndStopsTheRecording_data() { endings(); }

    void fullDiskIsToldOnceAndStopsTheRecording()
    {
        QFETCH(QString, ending);
        const QString full = QStringLiteral("/dev/full");
        const QString link = QString::fromStdString(m_files.path(QStringLiteral("full") + ending));
        if (!QFileInfo::exists(full) || !QFile::link(full, link))
            QSKIP("This system has no /dev/full to stand for a full disk.");
        RecordWriter writer = writerOf(link.toStdString());
        QVERIFY(writer.receive("ws", "frame", start).has_value());
        const auto flushed = writer.flush();
        QVERIFY(!flushed);
        QCOMPARE(flushed.error().code, ErrorCode::FileUnwritable);
        QVERIFY(flushed.error().detail.find("No space left") != std::string::npos);
        QVERIFY(writer.isStopped());
        QVERIFY(writer.receive("ws", "frame", start).has_value());
        QVERIFY(writer.flush().has_value());
        QVERIFY(writer.finish().has_value());
    }
};

QTEST_APPLESS_MAIN(RecordWriterTest)
#include "recordwritertest.moc"
