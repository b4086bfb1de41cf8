// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/levels.h"
#include "venues/venuetable.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using test::level;

namespace {

const Venue &binance()
{
    return *findVenue("binance");
}

Expected<BookSnapshot> snapshotOf(std::string_view body)
{
    return binance().decodeSnapshot(body, bareInstrument("BTCUSDT"));
}

std::string listed(std::string_view symbol, std::string_view tick, std::string_view step)
{
    return R"({"symbol":")" + std::string(symbol) +
           R"(","status":"TRADING","baseAsset":"BTC","quoteAsset":"USDT","filters":[)"
           R"({"filterType":"PRICE_FILTER","minPrice":"0.01","tickSize":)" +
           std::string(tick) + R"(},{"filterType":"LOT_SIZE","minQty":"1","stepSize":)" + std::string(step) +
           R"(},{"filterType":"MAX_NUM_ORDERS","maxNumOrders":200}],"permissionSets":[["SPOT"]]})";
}

std::string listOf(std::initializer_list<std::string> symbols)
{
    std::string body = R"({"timezone":"UTC","serverTime":1770000000000,"symbols":[)";
    for (const std::string &symbol : symbols) {
        if (body.back() != '[')
            body += ',';
        body += symbol;
    }
    return body + "]}";
}

std::string withStatus(std::string_view status)
{
    std::string text = listed("BTCUSDT", R"("0.01")", R"("0.1")");
    return text.replace(text.find("TRADING"), 7, status);
}

Instrument only(const std::string &symbol)
{
    const auto instruments = binance().decodeInstruments(listOf({symbol}));
    return instruments && instruments->size() == 1 ? instruments->front() : bareInstrument("none");
}

std::vector<Instrument> named(const std::vector<std::string> &names)
{
    std::vector<Instrument> instruments;
    for (const std::string &name : names)
        instruments.push_back(bareInstrument(name));
    return instruments;
}

} // namespace

class BinanceSpotRestTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void snapshotHoldsBothSidesAndItsId()
    {
        const auto snapshot = snapshotOf(
            R"({"lastUpdateId":900000104,"bids":[["64000.10","0.50000000"],["1","2"]],"asks":[["64000.20","1.2"]]})");
        QVERIFY(snapshot);
        QCOMPARE(snapshot->lastUpdateId, std::uint64_t{900000104});
        QVERIFY(snapshot->bids == (std::vector{level("64000.10", "0.5"), level("1", "2")}));
        QVERIFY(snapshot->asks == std::vector{level("64000.20", "1.2")});
    }

    void brokenSnapshotIsRefused_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("code");
        const auto row = [](const char *name, const char *body, ErrorCode code) {
            QTest::newRow(name) << QByteArray(body) << static_cast<int>(code);
        };
        row("not JSON", "<html>", ErrorCode::BadJson);
        row("truncated", R"({"lastUpdateId":1,"bids":[],"asks":[)", ErrorCode::BadJson);
        row("list", "[]", ErrorCode::UnexpectedShape);
        row("error body", R"({"code":-1121,"msg":"Invalid symbol."})", ErrorCode::UnexpectedShape);
        row("no id", R"({"bids":[],"asks":[]})", ErrorCode::UnexpectedShape);
        row("id as text", R"({"lastUpdateId":"1","bids":[],"asks":[]})", ErrorCode::UnexpectedShape);
        row("no bids", R"({"lastUpdateId":1,"asks":[]})", ErrorCode::UnexpectedShape);
        row("no asks", R"({"lastUpdateId":1,"bids":[]})", ErrorCode::UnexpectedShape);
        row("zero price", R"({"lastUpdateId":1,"bids":[["0","1"]],"asks":[]})", ErrorCode::BadNumber);
        row("negative", R"({"lastUpdateId":1,"bids":[],"asks":[["1","-1"]]})", ErrorCode::NegativeQty);
        row("fine", R"({"lastUpdateId":1,"bids":[],"asks":[["1","0.000000001"]]})",
            ErrorCode::TooManyDecimals);
        row("large", R"({"lastUpdateId":1,"bids":[],"asks":[["1","99999999999"]]})",
            ErrorCode::NumberOverflow);
    }

    void brokenSnapshotIsRefused()
    {
        QFETCH(QByteArray, body);
        QFETCH(int, code);
        const auto snapshot = snapshotOf(body.toStdString());
        QVERIFY(!snapshot);
        QCOMPARE(errorName(snapshot.error().code), errorName(static_cast<ErrorCode>(code)));
    }

    void instrumentHasTickAndStep()
    {
        const Instrument instrument = only(listed("BTCUSDT", R"("0.01000000")", R"("0.00001000")"));
        QCOMPARE(instrument.symbol, std::string("BTCUSDT"));
        QCOMPARE(instrument.base, std::string("BTC"));
        QCOMPARE(instrument.quote, std::string("USDT"));
        QVERIFY(instrument.decimals == (Decimals{8, 8}));
        QCOMPARE(instrument.tickSize.raw(), std::int64_t{1'000'000});
        QCOMPARE(instrument.stepSize.raw(), std::int64_t{1'000});
        QCOMPARE(instrument.shownPriceDecimals(), 2);
        QCOMPARE(instrument.shownQtyDecimals(), 5);
    }

    void everyStatusIsTold_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expected");
        for (const char *known : {"TRADING", "HALT", "BREAK", "CANCEL_ONLY", "END_OF_DAY"})
            QTest::newRow(known) << QByteArray(known) << QByteArray(known);
        QTest::newRow("of next year") << QByteArray("AUCTION_X") << QByteArray("UNKNOWN");
    }

    void everyStatusIsTold()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, expected);
        QCOMPARE(
            std::string(statusName(only(withStatus(text.toStdString())).status)), expected.toStdString());
    }

    void aBrokenFilterHidesNoOther_data()
    {
        QTest::addColumn<QByteArray>("tick");
        QTest::newRow("words") << QByteArray(R"("fine")");
        QTest::newRow("a JSON number") << QByteArray("0.01");
        QTest::newRow("too fine") << QByteArray(R"("0.000000001")");
        QTest::newRow("negative") << QByteArray(R"("-0.01")");
    }

    void aBrokenFilterHidesNoOther()
    {
        QFETCH(QByteArray, tick);
        const auto instruments = binance().decodeInstruments(
            listOf({listed("AAA", tick.toStdString(), R"("0.1")"), listed("BBB", R"("0.01")", R"("0.1")")}));
        QVERIFY(instruments);
        QCOMPARE(instruments->size(), std::size_t{2});
        QVERIFY((*instruments)[0].tickSize.isZero());
        QVERIFY((*instruments)[0].stepSize.isZero());
        QCOMPARE((*instruments)[1].tickSize.raw(), std::int64_t{1'000'000});
    }

    void aBrokenStepLeavesNoHalfKnownListing()
    {
        const Instrument instrument = only(listed("AAA", R"("0.01")", R"("much")"));
        QCOMPARE(instrument.symbol, std::string("AAA"));
        QVERIFY(instrument.tickSize.isZero());
        QVERIFY(instrument.stepSize.isZero());
    }

    void wholeLotsHaveFourDecimalsAndHoldHugeQuantities()
    {
        const Instrument whole = only(listed("SHIBUSDT", R"("0.00000001")", R"("1.00000000")"));
        QVERIFY(whole.decimals == (Decimals{8, 4}));
        QCOMPARE(whole.stepSize.raw(), std::int64_t{10'000});
        QCOMPARE(whole.shownQtyDecimals(), 0);
        const auto snapshot = binance().decodeSnapshot(
            R"({"lastUpdateId":1,"bids":[["0.00001142","100000000000.00000000"]],"asks":[["0.00002","0.2500"]]})",
            whole);
        QVERIFY(snapshot);
        QCOMPARE(snapshot->bids.front().qty.raw(), std::int64_t{1'000'000'000'000'000});
        QCOMPARE(format(snapshot->bids.front().qty, whole.decimals.qty), std::string("100000000000"));
        QCOMPARE(format(snapshot->asks.front().qty, whole.decimals.qty), std::string("0.25"));
    }

    void partLotsKeepEightDecimals()
    {
        QCOMPARE(only(listed("XRPUSDT", R"("0.0001")", R"("0.10000000")")).decimals.qty, 8);
    }

    void brokenListIsRefused()
    {
        QCOMPARE(binance().decodeInstruments("no").error().code, ErrorCode::BadJson);
        QCOMPARE(binance().decodeInstruments("[]").error().code, ErrorCode::UnexpectedShape);
        QCOMPARE(binance().decodeInstruments(R"({"x":1})").error().code, ErrorCode::UnexpectedShape);
        QCOMPARE(binance().decodeInstruments(R"({"symbols":[1]})").error().code, ErrorCode::UnexpectedShape);
        QCOMPARE(binance().decodeInstruments(R"({"symbols":[{}]})").error().code, ErrorCode::UnexpectedShape);
    }

    void defaultHostsServeMarketDataOnly()
    {
        QCOMPARE(binance().hosts().rest, std::string("https://data-api.binance.vision"));
        QCOMPARE(binance().hosts().ws, std::string("wss://data-stream.binance.vision"));
        QVERIFY(!binance().isDemo());
    }

    void binanceUsHasItsOwnHosts()
    {
        const Venue *us = findVenue("binance-us");
        QVERIFY(us);
        QCOMPARE(us->name(), std::string_view("binance-us"));
        QCOMPARE(us->hosts().rest, std::string("https://api.binance.us"));
        QCOMPARE(us->hosts().ws, std::string("wss://stream.binance.us:9443"));
        QCOMPARE(
            us->snapshotUrl(us->hosts(), "BTCUSD", 5000),
            std::string("https://api.binance.us/api/v3/depth?symbol=BTCUSD&limit=5000"));
    }

    void demoHasNoHostsAndSaysSo()
    {
        const Venue *demo = findVenue(demoVenueName);
        QVERIFY(demo);
        QVERIFY(demo->isDemo());
        QVERIFY(demo->hosts().rest.empty());
        QCOMPARE(allVenues().front(), demo);
        QVERIFY(!findVenue("nosuch"));
    }

    void snapshotIsAskedAtFullDepth()
    {
        QCOMPARE(
            binance().snapshotUrl({"http://h:1", {}}, "BTCUSDT", 5000),
            std::string("http://h:1/api/v3/depth?symbol=BTCUSDT&limit=5000"));
        QCOMPARE(
            binance().instrumentUrls({"http://h:1", {}}).front(),
            std::string("http://h:1/api/v3/exchangeInfo?showPermissionSets=false"));
    }

    void streamsAreNamedInLowerCase()
    {
        QCOMPARE(
            binance().streamRequest({{}, "ws://h:2"}, named({"BTCUSDT", "ETHBTC"})).url,
            std::string("ws://h:2/stream?streams=btcusdt@depth@100ms/btcusdt@bookTicker/btcusdt@trade/"
                        "ethbtc@depth@100ms/ethbtc@bookTicker/ethbtc@trade"));
    }

    void otherLettersArePercentEncoded()
    {
        QCOMPARE(
            binance().snapshotUrl({"http://h", {}}, "币&A=1USDT", 100),
            std::string("http://h/api/v3/depth?symbol=%E5%B8%81%26A%3D1USDT&limit=100"));
        QCOMPARE(
            binance().streamRequest({{}, "ws://h"}, named({"币A"})).url,
            std::string(
                "ws://h/stream?streams=%E5%B8%81a@depth@100ms/%E5%B8%81a@bookTicker/%E5%B8%81a@trade"));
    }

    void manySymbolsSubscribeByMessages()
    {
        std::vector<std::string> symbols;
        for (int i = 0; i < 300; ++i)
            symbols.push_back("COIN" + std::to_string(i) + "USDT");
        const auto request = binance().streamRequest({{}, "ws://h"}, named(symbols));
        QCOMPARE(request.url, std::string("ws://h/stream"));
        // A client may send five messages a second.
        QVERIFY(request.messages.size() >= 1 && request.messages.size() <= 4);
        QVERIFY(request.messages.front().starts_with(
            R"({"method":"SUBSCRIBE","params":["coin0usdt@depth@100ms","coin0usdt@bookTicker",)"));
        QVERIFY(request.messages.back().ends_with(
            "\"coin299usdt@trade\"],\"id\":" + std::to_string(request.messages.size()) + "}"));
    }

    void manyBooksMakeDoWithSmallerSnapshots()
    {
        QCOMPARE(snapshotSizeFor(1, binance().limits()).levels, std::size_t{5000});
        QCOMPARE(snapshotSizeFor(96, binance().limits()).levels, std::size_t{5000});
        QCOMPARE(snapshotSizeFor(97, binance().limits()).levels, std::size_t{1000});
        QCOMPARE(snapshotSizeFor(500, binance().limits()).levels, std::size_t{500});
        QCOMPARE(snapshotSizeFor(100'000, binance().limits()).levels, std::size_t{100});
    }

    void aConnectionHoldsTheVenuesStreams()
    {
        QVERIFY(binance().limits().maxSymbolsPerConnection * 3 <= 1024);
        QVERIFY(binance().limits().maxSymbolsPerConnection >= 300);
    }

    void errorBodyGivesTheVenuesWords()
    {
        QCOMPARE(
            binance().errorText(R"({"code":-1121,"msg":"Invalid symbol."})"), std::string("Invalid symbol."));
        QVERIFY(binance().errorText("<html>").empty());
        QVERIFY(binance().errorText("[]").empty());
        QVERIFY(binance().errorText(R"({"msg":5})").empty());
    }
};

QTEST_APPLESS_MAIN(BinanceSpotRestTest)
#include "binancespotresttest.moc"
