// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/coinbasedecoder.h"
#include "support/coinbaseframes.h"
#include "support/frametext.h"
#include "support/levels.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using namespace touchline::test::coinbase;
using test::changed;
using test::level;

namespace {

const std::string deltaFrame =
    update(5, "BTC-USD", {{"64000.10", "0.52"}, {"63999.90", "0"}}, {{"64000.20", "1.1"}});

const std::string tradeFrame = trades(6, trade("BTC-USD", "900000002", "64000.20"));

} // namespace

class CoinbaseTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void anUpdateBecomesADelta()
    {
        Decoder decoder;
        const auto depth = decoder.decodedAs<DepthEvent>(deltaFrame);
        QCOMPARE(depth.instrument->symbol, std::string("BTC-USD"));
        QVERIFY(depth.delta->ids == (UpdateIds{6, 6}));
        QVERIFY(depth.delta->exchangeTime == (Instant{1'770'026'400'123'456'789}));
        QVERIFY(depth.delta->bids == (std::vector{level("64000.10", "0.52"), level("63999.90", "0")}));
        QVERIFY(depth.delta->asks == std::vector{level("64000.20", "1.1")});
        QVERIFY(!depth.delta->checksum);
        QCOMPARE(decoder.buffer.frameNumber, std::optional<std::uint64_t>(5));
    }

    void aSnapshotBecomesABook()
    {
        Decoder decoder;
        const auto book = decoder.decodedAs<SnapshotEvent>(
            snapshot(9, "ETH-USD", {{"1919.44", "0.02858092"}}, {{"1919.45", "3"}, {"1920", "0.5"}}));
        QCOMPARE(book.instrument->symbol, std::string("ETH-USD"));
        QCOMPARE(book.snapshot->lastUpdateId, std::uint64_t{10});
        QVERIFY(book.snapshot->exchangeTime.has_value());
        QVERIFY(book.snapshot->bids == std::vector{level("1919.44", "0.02858092")});
        QVERIFY(book.snapshot->asks == (std::vector{level("1919.45", "3"), level("1920", "0.5")}));
    }

    void theFirstFrameIsNumberedToo()
    {
        Decoder decoder;
        QVERIFY(decoder.decodedAs<DepthEvent>(update(0, "BTC-USD")).delta->ids.areKnown());
        QCOMPARE(decoder.buffer.frameNumber, std::optional<std::uint64_t>(0));
        QCOMPARE(
            decoder.decodedAs<SnapshotEvent>(snapshot(0, "BTC-USD")).snapshot->lastUpdateId,
            std::uint64_t{1});
    }

    void memberOrderAndUnknownMembersDoNotMatter()
    {
        Decoder decoder;
        const auto depth = decoder.decodedAs<DepthEvent>(
            R"({"events":[{"updates":[{"new_quantity":"1","x":{},"price_level":"2.5","side":"offer"}],)"
            R"("product_id":"BTC-USD","type":"update","new":[1]}],"sequence_num":3,"client_id":"",)"
            R"("channel":"l2_data"})");
        QVERIFY(depth.delta->bids.empty());
        QVERIFY(depth.delta->asks == std::vector{level("2.5", "1")});
        QVERIFY(!depth.delta->exchangeTime);
    }

    void aFrameForgetsTheOneBefore()
    {
        Decoder decoder;
        QVERIFY(decoder.decode(deltaFrame));
        const auto depth = decoder.decodedAs<DepthEvent>(update(6, "BTC-USD", {{"1", "2"}}));
        QVERIFY(depth.delta->bids == std::vector{level("1", "2")});
        QVERIFY(depth.delta->asks.empty());
        QVERIFY(!decoder.decode("no frame"));
        QVERIFY(!decoder.buffer.frameNumber);
    }

    void severalEventsBecomeABatchInTheirOrder()
    {
        Decoder decoder;
        const std::string several = frame(
            "l2_data", 7,
            levelsEvent("snapshot", "BTC-USD", {{"10", "1"}}, {}) + ',' +
                levelsEvent("update", "BTC-USD", {{"10", "2"}}, {}) + ',' +
                levelsEvent("update", "ETH-USD", {{"20", "3"}}, {}) + ',' +
                levelsEvent("snapshot", "ETH-USD", {{"30", "4"}}, {}));
        for (int again = 0; again < 3; ++again) {
            static_cast<void>(decoder.decodedAs<BatchEvent>(several));
            QCOMPARE(decoder.buffer.batch.size(), std::size_t{4});
            const auto first = std::get<SnapshotEvent>(decoder.buffer.batch[0]);
            QVERIFY(first.snapshot->bids == std::vector{level("10", "1")});
            const auto second = std::get<DepthEvent>(decoder.buffer.batch[1]);
            QVERIFY(second.delta->bids == std::vector{level("10", "2")});
            const auto third = std::get<DepthEvent>(decoder.buffer.batch[2]);
            QCOMPARE(third.instrument->symbol, std::string("ETH-USD"));
            QVERIFY(third.delta->bids == std::vector{level("20", "3")});
            const auto fourth = std::get<SnapshotEvent>(decoder.buffer.batch[3]);
            QVERIFY(fourth.snapshot->bids == std::vector{level("30", "4")});
        }
        // Room is kept, not added.
        QCOMPARE(decoder.buffer.moreDeltas.size(), std::size_t{1});
        QCOMPARE(decoder.buffer.moreSnapshots.size(), std::size_t{1});
    }

    void aTradeTellsTheTakersSide()
    {
        Decoder decoder;
        const auto bought = decoder.decodedAs<TradeEvent>(tradeFrame);
        QVERIFY(
            bought.trade == (Trade{
                                level("64000.20", "0.01").price, level("64000.20", "0.01").qty,
                                Aggressor::Buyer, Instant{1'770'026'400'060'000'000}, 900'000'002}));
        const auto sold = decoder.decodedAs<TradeEvent>(changed(tradeFrame, "BUY", "SELL"));
        QVERIFY(sold.trade.aggressor == Aggressor::Seller);
    }

    void aTradeIdThatIsNoNumberIsNone()
    {
        Decoder decoder;
        for (const char *id : {"abc", "12a", "-1", "", "99999999999999999999999"})
            QCOMPARE(
                decoder.decodedAs<TradeEvent>(changed(tradeFrame, "900000002", id)).trade.id,
                std::uint64_t{0});
    }

    void tradesAreToldOldestFirst_data()
    {
        QTest::addColumn<QByteArray>("list");
        const auto list = [](std::initializer_list<const char *> ids) {
            std::string out;
            for (const char *id : ids)
                out += (out.empty() ? "" : ",") + trade("BTC-USD", id, id);
            return QByteArray::fromStdString(out);
        };
        QTest::newRow("newest first") << list({"3", "2", "1"});
        QTest::newRow("oldest first") << list({"1", "2", "3"});
        QTest::newRow("neither") << list({"2", "3", "1"});
    }

    void tradesAreToldOldestFirst()
    {
        QFETCH(QByteArray, list);
        Decoder decoder;
        static_cast<void>(decoder.decodedAs<BatchEvent>(trades(8, list.toStdString())));
        QCOMPARE(decoder.buffer.batch.size(), std::size_t{3});
        for (std::size_t i = 0; i < 3; ++i)
            QCOMPARE(std::get<TradeEvent>(decoder.buffer.batch[i]).trade.id, std::uint64_t{i + 1});
    }

    void tradesWithoutIdsAreTurned()
    {
        Decoder decoder;
        static_cast<void>(decoder.decodedAs<BatchEvent>(
            trades(8, trade("BTC-USD", "b", "20") + ',' + trade("BTC-USD", "a", "10"))));
        QVERIFY(std::get<TradeEvent>(decoder.buffer.batch.front()).trade.price == level("10", "0").price);
    }

    void whatNobodyFollowsIsSkipped()
    {
        Decoder decoder;
        const std::string one = levelsEvent("update", "BTC-USD", {{"10", "2"}}, {});
        const std::string foreign = levelsEvent("update", "SOL-USD", {{"5", "1"}}, {});
        const auto left = decoder.decodedAs<DepthEvent>(frame("l2_data", 7, foreign + ',' + one));
        QCOMPARE(left.instrument->symbol, std::string("BTC-USD"));
        for (const std::string &frame :
             {frame("l2_data", 8, foreign + ',' + foreign), snapshot(8, "SOL-USD"),
              trades(8, trade("SOL-USD", "1", "2"))}) {
            const auto event = decoder.decode(frame);
            QVERIFY(!event);
            QVERIFY(event.error().code == ErrorCode::UnknownSymbol);
            QVERIFY(decoder.buffer.frameNumber == 8);
        }
    }

    void theBookInDollarsIsTheOneInUsdc()
    {
        Decoder decoder({"BTC-USDC"});
        QCOMPARE(
            decoder.decodedAs<SnapshotEvent>(snapshot(1, "BTC-USD")).instrument->symbol,
            std::string("BTC-USDC"));
        QCOMPARE(decoder.decodedAs<DepthEvent>(deltaFrame).instrument->symbol, std::string("BTC-USDC"));
        QCOMPARE(decoder.decodedAs<TradeEvent>(tradeFrame).instrument->symbol, std::string("BTC-USDC"));
        QCOMPARE(
            decoder.decodedAs<DepthEvent>(update(1, "BTC-USDC")).instrument->symbol, std::string("BTC-USDC"));
        QVERIFY(!decoder.decode(update(2, "ETH-USD")));
    }

    void bothOfOneBookAreTold()
    {
        Decoder decoder({"BTC-USDC", "BTC-USD"});
        for (const std::string &frame : {snapshot(1, "BTC-USD"), deltaFrame, tradeFrame}) {
            static_cast<void>(decoder.decodedAs<BatchEvent>(frame));
            QCOMPARE(decoder.buffer.batch.size(), std::size_t{2});
        }
        static_cast<void>(decoder.decode(deltaFrame));
        const auto &dollars = std::get<DepthEvent>(decoder.buffer.batch[0]);
        const auto &usdc = std::get<DepthEvent>(decoder.buffer.batch[1]);
        QCOMPARE(dollars.instrument->symbol, std::string("BTC-USD"));
        QCOMPARE(usdc.instrument->symbol, std::string("BTC-USDC"));
        QVERIFY(dollars.delta->bids == usdc.delta->bids);
    }

    void twoProductsInUsdcHaveBooksOfTheirOwn()
    {
        for (const std::string base : {"USDT", "EURC"}) {
            Decoder decoder({base + "-USDC"});
            QVERIFY(!decoder.decode(update(1, base + "-USD")));
            QCOMPARE(
                decoder.decodedAs<DepthEvent>(update(2, base + "-USDC")).instrument->symbol, base + "-USDC");
        }
        Decoder both({"USDT-USD", "USDT-USDC"});
        QCOMPARE(
            both.decodedAs<DepthEvent>(update(3, "USDT-USD")).instrument->symbol, std::string("USDT-USD"));
    }

    void numbersAreReadInTheInstrumentsDecimals()
    {
        Decoder decoder;
        decoder.followed.front().decimals = {2, 4};
        const auto depth = decoder.decodedAs<DepthEvent>(update(1, "BTC-USD", {{"1.5", "2.25"}}));
        QVERIFY(depth.delta->bids == std::vector{level(150, 22'500)});
    }

    void everyFrameTellsItsNumber()
    {
        Decoder decoder;
        for (const std::string &frame :
             {ack(41), heartbeat(41), frame("candles", 41, "{}"), frame("ticker", 41, ""),
              frame("no such channel", 41, "7"), changed(update(41, "BTC-USD"), "updates", "gone"),
              changed(deltaFrame, R"("sequence_num":5)", R"("sequence_num":41,"again":5)")}) {
            static_cast<void>(decoder.decode(frame));
            QVERIFY2(decoder.buffer.frameNumber == 41, frame.c_str());
        }
    }

    void whatIsNotKnownIsIgnored_data()
    {
        QTest::addColumn<QByteArray>("frame");
        const auto row = [](const char *name, const std::string &frame) {
            QTest::newRow(name) << QByteArray::fromStdString(frame);
        };
        row("acknowledgement", ack(1));
        row("heartbeat", heartbeat(1));
        row("channel", frame("status", 1, R"({"type":"snapshot","products":[]})"));
        row("channel without a number", R"({"channel":"news","events":5})");
        row("type", R"({"type":"welcome"})");
        row("no event", frame("l2_data", 1, ""));
        row("no trade", trades(1, ""));
    }

    void whatIsNotKnownIsIgnored()
    {
        QFETCH(QByteArray, frame);
        Decoder decoder;
        QVERIFY(std::holds_alternative<OtherEvent>(*decoder.decode(frame.toStdString())));
    }

    void anErrorGivesTheVenuesWords()
    {
        Decoder decoder;
        const auto refused =
            decoder.decodedAs<RefusedEvent>(R"({"type":"error","message":"rate limit exceeded"})");
        QVERIFY(refused.message == "rate limit exceeded");
        QVERIFY(!refused.instrument);
    }
};

QTEST_APPLESS_MAIN(CoinbaseTest)
#include "coinbasetest.moc"
