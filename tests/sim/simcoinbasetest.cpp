// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/simclient.h"
#include "venues/coinbase.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace touchline;
using namespace touchline::test;
using namespace std::chrono_literals;

namespace {

std::string coinbaseRequest(std::string_view type, std::string_view channel, std::string_view products)
{
    return R"({"type":")" + std::string(type) + R"(","product_ids":[)" + std::string(products) +
           R"(],"channel":")" + std::string(channel) + R"("})";
}

std::string follow(std::string_view channel, std::string_view products)
{
    return coinbaseRequest("subscribe", channel, products);
}

constexpr std::string_view heartbeats = R"({"type":"subscribe","channel":"heartbeats"})";
constexpr std::string_view levels = R"({"channel":"l2_data",)";

// What moc does not balance is written with escapes.
const std::string snapshotHead =
    "{\"channel\":\"l2_data\",\"timestamp\":\"2026-02-02T02:40:00.000000000Z\",\"sequence_num\":0,"
    "\"events\":[{\"type\":\"snapshot\",\"product_id\":\"LUNA-USDT\",\"updates\":[{\"side\":\"bid\","
    "\"event_time\":\"2026-02-02T02:40:00.000000Z\",\"price_level\":\"0.";
const std::string subscriptionsHead =
    "{\"channel\":\"subscriptions\",\"timestamp\":\"2026-02-02T02:40:00.010000000Z\",";
const std::string faultyHead =
    "{\"channel\":\"l2_data\",\"timestamp\":\"2026-02-02T02:39:59.999000000Z\",\"sequence_num\":5,";

/// A client's books, decoded as the desk does it.
class Reader {
public:
    explicit Reader(Instrument followed) : m_followed(std::move(followed)) {}

    /// False for a frame that cannot be read.
    bool take(std::string_view frame)
    {
        const auto lookup = [&](std::string_view symbol) {
            return symbol == m_followed.symbol ? &m_followed : nullptr;
        };
        const auto event = m_venue.decodeFrame(frame, lookup, m_buffer);
        if (!event)
            return false;
        numbers.push_back(m_buffer.frameNumber);
        if (std::holds_alternative<SnapshotEvent>(*event))
            return book.load(m_buffer.snapshot).has_value();
        if (const auto *const trade = std::get_if<TradeEvent>(&*event))
            trades.push_back(trade->trade);
        for (const FeedEvent &part : m_buffer.batch) {
            if (std::holds_alternative<BatchEvent>(*event))
                trades.push_back(std::get<TradeEvent>(part).trade);
        }
        if (!std::holds_alternative<DepthEvent>(*event))
            return true;
        times.push_back(m_buffer.delta.exchangeTime.value_or(Instant{}));
        return book.apply(m_buffer.delta).has_value();
    }

    OrderBook book;
    std::vector<std::optional<std::uint64_t>> numbers;
    std::vector<Instant> times; ///< of updates
    std::vector<Trade> trades;

private:
    CoinbaseAdvanced m_venue;
    Instrument m_followed;
    DecodeBuffer m_buffer;
};

} // namespace

