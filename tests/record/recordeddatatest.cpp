// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recordfiles.h"

#include <QDir>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <array>
#include <random>

using namespace touchline;

/// Real recordings, where they are at hand.
class RecordedDataTest : public QObject {
    Q_OBJECT

    RecordFiles m_files;
    QString m_data = qEnvironmentVariable("TOUCHLINE_DATA");

    [[nodiscard]] std::string path(const QString &name) const
    {
        return QDir(m_data).filePath(name).toStdString();
    }

    static void row(const char *file, std::array<int, 5> counts, const char *exchange)
    {
        QTest::newRow(file) << QString::fromLatin1(file) << QList<int>(counts.begin(), counts.end())
                            << QString::fromLatin1(exchange);
    }

private slots:
    void initTestCase()
    {
        if (m_data.isEmpty() || !QDir(m_data).exists())
            QSKIP("The recorded market data is not at hand: set TOUCHLINE_DATA to its folder.");
    }

    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void everyRecordingLoadsWhole_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QList<int>>("counts"); // header, connect, send, receive, http
        QTest::addColumn<QString>("exchange");
        row("binance/cryptofeed_BINANCE_20211012.jsonl.gz", {0, 1, 0, 265, 5}, "binance");
        row("binance/cryptofeed_BINANCE_US_20211012.jsonl.gz", {0, 1, 0, 480, 5}, "binance-us");
        row("binance/hftbacktest_spot_btcusdt_20240808.gz", {0, 0, 0, 41'248, 1}, "binance");
        row("binance/hftbacktest_spot_btcusdt_20240809.gz", {0, 0, 0, 58'325, 0}, "binance");
        row("venues/binance_coinm.jsonl.zst", {1, 1, 0, 2'185, 11}, "binance-coinm");
        row("venues/binance_usdm.jsonl.zst", {1, 1, 0, 767, 5}, "binance-usdm");
        row("venues/bitfinex.jsonl.zst", {1, 1, 22, 846, 3}, "bitfinex");
        row("venues/bitget.jsonl.zst", {1, 2, 2, 578, 3}, "bitget");
        row("venues/bitstamp.jsonl.zst", {1, 1, 20, 373, 11}, "bitstamp");
        row("venues/bybit.jsonl.zst", {1, 2, 24, 1'613, 2}, "bybit");
        row("venues/coinbase_advanced.jsonl.zst", {1, 1, 5, 515, 1}, "coinbase");
        row("venues/deribit.jsonl.zst", {1, 1, 1, 68, 4}, "deribit");
        row("venues/gate.jsonl.zst", {1, 1, 22, 119, 10}, "gate");
        row("venues/gemini.jsonl.zst", {1, 1, 1, 281, 348}, "gemini");
        row("venues/kraken_v1.jsonl.zst", {1, 3, 3, 2'215, 1}, "kraken");
        row("venues/kucoin.jsonl.zst", {1, 1, 13, 2'360, 10}, "kucoin");
        row("venues/okx.jsonl.zst", {1, 1, 3, 205, 25}, "okx");
    }

    void everyRecordingLoadsWhole()
    {
        QFETCH(QString, file);
        QFETCH(QList<int>, counts);
        QFETCH(QString, exchange);
        const auto recording = loadOne(path(file));
        QVERIFY2(recording.has_value(), recording ? "" : recording.error().detail.c_str());
        QVERIFY(!recording->damage());
        QList<int> counted(5, 0);
        for (const Record &record : recording->records())
            ++counted[static_cast<int>(record.kind)];
        QCOMPARE(counted, counts);
        QCOMPARE(recording->exchangeHint(), exchange.toStdString());
        QVERIFY(std::ranges::is_sorted(recording->records(), {}, &Record::time));
    }

    void rawFramesAreNoRecording()
    {
        const auto loaded = loadOne(path(QStringLiteral("venues/kraken_v2_frames.jsonl")));
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().code, ErrorCode::NotARecording);
    }

    void twoFilesAreOneSession()
    {
        const std::vector<std::string> paths = {
            path(QStringLiteral("binance/hftbacktest_spot_btcusdt_20240808.gz")),
            path(QStringLiteral("binance/hftbacktest_spot_btcusdt_20240809.gz"))};
        const auto recording = loadRecordings(paths);
        QVERIFY(recording.has_value());
        const auto records = recording->records();
        QCOMPARE(records.size(), std::size_t{99'574});
        QVERIFY(std::ranges::is_sorted(records, {}, &Record::time));
        QCOMPARE(records[0].time.nanos, 1'723'161'253'937'085'768);
        QCOMPARE(records[7].kind, RecordKind::Http);
        QCOMPARE(records[7].url, std::string_view("/api/v3/depth?symbol=BTCUSDT"));
        QVERIFY(records[7].data.starts_with("{\"lastUpdateId\":50093239218,"));
        QCOMPARE(records[41'249].time.nanos, 1'723'161'600'001'658'384);
    }

    void recordingCutAnywhereKeepsItsBeginning_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("gzip") << "binance/cryptofeed_BINANCE_US_20211012.jsonl.gz";
        QTest::newRow("zstd") << "venues/gate.jsonl.zst";
        QTest::newRow("collector") << "binance/hftbacktest_spot_btcusdt_20240808.gz";
    }

    void recordingCutAnywhereKeepsItsBeginning()
    {
        QFETCH(QString, file);
        const auto whole = loadOne(path(file));
        QVERIFY(whole.has_value());
        const QByteArray bytes = RecordFiles::read(QDir(m_data).filePath(file));
        std::mt19937 random(1);
        for (int n = 0; n < 20; ++n) {
            const auto size = static_cast<std::size_t>(random()) % static_cast<std::size_t>(bytes.size());
            const auto cut = loadOne(m_files.write(QStringLiteral("cut"), {bytes.data(), size}));
            if (!cut) {
                QCOMPARE(cut.error().code, ErrorCode::NotARecording);
                continue;
            }
            QVERIFY(cut->damage().has_value());
            QVERIFY(cut->records().size() <= whole->records().size());
            QVERIFY(std::equal(cut->records().begin(), cut->records().end(), whole->records().begin()));
        }
    }

    void changedBytesNeverGetPastTheEnd()
    {
        const QByteArray good = RecordFiles::read(
            QDir(m_data).filePath(QStringLiteral("binance/cryptofeed_BINANCE_US_20211012.jsonl.gz")));
        std::mt19937 random(2);
        for (int n = 0; n < 40; ++n) {
            QByteArray bad = good;
            // Beyond the header, whose fields (time, name) say nothing about the content.
            const auto at = 64 + static_cast<qsizetype>(random() % static_cast<unsigned>(bad.size() - 64));
            bad[at] = static_cast<char>(~bad[at]);
            const auto loaded =
                loadOne(m_files.write(QStringLiteral("bad"), {bad.data(), std::size_t(bad.size())}));
            QVERIFY(!loaded || loaded->damage());
        }
    }
};

QTEST_APPLESS_MAIN(RecordedDataTest)
#include "recordeddatatest.moc"
