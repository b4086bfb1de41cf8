// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/frametext.h"
#include "support/levels.h"
#include "support/refusals.h"
#include "venues/venuetable.h"

#include <QRegularExpression>
#include <QTest>

#include <variant>

using namespace touchline;
using test::addRefusal;
using test::changed;
using test::combined;
using test::level;

namespace {

constexpr std::string_view depthFrame =
    R"({"e":"depthUpdate","E":1770000000123,"s":"BTCUSDT","U":900000101,"u":900000108,)"
    R"("b":[["64000.10","0.52000000"],["63999.90","0.00000000"]],"a":[["64000.20","1.10000000"]]})";

constexpr std::string_view quoteFrame =
    R"({"u":900000201,"s":"BTCUSDT","b":"64000.10","B":"0.5","a":"64000.20","A":"1.1"})";

constexpr std::string_view tradeFrame =
    R"({"e":"trade","E":1770000000130,"s":"BTCUSDT","t":4100000001,"p":"64000.20","q":"0.01000000",)"
    R"("T":1770000000129,"m":false,"M":true})";

/// Only BTCUSDT is followed.
Expected<FeedEvent> decode(std::string_view frame)
{
    static const Instrument instrument = bareInstrument("BTCUSDT");
    static DecodeBuffer buffer;
    return findVenue("binance")->decodeFrame(
        frame, [](std::string_view symbol) { return symbol == instrument.symbol ? &instrument : nullptr; },
        buffer);
}

template <class Event> Event decodedAs(std::string_view frame)
{
    const auto event = decode(frame);
    if (!event || !std::holds_alternative<Event>(*event)) {
        QTest::qFail("decoded to something else", __FILE__, __LINE__);
        return {};
    }
    return std::get<Event>(*event);
}

} // namespace

class BinanceSpotTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void depthUpdateBecomesADelta()
    {
        const auto depth = decodedAs<DepthEvent>(depthFrame);
        QCOMPARE(depth.instrument->symbol, std::string("BTCUSDT"));
        QVERIFY(depth.delta->ids == (UpdateIds{900000101, 900000108}));
        QVERIFY(depth.delta->exchangeTime == Instant::fromMillis(1770000000123));
        QVERIFY(depth.delta->bids == (std::vector{level("64000.10", "0.52"), level("63999.90", "0")}));
        QVERIFY(depth.delta->asks == std::vector{level("64000.20", "1.1")});
    }

    void combinedFrameMeansTheSame()
    {
        const BookDelta raw = *decodedAs<DepthEvent>(depthFrame).delta;
        const BookDelta wrapped = *decodedAs<DepthEvent>(combined(depthFrame)).delta;
        QVERIFY(wrapped.ids == raw.ids);
        QVERIFY(wrapped.bids == raw.bids);
        QVERIFY(wrapped.asks == raw.asks);
    }

    void memberOrderDoesNotMatter()
    {
        const auto depth = decodedAs<DepthEvent>(
            R"({"data":{"a":[["64000.20","1.1"]],"u":12,"b":[],"U":11,"s":"BTCUSDT","E":5,"e":"depthUpdate"},)"
            R"("stream":"btcusdt@depth@100ms"})");
        QVERIFY(depth.delta->ids == (UpdateIds{11, 12}));
        QVERIFY(depth.delta->bids.empty());
        QVERIFY(depth.delta->asks == std::vector{level("64000.20", "1.1")});
    }

    void unknownMembersAreIgnored()
    {
        const auto depth = decodedAs<DepthEvent>(changed(depthFrame, R"("U":)", R"("new":{"x":[1]},"U":)"));
        QCOMPARE(depth.delta->bids.size(), std::size_t{2});
        const auto extra = decodedAs<DepthEvent>(changed(depthFrame, R"("0.52000000"])", R"("0.52",[]])"));
        QVERIFY(extra.delta->bids.front() == level("64000.10", "0.52"));
    }

    void microsecondTimesAreTold()
    {
        const auto depth = decodedAs<DepthEvent>(changed(depthFrame, "1770000000123", "1770000000123456"));
        QVERIFY(depth.delta->exchangeTime == (Instant{1'770'000'000'123'456'000}));
        const auto trade = decodedAs<TradeEvent>(changed(tradeFrame, "1770000000129", "1770000000129001"));
        QVERIFY(trade.trade.exchangeTime == (Instant{1'770'000'000'129'001'000}));
    }

    void anImpossibleTimeIsNoTime_data()
    {
        QTest::addColumn<QByteArray>("time");
        QTest::newRow("too large") << QByteArray("18446744073709551615");
        QTest::newRow("text") << QByteArray("\"soon\"");
        QTest::newRow("negative") << QByteArray("-1");
    }

    void anImpossibleTimeIsNoTime()
    {
        QFETCH(QByteArray, time);
        const auto depth = decodedAs<DepthEvent>(changed(depthFrame, "1770000000123", time.toStdString()));
        QVERIFY(!depth.delta->exchangeTime);
        QCOMPARE(depth.delta->bids.size(), std::size_t{2});
    }

    void bookTickerBecomesAQuote()
    {
        for (const std::string &frame :
             {std::string(quoteFrame), combined(quoteFrame, "btcusdt@bookTicker")}) {
            const auto quote = decodedAs<QuoteEvent>(frame);
            QCOMPARE(quote.instrument->symbol, std::string("BTCUSDT"));
            QCOMPARE(quote.quote.updateId, std::uint64_t{900000201});
            QVERIFY(quote.quote.touch == (Touch{level("64000.10", "0.5"), level("64000.20", "1.1")}));
        }
    }

    void anEmptySideOfAQuoteIsZero()
    {
        const auto quote = decodedAs<QuoteEvent>(
            R"({"u":1,"s":"BTCUSDT","b":"0.00000000","B":"0.00000000","a":"64000.20","A":"1.1"})");
        QVERIFY(quote.quote.touch.bid == level("0", "0"));
    }

    void tradeTellsWhoWasTheAggressor()
    {
        const auto bought = decodedAs<TradeEvent>(tradeFrame);
        QVERIFY(
            bought.trade == (Trade{
                                level("64000.20", "0.01").price, level("64000.20", "0.01").qty,
                                Aggressor::Buyer, Instant::fromMillis(1770000000129), 4100000001}));
        const auto sold = decodedAs<TradeEvent>(
            combined(changed(tradeFrame, R"("m":false)", R"("m":true)"), "btcusdt@trade"));
        QVERIFY(sold.trade.aggressor == Aggressor::Seller);
    }

    void shutdownIsAnnouncedRawAndCombined()
    {
        constexpr std::string_view frame = R"({"e":"serverShutdown","E":1770123456789})";
        QVERIFY(std::holds_alternative<ShutdownEvent>(*decode(frame)));
        QVERIFY(std::holds_alternative<ShutdownEvent>(*decode(combined(frame, "!serverShutdown"))));
    }

    void acknowledgementSaysNothingOfABook()
    {
        for (const char *frame :
             {R"({"result":null,"id":7})", R"({"result":null,"id":"x1"})", R"({"id":null,"result":["a"]})"})
            QVERIFY(std::holds_alternative<OtherEvent>(*decode(frame)));
    }

    void errorFrameGivesTheVenuesWords()
    {
        const auto refused =
            decodedAs<RefusedEvent>(R"({"code":2,"msg":"Invalid request: unknown variable"})");
        QVERIFY(refused.message == "Invalid request: unknown variable");
    }

    void whatIsNotKnownIsIgnored_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::newRow("event type") << QByteArray(R"({"e":"kline","E":1,"s":"BTCUSDT","k":{}})");
        QTest::newRow("aggregate trade") << QByteArray(R"({"e":"aggTrade","s":"BTCUSDT","p":"x"})");
        QTest::newRow("partial depth")
            << QByteArray(R"({"stream":"btcusdt@depth5","data":{"lastUpdateId":9,"bids":[],"asks":[]}})");
        QTest::newRow("nothing") << QByteArray("{}");
        QTest::newRow("symbol of somebody else in an unknown event")
            << QByteArray(R"({"e":"x","s":"ETHUSDT"})");
    }

    void whatIsNotKnownIsIgnored()
    {
        QFETCH(QByteArray, frame);
        const auto event = decode(frame.toStdString());
        QVERIFY(event);
        QVERIFY(std::holds_alternative<OtherEvent>(*event));
    }

    void malformedIsRefused_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::addColumn<int>("code");
        refusedText();
        refusedShapes();
        refusedLevels();
        refusedQuotesAndTrades();
    }

    void malformedIsRefused()
    {
        QFETCH(QByteArray, frame);
        QFETCH(int, code);
        const auto event = decode(frame.toStdString());
        QVERIFY(!event);
        QCOMPARE(errorName(event.error().code), errorName(static_cast<ErrorCode>(code)));
        QVERIFY(!event.error().detail.empty());
        if (!frame.contains("stream"))
            QVERIFY(!decode(combined(frame.toStdString())));
    }

