// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/krakenrequests.h"
#include "support/simclient.h"
#include "venues/kraken.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace touchline;
using namespace touchline::test;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view times =
    R"("time_in":"2026-02-02T02:40:00.000000Z","time_out":"2026-02-02T02:40:00.000000Z"})";

bool begins(const std::string &text, std::string_view head)
{
    return text.starts_with(head);
}

constexpr std::string_view bookSnapshot = R"({"channel":"book","type":"snapshot")";

std::string symbolsOf(const std::vector<Instrument> &instruments)
{
    std::string names;
    for (const Instrument &instrument : instruments)
        names += instrument.symbol + ' ' + std::to_string(instrument.decimals.price) + ' ' +
                 std::to_string(instrument.tickSize.raw()) + '\n';
    return names;
}

} // namespace

/// What the simulated Kraken says, frame by frame.
class SimKrakenTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aConnectionBeginsWithTheStatus()
    {
        BusyExchange market("kraken", {"BTCUSDT"});
        SimClient client(market, "/v2");
        const auto heard = client.heard();
        QCOMPARE(heard.size(), std::size_t{1});
        QCOMPARE(
            heard.front(),
            std::string(R"({"channel":"status","type":"update","data":[{"version":"2.0.10",)"
                        R"("system":"online","api_version":"v2","connection_id":1770000000000000000}]})"));
        QVERIFY(SimClient(market, "/").isClosed());
    }

    void eachSymbolIsAcknowledgedByItself()
    {
        BusyExchange market("kraken", {"BTCUSDT", "ETHUSDT"});
        SimClient client(market, "/v2");
        static_cast<void>(client.heard());
        client.say(krakenRequest("subscribe", krakenBookOf(R"("BTC/USDT","ETH/USDT")", R"(,"depth":25)")));
        const auto heard = client.heard();
        QCOMPARE(heard.size(), std::size_t{4});
        for (const std::size_t i : {0U, 1U})
            QCOMPARE(
                heard[i],
                R"({"method":"subscribe","req_id":7,"result":{"channel":"book","depth":25,"snapshot":true,)"
                R"("symbol":")" +
                    market.instrument(i).symbol + R"("},"success":true,)" + std::string(times));
        for (const std::size_t i : {2U, 3U})
            QVERIFY2(begins(heard[i], bookSnapshot), heard[i].c_str());
        QCOMPARE(
            client.ask(krakenRequest("unsubscribe", krakenBookOf(R"("ETH/USDT")", R"(,"depth":25)"))),
            R"({"method":"unsubscribe","req_id":7,"result":{"channel":"book","depth":25,)"
            R"("symbol":"ETH/USDT"},"success":true,)" +
                std::string(times));
        market.run(1s);
        for (const std::string &text : client.heard())
            QVERIFY2(text.find("ETH/USDT") == std::string::npos, text.c_str());
    }

    void errorsAreSaidInTheVenuesWords_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::addColumn<QByteArray>("answer");
        const auto row = [](const char *name, const std::string &said, const char *words, const char *rest) {
            const std::string answer =
                "{\"error\":\"" + std::string(words) + "\"," + rest + std::string(times);
            QTest::newRow(name) << QByteArray::fromStdString(said) << QByteArray::fromStdString(answer);
        };
        const std::string btc = R"("BTC/USDT")";
        row("unknown pair", krakenRequest("subscribe", krakenBookOf(R"("NOPE/USD")")),
            "Currency pair not supported NOPE/USD",
            R"("method":"subscribe","req_id":7,"success":false,"symbol":"NOPE/USD",)");
        row("unsupported depth", krakenRequest("subscribe", krakenBookOf(btc, R"(,"depth":11)")),
            "Subscription depth not supported",
            R"("method":"subscribe","req_id":7,"success":false,"symbol":"BTC/USDT",)");
        row("already subscribed", krakenRequest("subscribe", krakenBookOf(btc, R"(,"depth":100)")),
            "Already subscribed", R"("method":"subscribe","req_id":7,"success":false,"symbol":"BTC/USDT",)");
        row("not of this depth", krakenRequest("unsubscribe", krakenBookOf(btc, R"(,"depth":500)")),
            "Subscription Not Found",
            R"("method":"unsubscribe","req_id":7,"success":false,"symbol":"BTC/USDT",)");
        row("unknown channel", krakenRequest("subscribe", R"("channel":"books","symbol":["BTC/USDT"])"),
            "Subscription name invalid", R"("method":"subscribe","req_id":7,"success":false,)");
        row("no list of symbols", krakenRequest("subscribe", R"("channel":"book","symbol":"BTC/USDT")"),
            "Pair field must be an array", R"("method":"subscribe","req_id":7,"success":false,)");
        row("unknown method", R"({"method":"shout"})", "Malformed request",
            R"("method":"shout","success":false,)");
        row("no JSON", "shout", "Malformed request", R"("success":false,)");
    }

    void errorsAreSaidInTheVenuesWords()
    {
        QFETCH(QByteArray, said);
        QFETCH(QByteArray, answer);
        BusyExchange market("kraken", {"BTCUSDT"});
        SimClient client(market, "/v2");
        client.say(krakenRequest("subscribe", krakenBookOf(R"("BTC/USDT")", R"(,"depth":1000)")));
        QCOMPARE(QByteArray::fromStdString(client.ask(said.toStdString())), answer);
    }

    void tooManyMessagesAreRefused()
    {
        BusyExchange market("kraken", {"BTCUSDT"});
        SimClient client(market, "/v2");
        const std::string ping = R"({"method":"ping","req_id":101})";
        const std::string pong = R"({"method":"pong","req_id":101,"success":true,)" + std::string(times);
        for (int i = 0; i < 50; ++i)
            QCOMPARE(client.ask(ping), pong);
        QCOMPARE(client.ask(ping), std::string(R"({"Error":"Exceeded msg rate"})"));
    }

    void heartbeatsFillTheSilenceOfSubscribers()
    {
        BusyExchange market("kraken", {"BTCUSDT", "LUNAUSDT"});
        SimClient client(market, "/v2");
        static_cast<void>(client.heard());
        market.run(5s);
        QVERIFY(client.heard().empty());
        client.say(krakenRequest("subscribe", krakenBookOf(R"("LUNA/USDT")")));
        static_cast<void>(client.heard());
        market.run(5s);
        const auto quiet = client.heard();
        QVERIFY(quiet.size() >= 4 && quiet.size() <= 5);
        for (const std::string &text : quiet)
            QCOMPARE(text, std::string(R"({"channel":"heartbeat"})"));
        client.say(krakenRequest("subscribe", krakenBookOf(R"("BTC/USDT")")));
        market.run(5s);
        for (const std::string &text : client.heard())
            QVERIFY2(text.find("heartbeat") == std::string::npos, text.c_str());
    }

    void whoeverFollowsNothingIsSentAway()
    {
        BusyExchange market("kraken", {"BTCUSDT"});
        SimClient idle(market, "/v2");
        SimClient pinging(market, "/v2");
        market.run(59s);
        QVERIFY(!idle.isClosed());
        pinging.say(R"({"method":"ping"})");
        market.run(2s);
        QVERIFY(idle.isClosed());
        QVERIFY(!pinging.isClosed());
    }

    void theListsAreReadByTheClient()
    {
        SeededOptions options;
        SimExchange exchange(options, makeSimVenue("kraken"));
        const ConnectionId id = exchange.connect("/v2", BusyExchange::start);
        const KrakenSpot venue;
        exchange.receive(id, venue.instrumentsMessage(), BusyExchange::start);
        const auto output = exchange.takeOutput(id);
        QCOMPARE(output.size(), std::size_t{3});
        QVERIFY(!venue.decodeInstruments(output[1].text));
        const auto streamed = venue.decodeInstruments(output[2].text);
        QVERIFY(streamed);
        QVERIFY(streamed->size() > 300);
        QCOMPARE(*streamed == exchange.instruments(), true);
        const auto fetched =
            venue.decodeInstruments(exchange.get("/0/public/AssetPairs", BusyExchange::start).body);
        QVERIFY(fetched);
        auto names = *streamed;
        const auto byName = [](const Instrument &a, const Instrument &b) { return a.symbol < b.symbol; };
        std::sort(names.begin(), names.end(), byName);
        auto restNames = *fetched;
        std::sort(restNames.begin(), restNames.end(), byName);
        QCOMPARE(symbolsOf(restNames), symbolsOf(names));
    }

    void restErrorsHaveTheStatusOfSuccess()
    {
        BusyExchange market("kraken", {"BTCUSDT"});
        const KrakenSpot venue;
        const RestReply unknown = market.exchange.get("/0/public/AssetPairs?pair=NOPEUSD", market.now);
        QCOMPARE(unknown.status, 200);
        QCOMPARE(unknown.body, std::string(R"({"error":["EQuery:Unknown asset pair"]})"));
        QCOMPARE(venue.errorText(unknown.body), std::string("EQuery:Unknown asset pair"));
        const auto one = venue.decodeInstruments(
            market.exchange.get("/0/public/AssetPairs?pair=XBTUSDT", market.now).body);
        QVERIFY(one && one->size() == 1 && one->front().symbol == "BTC/USDT");
        QCOMPARE(
            market.exchange.get("/0/public/Shout", market.now).body,
            std::string(R"({"error":["EGeneral:Unknown method"]})"));
    }

    void faultsFindTimesChecksumsAndBooks()
    {
        BusyExchange market("kraken", {"BTCUSDT"});
        SimClient client(market, "/v2");
        static_cast<void>(client.heard());
        client.say(krakenRequest("subscribe", krakenBookOf(R"("BTC/USDT")")));
        client.say(krakenRequest("subscribe", R"("channel":"trade","symbol":["BTC/USDT"],"snapshot":true)"));
        const auto heard = client.heard();
        const FaultTexts &texts = market.exchange.faultTexts();
        const std::string &ack = heard[0];
        std::string book = heard[1];
        const std::string &trades = heard[3];
        QVERIFY(!texts.hasTime(ack) && !texts.hasIds(ack) && !texts.isBook(ack));
        QVERIFY(texts.hasTime(book) && texts.hasIds(book) && texts.isBook(book));
        QVERIFY(texts.hasTime(trades) && !texts.hasIds(trades) && !texts.isBook(trades));
        QCOMPARE(texts.streamOf(book), std::string_view("BTC/USDT"));
        QVERIFY(texts.streamOf(book) != texts.streamOf(trades));
        QCOMPARE(texts.streamOf(ack), std::string_view());
        const NumberPlace before = numberBehind(book, R"("checksum":)");
        texts.shiftIds(book, -before.value - 1);
        QCOMPARE(numberBehind(book, R"("checksum":)").value, std::int64_t{0xffffffff});
        texts.shiftTime(book, -40LL * 60 * 1'000 - 1);
        QVERIFY2(book.ends_with(R"("timestamp":"2026-02-02T01:59:59.999000Z"}]})"), book.c_str());
        QVERIFY(begins(texts.shutdownNotice(book, market.now), R"({"channel":"status","type":"update")"));
    }
};

QTEST_APPLESS_MAIN(SimKrakenTest)
#include "simkrakentest.moc"
