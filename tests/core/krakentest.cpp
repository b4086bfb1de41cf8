// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "venues/kraken.h"

#include "support/frametext.h"
#include "support/krakenfeed.h"
#include "venues/venuetable.h"

#include <QRegularExpression>
#include <QTest>

#include <variant>

using namespace touchline;
using test::changed;
using test::krakenEntry;
using test::krakenFrame;

namespace {

constexpr std::string_view updateFrame =
    R"({"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[{"price":64000.1,"qty":0.52},)"
    R"({"price":63999.9,"qty":0.0}],"asks":[{"price":64000.2,"qty":1.10000000}],"checksum":2345678901,)"
    R"("timestamp":"2026-02-02T10:00:00.123456Z"}]})";

constexpr std::string_view tradeFrame =
    R"({"channel":"trade","type":"update","data":[{"symbol":"BTC/USD","side":"buy","price":64000.2,"qty":0.01,)"
    R"("ord_type":"market","trade_id":70000001,"timestamp":"2026-02-02T10:00:00.200000Z"}]})";

/// 2026-02-02T10:00:00Z
constexpr std::int64_t tenOClock = 1'770'026'400'000'000'000;

/// BTC/USD and ETH/USD are followed.
class Decoder {
public:
    Expected<FeedEvent> decode(std::string_view frame)
    {
        const auto lookup = [this](std::string_view symbol) -> const Instrument * {
            for (const Instrument &pair : pairs) {
                if (pair.symbol == symbol)
                    return &pair;
            }
            return nullptr;
        };
        return m_venue.decodeFrame(frame, lookup, buffer);
    }
    template <class Event> Event as(std::string_view frame)
    {
        const auto event = decode(frame);
        if (!event || !std::holds_alternative<Event>(*event)) {
            QTest::qFail("decoded to something else", __FILE__, __LINE__);
            return {};
        }
        return std::get<Event>(*event);
    }

    std::vector<Instrument> pairs{test::krakenPair("BTC/USD"), test::krakenPair("ETH/USD")};
    DecodeBuffer buffer;

private:
    KrakenSpot m_venue;
};

Level level(std::string_view price, std::string_view qty)
{
    return {parsePrice(price, 1).value(), parseQty(qty, 8).value()};
}

std::string tradeEntry(std::string_view symbol, int id)
{
    return R"({"symbol":")" + std::string(symbol) + R"(","side":"sell","price":10.5,"qty":1,"trade_id":)" +
           std::to_string(id) + R"(,"timestamp":"2026-02-02T10:00:00Z"})";
}

} // namespace

class KrakenTest : public QObject {
    Q_OBJECT

private:
    Decoder m_kraken;

private slots:
    void theAnswerToASubscriptionTellsTheDepth()
    {
        const auto answer = m_kraken.as<SubscribedEvent>(
            R"({"method":"subscribe","result":{"channel":"book","depth":25,"snapshot":true,"symbol":"BTC/USD"},"success":true})");
        QCOMPARE(answer.instrument->symbol, std::string("BTC/USD"));
        QCOMPARE(answer.depth, std::size_t{25});
    }

    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void theTableKnowsIt()
    {
        const Venue *const venue = findVenue("kraken");
        QVERIFY(venue);
        QCOMPARE(venue->title(), std::string_view("Kraken"));
        QVERIFY(!venue->isDemo());
        QCOMPARE(venue->hosts().ws, std::string("wss://ws.kraken.com"));
        QCOMPARE(venue->hosts().rest, std::string("https://api.kraken.com"));
    }