private:
    static void refusedText()
    {
        addRefusal("empty", "", ErrorCode::BadJson);
        addRefusal("words", "hello", ErrorCode::BadJson);
        addRefusal("truncated", std::string(depthFrame.substr(0, depthFrame.size() - 1)), ErrorCode::BadJson);
        addRefusal(
            "two frames in one", std::string(quoteFrame) + std::string(quoteFrame), ErrorCode::BadJson);
        addRefusal(
            "control character",
            changed(
                depthFrame, "BTC",
                "B\x01"
                "C"),
            ErrorCode::BadJson);
        addRefusal(
            "not UTF-8",
            changed(
                depthFrame, "BTC",
                "B\xff"
                "C"),
            ErrorCode::BadJson);
        // The end of a combined frame is behind all that matters, and yet part of it.
        const auto endsOtherwise = [](const char *name, std::string_view frame) {
            std::string wrong = combined(frame);
            wrong.back() = ']';
            addRefusal(name, wrong, ErrorCode::BadJson);
        };
        endsOtherwise("depth ends otherwise", depthFrame);
        endsOtherwise("quote ends otherwise", quoteFrame);
        endsOtherwise("trade ends otherwise", tradeFrame);
        addRefusal("list", "[1,2]", ErrorCode::UnexpectedShape);
        addRefusal("number", "17", ErrorCode::UnexpectedShape);
        addRefusal("null", "null", ErrorCode::UnexpectedShape);
        addRefusal("combined without data", R"({"stream":"x"})", ErrorCode::UnexpectedShape);
        addRefusal("combined data a list", R"({"stream":"x","data":[]})", ErrorCode::UnexpectedShape);
        addRefusal("event type a number", R"({"e":1})", ErrorCode::UnexpectedShape);
    }

    static void refusedShapes()
    {
        for (const char *key : {"s", "U", "u", "b", "a"}) {
            const std::string quoted = '"' + std::string(key) + "\":";
            const std::string name = std::string("without ") + key;
            addRefusal(name.c_str(), changed(depthFrame, quoted, "\"gone\":"), ErrorCode::UnexpectedShape);
        }
        const auto refuse = [](const char *name, std::string_view from, std::string_view to, ErrorCode code) {
            addRefusal(name, changed(depthFrame, from, to), code);
        };
        refuse("symbol a number", R"("BTCUSDT")", "5", ErrorCode::UnexpectedShape);
        refuse("symbol not followed", "BTCUSDT", "ETHUSDT", ErrorCode::UnknownSymbol);
        refuse("id as text", "900000101", R"("900000101")", ErrorCode::UnexpectedShape);
        refuse("id negative", "900000101", "-1", ErrorCode::UnexpectedShape);
        refuse("id a fraction", "900000108", "900000108.5", ErrorCode::UnexpectedShape);
        refuse("id beyond 64 bits", "900000108", "18446744073709551616", ErrorCode::BadJson);
        refuse("U above u", "900000101", "900000109", ErrorCode::UnexpectedShape);
        refuse("side an object", R"([["64000.20","1.10000000"]])", "{}", ErrorCode::UnexpectedShape);
    }

    static void refusedLevels()
    {
        const auto refuse = [](const char *name, std::string_view to, ErrorCode code) {
            addRefusal(name, changed(depthFrame, R"(["64000.20","1.10000000"])", to), code);
        };
        refuse("level a number", "5", ErrorCode::UnexpectedShape);
        refuse("level empty", "[]", ErrorCode::UnexpectedShape);
        refuse("level without quantity", R"(["64000.20"])", ErrorCode::UnexpectedShape);
        refuse("price a JSON number", R"([64000.20,"1"])", ErrorCode::UnexpectedShape);
        refuse("quantity null", R"(["64000.20",null])", ErrorCode::UnexpectedShape);
        refuse("price words", R"(["cheap","1"])", ErrorCode::BadNumber);
        refuse("price empty", R"(["","1"])", ErrorCode::BadNumber);
        refuse("price zero", R"(["0.00000000","1"])", ErrorCode::BadNumber);
        refuse("price negative", R"(["-1","1"])", ErrorCode::BadNumber);
        refuse("quantity infinite", R"(["1","inf"])", ErrorCode::BadNumber);
        refuse("quantity negative", R"(["1","-0.1"])", ErrorCode::NegativeQty);
        refuse("quantity barely negative", R"(["1","-0.00000001"])", ErrorCode::NegativeQty);
        refuse("price barely negative", R"(["-0.00000001","1"])", ErrorCode::BadNumber);
        refuse("price too fine", R"(["1.000000001","1"])", ErrorCode::TooManyDecimals);
        refuse("quantity too fine", R"(["1","1.000000001"])", ErrorCode::TooManyDecimals);
        refuse("price too large", R"(["92233720368.54775808","1"])", ErrorCode::NumberOverflow);
        refuse("quantity too large", R"(["1","1e30"])", ErrorCode::NumberOverflow);
    }

    static void refusedQuotesAndTrades()
    {
        const auto quote = [](const char *name, std::string_view from, std::string_view to, ErrorCode code) {
            addRefusal(name, changed(quoteFrame, from, to), code);
        };
        quote("quote without symbol", R"("s")", R"("x")", ErrorCode::UnexpectedShape);
        quote("quote without bid", R"("b")", R"("x")", ErrorCode::UnexpectedShape);
        quote("quote without ask quantity", R"("A")", R"("x")", ErrorCode::UnexpectedShape);
        quote("quote of another symbol", "BTCUSDT", "ETHUSDT", ErrorCode::UnknownSymbol);
        quote("quote id as text", "900000201", R"("9")", ErrorCode::UnexpectedShape);
        quote("quote price negative", "64000.10", "-64000.10", ErrorCode::BadNumber);
        quote("quote quantity negative", R"("0.5")", R"("-0.5")", ErrorCode::NegativeQty);
        const auto trade = [](const char *name, std::string_view from, std::string_view to, ErrorCode code) {
            addRefusal(name, changed(tradeFrame, from, to), code);
        };
        trade("trade without symbol", R"("s")", R"("x")", ErrorCode::UnexpectedShape);
        trade("trade without price", R"("p")", R"("x")", ErrorCode::UnexpectedShape);
        trade("trade without side", R"("m")", R"("x")", ErrorCode::UnexpectedShape);
        trade("trade side as text", "false", R"("no")", ErrorCode::UnexpectedShape);
        trade("trade of another symbol", "BTCUSDT", "ETHUSDT", ErrorCode::UnknownSymbol);
        trade("trade quantity negative", "0.01000000", "-0.01", ErrorCode::NegativeQty);
        trade("trade price negative", "64000.20", "-1", ErrorCode::BadNumber);
        trade("trade quantity too fine", "0.01000000", "0.010000001", ErrorCode::TooManyDecimals);
    }
};

QTEST_APPLESS_MAIN(BinanceSpotTest)
#include "binancespottest.moc"