/// What the simulated Coinbase says, frame by frame.
class SimCoinbaseTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void allFramesOfAConnectionAreNumbered()
    {
        BusyExchange market("coinbase", {"BTCUSDT", "ETHUSDT"});
        for (int connection = 0; connection < 2; ++connection) {
            SimClient client(market, "/");
            Reader reader(market.instrument());
            client.say(heartbeats);
            client.say(follow("level2", R"("BTC-USDT")"));
            client.say(follow("market_trades", R"("BTC-USDT")"));
            market.run(5s);
            for (const std::string &frame : client.heard())
                QVERIFY2(reader.take(frame), frame.c_str());
            QVERIFY(reader.numbers.size() > 50);
            for (std::size_t i = 0; i < reader.numbers.size(); ++i)
                QCOMPARE(reader.numbers[i].value_or(999'999), std::uint64_t{i});
        }
    }

    void whatIsSubscribedIsToldAfterTheData()
    {
        BusyExchange market("coinbase", {"BTCUSDT", "LUNAUSDT"});
        SimClient client(market, "/");
        const std::string snapshot = client.ask(follow("level2", R"("LUNA-USDT")"));
        QVERIFY2(snapshot.starts_with(snapshotHead), snapshot.c_str());
        QVERIFY2(snapshot.find(R"("side":"offer",)") != std::string::npos, snapshot.c_str());
        client.say(heartbeats);
        market.run(10ms);
        const auto heard = client.heard();
        QCOMPARE(heard.size(), std::size_t{2});
        QCOMPARE(
            heard[0],
            subscriptionsHead + R"("sequence_num":1,"events":[{"subscriptions":{"level2":["LUNA-USDT"]}}]})");
        QCOMPARE(
            heard[1], subscriptionsHead +
                          "\"sequence_num\":2,\"events\":[{\"subscriptions\":{\"heartbeats\":["
                          "\"heartbeats\"],\"level2\":[\"LUNA-USDT\"]}}]}");
    }

    void heartbeatsComeOnceASecond()
    {
        BusyExchange market("coinbase", {"LUNAUSDT"});
        SimClient client(market, "/");
        client.say(heartbeats);
        market.run(10ms);
        static_cast<void>(client.heard());
        market.run(3s);
        const auto heard = client.heard();
        QCOMPARE(heard.size(), std::size_t{3});
        for (std::size_t i = 0; i < heard.size(); ++i) {
            const std::string second = "0" + std::to_string(i + 1);
            const std::string counter = std::to_string(i);
            QCOMPARE(
                heard[i], R"({"channel":"heartbeats","timestamp":"2026-02-02T02:40:)" + second +
                              R"(.000000000Z","sequence_num":)" + std::to_string(i + 1) +
                              R"(,"events":[{"current_time":"2026-02-02 02:40:)" + second +
                              ".000000000 +0000 UTC m=+" + counter + R"(.000000000","heartbeat_counter":)" +
                              counter + "}]}");
        }
    }

    void errorsAreSaidWithoutANumber_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::addColumn<QByteArray>("words");
        const auto row = [](const char *name, const std::string &said, const char *words) {
            QTest::newRow(name) << QByteArray::fromStdString(said) << QByteArray(words);
        };
        row("unknown product", follow("level2", "\"BTC-USDT\",\"NOPE-USD\""),
            "NOPE-USD is not a valid product");
        row("no alias", follow("level2", "\"BTC-USDC\""), "BTC-USDC is not a valid product");
        row("unknown channel", follow("level3", "\"BTC-USDT\""), "level3 is not a valid channel");
        row("no products", follow("level2", ""), "No products provided");
        row("unknown type", coinbaseRequest("shout", "level2", "\"BTC-USDT\""),
            "Type has to be either subscribe or unsubscribe");
        row("no JSON", "shout", "Malformed JSON");
    }

    void errorsAreSaidWithoutANumber()
    {
        QFETCH(QByteArray, said);
        QFETCH(QByteArray, words);
        BusyExchange market("coinbase", {"BTCUSDT"});
        SimClient client(market, "/");
        const std::string answer = client.ask(said.toStdString());
        QCOMPARE(answer, "{\"type\":\"error\",\"message\":\"" + words.toStdString() + "\"}");
        QCOMPARE(CoinbaseAdvanced().errorText(answer), words.toStdString());
        market.run(1s);
        QVERIFY(client.heard().empty());
    }

    void tooManyMessagesAreRefused()
    {
        BusyExchange market("coinbase", {"BTCUSDT"});
        SimClient client(market, "/");
        for (int i = 0; i < 8; ++i)
            client.say(heartbeats);
        QCOMPARE(
            client.ask(heartbeats), std::string("{\"type\":\"error\",\"message\":\"rate limit exceeded\"}"));
    }

    void silentConnectionsAreClosed()
    {
        BusyExchange market("coinbase", {"BTCUSDT", "LUNAUSDT"});
        SimClient idle(market, "/");
        SimClient quiet(market, "/");
        SimClient beating(market, "/");
        QVERIFY(SimClient(market, "/ws").isClosed());
        quiet.say(follow("level2", R"("LUNA-USDT")"));
        beating.say(follow("level2", R"("LUNA-USDT")"));
        beating.say(heartbeats);
        market.run(4s);
        QVERIFY(!idle.isClosed());
        market.run(2s);
        QVERIFY(idle.isClosed());
        market.run(80s);
        QVERIFY(!quiet.isClosed());
        market.run(6s);
        QVERIFY(quiet.isClosed());
        QVERIFY(!beating.isClosed());
    }

    void aBookFollowsTheTruth()
    {
        BusyExchange market("coinbase", {"BTCUSDT"});
        SimClient client(market, "/");
        Reader reader(market.instrument());
        // Just before an interval ends: what has changed in it is told once more.
        market.run(30ms);
        client.say(follow("level2", R"("BTC-USDT")"));
        for (const std::string &frame : client.heard())
            QVERIFY2(reader.take(frame), frame.c_str());
        QCOMPARE(reader.book == market.truth().book, true);
        market.run(20ms);
        for (int i = 0; i < 200; ++i) {
            market.run(50ms);
            for (const std::string &frame : client.heard())
                QVERIFY2(reader.take(frame), frame.c_str());
            QCOMPARE(reader.book == market.truth().book, true);
        }
        QVERIFY(reader.times.size() > 100);
        for (const Instant time : reader.times)
            QCOMPARE(time.nanos % 50'000'000, std::int64_t{0});
        client.say(coinbaseRequest("unsubscribe", "level2", R"("BTC-USDT")"));
        market.run(1s);
        const auto last = client.heard();
        QCOMPARE(last.size(), std::size_t{1});
        QVERIFY2(last.front().ends_with(R"("events":[{"subscriptions":{}}]})"), last.front().c_str());
    }

    void tradesAreThoseOfTheTape()
    {
        BusyExchange market("coinbase", {"BTCUSDT"});
        static_cast<void>(market.truth());
        market.run(60s);
        SimClient client(market, "/");
        client.say(follow("market_trades", R"("BTC-USDT")"));
        market.run(10s);
        Reader reader(market.instrument());
        int updates = 0;
        for (const std::string &frame : client.heard()) {
            QVERIFY2(reader.take(frame), frame.c_str());
            const bool isUpdate =
                frame.find(R"([{"type":"update","trades":[{"product_id":"BTC-USDT")") != std::string::npos;
            static const QRegularExpression time(
                QStringLiteral("\"timestamp\":\"[^\"]*\\.(000|250|500|750)0{6}Z\""));
            QVERIFY2(!isUpdate || time.match(QString::fromStdString(frame)).hasMatch(), frame.c_str());
            updates += isUpdate ? 1 : 0;
        }
        QVERIFY(updates > 5);
        const auto &tape = market.truth().tape.recent();
        QVERIFY(reader.trades.size() > 105 && tape.size() >= reader.trades.size());
        const std::size_t before = tape.size() - reader.trades.size();
        for (std::size_t i = 0; i < reader.trades.size(); ++i) {
            const TapeTrade &made = tape[before + i];
            QCOMPARE(reader.trades[i].id, static_cast<std::uint64_t>(made.id));
            QCOMPARE(reader.trades[i].price, made.price);
            QCOMPARE(reader.trades[i].qty, made.qty);
            QCOMPARE(reader.trades[i].aggressor == Aggressor::Seller, made.buyerIsMaker);
        }
    }

    void anAliasComesUnderTheOtherName()
    {
        BusyExchange market("coinbase", {"ARAFDUSD"});
        QCOMPARE(market.instrument().symbol, std::string("ARA-USD"));
        const RestReply list = market.exchange.get("/api/v3/brokerage/market/products", market.now);
        QVERIFY2(
            list.body.find(R"("alias":"","alias_to":["ARA-USDC"])") != std::string::npos, list.body.c_str());
        QVERIFY2(
            list.body.find(R"("alias":"ARA-USD","alias_to":[])") != std::string::npos, list.body.c_str());
        const CoinbaseAdvanced venue;
        const auto listed = venue.decodeInstruments(list.body);
        QVERIFY(listed && listed->size() == 2);
        QCOMPARE(listed->back().symbol, std::string("ARA-USDC"));
        QCOMPARE(listed->back().quote, std::string("USDC"));
        SimClient client(market, "/");
        Reader reader(listed->back());
        const auto request = venue.streamRequest({"http://x", "ws://x"}, std::span(&listed->back(), 1));
        for (const std::string &message : request.messages)
            client.say(message);
        market.run(20s);
        for (const std::string &frame : client.heard()) {
            QVERIFY2(frame.find("USDC") == std::string::npos, frame.c_str());
            QVERIFY2(reader.take(frame), frame.c_str());
        }
        QVERIFY(reader.times.size() > 5);
        QCOMPARE(reader.book == market.truth().book, true);
    }

    void theListIsReadByTheClient()
    {
        SimExchange exchange(SeededOptions{}, makeSimVenue("coinbase"));
        const CoinbaseAdvanced venue;
        const std::string url = venue.instrumentUrls({"", ""}).front();
        auto listed = venue.decodeInstruments(exchange.get(url, BusyExchange::start).body);
        QVERIFY(listed);
        QVERIFY(std::erase_if(*listed, [](const Instrument &one) { return one.quote == "USDC"; }) > 50);
        QCOMPARE(*listed == exchange.instruments(), true);
        const RestReply unknown = exchange.get("/api/v3/shout", BusyExchange::start);
        QCOMPARE(unknown.status, 404);
        QCOMPARE(venue.errorText(unknown.body), std::string("route not found"));
    }

    void faultsFindTimesNumbersAndBooks()
    {
        BusyExchange market("coinbase", {"BTCUSDT"});
        SimClient client(market, "/");
        std::string book = client.ask(follow("level2", R"("BTC-USDT")"));
        const std::string trades = client.ask(follow("market_trades", R"("BTC-USDT")"));
        market.run(1s);
        const auto heard = client.heard();
        const FaultTexts &texts = market.exchange.faultTexts();
        const auto update = std::find_if(
            heard.begin(), heard.end(), [](const std::string &text) { return text.starts_with(levels); });
        QVERIFY(update != heard.end());
        QVERIFY(texts.isBook(book) && !texts.isBook(*update) && !texts.isBook(trades));
        QVERIFY(texts.hasIds(book) && texts.hasIds(*update) && !texts.hasIds(trades));
        QVERIFY(texts.hasTime(book) && texts.hasTime(*update) && texts.hasTime(trades));
        QCOMPARE(texts.streamOf(book), std::string_view("BTC-USDT"));
        QCOMPARE(texts.streamOf(*update), std::string_view("BTC-USDT"));
        QVERIFY(texts.streamOf(trades) != texts.streamOf(book));
        texts.shiftIds(book, 5);
        texts.shiftTime(book, -1);
        QVERIFY2(book.starts_with(faultyHead), book.c_str());
        QVERIFY(book.find("02:40:00") == std::string::npos);
        QCOMPARE(texts.shutdownNotice(book, market.now), std::string());
    }
};

QTEST_APPLESS_MAIN(SimCoinbaseTest)
#include "simcoinbasetest.moc"
