// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/frametext.h"
#include "venues/kraken.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using test::changed;

namespace {

constexpr std::string_view pairOnStream =
    R"({"symbol":"BTC/USD","base":"BTC","quote":"USD","status":"online","qty_precision":8,)"
    R"("qty_increment":0.00000001,"price_precision":1,"cost_precision":5,"marginable":true,"has_index":true,)"
    R"("cost_min":0.50,"price_increment":0.1,"qty_min":0.00010000})";

constexpr std::string_view pairOfRest =
    R"({"altname":"XBTUSD","wsname":"XBT\/USD","base":"XXBT","quote":"ZUSD","pair_decimals":1,)"
    R"("lot_decimals":8,"lot_multiplier":1,"ordermin":"0.0001","tick_size":"0.1","status":"online"})";

std::string onStream(std::string_view pairs)
{
    return R"({"channel":"instrument","type":"snapshot","data":{"assets":[{"id":"USD"}],"pairs":[)" +
           std::string(pairs) + "]}}";
}

std::string ofRest(std::string_view pair, std::string_view more = "")
{
    return R"({"error":[],"result":{"XXBTZUSD":)" + std::string(pair) + std::string(more) + "}}";
}

std::vector<Instrument> decoded(std::string_view body)
{
    auto instruments = KrakenSpot().decodeInstruments(body);
    if (!instruments) {
        QTest::qFail(instruments.error().detail.c_str(), __FILE__, __LINE__);
        return {};
    }
    return std::move(*instruments);
}

Instrument only(std::string_view body)
{
    const auto instruments = decoded(body);
    return instruments.size() == 1 ? instruments.front() : bareInstrument("not one");
}

} // namespace

class KrakenInstrumentsTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void theListComesOnTheStream()
    {
        const KrakenSpot venue;
        QVERIFY(venue.instrumentUrls(venue.hosts()) == std::vector<std::string>{"wss://ws.kraken.com/v2"});
        QCOMPARE(
            venue.instrumentsMessage(),
            std::string(R"({"method":"subscribe","params":{"channel":"instrument","snapshot":true}})"));
    }

    void aPairOnTheStreamIsRead()
    {
        const Instrument pair = only(onStream(pairOnStream));
        QCOMPARE(pair.symbol, std::string("BTC/USD"));
        QCOMPARE(pair.base, std::string("BTC"));
        QCOMPARE(pair.quote, std::string("USD"));
        QVERIFY(pair.kind == InstrumentKind::Spot);
        QVERIFY(pair.status == InstrumentStatus::Trading);
        QVERIFY(pair.decimals == (Decimals{1, 8}));
        QVERIFY(pair.tickSize == Price(1));
        QVERIFY(pair.stepSize == Qty(1));
    }

    void incrementsAreExact()
    {
        const auto fine = changed(pairOnStream, R"("price_precision":1)", R"("price_precision":12)");
        QVERIFY(
            only(onStream(changed(fine, R"("price_increment":0.1)", R"("price_increment":1e-12)")))
                .tickSize == Price(1));
        QVERIFY(
            only(onStream(changed(fine, R"("price_increment":0.1)", R"("price_increment":5.0E-11)")))
                .tickSize == Price(50));
    }

    /// The checksum is made of the decimals alone.
    void anOddIncrementIsTheLastDecimal()
    {
        for (const char *const increment : {"0.05", "0", "-1", "\"0.1\"", "null", "1e99"}) {
            const auto body = onStream(changed(
                pairOnStream, R"("price_increment":0.1)", R"("price_increment":)" + std::string(increment)));
            QVERIFY(only(body).tickSize == Price(1));
            QVERIFY(only(body).decimals == (Decimals{1, 8}));
        }
    }

    void statusesAreTold()
    {
        const auto statusOf = [](std::string_view text) {
            return only(onStream(changed(pairOnStream, "online", text))).status;
        };
        QVERIFY(statusOf("cancel_only") == InstrumentStatus::CancelOnly);
        for (const char *const text : {"maintenance", "delisted", "post_only", "work_in_progress"})
            QVERIFY(statusOf(text) == InstrumentStatus::Halted);
        for (const char *const text : {"limit_only", "reduce_only", "tomorrow", ""})
            QVERIFY(statusOf(text) == InstrumentStatus::Unknown);
    }

    void oneOddPairDoesNotHideTheOthers()
    {
        const std::string good(pairOnStream);
        for (const auto &odd :
             {changed(good, R"("price_precision":1)", R"("price_precision":19)"),
              changed(good, R"("qty_precision":8)", R"("qty_precision":99999999999)"),
              changed(good, R"("qty_precision":8)", R"("qty_precision":-1)"),
              changed(good, R"("price_precision":1)", R"("price_precision":"1")"),
              changed(good, R"("symbol")", R"("name")"), std::string("{}")}) {
            QCOMPARE(only(onStream(odd + ',' + good)).symbol, std::string("BTC/USD"));
            QVERIFY(!KrakenSpot().decodeInstruments(onStream(odd)));
        }
    }

    void aPairOfRestIsRead()
    {
        const Instrument pair = only(ofRest(pairOfRest));
        QCOMPARE(pair.symbol, std::string("BTC/USD"));
        QCOMPARE(pair.base, std::string("BTC"));
        QCOMPARE(pair.quote, std::string("USD"));
        QVERIFY(pair.status == InstrumentStatus::Trading);
        QVERIFY(pair.decimals == (Decimals{1, 8}));
        QVERIFY(pair.tickSize == Price(1));
    }

    void restNamesAreThoseOfTheStream()
    {
        QCOMPARE(only(ofRest(changed(pairOfRest, "XBT\\/", "XDG\\/"))).symbol, std::string("DOGE/USD"));
        QCOMPARE(only(ofRest(changed(pairOfRest, "XBT\\/USD", "ETH\\/XBT"))).symbol, std::string("ETH/BTC"));
        QCOMPARE(only(ofRest(changed(pairOfRest, "XBT\\/", "XBTX\\/"))).symbol, std::string("XBTX/USD"));
    }

    void aDarkPoolIsLeftOut()
    {
        const auto dark = changed(pairOfRest, R"("wsname":"XBT\/USD",)", "");
        QCOMPARE(decoded(ofRest(dark, R"(,"XXBTZUSD.d":)" + std::string(pairOfRest))).size(), std::size_t{1});
    }

    void anythingElseIsNoList_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("not an object") << QByteArray("[]");
        QTest::newRow("heartbeat") << QByteArray(R"({"channel":"heartbeat"})");
        QTest::newRow("acknowledgement") << QByteArray(
            R"({"method":"subscribe","result":{"channel":"instrument","snapshot":true},"success":true})");
        QTest::newRow("refusal") << QByteArray(
            R"({"error":"Event(s) not found","method":"subscribe","success":false})");
        QTest::newRow("REST error") << QByteArray(R"({"error":["EQuery:Unknown asset pair"]})");
        QTest::newRow("update") << QByteArray(
            R"({"channel":"instrument","type":"update","data":{"assets":[],"pairs":[]}})");
        QTest::newRow("another channel")
            << QByteArray(R"({"channel":"book","type":"snapshot","data":[{"symbol":"BTC/USD"}]})");
        QTest::newRow("no pairs") << QByteArray(
            R"({"channel":"instrument","type":"snapshot","data":{"assets":[]}})");
        QTest::newRow("pairs of another kind")
            << QByteArray(R"({"channel":"instrument","type":"snapshot","data":{"pairs":[7]}})");
        QTest::newRow("REST pairs of another kind") << QByteArray(R"({"error":[],"result":{"a":[]}})");
    }

    void anythingElseIsNoList()
    {
        QFETCH(QByteArray, body);
        const auto instruments = KrakenSpot().decodeInstruments(body.toStdString());
        QVERIFY(!instruments);
        QCOMPARE(errorName(instruments.error().code), errorName(ErrorCode::UnexpectedShape));
    }

    void aListThatBreaksOffIsNone()
    {
        for (const std::string &whole : {onStream(pairOnStream), ofRest(pairOfRest)}) {
            for (std::size_t length = 0; length < whole.size(); ++length)
                QVERIFY(!KrakenSpot().decodeInstruments(whole.substr(0, length)));
        }
    }

    void errorsSpeakForThemselves()
    {
        const KrakenSpot venue;
        QCOMPARE(
            venue.errorText(R"({"error":["EQuery:Unknown asset pair","EGeneral:x",5]})"),
            std::string("EQuery:Unknown asset pair, EGeneral:x"));
        QCOMPARE(venue.errorText(R"({"error":"no","success":false})"), std::string("no"));
        QCOMPARE(venue.errorText(R"({"Error":"Exceeded msg rate"})"), std::string("Exceeded msg rate"));
        QVERIFY(venue.errorText(R"({"error":[],"result":{}})").empty());
        QVERIFY(venue.errorText("<html>").empty());
        QVERIFY(venue.errorText("[1]").empty());
        // Cut between characters, not within one.
        std::string words(299, 'x');
        QCOMPARE(venue.errorText(R"({"error":[")" + words + R"(\u00e4"]})"), words);
    }
};

QTEST_APPLESS_MAIN(KrakenInstrumentsTest)
#include "krakeninstrumentstest.moc"
