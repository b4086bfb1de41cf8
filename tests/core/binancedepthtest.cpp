// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "venues/binancedepth.h"

#include "record/recording.h"
#include "support/decodecheck.h"
#include "support/frametext.h"
#include "support/levels.h"
#include "support/mutation.h"
#include "support/recordeddata.h"
#include "venues/binancestrict.h"
#include "venues/venuetable.h"

#include <QRegularExpression>
#include <QTest>

#include <array>

using namespace touchline;
using test::changed;
using test::combined;
using test::level;

namespace {

constexpr std::string_view depthFrame =
    R"({"e":"depthUpdate","E":1770000000123,"s":"BTCUSDT","U":900000101,"u":900000108,)"
    R"("b":[["64000.10000000","0.52000000"],["63999.90000000","0.00000000"]],"a":[["64000.20","1.10000000"]]})";

constexpr std::string_view quoteFrame =
    R"({"u":900000201,"s":"BTCUSDT","b":"64000.10","B":"0.5","a":"64000.20","A":"1.1"})";

constexpr std::string_view tradeFrame =
    R"({"e":"trade","E":1770000000130,"s":"BTCUSDT","t":4100000001,"p":"64000.20","q":"0.01000000",)"
    R"("T":1770000000129,"m":true,"M":true})";

constexpr std::string_view snapshotBody =
    R"({"lastUpdateId":900000108,"bids":[["64000.10000000","0.52000000"],["63999.90000000","2.00000000"]],)"
    R"("asks":[["64000.20000000","1.10000000"]]})";

bool isRead(std::string_view frame, Decimals decimals = {})
{
    const auto check = test::checkFrame(frame, decimals);
    if (!check.difference.empty())
        QTest::qFail((check.difference + ": " + std::string(frame)).c_str(), __FILE__, __LINE__);
    return check.wasRead;
}

void addRefusal(const char *name, const std::string &frame)
{
    QTest::newRow(name) << QByteArray::fromStdString(frame);
}

template <class Check> void checkMutations(const std::vector<std::string> &texts, const Check &check)
{
    constexpr int mutations = 100'000;
    test::Random random(6);
    int accepted = 0;
    for (int i = 0; i < mutations; ++i) {
        const std::string text = test::mutated(texts[random.below(texts.size())], random);
        const Decimals decimals{8, i / 100 % 2 == 0 ? 8 : 4};
        const test::DecodeCheck result = check(text, decimals);
        QVERIFY2(result.difference.empty(), (result.difference + ": " + text).c_str());
        accepted += result.wasRead ? 1 : 0;
    }
    QVERIFY(accepted > mutations / 100);
    QVERIFY(accepted < mutations / 2);
}

} // namespace

class BinanceDepthTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aDepthUpdateIsReadInTwoSteps()
    {
        const auto head = binance::readDepthHead(depthFrame);
        QVERIFY(head.has_value());
        QVERIFY(head->symbol == "BTCUSDT");
        QCOMPARE(head->eventTime, std::uint64_t{1'770'000'000'123});
        QCOMPARE(head->firstId, std::uint64_t{900'000'101});
        QCOMPARE(head->lastId, std::uint64_t{900'000'108});
        std::vector<Level> bids;
        std::vector<Level> asks;
        QVERIFY(
            binance::readDepthLevels(head->levels, {8, 8}, bids, asks) == binance::DepthLevels::BestFirst);
        QVERIFY(bids == (std::vector{level("64000.10", "0.52"), level("63999.90", "0")}));
        QVERIFY(asks == std::vector{level("64000.20", "1.1")});
    }

    void tellsOfAnotherOrderOnEitherSide()
    {
        std::vector<Level> bids;
        std::vector<Level> asks;
        const auto order = [&](std::string_view levels) {
            return binance::readDepthLevels(levels, {8, 8}, bids, asks);
        };
        using binance::DepthLevels;
        QVERIFY(order(R"([["2","1"],["1","1"]],"a":[["3","1"],["4","1"]]})") == DepthLevels::BestFirst);
        QVERIFY(order(R"([["1","1"],["2","1"]],"a":[["3","1"],["4","1"]]})") == DepthLevels::InAnyOrder);
        QVERIFY(order(R"([["2","1"],["1","1"]],"a":[["3","1"],["3","1"]]})") == DepthLevels::InAnyOrder);
        QVERIFY(order(R"([["2","1"],["1","1"]],"a":[["3","1"],["4","1"]]}x)") == DepthLevels::Unusual);
    }

    void aQuoteIsReadInTwoSteps()
    {
        const auto head = binance::readQuoteHead(quoteFrame);
        QVERIFY(head && head->symbol == "BTCUSDT" && head->updateId == 900'000'201);
        const auto touch = binance::readQuotePrices(head->prices, {8, 8});
        QVERIFY(touch == (Touch{level("64000.10", "0.5"), level("64000.20", "1.1")}));
    }

    void aTradeIsReadInTwoSteps()
    {
        const auto head = binance::readTradeHead(tradeFrame);
        QVERIFY(head && head->symbol == "BTCUSDT" && head->tradeId == 4'100'000'001);
        QCOMPARE(head->eventTime, std::uint64_t{1'770'000'000'130});
        const auto print = binance::readTradePrice(head->price, {8, 8});
        QVERIFY(print && print->level == level("64000.20", "0.01") && print->buyerIsMaker);
        QCOMPARE(print->time, std::uint64_t{1'770'000'000'129});
    }

    void aSnapshotIsReadAtOnce()
    {
        std::vector<Level> bids;
        std::vector<Level> asks;
        const auto id = binance::readSnapshot(snapshotBody, {8, 8}, bids, asks);
        QVERIFY(id == std::uint64_t{900'000'108});
        QVERIFY(bids == (std::vector{level("64000.10", "0.52"), level("63999.90", "2")}));
        QVERIFY(asks == std::vector{level("64000.20", "1.1")});
    }

    void usualFramesAreRead_data()
    {
        QTest::addColumn<QByteArray>("frame");
        addRefusal("depth", std::string(depthFrame));
        addRefusal("depth in a stream", combined(depthFrame));
        addRefusal("quote", std::string(quoteFrame));
        addRefusal("quote in a stream", combined(quoteFrame, "btcusdt@bookTicker"));
        addRefusal("trade", std::string(tradeFrame));
        addRefusal("trade in a stream", combined(tradeFrame, "btcusdt@trade"));
        addRefusal("no levels", R"({"e":"depthUpdate","E":0,"s":"","U":0,"u":0,"b":[],"a":[]})");
        addRefusal("microseconds", changed(depthFrame, "1770000000123", "1770000000123456"));
        addRefusal("no time at all", changed(depthFrame, "1770000000123", "9223372036854775807"));
        addRefusal("a stream without a name", combined(depthFrame, ""));
        addRefusal("a percent sign in the stream", combined(depthFrame, "%e5%b8%81usdt@depth"));
        addRefusal("a quote of zero", changed(quoteFrame, "64000.10", "0.00"));
        addRefusal("a seller that made the market", changed(tradeFrame, "true", "false"));
    }

    void usualFramesAreRead()
    {
        QFETCH(QByteArray, frame);
        QVERIFY(isRead(frame.toStdString()));
    }

    void whatIsNotUsualIsLeftToTheStrictParser_data()
    {
        QTest::addColumn<QByteArray>("frame");
        addRefusal("nothing", "");
        addRefusal("another event", R"({"result":null,"id":1})");
        addRefusal("something behind the end", std::string(depthFrame) + " ");
        addRefusal("a bracket behind the end", std::string(depthFrame) + "}");
        addRefusal("something behind a stream's end", combined(depthFrame) + "\n");
        addRefusal("no end", std::string(depthFrame.substr(0, depthFrame.size() - 1)));
        addRefusal("no end of a stream", combined(depthFrame).substr(0, combined(depthFrame).size() - 1));
        addRefusal("white space", changed(depthFrame, ",\"E\"", ", \"E\""));
        addRefusal(
            "another order",
            changed(depthFrame, R"("U":900000101,"u":900000108)", R"("u":900000108,"U":900000101)"));
        addRefusal("another field", changed(depthFrame, R"("b":)", R"("pu":1,"b":)"));
        addRefusal("a field at the end", changed(depthFrame, "]]}", "]],\"x\":1}"));
        addRefusal("a zero in front of E", changed(depthFrame, "1770", "01770"));
        addRefusal("a zero in front of U", changed(depthFrame, "900000101", "0900000101"));
        addRefusal("a zero in front of u", changed(depthFrame, "900000108", "0900000108"));
        addRefusal("two zeros", changed(depthFrame, "900000101", "00"));
        addRefusal("U above u", changed(depthFrame, "900000101", "900000109"));
        addRefusal("U with a sign", changed(depthFrame, "900000101", "-900000101"));
        addRefusal("U with a point", changed(depthFrame, "900000101", "900000101.0"));
        addRefusal("U with an exponent", changed(depthFrame, "900000101", "9e2"));
        addRefusal("U as a text", changed(depthFrame, "900000101", "\"900000101\""));
        addRefusal("no U", changed(depthFrame, "900000101", ""));
        addRefusal("u of 20 digits", changed(depthFrame, "900000108", "10000000000000000000"));
        addRefusal("u beyond 64 bits", changed(depthFrame, "900000108", "99999999999999999999999"));
        addRefusal("a backslash in the symbol", changed(depthFrame, "BTCUSDT", R"(BTC\uSDT)"));
        addRefusal("an escape in the symbol", changed(depthFrame, "BTCUSDT", R"(BTC\u0055SDT)"));
        addRefusal("a quotation mark in the symbol", changed(depthFrame, "BTCUSDT", R"(BTC"USDT)"));
        addRefusal("a control character in the symbol", changed(depthFrame, "BTCUSDT", "BTC\tUSDT"));
        addRefusal("a null in the symbol", changed(depthFrame, "BTCUSDT", std::string("BTC\0USDT", 8)));
        addRefusal("a symbol that is no UTF-8", changed(depthFrame, "BTCUSDT", "BTC\xff"));
        addRefusal("a symbol beyond ASCII", changed(depthFrame, "BTCUSDT", "\xe5\xb8\x81USDT"));
        addRefusal("an escape in the stream", combined(depthFrame, R"(btc\u0055sdt@depth)"));
        addRefusal("a quotation mark in the stream", combined(depthFrame, R"(btc"usdt@depth)"));
        addRefusal("a control character in the stream", combined(depthFrame, "btcusdt@depth\x01"));
        addRefusal("a stream that is no UTF-8", combined(depthFrame, "btc\x80usdt@depth@100ms"));
        addRefusal("a stream in a stream", combined(combined(depthFrame)));
        addRefusal("data that is no object", combined("[" + std::string(depthFrame) + "]"));
        addRefusal("bids twice", changed(depthFrame, R"("a":)", R"("b":[],"a":)"));
        addRefusal("a bid too many", changed(depthFrame, "]],\"a\"", "]]],\"a\""));
        addRefusal("a trade without its maker", changed(tradeFrame, R"("m":true,)", ""));
        addRefusal("a maker that is no truth", changed(tradeFrame, "true", "1"));
        addRefusal("a price that is a number", changed(tradeFrame, R"("64000.20")", "64000.20"));
        addRefusal("a negative price", changed(quoteFrame, "64000.10", "-64000.10"));
        addRefusal("a price beyond its decimals", changed(quoteFrame, "64000.10", "64000.123456789"));
    }

    void whatIsNotUsualIsLeftToTheStrictParser()
    {
        QFETCH(QByteArray, frame);
        QVERIFY(!isRead(frame.toStdString()));
    }

    void everyTruncationIsRefused()
    {
        for (const std::string &frame :
             {combined(depthFrame), combined(quoteFrame), combined(tradeFrame), std::string(depthFrame)}) {
            for (std::size_t size = 0; size < frame.size(); ++size)
                QVERIFY(!isRead(std::string_view(frame).substr(0, size)));
        }
        for (std::size_t size = 0; size < snapshotBody.size(); ++size)
            QVERIFY(!test::checkSnapshot(snapshotBody.substr(0, size), {}).wasRead);
    }

    void everyMutationIsReadAsTheStrictParserReadsIt()
    {
        checkMutations(
            {combined(depthFrame), std::string(depthFrame), combined(quoteFrame), std::string(quoteFrame),
             combined(tradeFrame), std::string(tradeFrame)},
            test::checkFrame);
        checkMutations({std::string(snapshotBody)}, test::checkSnapshot);
    }

    void aFrameThatBeginsLikeTheOneBeforeIsReadAlike()
    {
        const std::string next = changed(changed(depthFrame, "0000123", "0000223"), "900000101", "900000105");
        QVERIFY(test::checkFrameAfter(depthFrame, next, {}).wasRead);
        QVERIFY(test::checkFrameAfter(combined(depthFrame), combined(next), {}).wasRead);
        const auto isRead = [](const std::string &frame) {
            return test::checkFrameAfter(combined(depthFrame), frame, {}).wasRead;
        };
        QVERIFY(!isRead(next));
        QVERIFY(!isRead(combined(next, "ethusdt@depth@100ms")));
        QVERIFY(!isRead(combined(changed(next, "BTCUSDT", "ETHUSDT"))));
        QVERIFY(!isRead(combined(next) + "}"));
        for (std::size_t size = 0; size < combined(next).size(); ++size)
            QVERIFY(!isRead(combined(next).substr(0, size)));
    }

    void framesInAnyOrderAreReadAsTheStrictParserReadsThem()
    {
        const std::string other = changed(depthFrame, "BTCUSDT", "ETHUSDT");
        const std::string cut = combined(depthFrame).substr(0, combined(depthFrame).find("\"b\":") + 4);
        const std::vector<std::string> frames{
            combined(depthFrame),
            std::string(depthFrame),
            combined(quoteFrame),
            cut,
            combined(other),
            other,
            combined(tradeFrame),
            cut + "[]",
            std::string(depthFrame) + "}",
            combined(other) + " "};
        const std::array instruments{bareInstrument("BTCUSDT"), bareInstrument("ETHUSDT")};
        const auto lookup = [&instruments](std::string_view symbol) {
            return symbol == "BTCUSDT" ? &instruments[0] : symbol == "ETHUSDT" ? &instruments[1] : nullptr;
        };
        test::Random random(8);
        DecodeBuffer buffer;
        for (int i = 0; i < 2000; ++i) {
            const std::string frame = frames[random.below(frames.size())];
            DecodeBuffer fresh;
            const auto event = findVenue("binance")->decodeFrame(frame, lookup, buffer);
            const auto strict =
                binance::decodeFrameStrictly(frame, lookup, fresh, binance::TradeStream::Trade);
            QCOMPARE(event.has_value(), strict.has_value());
            if (!event)
                continue;
            QCOMPARE(event->index(), strict->index());
            const auto *const depth = std::get_if<DepthEvent>(&*event);
            const auto *const right = std::get_if<DepthEvent>(&*strict);
            if (!depth)
                continue;
            QCOMPARE(depth->instrument, right->instrument);
            QVERIFY(depth->delta->ids == right->delta->ids && depth->delta->bids == right->delta->bids);
            QVERIFY(depth->delta->asks == right->delta->asks);
        }
    }

    void everyMutationOfTheNextFrameIsReadAsTheStrictParserReadsIt()
    {
        for (const std::string &before : {combined(depthFrame), std::string(depthFrame)}) {
            checkMutations({before}, [&before](std::string_view frame, Decimals decimals) {
                return test::checkFrameAfter(before, frame, decimals);
            });
        }
    }

    void everyRecordedFrameIsReadAsTheStrictParserReadsIt_data()
    {
        QTest::addColumn<QString>("file");
        for (const char *file :
             {"hftbacktest_spot_btcusdt_20240808.gz", "hftbacktest_spot_btcusdt_20240809.gz",
              "cryptofeed_BINANCE_20211012.jsonl.gz", "cryptofeed_BINANCE_US_20211012.jsonl.gz"})
            QTest::newRow(file) << QString::fromLatin1(file);
    }

    void everyRecordedFrameIsReadAsTheStrictParserReadsIt()
    {
        QFETCH(QString, file);
        const QString folder = test::recordedData();
        if (folder.isEmpty())
            QSKIP("The recorded market data is not here: set TOUCHLINE_DATA to its folder.");
        const auto recording =
            loadRecordings(std::vector{(folder + QStringLiteral("/binance/") + file).toStdString()});
        QVERIFY(recording.has_value());
        for (const Record &record : recording->records()) {
            checkRecord(record, {8, 8});
            checkRecord(record, {8, 4});
            if (QTest::currentTestFailed())
                return;
        }
    }

private:
    static bool contains(std::string_view text, std::string_view part)
    {
        return text.find(part) != std::string_view::npos;
    }

    static void checkRecord(const Record &record, Decimals decimals)
    {
        const std::string_view text = record.data;
        const bool isSnapshot = text.starts_with("{\"lastUpdateId\"");
        const bool isHot = isSnapshot || contains(text, "\"depthUpdate\"") || contains(text, "\"trade\"") ||
                           contains(text, "@bookTicker\"");
        const auto check =
            isSnapshot ? test::checkSnapshot(text, decimals) : test::checkFrame(text, decimals);
        QVERIFY2(check.difference.empty(), check.difference.c_str());
        if (contains(text, "\"depthUpdate\"")) {
            const auto after = test::checkFrameAfter(text, text, decimals);
            QVERIFY2(after.difference.empty(), after.difference.c_str());
            QCOMPARE(after.wasRead, check.wasRead);
        }
        // With four decimals some quantities are left to the strict parser, which refuses them.
        if (decimals.qty == 8)
            QCOMPARE(check.wasRead, isHot);
        for (const std::string_view side : {"\"b\":[", "\"a\":[", "\"bids\":[", "\"asks\":["}) {
            const auto at = text.find(side);
            if (!isHot || at == std::string_view::npos)
                continue;
            const auto levels = test::checkLevels<TextPair>(text.substr(at + side.size() - 1), decimals);
            QVERIFY2(levels.difference.empty(), levels.difference.c_str());
            QVERIFY(levels.wasRead || decimals.qty != 8);
        }
    }
};

QTEST_APPLESS_MAIN(BinanceDepthTest)
#include "binancedepthtest.moc"