    void anUpdateBecomesADelta()
    {
        const auto depth = m_kraken.as<DepthEvent>(updateFrame);
        QCOMPARE(depth.instrument->symbol, std::string("BTC/USD"));
        QVERIFY(!depth.delta->ids.areKnown());
        QVERIFY(depth.delta->bids == (std::vector{level("64000.1", "0.52"), level("63999.9", "0")}));
        QVERIFY(depth.delta->asks == std::vector{level("64000.2", "1.1")});
        QVERIFY(depth.delta->checksum == 2'345'678'901U);
        QVERIFY(depth.delta->exchangeTime == (Instant{tenOClock + 123'456'000}));
    }

    void aSnapshotBecomesABook()
    {
        const auto event = m_kraken.as<SnapshotEvent>(changed(updateFrame, "update", "snapshot"));
        QCOMPARE(event.instrument->symbol, std::string("BTC/USD"));
        QCOMPARE(event.snapshot->lastUpdateId, std::uint64_t{0});
        QCOMPARE(event.snapshot->bids.size(), std::size_t{2});
        QVERIFY(event.snapshot->asks == std::vector{level("64000.2", "1.1")});
        QVERIFY(event.snapshot->checksum == 2'345'678'901U);
        QVERIFY(event.snapshot->exchangeTime == (Instant{tenOClock + 123'456'000}));
    }

    void aFrameLeavesNothingOfTheOneBefore()
    {
        static_cast<void>(m_kraken.as<DepthEvent>(updateFrame));
        const auto depth = m_kraken.as<DepthEvent>(
            R"({"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[],"asks":[],"checksum":0}]})");
        QVERIFY(depth.delta->bids.empty());
        QVERIFY(depth.delta->asks.empty());
        QVERIFY(!depth.delta->exchangeTime);
        QVERIFY(depth.delta->checksum == 0U);
    }

    void memberOrderAndUnknownMembersDoNotMatter()
    {
        const auto depth = m_kraken.as<DepthEvent>(
            R"( {"data":[{"timestamp":"2026-02-02T10:00:00Z","new":[{"price":1}],"checksum":7,)"
            R"("asks":[{"x":{"qty":9},"qty":2,"price":64000.2}],"bids":[ ],"symbol":"BTC\/USD"}],)"
            R"("type":"update","new":null,"channel":"book"} )");
        QVERIFY(depth.delta->asks == std::vector{level("64000.2", "2")});
        QVERIFY(depth.delta->bids.empty());
        QVERIFY(depth.delta->exchangeTime == Instant{tenOClock});
    }

    void numbersAreReadFromTheirText_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("raw");
        QTest::newRow("trailing zeros") << QByteArray("0.52000000") << qint64{52'000'000};
        QTest::newRow("more zeros than decimals") << QByteArray("1.00000000000") << qint64{100'000'000};
        QTest::newRow("whole") << QByteArray("3") << qint64{300'000'000};
        QTest::newRow("exponent") << QByteArray("5.1e-05") << qint64{5'100};
        QTest::newRow("large exponent") << QByteArray("8.0E-8") << qint64{8};
        QTest::newRow("positive exponent") << QByteArray("1.5e+3") << qint64{150'000'000'000};
        QTest::newRow("zero") << QByteArray("0") << qint64{0};
        QTest::newRow("zero with a point") << QByteArray("0.0") << qint64{0};
        QTest::newRow("zero with an exponent") << QByteArray("0E-8") << qint64{0};
        QTest::newRow("minus zero") << QByteArray("-0.0") << qint64{0};
        // A double makes 301727260.8 of it.
        QTest::newRow("seventeen digits")
            << QByteArray("301727260.79999999") << qint64{30'172'726'079'999'999};
        QTest::newRow("space behind it") << QByteArray("1 \t\n") << qint64{100'000'000};
    }

    void numbersAreReadFromTheirText()
    {
        QFETCH(QByteArray, text);
        QFETCH(qint64, raw);
        const auto depth = m_kraken.as<DepthEvent>(changed(updateFrame, "1.10000000", text.toStdString()));
        QCOMPARE(depth.delta->asks.front().qty.raw(), std::int64_t{raw});
    }

    void anImpossibleTimeIsNoTime()
    {
        for (const char *const time : {"soon", "2026-13-02T10:00:00Z", ""}) {
            const auto frame = changed(updateFrame, "2026-02-02T10:00:00.123456Z", time);
            QVERIFY(!m_kraken.as<DepthEvent>(frame).delta->exchangeTime);
        }
        const auto number = changed(updateFrame, R"("2026-02-02T10:00:00.123456Z")", "5");
        QVERIFY(!m_kraken.as<DepthEvent>(number).delta->exchangeTime);
    }

    void severalBooksInAFrameAreABatch()
    {
        const auto frame = krakenFrame(
            "update", krakenEntry({{{"10", "1"}}, {}, 1}) + ',' +
                          krakenEntry({{}, {{"11", "2"}}, 2}, "ETH/USD") + ',' +
                          krakenEntry({{{"10", "3"}}, {}, 3}));
        for (int again = 0; again < 2; ++again) {
            static_cast<void>(m_kraken.as<BatchEvent>(frame));
            const auto &batch = m_kraken.buffer.batch;
            QCOMPARE(batch.size(), std::size_t{3});
            QVERIFY(std::get<DepthEvent>(batch[0]).delta->bids == std::vector{level("10", "1")});
            QVERIFY(std::get<DepthEvent>(batch[1]).delta->asks == std::vector{level("11", "2")});
            QCOMPARE(std::get<DepthEvent>(batch[1]).instrument->symbol, std::string("ETH/USD"));
            QVERIFY(std::get<DepthEvent>(batch[2]).delta->bids == std::vector{level("10", "3")});
            QVERIFY(std::get<DepthEvent>(batch[2]).delta->checksum == 3U);
            QCOMPARE(m_kraken.buffer.moreDeltas.size(), std::size_t{2});
        }
    }

    void severalSnapshotsInAFrameAreABatch()
    {
        const auto frame = krakenFrame(
            "snapshot",
            krakenEntry({{{"10", "1"}}, {}, 1}) + ',' + krakenEntry({{{"9", "2"}}, {}, 2}, "ETH/USD"));
        static_cast<void>(m_kraken.as<BatchEvent>(frame));
        QVERIFY(
            std::get<SnapshotEvent>(m_kraken.buffer.batch[1]).snapshot->bids == std::vector{level("9", "2")});
    }

    void aForeignBookDoesNotHideTheOthers()
    {
        const auto depth = m_kraken.as<DepthEvent>(krakenFrame(
            "update",
            krakenEntry({{{"9", "9"}}, {}, 1}, "X/USD") + ',' + krakenEntry({{{"10", "1"}}, {}, 1})));
        QVERIFY(depth.delta->bids == std::vector{level("10", "1")});
    }

    void tradeTellsWhoWasTheAggressor()
    {
        const auto bought = m_kraken.as<TradeEvent>(tradeFrame);
        QVERIFY(
            bought.trade == (Trade{
                                level("64000.2", "0.01").price, level("64000.2", "0.01").qty,
                                Aggressor::Buyer, Instant{tenOClock + 200'000'000}, 70'000'001}));
        const auto sold = m_kraken.as<TradeEvent>(changed(tradeFrame, R"("buy")", R"("sell")"));
        QVERIFY(sold.trade.aggressor == Aggressor::Seller);
    }

    void severalTradesComeInTheirOrder()
    {
        const std::string entries = tradeEntry("BTC/USD", 9) + ',' + tradeEntry("BTC/USD", 8);
        static_cast<void>(m_kraken.as<BatchEvent>(krakenFrame("update", entries, "trade")));
        QCOMPARE(std::get<TradeEvent>(m_kraken.buffer.batch.front()).trade.id, std::uint64_t{9});
        static_cast<void>(m_kraken.as<BatchEvent>(krakenFrame("snapshot", entries, "trade")));
        QCOMPARE(std::get<TradeEvent>(m_kraken.buffer.batch.front()).trade.id, std::uint64_t{8});
        QCOMPARE(std::get<TradeEvent>(m_kraken.buffer.batch.back()).trade.id, std::uint64_t{9});
    }

    void whatSaysNothingOfABookIsIgnored_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::newRow("heartbeat") << QByteArray(R"({"channel":"heartbeat"})");
        QTest::newRow("status") << QByteArray(
            R"({"channel":"status","type":"update","data":[{"version":"2.0.10","system":"online",)"
            R"("api_version":"v2","connection_id":18239578009413566319}]})");
        QTest::newRow("maintenance") << QByteArray(
            R"({"channel":"status","type":"update","data":[{"system":"maintenance"}]})");
        QTest::newRow("instruments") << QByteArray(
            R"({"channel":"instrument","type":"update","data":{"assets":[],"pairs":[]}})");
        QTest::newRow("unknown channel") << QByteArray(R"({"channel":"ohlc","type":"x","data":7})");
        QTest::newRow("subscribed") << QByteArray(
            R"({"method":"subscribe","result":{"channel":"trade","snapshot":false,"symbol":"BTC/USD"},)"
            R"("success":true,"time_in":"","time_out":""})");
        QTest::newRow("pong") << QByteArray(R"({"method":"pong","req_id":7,"success":true})");
        QTest::newRow("unknown method") << QByteArray(R"({"method":"x","success":false,"error":"no"})");
        // Before a new subscription it does not matter whether there was an old one.
        QTest::newRow("nothing to unsubscribe") << QByteArray(
            R"({"error":"Subscription Not Found","method":"unsubscribe","success":false,"symbol":"BTC/USD"})");
        QTest::newRow("a refusal of somebody else's pair") << QByteArray(
            R"({"error":"Currency pair not supported X/Y","method":"subscribe","success":false,"symbol":"X/Y"})");
        QTest::newRow("no trades") << QByteArray(R"({"channel":"trade","type":"snapshot","data":[]})");
        QTest::newRow("nothing") << QByteArray("{}");
    }

    void whatSaysNothingOfABookIsIgnored()
    {
        QFETCH(QByteArray, frame);
        const auto event = m_kraken.decode(frame.toStdString());
        QVERIFY(event);
        QVERIFY(std::holds_alternative<OtherEvent>(*event));
    }

    void aRefusedPairIsNamed()
    {
        const auto refused = m_kraken.as<RefusedEvent>(
            R"({"error":"Currency pair not supported ETH/USD","method":"subscribe","success":false,)"
            R"("symbol":"ETH/USD"})");
        QCOMPARE(refused.message, std::string_view("Currency pair not supported ETH/USD"));
        QVERIFY(refused.instrument == &m_kraken.pairs[1]);
    }

    void aRefusalOfMoreThanOnePairNamesNone_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("bad request")
            << QByteArray(R"({"error":"Symbol field must be an array","method":"subscribe","success":false})")
            << QByteArray("Symbol field must be an array");
        QTest::newRow("rate") << QByteArray(R"({"Error":"Exceeded msg rate"})")
                              << QByteArray("Exceeded msg rate");
        QTest::newRow("rate of a pair")
            << QByteArray(
                   R"({"error":"Exceeded msg rate","method":"subscribe","success":false,"symbol":"BTC/USD"})")
            << QByteArray("Exceeded msg rate");
        QTest::newRow("without words")
            << QByteArray(R"({"method":"subscribe","success":false})") << QByteArray("no reason was given");
    }

    void aRefusalOfMoreThanOnePairNamesNone()
    {
        QFETCH(QByteArray, frame);
        QFETCH(QByteArray, words);
        const auto refused = m_kraken.as<RefusedEvent>(frame.toStdString());
        QCOMPARE(refused.message, std::string_view(words.constData()));
        QVERIFY(!refused.instrument);
    }

    void subscribesToBooksAndTrades()
    {
        const KrakenSpot venue;
        const auto made = venue.streamRequest({"https://r", "wss://w"}, m_kraken.pairs);
        QCOMPARE(made.url, std::string("wss://w/v2"));
        QCOMPARE(made.messages.size(), std::size_t{2});
        QCOMPARE(
            made.messages[0],
            std::string(R"({"method":"subscribe","params":{"channel":"book","depth":1000,"snapshot":true,)"
                        R"("symbol":["BTC/USD","ETH/USD"]}})"));
        QCOMPARE(
            made.messages[1],
            std::string(R"({"method":"subscribe","params":{"channel":"trade","snapshot":false,)"
                        R"("symbol":["BTC/USD","ETH/USD"]}})"));
        QVERIFY(made.sideUrl.empty());
    }

    void manyPairsTakeSeveralMessages()
    {
        const std::vector<Instrument> pairs(150, test::krakenPair());
        QCOMPARE(KrakenSpot().streamRequest({}, pairs).messages.size(), std::size_t{4});
        QVERIFY(KrakenSpot().streamRequest({}, {}).messages.empty());
    }

    void aBookIsSubscribedToAgainAlone()
    {
        const auto messages = KrakenSpot().resubscribeMessages(m_kraken.pairs[1]);
        QCOMPARE(messages.size(), std::size_t{2});
        QCOMPARE(
            messages[0], std::string(R"({"method":"unsubscribe","params":{"channel":"book","depth":1000,)"
                                     R"("symbol":["ETH/USD"]}})"));
        QCOMPARE(
            messages[1], std::string(R"({"method":"subscribe","params":{"channel":"book","depth":1000,)"
                                     R"("snapshot":true,"symbol":["ETH/USD"]}})"));
    }

    void limitsHoldTogether()
    {
        const VenueLimits limits = KrakenSpot().limits();
        QVERIFY(limits.staleAfter < limits.silenceLimit);
        QVERIFY(test::feedStart + limits.connectionLife > test::feedStart);
        QCOMPARE(limits.snapshotSizes.front().levels, KrakenSpot().bookRules().depth);
    }

    void thereAreNoSnapshotsToAskFor()
    {
        const KrakenSpot venue;
        QVERIFY(venue.snapshotUrl(venue.hosts(), "BTC/USD", 1000).empty());
        const auto snapshot = venue.decodeSnapshot("{}", m_kraken.pairs[0]);
        QVERIFY(!snapshot);
        QVERIFY(snapshot.error().code == ErrorCode::UnexpectedShape);
    }
};

QTEST_APPLESS_MAIN(KrakenTest)
#include "krakentest.moc"
