// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/exchangehint.h"
#include "recordfiles.h"

#include <QRegularExpression>
#include <QTest>

#include <zstd.h>

using namespace touchline;

class RecordingTest : public QObject {
    Q_OBJECT

    RecordFiles m_files;

    [[nodiscard]] Recording load(std::string_view text) const
    {
        auto loaded = loadOne(m_files.write(QStringLiteral("recording"), text));
        if (!loaded)
            qFatal("%s", loaded.error().detail.c_str());
        return std::move(*loaded);
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void readsEveryKindOfSessionRecord()
    {
        const Recording recording = load(
            R"({"t":"header","format":2,"exchange":"BINANCE_US","config":{"a":["t"]},"recorded":5.5,"x":null})"
            "\n"
            R"({"t": "connect", "conn": "ws.1", "ts": 6.25, "addr": "wss://h/stream?a=b"})"
            "\n"
            "{\"conn\":\"ws.1\",\"ts\":7,\"t\":\"send\",\"addr\":\"wss://h\",\"data\":\"{\\\"id\\\":1}\"}"
            "\n"
            "{\"t\":\"recv\",\"conn\":\"ws.1\",\"ts\":8.000000001,\"data\":\"a\\\"\\\\\\/"
            "\\n\\u00e9\\ud83d\\ude00\\u0000z\"}"
            "\n"
            R"({"t":"recv","conn":"ws.2","ts":9,"b64":"/wCA"})"
            "\n"
            R"({"t":"http","conn":"http","ts":10,"url":"https://h/depth","status":429,"data":"{}"})"
            "\n");
        QVERIFY(!recording.damage());
        const auto records = recording.records();
        QCOMPARE(records.size(), std::size_t{6});
        QCOMPARE(records[0].kind, RecordKind::Header);
        QCOMPARE(records[0].time.nanos, 5'500'000'000);
        QVERIFY(records[0].data.starts_with("{\"t\":\"header\"") && records[0].data.ends_with("null}"));
        const Record connect{
            .time = {6'250'000'000},
            .kind = RecordKind::Connect,
            .connection = "ws.1",
            .url = "wss://h/stream?a=b"};
        QVERIFY(records[1] == connect);
        const Record send{
            .time = {7'000'000'000},
            .kind = RecordKind::Send,
            .connection = "ws.1",
            .url = "wss://h",
            .data = R"({"id":1})"};
        QVERIFY(records[2] == send);
        QCOMPARE(records[3].time.nanos, 8'000'000'001);
        QCOMPARE(records[3].data, std::string_view("a\"\\/\n\xc3\xa9\xf0\x9f\x98\x80\0z", 13));
        QCOMPARE(records[4].data, std::string_view("\xff\0\x80", 3));
        QCOMPARE(records[5].status, 429);
        QCOMPARE(records[5].url, std::string_view("https://h/depth"));
        QCOMPARE(recording.exchangeHint(), std::string("binance-us"));
    }

    void keepsTimesToTheNanosecond_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("nanos");
        QTest::newRow("nine digits") << "1723161253.937085768" << qint64{1'723'161'253'937'085'768};
        QTest::newRow("seven digits") << "1633998512.0633569" << qint64{1'633'998'512'063'356'900};
        QTest::newRow("none") << "1633998512" << qint64{1'633'998'512'000'000'000};
        QTest::newRow("exponent") << "1.5e9" << qint64{1'500'000'000'000'000'000};
        QTest::newRow("beyond a nanosecond") << "1.0000000019999" << qint64{1'000'000'001};
    }

    void keepsTimesToTheNanosecond()
    {
        QFETCH(QString, text);
        QFETCH(qint64, nanos);
        const Recording recording = load(R"({"t":"recv","ts":)" + text.toStdString() + R"( ,"data":"x"})");
        QCOMPARE(recording.records()[0].time.nanos, nanos);
    }

    void ordersByTimeAndKeepsTheFilesOrderAtEqualTimes()
    {
        constexpr int count = 500; // of each connection; grouped, as some recorders leave them
        std::string text;
        for (const std::string connection : {"a", "b"}) {
            for (int n = 0; n < count; ++n)
                text += "{\"t\":\"recv\",\"data\":\"x\",\"conn\":\"" + connection +
                        "\",\"ts\":" + std::to_string(n) + "}\n";
        }
        const Recording recording = load(text);
        const auto records = recording.records();
        QCOMPARE(records.size(), std::size_t{2 * count});
        for (std::size_t n = 0; n < records.size(); ++n) {
            QCOMPARE(records[n].time, Instant::fromMillis(std::int64_t(n / 2) * 1000));
            QCOMPARE(records[n].connection, std::string_view(n % 2 == 0 ? "a" : "b"));
        }
    }

    void headerWithoutTimeStandsAtTheBegin()
    {
        const Recording recording = load(R"({"t":"header","exchange":"demo"}
{"t":"recv","conn":"a","ts":7,"data":"2"}
{"t":"recv","conn":"b","ts":5,"data":"3"})");
        QCOMPARE(recording.records()[0].kind, RecordKind::Header);
        QCOMPARE(recording.records()[0].time, Instant::fromMillis(5000));
        QCOMPARE(recording.exchangeHint(), std::string("demo"));
    }

    void laterFilesFollowEvenWhenTheirTimesAreEarlier()
    {
        const std::vector<std::string> paths = {
            m_files.write(QStringLiteral("a"), R"({"t":"recv","ts":9,"data":"a"})"),
            m_files.write(QStringLiteral("b"), R"({"t":"recv","ts":1,"data":"b"})")};
        const auto recording = loadRecordings(paths);
        QVERIFY(recording.has_value());
        QCOMPARE(recording->records().size(), std::size_t{2});
        QCOMPARE(recording->records()[1].data, std::string_view("b"));
    }

    void readsACollectorFile()
    {
        const Recording recording =
            load("1723161253937085768 "
                 "{\"stream\":\"btcusdt@depth\",\"data\":{\"e\":\"depthUpdate\",\"s\":\"BTCUSDT\","
                 "\"U\":10,\"u\":12,\"b\":[],\"a\":[]}}\r\n"
                 "\n"
                 "1723161253937085769 {\"lastUpdateId\":11,\"bids\":[],\"asks\":[]}\r\n"
                 "1723161253937085770 {\"result\":null,\"id\":1}");
        const auto records = recording.records();
        QCOMPARE(records.size(), std::size_t{3});
        QCOMPARE(records[0].kind, RecordKind::Receive);
        QCOMPARE(records[0].connection, std::string_view("collector"));
        QCOMPARE(records[0].time.nanos, 1'723'161'253'937'085'768);
        const Record body{
            .time = {1'723'161'253'937'085'769},
            .kind = RecordKind::Http,
            .connection = "collector",
            .url = "/api/v3/depth?symbol=BTCUSDT",
            .data = R"({"lastUpdateId":11,"bids":[],"asks":[]})"};
        QVERIFY(records[1] == body);
        QCOMPARE(records[2].kind, RecordKind::Receive);
        QCOMPARE(recording.exchangeHint(), std::string("binance"));
    }

    void depthBodyBelongsToTheSymbolWithTheNearestIds_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("url");
        // u: an update of a symbol from id to id; s: a body with its id.
        QTest::newRow("seen before") << "u AAA 10 20,u BBB 500 510,s 505"
                                     << "/api/v3/depth?symbol=BBB";
        QTest::newRow("seen after") << "s 505,u AAA 10 20,u BBB 500 510"
                                    << "/api/v3/depth?symbol=BBB";
        QTest::newRow("the near one comes later") << "u AAA 10 20,s 505,u BBB 500 510"
                                                  << "/api/v3/depth?symbol=BBB";
        QTest::newRow("ranges overlap in the long run")
            << "u AAA 100 101,u AAA 900 901,u BBB 480 490,s 495,u BBB 900 910"
            << "/api/v3/depth?symbol=BBB";
        QTest::newRow("equally near") << "s 25,u BBB 30 40,u AAA 30 40"
                                      << "/api/v3/depth?symbol=AAA";
        QTest::newRow("equally near, in order") << "s 25,u AAA 30 40,u BBB 30 40"
                                                << "/api/v3/depth?symbol=AAA";
        QTest::newRow("no update at all") << "s 505"
                                          << "/api/v3/depth";
        QTest::newRow("not ASCII") << QString::fromUtf8("u \u5e01 1 2,s 2")
                                   << "/api/v3/depth?symbol=%E5%B8%81";
    }

    void depthBodyBelongsToTheSymbolWithTheNearestIds()
    {
        QFETCH(QString, file);
        QFETCH(QString, url);
        QString text;
        const QStringList entries = file.split(u',');
        for (const QString &entry : entries) {
            const QStringList words = entry.split(u' ');
            text += words[0] == u"s"
                        ? QStringLiteral("1 {\"lastUpdateId\":%1,\"bids\":[],\"asks\":[]}\n").arg(words[1])
                        : QStringLiteral("1 "
                                         "{\"stream\":\"x\",\"data\":{\"e\":\"depthUpdate\",\"s\":\"%1\","
                                         "\"U\":%2,\"u\":%3}}\n")
                              .arg(words[1], words[2], words[3]);
        }
        const Recording recording = load(text.toStdString());
        for (const Record &record : recording.records()) {
            if (record.kind == RecordKind::Http)
                QCOMPARE(QString::fromUtf8(record.url.data(), qsizetype(record.url.size())), url);
        }
    }

    void compressionIsToldByContentNotByName()
    {
        for (const QString &ending :
             {QStringLiteral(".gz"), QStringLiteral(".zst"), QStringLiteral(".txt")}) {
            const QByteArray bytes = m_files.compressed(ending, framesText(5'000));
            const auto recording = loadOne(
                m_files.write(QStringLiteral("misnamed.gz"), {bytes.data(), std::size_t(bytes.size())}));
            QVERIFY(recording.has_value());
            QVERIFY(!recording->damage());
            QCOMPARE(recording->records().size(), std::size_t{5'000});
        }
    }

    void joinedCompressedPartsAreOneFile()
    {
        const std::string text = framesText(50);
        const std::string_view all = text;
        for (const QString &ending : {QStringLiteral(".gz"), QStringLiteral(".zst")}) {
            // The cut is in the middle of a line.
            const QByteArray joined = m_files.compressed(ending, all.substr(0, 1000)) +
                                      m_files.compressed(ending, all.substr(1000));
            const auto recording = loadOne(m_files.write(QStringLiteral("joined"), joined.toStdString()));
            QVERIFY(recording.has_value());
            QVERIFY(!recording->damage());
            QCOMPARE(recording->records().size(), std::size_t{50});
            QVERIFY(areFirstFrames(recording->records()));
        }
    }

    void viewsSurviveAMove()
    {
        Recording first = load(framesText(10'000));
        const std::string_view view = first.records()[9'000].data;
        const Recording second = std::move(first);
        QCOMPARE(second.records()[9'000].data.data(), view.data());
        QVERIFY(areFirstFrames(second.records()));
    }

    void hostsTellTheExchange_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("exchange");
        QTest::newRow("vision") << "wss://data-stream.binance.vision/stream?streams=a"
                                << "binance";
        QTest::newRow("port") << "wss://stream.binance.com:9443/ws"
                              << "binance";
        QTest::newRow("us") << "https://api.binance.us/api/v3/depth"
                            << "binance-us";
        QTest::newRow("futures") << "https://fapi.binance.com/fapi/v1/depth"
                                 << "binance-usdm";
        QTest::newRow("coin futures") << "wss://dstream.binance.com"
                                      << "binance-coinm";
        QTest::newRow("kraken") << "wss://ws.kraken.com/v2"
                                << "kraken";
        QTest::newRow("look-alike") << "https://notbinance.com/"
                                    << "";
        QTest::newRow("in the path only") << "https://example.org/binance.com"
                                          << "";
        QTest::newRow("no host") << "/api/v3/depth?symbol=BTCUSDT"
                                 << "";
    }

    void hostsTellTheExchange()
    {
        QFETCH(QString, url);
        QFETCH(QString, exchange);
        QCOMPARE(std::string(exchangeOfUrl(url.toStdString())), exchange.toStdString());
    }

    void unknownExchangeLeavesTheHintEmpty() { QVERIFY(load(framesText(3)).exchangeHint().empty()); }
};

QTEST_APPLESS_MAIN(RecordingTest)
#include "recordingtest.moc"
