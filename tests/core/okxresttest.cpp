// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/frametext.h"
#include "support/levels.h"
#include "support/refusals.h"
#include "venues/venuetable.h"

#include <QRegularExpression>
#include <QTest>

#include <limits>

using namespace touchline;
using test::addRefusal;
using test::changed;
using test::level;

namespace {

constexpr std::string_view spot =
    R"({"instType":"SPOT","instId":"BTC-USDT","baseCcy":"BTC","quoteCcy":"USDT","tickSz":"0.1",)"
    R"("lotSz":"0.00000001","minSz":"0.00001","state":"live","uly":"","ctVal":"","expTime":""})";
constexpr std::string_view perpetual =
    R"({"instType":"SWAP","instId":"BTC-USD-SWAP","baseCcy":"","quoteCcy":"","settleCcy":"BTC",)"
    R"("uly":"BTC-USD","instFamily":"BTC-USD","tickSz":"0.1","lotSz":"1","minSz":"1","state":"live",)"
    R"("ctVal":"100","ctMult":"1","ctValCcy":"USD","expTime":""})";
constexpr std::string_view dated =
    R"({"instType":"FUTURES","instId":"BTC-USDT-270326","baseCcy":"","quoteCcy":"","settleCcy":"USDT",)"
    R"("uly":"BTC-USDT","tickSz":"0.1","lotSz":"0.1","minSz":"0.1","state":"live",)"
    R"("ctVal":"0.01","ctMult":"1","ctValCcy":"BTC","expTime":"1806048000000"})";

constexpr std::string_view book =
    R"({"code":"0","msg":"","data":[{"asks":[["41006.8","0.60038921","0","1"]],)"
    R"("bids":[["41006.3","0.30178218","0","2"],["41006.2","1","0","1"]],)"
    R"("ts":"1629966436396","seqId":3235851742}]})";

const Venue &okx()
{
    return *findVenue("okx");
}

std::string listOf(std::string_view entries)
{
    return R"({"code":"0","msg":"","data":[)" + std::string(entries) + "]}";
}

/// The only one of a list; an instrument without a name if there is another number of them.
Instrument only(std::string_view entries)
{
    const auto list = okx().decodeInstruments(listOf(entries));
    return list && list->size() == 1 ? list->front() : Instrument();
}

} // namespace

class OkxRestTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void threeListsNameAllInstruments()
    {
        const auto urls = okx().instrumentUrls({"https://h", "wss://h"});
        QVERIFY(
            urls == (std::vector<std::string>{
                        "https://h/api/v5/public/instruments?instType=SPOT",
                        "https://h/api/v5/public/instruments?instType=SWAP",
                        "https://h/api/v5/public/instruments?instType=FUTURES"}));
    }

    void itsHostsAreThePublicOnes()
    {
        QCOMPARE(okx().hosts().rest, std::string("https://openapi.okx.com"));
        QCOMPARE(okx().hosts().ws, std::string("wss://ws.okx.com:8443"));
        QVERIFY(!okx().isDemo());
        QCOMPARE(okx().title(), std::string_view("OKX"));
    }

    void itsLimitsAreTheVenues()
    {
        const VenueLimits limits = okx().limits();
        QCOMPARE(limits.messages, 480);
        QVERIFY(limits.messageWindow == std::chrono::hours(1));
        QCOMPARE(limits.snapshotSizes.size(), std::size_t{1});
        QCOMPARE(limits.connectionAttempts, 3);
        QVERIFY(limits.pingAfter < std::chrono::seconds(30));
        constexpr Instant year2100{4'102'444'800'000'000'000};
        QVERIFY(limits.connectionLife < Duration(std::numeric_limits<std::int64_t>::max() - year2100.nanos));
        QVERIFY(limits.connectionLife > std::chrono::hours(24 * 365));
    }

    void booksBeginOnTheStreamOrElseByRest()
    {
        QVERIFY(okx().bookRules().snapshots == SnapshotSource::StreamElseRest);
        QCOMPARE(
            okx().snapshotUrl({"https://h", ""}, "BTC-USDT", 400),
            std::string("https://h/api/v5/market/books?instId=BTC-USDT&sz=400&source=0"));
    }

    void anAnswerIsABook()
    {
        const auto snapshot = okx().decodeSnapshot(book, bareInstrument("BTC-USDT"));
        QVERIFY(snapshot);
        QCOMPARE(snapshot->lastUpdateId, std::uint64_t{3'235'851'742});
        QVERIFY(snapshot->bids == (std::vector{level("41006.3", "0.30178218"), level("41006.2", "1")}));
        QVERIFY(snapshot->asks == (std::vector{level("41006.8", "0.60038921")}));
        QVERIFY(snapshot->exchangeTime == Instant::fromMillis(1'629'966'436'396));
        QVERIFY(!snapshot->checksum);
    }

    void anAnswerThatIsNoBookIsRefused_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::addColumn<int>("code");
        const auto shape = [](const char *name, std::string_view from, std::string_view to) {
            addRefusal(name, changed(book, from, to), ErrorCode::UnexpectedShape);
        };
        addRefusal("empty", "", ErrorCode::BadJson);
        addRefusal("cut", std::string(book.substr(0, 100)), ErrorCode::BadJson);
        addRefusal("list", "[]", ErrorCode::UnexpectedShape);
        addRefusal("refused", R"({"code":"51001","msg":"no such","data":[]})", ErrorCode::VenueRefused);
        addRefusal("no data", R"({"code":"0","msg":"","data":[]})", ErrorCode::UnexpectedShape);
        addRefusal("data of another kind", R"({"code":"0","msg":"","data":[7]})", ErrorCode::UnexpectedShape);
        shape("two books", "}]}", R"(},{"asks":[]}]})");
        shape("no id", "seqId", "gone");
        shape("id a text", "3235851742", R"("3235851742")");
        shape("id of none", "3235851742", "-1");
        shape("no time", R"("ts")", R"("gone")");
        shape("no bids", "bids", "gone");
        addRefusal("price a word", changed(book, "41006.8", "high"), ErrorCode::BadNumber);
    }

    void anAnswerThatIsNoBookIsRefused()
    {
        QFETCH(QByteArray, frame);
        QFETCH(int, code);
        const auto snapshot = okx().decodeSnapshot(frame.toStdString(), bareInstrument("BTC-USDT"));
        QVERIFY(!snapshot);
        QCOMPARE(static_cast<int>(snapshot.error().code), code);
    }

    void oneMessageSubscribesToBooksAndTrades()
    {
        const std::vector instruments{bareInstrument("A-USDT"), bareInstrument("B\"-USD")};
        const auto request = okx().streamRequest({"", "wss://h"}, instruments);
        QCOMPARE(request.url, std::string("wss://h/ws/v5/public"));
        QCOMPARE(request.messages.size(), std::size_t{1});
        QCOMPARE(
            request.messages.front(),
            std::string(R"({"op":"subscribe","args":[{"channel":"books","instId":"A-USDT"},)") +
                R"({"channel":"trades","instId":"A-USDT"},)" +
                "{\"channel\":\"books\",\"instId\":\"B\\\"-USD\"},{\"channel\":\"trades\",\"instId\":\"B\\\"-"
                "USD\"}]}");
        QVERIFY(request.sideUrl.empty());
    }

    void longSubscriptionsAreSplit()
    {
        std::vector<Instrument> instruments;
        for (int i = 0; i < 3000; ++i)
            instruments.push_back(bareInstrument("COIN" + std::to_string(i) + "-USDT-SWAP"));
        const auto request = okx().streamRequest({"", ""}, instruments);
        QVERIFY(request.messages.size() > 1);
        std::size_t channels = 0;
        for (const std::string &message : request.messages) {
            QVERIFY(message.size() < 64'000);
            QVERIFY(message.find("[,") == std::string::npos && message.ends_with("}]}"));
            for (auto at = message.find("instId"); at != std::string::npos;
                 at = message.find("instId", at + 1))
                ++channels;
        }
        QCOMPARE(channels, std::size_t{6000});
        QVERIFY(okx().streamRequest({"", ""}, {}).messages.empty());
    }

    void aSpotPairIsRead()
    {
        const Instrument instrument = only(spot);
        QCOMPARE(instrument.symbol, std::string("BTC-USDT"));
        QCOMPARE(instrument.normalisedName(), std::string("BTC/USDT"));
        QVERIFY(instrument.kind == InstrumentKind::Spot);
        QVERIFY(instrument.status == InstrumentStatus::Trading);
        QVERIFY(instrument.decimals == (Decimals{8, 8}));
        QCOMPARE(instrument.tickSize.raw(), std::int64_t{10'000'000});
        QCOMPARE(instrument.stepSize.raw(), std::int64_t{1});
        QVERIFY(instrument.contract.empty() && instrument.expiry.empty());
    }

    void aPerpetualIsRead()
    {
        const Instrument instrument = only(perpetual);
        QCOMPARE(instrument.normalisedName(), std::string("BTC/USD PERP"));
        QCOMPARE(instrument.contract, std::string("100 USD"));
        QVERIFY(instrument.decimals == (Decimals{8, 4}));
        QCOMPARE(instrument.stepSize.raw(), std::int64_t{10'000});
        QCOMPARE(instrument.shownQtyDecimals(), 0);
        const Instrument multiplied = only(changed(perpetual, R"("ctMult":"1")", R"("ctMult":"10")"));
        QCOMPARE(multiplied.contract, std::string("10 x 100 USD"));
        const Instrument family = only(changed(perpetual, R"("uly":"BTC-USD",)", ""));
        QCOMPARE(family.normalisedName(), std::string("BTC/USD PERP"));
    }

    void aDatedFutureIsRead()
    {
        const Instrument instrument = only(dated);
        QCOMPARE(instrument.normalisedName(), std::string("BTC/USDT 2027-03-26"));
        QCOMPARE(instrument.contract, std::string("0.01 BTC"));
        QVERIFY(instrument.kind == InstrumentKind::Dated);
        QVERIFY(instrument.decimals == (Decimals{8, 8}));
        for (const char *odd : {"", "soon", "-1", "99999999999999999"})
            QVERIFY(only(changed(dated, "1806048000000", odd)).expiry.empty());
    }

    void statesAreTold_data()
    {
        QTest::addColumn<std::string>("state");
        QTest::addColumn<int>("status");
        const auto row = [](const char *state, InstrumentStatus status) {
            QTest::newRow(state) << std::string(state) << static_cast<int>(status);
        };
        row("live", InstrumentStatus::Trading);
        row("suspend", InstrumentStatus::Halted);
        row("preopen", InstrumentStatus::Break);
        row("test", InstrumentStatus::Unknown);
        row("post_only", InstrumentStatus::Unknown);
    }

    void statesAreTold()
    {
        QFETCH(std::string, state);
        QFETCH(int, status);
        QCOMPARE(static_cast<int>(only(changed(spot, "live", state)).status), status);
    }

    void decimalsAreThoseOfTickAndLot_data()
    {
        QTest::addColumn<std::string>("tick");
        QTest::addColumn<std::string>("lot");
        QTest::addColumn<int>("price");
        QTest::addColumn<int>("qty");
        const auto row = [](const char *tick, const char *lot, int price, int qty) {
            QTest::addRow("%s %s", tick, lot) << std::string(tick) << std::string(lot) << price << qty;
        };
        row("0.00000001", "0.000001", 8, 8);
        row("0.000000000001", "1", 14, 2);
        row("0.000000001", "1000000", 11, 2);
        row("0.0000001", "1", 8, 4);
        row("10", "0.0000000001", 8, 10);
        row("0.000000000000000001", "1", 18, 2);
    }

    void decimalsAreThoseOfTickAndLot()
    {
        QFETCH(std::string, tick);
        QFETCH(std::string, lot);
        QFETCH(int, price);
        QFETCH(int, qty);
        const Instrument instrument =
            only(changed(changed(spot, "0.00000001", lot), R"("0.1")", '"' + tick + '"'));
        QVERIFY(instrument.decimals == (Decimals{price, qty}));
        QVERIFY(format(instrument.tickSize, price) == tick);
        QVERIFY(format(instrument.stepSize, qty) == lot);
    }

    void anOddListingDoesNotHideTheOthers_data()
    {
        QTest::addColumn<std::string>("odd");
        QTest::addColumn<bool>("isListed");
        QTest::newRow("no object") << std::string("7") << false;
        QTest::newRow("no name") << changed(spot, "instId", "gone") << false;
        QTest::newRow("no type") << changed(spot, "instType", "gone") << false;
        QTest::newRow("name a number") << changed(spot, R"("BTC-USDT")", "5") << false;
        QTest::newRow("tick empty") << changed(spot, R"("0.1")", R"("")") << true;
        QTest::newRow("tick zero") << changed(spot, R"("0.1")", R"("0")") << true;
        QTest::newRow("tick negative") << changed(spot, R"("0.1")", R"("-1")") << true;
        QTest::newRow("tick too fine") << changed(spot, R"("0.1")", R"("1e-19")") << true;
        QTest::newRow("lot a word") << changed(spot, "0.00000001", "many") << true;
        QTest::newRow("lot a number") << changed(spot, R"("0.00000001")", "1") << true;
        QTest::newRow("lot without end") << changed(spot, "0.00000001", "1e300") << true;
    }

    void anOddListingDoesNotHideTheOthers()
    {
        QFETCH(std::string, odd);
        QFETCH(bool, isListed);
        const auto list = okx().decodeInstruments(listOf(odd + ',' + std::string(perpetual)));
        QVERIFY(list);
        QCOMPARE(list->size(), std::size_t(isListed ? 2 : 1));
        QCOMPARE(list->back().symbol, std::string("BTC-USD-SWAP"));
        QVERIFY(!list->back().tickSize.isZero());
        if (isListed)
            QVERIFY(list->front().tickSize.isZero());
    }

    void optionsAreLeftOut()
    {
        const auto list = okx().decodeInstruments(listOf(changed(spot, "SPOT", "OPTION")));
        QVERIFY(list && list->empty());
        QVERIFY(okx().decodeInstruments(listOf(""))->empty());
    }

    void whatIsNoListIsRefused_data()
    {
        QTest::addColumn<std::string>("body");
        QTest::addColumn<int>("code");
        const auto row = [](const char *name, const char *body, ErrorCode code) {
            QTest::newRow(name) << std::string(body) << static_cast<int>(code);
        };
        row("empty", "", ErrorCode::BadJson);
        row("HTML", "<html>", ErrorCode::BadJson);
        row("list", "[]", ErrorCode::UnexpectedShape);
        row("no code", R"({"data":[]})", ErrorCode::UnexpectedShape);
        row("no data", R"({"code":"0"})", ErrorCode::UnexpectedShape);
        row("only odd ones", R"({"code":"0","data":[1,{}]})", ErrorCode::UnexpectedShape);
        row("error", R"({"code":"50011","msg":"Too Many Requests","data":[]})", ErrorCode::VenueRefused);
    }

    void whatIsNoListIsRefused()
    {
        QFETCH(std::string, body);
        QFETCH(int, code);
        const auto list = okx().decodeInstruments(body);
        QVERIFY(!list);
        QCOMPARE(static_cast<int>(list.error().code), code);
        if (code == static_cast<int>(ErrorCode::VenueRefused))
            QCOMPARE(list.error().detail, std::string("code 50011: Too Many Requests"));
    }

    void anErrorGivesTheVenuesWords()
    {
        QCOMPARE(
            okx().errorText(R"({"code":"50011","msg":"Too Many Requests"})"),
            std::string("Too Many Requests"));
        QVERIFY(okx().errorText("<html>").empty());
        QVERIFY(okx().errorText("[]").empty());
    }
};

QTEST_APPLESS_MAIN(OkxRestTest)
#include "okxresttest.moc"
