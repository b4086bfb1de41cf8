// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "book/booksync.h"
#include "book/digest.h"
#include "sim/exchange.h"
#include "sim/replaytape.h"
#include "venues/venuetable.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <deque>

using namespace touchline;
using Kind = ReplayEntry::Kind;

namespace {

constexpr Instant recordedAt = Instant::fromMillis(1'600'000'000'000);
constexpr Instant start = Instant::fromMillis(1'770'000'000'000);

/// A tape in the making; the texts live as long as the tape.
class TapeBuilder {
public:
    TapeBuilder &diff(int ms, int first, int last)
    {
        const std::string ids = R"("U":)" + std::to_string(first) + R"(,"u":)" + std::to_string(last);
        return add(
            ms, Kind::Frame,
            R"({"stream":"abcusdt@depth@100ms","data":{"e":"depthUpdate","E":1600000000000,"s":"ABCUSDT",)" +
                ids + R"(,"b":[["10.00000000",")" + std::to_string(last) + R"(.00000000"]],"a":[]}})");
    }

    TapeBuilder &trade(int ms)
    {
        return add(
            ms, Kind::Frame,
            R"({"stream":"abcusdt@trade","data":{"e":"trade","E":1600000000000,"s":"ABCUSDT","t":77,)"
            R"("p":"10.00000000","q":"1.50000000","T":1600000000000,"m":true,"M":true}})");
    }

    TapeBuilder &snapshot(int ms, int id, std::string_view symbol = "ABCUSDT")
    {
        add(ms, Kind::Snapshot,
            R"({"lastUpdateId":)" + std::to_string(id) +
                R"(,"bids":[["10.00000000","1.00000000"]],"asks":[["11.00000000","1.00000000"]]})");
        m_entries.back().symbol = symbol;
        return *this;
    }

    TapeBuilder &other(int ms, std::string text) { return add(ms, Kind::Frame, std::move(text)); }

    [[nodiscard]] ReplayTape tape() const { return ReplayTape{m_entries, {}, m_texts}; }

private:
    TapeBuilder &add(int ms, Kind kind, std::string text)
    {
        m_texts->push_back(std::move(text));
        m_entries.push_back({recordedAt + std::chrono::milliseconds(ms), kind, {}, m_texts->back()});
        return *this;
    }

    std::shared_ptr<std::deque<std::string>> m_texts = std::make_shared<std::deque<std::string>>();
    std::vector<ReplayEntry> m_entries;
};

/// Two diffs and the snapshot that fits between them, then three more diffs at 400, 500 and 600 ms.
TapeBuilder usualTape()
{
    TapeBuilder builder;
    builder.diff(0, 1, 5).diff(100, 6, 9).snapshot(150, 7).diff(200, 10, 12);
    return builder.diff(400, 13, 14).trade(450).diff(500, 15, 19).diff(600, 20, 20);
}

SimExchange exchangeFor(const TapeBuilder &builder, ReplaySpeed speed = 1000)
{
    return SimExchange(ReplayMarkets::load(builder.tape(), *findVenue("binance"), speed).value());
}

std::vector<std::string> texts(SimExchange &exchange, ConnectionId id)
{
    std::vector<std::string> frames;
    for (Outgoing &outgoing : exchange.takeOutput(id)) {
        if (outgoing.kind == Outgoing::Kind::Text)
            frames.push_back(std::move(outgoing.text));
    }
    return frames;
}

std::string digestOf(const Listing &listing)
{
    const QByteArray text = QByteArray::fromStdString(digestText(listing.book, listing.instrument.decimals));
    return QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex().toStdString();
}

} // namespace

class ReplayMarketsTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void startsWhereTheSnapshotFits()
    {
        auto exchange = exchangeFor(usualTape());
        QCOMPARE(exchange.instruments().size(), std::size_t{1});
        const Listing *listing = exchange.listing("ABCUSDT", start);
        QVERIFY(listing);
        QCOMPARE(listing->updateId, std::uint64_t{9});
        QCOMPARE(listing->book.bids().best()->qty, Qty(900'000'000));
        const auto reply = exchange.get("/api/v3/depth?symbol=ABCUSDT", start);
        QCOMPARE(
            reply.body, std::string(R"({"lastUpdateId":9,"bids":[["10.00000000","9.00000000"]],)"
                                    R"("asks":[["11.00000000","1.00000000"]]})"));
    }

    void waitsForTheFirstSubscriber()
    {
        auto exchange = exchangeFor(usualTape());
        exchange.advance(start + std::chrono::hours(1));
        QCOMPARE(exchange.listing("ABCUSDT", start)->updateId, std::uint64_t{9});
        const auto id = exchange.connect("/ws/abcusdt@depth@100ms", start);
        exchange.advance(start + std::chrono::hours(1));
        QCOMPARE(exchange.listing("ABCUSDT", start)->updateId, std::uint64_t{20});
        QCOMPARE(texts(exchange, id).size(), std::size_t{4});
    }

    void playsAtRecordedPaceTimesSpeed_data()
    {
        QTest::addColumn<int>("speed");
        QTest::addColumn<int>("millis");
        QTest::newRow("as recorded") << 1'000 << 50;
        QTest::newRow("twice") << 2'000 << 25;
        QTest::newRow("half") << 500 << 100;
    }

    void playsAtRecordedPaceTimesSpeed()
    {
        QFETCH(int, speed);
        QFETCH(int, millis);
        auto exchange = exchangeFor(usualTape(), ReplaySpeed(speed));
        const auto id = exchange.connect("/ws/abcusdt@depth@100ms", start);
        exchange.advance(start + std::chrono::milliseconds(millis - 1));
        QVERIFY(texts(exchange, id).empty());
        exchange.advance(start + std::chrono::milliseconds(millis));
        QCOMPARE(texts(exchange, id).size(), std::size_t{1});
    }

    void forwardsFramesAsRecorded()
    {
        auto exchange = exchangeFor(usualTape(), ReplaySpeed());
        const auto raw = exchange.connect("/ws/abcusdt@trade", start);
        const auto combined = exchange.connect("/stream?streams=abcusdt@trade", start);
        exchange.advance(start);
        const std::string payload =
            R"({"e":"trade","E":1600000000000,"s":"ABCUSDT","t":77,"p":"10.00000000","q":"1.50000000",)"
            R"("T":1600000000000,"m":true,"M":true})";
        QCOMPARE(texts(exchange, raw), std::vector<std::string>{payload});
        QCOMPARE(
            texts(exchange, combined),
            std::vector<std::string>{R"({"stream":"abcusdt@trade","data":)" + payload + '}'});
        const auto trades = exchange.get("/api/v3/trades?symbol=ABCUSDT", start).body;
        QVERIFY(trades.find(R"("id":77)") != std::string::npos);
    }

    void makesWhatTheRecordingLacks()
    {
        auto exchange = exchangeFor(usualTape(), ReplaySpeed());
        const auto id = exchange.connect("/stream?streams=abcusdt@depth/abcusdt@bookTicker", start);
        exchange.advance(start);
        bool hasDiff = false;
        bool hasQuote = false;
        for (const std::string &frame : texts(exchange, id)) {
            hasDiff = hasDiff || frame.find(R"("U":10,"u":20)") != std::string::npos;
            hasQuote =
                hasQuote || frame.find(R"({"u":20,"s":"ABCUSDT","b":"10.00000000")") != std::string::npos;
        }
        QVERIFY(hasDiff && hasQuote);
    }

    void endsAndKeepsServing()
    {
        auto exchange = exchangeFor(usualTape(), ReplaySpeed());
        static_cast<void>(exchange.connect("/ws/abcusdt@trade", start));
        QVERIFY(!exchange.replay()->isFinished());
        exchange.advance(start);
        QVERIFY(exchange.replay()->isFinished());
        QVERIFY(!exchange.replay()->wantsMore());
        QVERIFY(
            exchange.get("/api/v3/depth?symbol=ABCUSDT", start).body.starts_with(R"({"lastUpdateId":20,)"));
    }

    void laterSnapshotsDoNotThrowTheBookBack()
    {
        TapeBuilder builder = usualTape();
        builder.snapshot(700, 14).diff(800, 21, 22);
        auto exchange = exchangeFor(builder, ReplaySpeed());
        static_cast<void>(exchange.connect("/ws/abcusdt@trade", start));
        exchange.advance(start);
        QCOMPARE(exchange.listing("ABCUSDT", start)->updateId, std::uint64_t{22});
        QCOMPARE(exchange.replay()->unusable(), std::uint64_t{0});
    }

    void aSymbolWithoutSnapshotIsNotListed()
    {
        TapeBuilder builder = usualTape();
        builder.other(
            700,
            R"({"stream":"xyz@depth@100ms","data":{"e":"depthUpdate","E":1,"s":"XYZ","U":1,"u":1,"b":[],"a":[]}})");
        auto exchange = exchangeFor(builder);
        QCOMPARE(exchange.instruments().size(), std::size_t{1});
        QCOMPARE(exchange.get("/api/v3/depth?symbol=XYZ", start).status, 400);
    }

    void aSnapshotThatNeverFitsDoesNotHideTheOthers()
    {
        TapeBuilder builder;
        builder.other(
            0,
            R"({"stream":"xyz@depth@100ms","data":{"e":"depthUpdate","E":1,"s":"XYZ","U":90,"u":91,"b":[],"a":[]}})");
        builder.snapshot(10, 5, "XYZ").diff(20, 1, 5).snapshot(150, 7).diff(200, 6, 9).diff(300, 10, 10);
        auto exchange = exchangeFor(builder);
        QCOMPARE(exchange.instruments().size(), std::size_t{1});
        QCOMPARE(exchange.listing("ABCUSDT", start)->updateId, std::uint64_t{7});
    }

    void countsWhatItCannotUse()
    {
        TapeBuilder builder = usualTape();
        builder.other(700, "not JSON")
            .other(710, R"({"stream":"abcusdt@depth@100ms","data":{"e":"depthUpdate"}})");
        auto exchange = exchangeFor(builder, ReplaySpeed());
        static_cast<void>(exchange.connect("/ws/abcusdt@trade", start));
        exchange.advance(start);
        QCOMPARE(exchange.replay()->unusable(), std::uint64_t{2});
    }

    void refusesATapeWithoutABook()
    {
        TapeBuilder builder;
        builder.diff(0, 1, 5).trade(10);
        const auto refused = ReplayMarkets::load(builder.tape(), *findVenue("binance"), 1000);
        QVERIFY(!refused);
        QVERIFY(!ReplayMarkets::load(ReplayTape(), *findVenue("binance"), 1000));
    }

    void readsSpeeds()
    {
        QCOMPARE(parseReplaySpeed("1").value(), ReplaySpeed(1'000));
        QCOMPARE(parseReplaySpeed("0.5").value(), ReplaySpeed(500));
        QCOMPARE(parseReplaySpeed("max").value(), ReplaySpeed());
        for (const char *bad : {"0", "-1", "fast", "", "1.23456", "99999999"})
            QCOMPARE(parseReplaySpeed(bad).error().code, ErrorCode::BadArgument);
    }

    void recordedSessionEndsInTheGoldenBook()
    {
        const std::string folder = qEnvironmentVariable("TOUCHLINE_DATA").toStdString() + "/binance/";
        QFile golden(QString::fromStdString(folder + "golden_hftbacktest_spot_btcusdt.jsonl"));
        if (!golden.open(QIODevice::ReadOnly))
            QSKIP("Recorded market data is absent: set TOUCHLINE_DATA to its folder.");
        const std::string files[] = {
            folder + "hftbacktest_spot_btcusdt_20240808.gz", folder + "hftbacktest_spot_btcusdt_20240809.gz"};
        auto tape = loadReplayTape(files);
        QVERIFY(tape);
        SimExchange exchange(ReplayMarkets::load(std::move(*tape), *findVenue("binance"), {}).value());
        static_cast<void>(exchange.connect("/ws/btcusdt@depth@100ms", start));
        while (!exchange.replay()->isFinished())
            exchange.advance(start);
        const QByteArray lastLine = golden.readAll().trimmed().split('\n').constLast();
        const QJsonObject last = QJsonDocument::fromJson(lastLine).object();
        const Listing *listing = exchange.listing("BTCUSDT", start);
        QCOMPARE(listing->updateId, static_cast<std::uint64_t>(last.value(QLatin1String("u")).toInteger()));
        QCOMPARE(digestOf(*listing), last.value(QLatin1String("sha256")).toString().toStdString());
    }

    void recordedSymbolsAreListedAsRecorded()
    {
        const std::string file = qEnvironmentVariable("TOUCHLINE_DATA").toStdString() +
                                 "/binance/cryptofeed_BINANCE_20211012.jsonl.gz";
        if (!QFile::exists(QString::fromStdString(file)))
            QSKIP("Recorded market data is absent: set TOUCHLINE_DATA to its folder.");
        auto tape = loadReplayTape(std::span(&file, 1));
        QVERIFY(tape);
        SimExchange exchange(ReplayMarkets::load(std::move(*tape), *findVenue("binance"), {}).value());
        QCOMPARE(exchange.instruments().size(), std::size_t{4});
        for (const Instrument &instrument : exchange.instruments()) {
            QVERIFY(instrument.tickSize.raw() > 0);
            QVERIFY(exchange.listing(instrument.symbol, start)->book.touch());
        }
    }
};

QTEST_APPLESS_MAIN(ReplayMarketsTest)
#include "replaymarketstest.moc"
