// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/frametext.h"
#include "support/krakenfeed.h"
#include "support/mutation.h"
#include "support/refusals.h"
#include "venues/kraken.h"

#include <QRegularExpression>
#include <QTest>

#include <variant>

using namespace touchline;
using test::addRefusal;
using test::changed;

namespace {

constexpr std::string_view updateFrame =
    R"({"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[{"price":64000.1,"qty":0.52}],)"
    R"("asks":[{"price":64000.2,"qty":1.10000000}],"checksum":2345678901,)"
    R"("timestamp":"2026-02-02T10:00:00.123456Z"}]})";

constexpr std::string_view tradeFrame =
    R"({"channel":"trade","type":"update","data":[{"symbol":"BTC/USD","side":"buy","price":64000.2,"qty":0.01,)"
    R"("ord_type":"market","trade_id":70000001,"timestamp":"2026-02-02T10:00:00.200000Z"}]})";

constexpr std::string_view refusalFrame =
    R"({"error":"Currency pair not supported BTC/USD","method":"subscribe","success":false,"symbol":"BTC/USD"})";

Expected<FeedEvent> decode(std::string_view frame)
{
    static const Instrument pair = test::krakenPair();
    static DecodeBuffer buffer;
    const auto lookup = [](std::string_view symbol) { return symbol == pair.symbol ? &pair : nullptr; };
    return KrakenSpot().decodeFrame(frame, lookup, buffer);
}

bool isRefusedOrSound(const Expected<FeedEvent> &event)
{
    if (!event)
        return !event.error().detail.empty();
    const auto *const depth = std::get_if<DepthEvent>(&*event);
    if (!depth)
        return true;
    const auto isSound = [](const Level &level) { return level.price.raw() > 0 && level.qty.raw() >= 0; };
    return std::all_of(depth->delta->bids.begin(), depth->delta->bids.end(), isSound) &&
           std::all_of(depth->delta->asks.begin(), depth->delta->asks.end(), isSound);
}

} // namespace

class KrakenHostileTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void malformedIsRefused_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::addColumn<int>("code");
        refusedText();
        refusedShapes();
        refusedLevels();
        refusedTrades();
    }

    void malformedIsRefused()
    {
        QFETCH(QByteArray, frame);
        QFETCH(int, code);
        const auto event = decode(frame.toStdString());
        QVERIFY(!event);
        QCOMPARE(errorName(event.error().code), errorName(static_cast<ErrorCode>(code)));
        QVERIFY(!event.error().detail.empty());
    }

    void aFrameThatBreaksOffIsNeverAccepted()
    {
        for (const std::string_view whole : {updateFrame, tradeFrame, refusalFrame}) {
            QVERIFY(decode(whole));
            for (std::size_t length = 0; length < whole.size(); ++length)
                QVERIFY(!decode(whole.substr(0, length)));
        }
    }

    void anyByteMayBeAnything()
    {
        for (const std::string_view whole : {updateFrame, tradeFrame, refusalFrame}) {
            for (std::size_t at = 0; at < whole.size(); ++at) {
                for (int byte = 0; byte < 256; ++byte) {
                    std::string frame(whole);
                    frame[at] = static_cast<char>(byte);
                    QVERIFY2(isRefusedOrSound(decode(frame)), frame.c_str());
                }
            }
        }
    }

    void severalFaultsAtOnceDoNoHarm()
    {
        test::Random random(7);
        const std::array<std::string, 3> wholes{
            std::string(updateFrame), std::string(tradeFrame), std::string(refusalFrame)};
        int accepted = 0;
        for (int i = 0; i < 50'000; ++i) {
            const std::string frame = test::mutated(wholes[random.below(wholes.size())], random);
            const auto event = decode(frame);
            QVERIFY2(isRefusedOrSound(event), frame.c_str());
            accepted += event ? 1 : 0;
        }
        QVERIFY(accepted > 500);
        QVERIFY(accepted < 25'000);
    }

    void aRefusedFrameLeavesTheNextOneAlone()
    {
        const auto wrong = changed(updateFrame, "64000.2", "-64000.2");
        QVERIFY(!decode(wrong));
        const auto event = decode(updateFrame);
        QVERIFY(event);
        const auto depth = std::get<DepthEvent>(*event);
        QCOMPARE(depth.delta->bids.size(), std::size_t{1});
        QCOMPARE(depth.delta->asks.size(), std::size_t{1});
    }

    void aLargeFrameIsReadAndItsRoomGivenBack()
    {
        std::string levels;
        for (int i = 1; i <= 60'000; ++i)
            levels += (i == 1 ? "" : ",") + (R"({"price":)" + std::to_string(i)) + R"(,"qty":1.00000000})";
        const auto large = changed(updateFrame, R"({"price":64000.2,"qty":1.10000000})", levels);
        QVERIFY(large.size() > std::size_t{1} << 20U);
        for (int again = 0; again < 2; ++again) {
            const auto event = decode(large);
            QVERIFY(event);
            QCOMPARE(std::get<DepthEvent>(*event).delta->asks.size(), std::size_t{60'000});
            QVERIFY(decode(updateFrame));
        }
    }

private:
    static void refusedText()
    {
        const std::string good(updateFrame);
        addRefusal("empty", "", ErrorCode::BadJson);
        addRefusal("words", "hello", ErrorCode::BadJson);
        addRefusal("two frames in one", good + good, ErrorCode::BadJson);
        addRefusal("something behind it", good + "x", ErrorCode::BadJson);
        addRefusal(
            "not UTF-8",
            changed(
                good, "BTC",
                "B\xff"
                "C"),
            ErrorCode::BadJson);
        addRefusal(
            "control character",
            changed(
                good, "BTC",
                "B\x01"
                "C"),
            ErrorCode::BadJson);
        addRefusal("comma missing", changed(good, R"("qty":0.52}],)", R"("qty":0.52}])"), ErrorCode::BadJson);
        // Even where nobody reads it.
        addRefusal(
            "wrong in an unknown member", changed(good, R"("type")", R"("new":[tru],"type")"),
            ErrorCode::BadJson);
        addRefusal("wrong in a heartbeat", R"({"channel":"heartbeat","x":01})", ErrorCode::BadJson);
        const std::string deep(2'000, '[');
        addRefusal("deep", deep + std::string(2'000, ']'), ErrorCode::BadJson);
        addRefusal("deep inside", changed(good, "0.52", deep + std::string(2'000, ']')), ErrorCode::BadJson);
        addRefusal("list", "[1,2]", ErrorCode::UnexpectedShape);
        addRefusal("v1 frame", R"([336,{"a":[],"c":"1"},"book-10","XBT/USD"])", ErrorCode::UnexpectedShape);
        addRefusal("number", "17", ErrorCode::UnexpectedShape);
        addRefusal("null", "null", ErrorCode::UnexpectedShape);
    }

    static void refusedShapes()
    {
        for (const char *const key : {"type", "data", "symbol", "bids", "asks", "checksum"}) {
            const std::string quoted = '"' + std::string(key) + "\":";
            const std::string name = std::string("without ") + key;
            addRefusal(name.c_str(), changed(updateFrame, quoted, "\"gone\":"), ErrorCode::UnexpectedShape);
        }
        const auto refuse = [](const char *name, std::string_view from, std::string_view to,
                               ErrorCode code = ErrorCode::UnexpectedShape) {
            addRefusal(name, changed(updateFrame, from, to), code);
        };
        refuse("channel a number", R"("book")", "5");
        refuse("type unknown", R"("update")", R"("delta")");
        refuse("data an object", R"([{"symbol")", R"({"x":[],"symbol")", ErrorCode::BadJson);
        refuse("data a word", R"("data":[)", R"("data":"no","x":[)");
        refuse("entry a number", R"("data":[)", R"("data":[7,)");
        refuse("symbol a number", R"("BTC/USD")", "5");
        refuse("symbol not followed", "BTC/USD", "ETH/USD", ErrorCode::UnknownSymbol);
        refuse("side an object", R"([{"price":64000.2,"qty":1.10000000}])", "{}");
        refuse("checksum as text", "2345678901", R"("2345678901")");
        refuse("checksum negative", "2345678901", "-1");
        refuse("checksum a fraction", "2345678901", "1.5");
        refuse("checksum too large", "2345678901", "4294967296");
        refuse("checksum far too large", "2345678901", "18446744073709551616", ErrorCode::BadJson);
    }

    static void refusedLevels()
    {
        const auto refuse = [](const char *name, std::string_view to, ErrorCode code) {
            addRefusal(name, changed(updateFrame, R"({"price":64000.2,"qty":1.10000000})", to), code);
        };
        refuse("level a number", "5", ErrorCode::UnexpectedShape);
        refuse("level a list", "[64000.2,1]", ErrorCode::UnexpectedShape);
        refuse("level empty", "{}", ErrorCode::UnexpectedShape);
        refuse("level without quantity", R"({"price":1})", ErrorCode::UnexpectedShape);
        refuse("level without price", R"({"qty":1})", ErrorCode::UnexpectedShape);
        refuse("price as text", R"({"price":"64000.2","qty":1})", ErrorCode::UnexpectedShape);
        refuse("price a list", R"({"price":[1],"qty":1})", ErrorCode::UnexpectedShape);
        refuse("quantity null", R"({"price":1,"qty":null})", ErrorCode::UnexpectedShape);
        refuse("quantity true", R"({"price":1,"qty":true})", ErrorCode::UnexpectedShape);
        refuse("price zero", R"({"price":0.0,"qty":1})", ErrorCode::BadNumber);
        refuse("price negative", R"({"price":-1,"qty":1})", ErrorCode::BadNumber);
        refuse("quantity negative", R"({"price":1,"qty":-0.1})", ErrorCode::NegativeQty);
        refuse("quantity barely negative", R"({"price":1,"qty":-1e-8})", ErrorCode::NegativeQty);
        refuse("price too fine", R"({"price":1.01,"qty":1})", ErrorCode::TooManyDecimals);
        refuse("quantity too fine", R"({"price":1,"qty":1.000000001})", ErrorCode::TooManyDecimals);
        refuse(
            "quantity too fine by its exponent", R"({"price":1,"qty":5.1e-09})", ErrorCode::TooManyDecimals);
        refuse("price too large", R"({"price":922337203685477580.8,"qty":1})", ErrorCode::NumberOverflow);
        refuse("quantity too large", R"({"price":1,"qty":1e30})", ErrorCode::NumberOverflow);
        refuse("quantity not a JSON number", R"({"price":1,"qty":01})", ErrorCode::BadJson);
        refuse("quantity without digits", R"({"price":1,"qty":.5})", ErrorCode::BadJson);
        refuse("quantity not a number", R"({"price":1,"qty":NaN})", ErrorCode::BadJson);
        refuse("quantity infinite", R"({"price":1,"qty":1e999})", ErrorCode::BadJson);
    }

    static void refusedTrades()
    {
        const auto refuse = [](const char *name, std::string_view from, std::string_view to,
                               ErrorCode code = ErrorCode::UnexpectedShape) {
            addRefusal(name, changed(tradeFrame, from, to), code);
        };
        for (const char *const key : {"symbol", "side", "price", "qty"}) {
            const std::string name = std::string("trade without ") + key;
            refuse(name.c_str(), '"' + std::string(key) + '"', "\"gone\"");
        }
        refuse("trade of neither side", R"("buy")", R"("both")");
        refuse("trade price as text", "64000.2", R"("64000.2")");
        refuse("trade price zero", "64000.2", "0", ErrorCode::BadNumber);
        refuse("trade quantity negative", "0.01", "-0.01", ErrorCode::NegativeQty);
        refuse("trade quantity too fine", "0.01", "0.010000001", ErrorCode::TooManyDecimals);
        refuse("trade of another pair", "BTC/USD", "ETH/USD", ErrorCode::UnknownSymbol);
    }
};

QTEST_APPLESS_MAIN(KrakenHostileTest)
#include "krakenhostiletest.moc"
