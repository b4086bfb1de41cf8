// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/coinbasedecoder.h"
#include "support/coinbaseframes.h"
#include "support/frametext.h"
#include "support/mutation.h"
#include "support/refusals.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using namespace touchline::test::coinbase;
using test::addRefusal;
using test::changed;

namespace {

const std::string deltaFrame =
    update(5, "BTC-USD", {{"64000.10", "0.52"}, {"63999.90", "0"}}, {{"64000.20", "1.1"}});

const std::string tradeFrame = trades(6, trade("BTC-USD", "900000002", "64000.20"));

} // namespace

/// Whatever comes, a frame is decoded whole or not at all.
class CoinbaseHostileTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void malformedIsRefused_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::addColumn<int>("code");
        refusedShapes();
        refusedLevels();
        refusedTrades();
    }

    void malformedIsRefused()
    {
        QFETCH(QByteArray, frame);
        QFETCH(int, code);
        Decoder decoder;
        const auto event = decoder.decode(frame.toStdString());
        QVERIFY(!event);
        QCOMPARE(errorName(event.error().code), errorName(static_cast<ErrorCode>(code)));
        QVERIFY(!event.error().detail.empty());
    }

    void aFrameThatIsCutOffIsNeverGood()
    {
        Decoder decoder({"BTC-USD", "BTC-USDC"});
        for (const std::string &whole : {deltaFrame, tradeFrame, snapshot(7, "BTC-USD"), heartbeat(3)}) {
            QVERIFY(decoder.decode(whole));
            for (std::size_t length = 0; length < whole.size(); ++length)
                QVERIFY2(!decoder.decode(whole.substr(0, length)), whole.substr(0, length).c_str());
        }
    }

    void noByteThatIsWrongDoesHarm()
    {
        Decoder decoder({"BTC-USD", "BTC-USDC"});
        std::size_t refused = 0;
        for (const std::string &whole : {deltaFrame, tradeFrame, snapshot(7, "BTC-USD")}) {
            for (std::size_t at = 0; at < whole.size(); ++at) {
                for (unsigned bits = 1; bits < 256; ++bits) {
                    std::string wrong = whole;
                    wrong[at] = static_cast<char>(static_cast<unsigned char>(wrong[at]) ^ bits);
                    refused += decoder.decode(wrong) ? 0U : 1U;
                }
            }
        }
        QVERIFY(refused > 10'000);
    }

    void noMixtureOfFaultsDoesHarm()
    {
        Decoder decoder({"BTC-USD", "BTC-USDC"});
        test::Random random(5);
        for (int i = 0; i < 20'000; ++i)
            static_cast<void>(decoder.decode(test::mutated(i % 2 == 0 ? deltaFrame : tradeFrame, random)));
        QVERIFY(decoder.decode(deltaFrame));
    }

private:
    static void refusedShapes()
    {
        addRefusal("empty", "", ErrorCode::BadJson);
        addRefusal("words", "pong", ErrorCode::BadJson);
        addRefusal("two in one", ack(1) + ack(2), ErrorCode::BadJson);
        addRefusal("not UTF-8", changed(deltaFrame, "BTC", "B\xff"), ErrorCode::BadJson);
        addRefusal("list", "[]", ErrorCode::UnexpectedShape);
        addRefusal("nothing in it", "{}", ErrorCode::UnexpectedShape);
        addRefusal("type a number", R"({"type":1})", ErrorCode::UnexpectedShape);
        addRefusal("channel a number", R"({"channel":1,"sequence_num":2})", ErrorCode::UnexpectedShape);
        for (const char *number : {R"("5")", "-5", "5.5", "null", "18446744073709551615"})
            addRefusal(
                number,
                changed(heartbeat(5), R"("sequence_num":5)", R"("sequence_num":)" + std::string(number)),
                ErrorCode::UnexpectedShape);
        addRefusal(
            "number beyond 64 bits", changed(deltaFrame, R"(_num":5)", R"(_num":18446744073709551616)"),
            ErrorCode::BadJson);
        for (const char *key :
             {"sequence_num", "events", "type", "product_id", "updates", "side", "price_level",
              "new_quantity"})
            addRefusal(
                key, changed(deltaFrame, '"' + std::string(key) + "\":", "\"gone\":"),
                ErrorCode::UnexpectedShape);
    }

    static void refusedLevels()
    {
        const auto refuse = [](const char *name, std::string_view from, std::string_view to, ErrorCode code) {
            addRefusal(name, changed(deltaFrame, from, to), code);
        };
        refuse("events an object", R"("events":[)", R"("events":{},"x":[)", ErrorCode::UnexpectedShape);
        refuse("event a number", R"("events":[)", R"("events":[7,)", ErrorCode::UnexpectedShape);
        refuse("event type not known", R"("update")", R"("replace")", ErrorCode::UnexpectedShape);
        refuse("product a number", R"("BTC-USD")", "5", ErrorCode::UnexpectedShape);
        refuse("product not followed", "BTC-USD", "SOL-USD", ErrorCode::UnknownSymbol);
        refuse("updates an object", R"("updates":[)", R"("updates":{},"x":[)", ErrorCode::UnexpectedShape);
        refuse("update a number", R"("updates":[)", R"("updates":[7,)", ErrorCode::UnexpectedShape);
        refuse("side not known", R"("offer")", R"("ask")", ErrorCode::UnexpectedShape);
        refuse("price a JSON number", R"("64000.20")", "64000.20", ErrorCode::UnexpectedShape);
        refuse("price words", "64000.20", "cheap", ErrorCode::BadNumber);
        refuse("price empty", "64000.20", "", ErrorCode::BadNumber);
        refuse("price zero", "64000.20", "0.00", ErrorCode::BadNumber);
        refuse("price negative", "64000.20", "-1", ErrorCode::BadNumber);
        refuse("price too fine", "64000.20", "1.000000001", ErrorCode::TooManyDecimals);
        refuse("price too large", "64000.20", "92233720368.54775808", ErrorCode::NumberOverflow);
        refuse("quantity null", R"("1.1")", "null", ErrorCode::UnexpectedShape);
        refuse("quantity negative", R"("1.1")", R"("-1.1")", ErrorCode::NegativeQty);
        refuse("quantity too fine", R"("1.1")", R"("1.000000001")", ErrorCode::TooManyDecimals);
        refuse("quantity too large", R"("1.1")", R"("1e30")", ErrorCode::NumberOverflow);
    }

    static void refusedTrades()
    {
        const auto refuse = [](const char *name, std::string_view from, std::string_view to, ErrorCode code) {
            addRefusal(name, changed(tradeFrame, from, to), code);
        };
        refuse("trades missing", R"("trades")", R"("x")", ErrorCode::UnexpectedShape);
        refuse("trade a number", R"("trades":[)", R"("trades":[7,)", ErrorCode::UnexpectedShape);
        refuse("trade without product", R"("product_id")", R"("x")", ErrorCode::UnexpectedShape);
        refuse("trade without price", R"("price")", R"("x")", ErrorCode::UnexpectedShape);
        refuse("trade without size", R"("size")", R"("x")", ErrorCode::UnexpectedShape);
        refuse("trade without side", R"("side")", R"("x")", ErrorCode::UnexpectedShape);
        refuse("trade side not known", "BUY", "HOLD", ErrorCode::UnexpectedShape);
        refuse("trade price negative", "64000.20", "-1", ErrorCode::BadNumber);
        refuse("trade size negative", R"("0.01")", R"("-0.01")", ErrorCode::NegativeQty);
        refuse("trade size too fine", R"("0.01")", R"("0.000000001")", ErrorCode::TooManyDecimals);
    }
};

QTEST_APPLESS_MAIN(CoinbaseHostileTest)
#include "coinbasehostiletest.moc"
