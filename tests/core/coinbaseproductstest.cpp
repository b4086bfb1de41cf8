// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/frametext.h"
#include "venues/venuetable.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using test::changed;

namespace {

const Venue &coinbase()
{
    return *findVenue("coinbase");
}

constexpr std::string_view bitcoin =
    R"({"product_id":"BTC-USD","base_increment":"0.00000001","quote_increment":"0.01","status":"online",)"
    R"("cancel_only":false,"trading_disabled":false,"product_type":"SPOT","quote_currency_id":"USD",)"
    R"("base_currency_id":"BTC","alias":"","alias_to":["BTC-USDC"],"price_increment":"0.01"})";

constexpr std::string_view contract =
    R"({"product_id":"BIT-27MAR26-CDE","base_increment":"1","quote_increment":"0.01","status":"",)"
    R"("trading_disabled":false,"product_type":"FUTURE","quote_currency_id":"USD","base_currency_id":"",)"
    R"("price_increment":"5","future_product_details":{"contract_code":"BIT","contract_size":"0.01",)"
    R"("contract_expiry":"2026-03-27T16:00:00Z","contract_root_unit":"BTC",)"
    R"("contract_expiry_type":"EXPIRING"}})";

std::string listOf(const std::string &products)
{
    return R"({"products":[)" + products + R"(],"num_products":1})";
}

std::vector<Instrument> listed(const std::string &products)
{
    const auto instruments = coinbase().decodeInstruments(listOf(products));
    return instruments ? *instruments : std::vector<Instrument>();
}

/// The one product of a list, with one thing in it changed.
Instrument product(std::string_view text, std::string_view from = "", std::string_view to = "")
{
    const auto instruments = listed(from.empty() ? std::string(text) : changed(text, from, to));
    return instruments.size() == 1 ? instruments.front() : Instrument();
}

} // namespace

class CoinbaseProductsTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void theVenueIsInTheTable()
    {
        QCOMPARE(coinbase().title(), std::string_view("Coinbase"));
        QVERIFY(!coinbase().isDemo());
        QCOMPARE(coinbase().hosts().rest, std::string("https://api.coinbase.com"));
        QCOMPARE(coinbase().hosts().ws, std::string("wss://advanced-trade-ws.coinbase.com"));
    }

    void booksComeOnTheStream()
    {
        const BookRules rules = coinbase().bookRules();
        QVERIFY(rules.chain == Chain::None);
        QVERIFY(rules.snapshots == SnapshotSource::Stream);
        QVERIFY(!rules.checksum && !rules.isCut && rules.repeatsPrices);
        QCOMPARE(rules.depth, std::size_t{0});
        QVERIFY(coinbase().snapshotUrl({"http://r", "ws://w"}, "BTC-USD", 100).empty());
        QVERIFY(!coinbase().decodeSnapshot("{}", bareInstrument("BTC-USD")));
    }

    void limitsAreKept()
    {
        const VenueLimits limits = coinbase().limits();
        QCOMPARE(limits.messages, 8);
        QVERIFY(limits.messageWindow == std::chrono::seconds(1) && limits.countsMessagesOfAddress);
        QCOMPARE(limits.snapshotSizes.front().weight, 0);
        // As many connections as their first messages allow.
        const Instrument one = bareInstrument("BTC-USD");
        const auto messages = coinbase().streamRequest(coinbase().hosts(), {&one, 1}).messages.size();
        QVERIFY(static_cast<std::size_t>(limits.connectionAttempts) * messages <= 8);
        QVERIFY(limits.staleAfter < limits.silenceLimit);
        QVERIFY(limits.connectionLife > std::chrono::hours(24 * 365));
        QVERIFY(Instant::fromMillis(1'770'000'000'000) + limits.connectionLife > Instant{});
    }

    void subscriptionsBeginWithHeartbeats()
    {
        const std::vector two{bareInstrument("BTC-USD"), bareInstrument("ETH-USDC")};
        const StreamRequest request = coinbase().streamRequest({"http://r", "ws://w"}, two);
        QCOMPARE(request.url, std::string("ws://w"));
        QVERIFY(request.sideUrl.empty());
        const std::vector<std::string> wanted{
            R"({"type":"subscribe","channel":"heartbeats"})",
            R"({"type":"subscribe","product_ids":["BTC-USD","ETH-USDC"],"channel":"level2"})",
            R"({"type":"subscribe","product_ids":["BTC-USD","ETH-USDC"],"channel":"market_trades"})"};
        QVERIFY(request.messages == wanted);
    }

    void aBookIsAskedForByItself()
    {
        const std::vector<std::string> wanted{
            R"({"type":"unsubscribe","product_ids":["BTC-USD"],"channel":"level2"})",
            R"({"type":"subscribe","product_ids":["BTC-USD"],"channel":"level2"})"};
        QVERIFY(coinbase().resubscribeMessages(bareInstrument("BTC-USD")) == wanted);
    }

    void aProductBecomesAnInstrument()
    {
        QCOMPARE(
            coinbase().instrumentUrls({"http://r", "ws://w"}),
            std::vector<std::string>{"http://r/api/v3/brokerage/market/products"});
        const Instrument instrument = product(bitcoin);
        QCOMPARE(instrument.symbol, std::string("BTC-USD"));
        QCOMPARE(instrument.normalisedName(), std::string("BTC/USD"));
        QVERIFY(instrument.kind == InstrumentKind::Spot);
        QVERIFY(instrument.status == InstrumentStatus::Trading);
        QVERIFY(instrument.decimals == (Decimals{8, 8}));
        QVERIFY(instrument.tickSize == Price(1'000'000));
        QVERIFY(instrument.stepSize == Qty(1));
        QCOMPARE(instrument.shownPriceDecimals(), 2);
    }

    void dollarsAndCoinsOfDollarsAreNeverTheSame()
    {
        const Instrument usdc = product(
            R"({"product_id":"BTC-USDC","quote_currency_id":"USDC","base_currency_id":"BTC","alias":"BTC-USD"})");
        const Instrument usdt =
            product(R"({"product_id":"BTC-USDT","quote_currency_id":"USDT","base_currency_id":"BTC"})");
        QCOMPARE(usdc.normalisedName(), std::string("BTC/USDC"));
        QCOMPARE(usdt.normalisedName(), std::string("BTC/USDT"));
        QVERIFY(usdc.normalisedName() != product(bitcoin).normalisedName());
    }

    void statusIsTold()
    {
        const auto status = [](std::string_view from, std::string_view to) {
            return product(bitcoin, from, to).status;
        };
        QVERIFY(status("online", "delisted") == InstrumentStatus::Halted);
        QVERIFY(status("online", "new one") == InstrumentStatus::Unknown);
        QVERIFY(
            status(R"("trading_disabled":false)", R"("trading_disabled":true)") == InstrumentStatus::Halted);
        QVERIFY(status(R"("cancel_only":false)", R"("cancel_only":true)") == InstrumentStatus::CancelOnly);
    }

    void decimalsFollowTheIncrements()
    {
        const auto ticks = [](std::string_view tick) {
            return product(
                bitcoin, R"("price_increment":"0.01")", "\"price_increment\":\"" + std::string(tick) + '"');
        };
        QCOMPARE(ticks("0.000000000005").decimals.price, 12);
        QVERIFY(ticks("0.000000000005").tickSize == Price(5));
        QCOMPARE(ticks("1").decimals.price, 8);
        // Finer than what can be held next to a price of any size: listed, without a tick.
        QVERIFY(ticks("0.000000000000005").tickSize.isZero());
        QCOMPARE(ticks("0.000000000000005").decimals.price, 12);
        QVERIFY(ticks("dear").tickSize.isZero());
        QVERIFY(ticks("-1").tickSize.isZero());
        const auto lots = [](std::string_view lot) {
            return product(
                bitcoin, R"("base_increment":"0.00000001")",
                "\"base_increment\":\"" + std::string(lot) + '"');
        };
        QCOMPARE(lots("1").decimals.qty, 4);
        QVERIFY(lots("1").stepSize == Qty(10'000));
        QCOMPARE(lots("1000").decimals.qty, 4);
        QCOMPARE(lots("0.1").decimals.qty, 6);
        QCOMPARE(lots("0.01").decimals.qty, 8);
        QCOMPARE(lots("0.0000000001").decimals.qty, 10);
        QVERIFY(lots("much").stepSize.isZero());
        QCOMPARE(lots("much").decimals.qty, 8);
    }

    void aFutureTellsItsEnd()
    {
        const Instrument dated = product(contract);
        QVERIFY(dated.kind == InstrumentKind::Dated);
        QVERIFY(dated.status == InstrumentStatus::Trading);
        QCOMPARE(dated.normalisedName(), std::string("BTC/USD 2026-03-27"));
        QCOMPARE(dated.contract, std::string("0.01 BTC"));
        const Instrument perpetual = product(contract, "EXPIRING", "PERPETUAL");
        QVERIFY(perpetual.kind == InstrumentKind::Perpetual);
        QCOMPARE(perpetual.normalisedName(), std::string("BTC/USD PERP"));
        QVERIFY(product(contract, R"(size":"0.01")", R"(size":"1")").contract.empty());
    }

    void aFutureWithoutAnEndHasTheVenuesName()
    {
        const std::string name = "BIT-27MAR26-CDE";
        QCOMPARE(product(contract, "2026-03-27T16:00:00Z", "soon").normalisedName(), name);
        QCOMPARE(product(contract, "future_product_details", "gone").normalisedName(), name);
        QCOMPARE(
            product(contract, R"("future_product_details":{)", R"("future_product_details":5,"x":{)")
                .normalisedName(),
            name);
    }

    void oneOddListingDoesNotHideTheOthers()
    {
        const std::string good(bitcoin);
        for (const std::string odd : {"5", "null", "{}", R"({"product_id":7})", R"({"product_id":""})"}) {
            const auto instruments = listed(odd + ',' + good);
            QCOMPARE(instruments.size(), std::size_t{1});
        }
        const auto bare = listed(R"({"product_id":"ODD","base_increment":5},)" + good);
        QCOMPARE(bare.size(), std::size_t{2});
        QCOMPARE(bare.front().normalisedName(), std::string("ODD"));
        QVERIFY(bare.front().decimals == (Decimals{8, 8}));
    }

    void whatIsNoListIsRefused()
    {
        for (const std::string &body :
             {std::string(), std::string("[]"), std::string("{}"), std::string(R"({"products":5})"),
              listOf(R"({"x":1})"), listOf("7,8")})
            QVERIFY2(!coinbase().decodeInstruments(body), body.c_str());
        QVERIFY(coinbase().decodeInstruments(listOf("")));
    }

    void errorsAreInTheVenuesWords()
    {
        QCOMPARE(
            coinbase().errorText(R"({"error":"NOT_FOUND","message":"no such product"})"),
            std::string("no such product"));
        QCOMPARE(coinbase().errorText(R"({"error":"NOT_FOUND"})"), std::string("NOT_FOUND"));
        QVERIFY(coinbase().errorText("<html>").empty());
        QVERIFY(coinbase().errorText("[]").empty());
        QVERIFY(coinbase().errorText("{}").empty());
    }
};

QTEST_APPLESS_MAIN(CoinbaseProductsTest)
#include "coinbaseproductstest.moc"
