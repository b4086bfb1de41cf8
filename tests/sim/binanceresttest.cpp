// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/exchange.h"
#include "venues/venuetable.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace touchline;

namespace {

constexpr Instant start = Instant::fromMillis(1'770'000'000'000);

SimExchange smallExchange()
{
    const std::string names[] = {"BTCUSDT", "DOGEUSDT", "LUNAUSDT", "SRMUSDT"};
    SeededOptions options;
    options.symbols = findSymbols(names).value();
    options.levels = 300;
    return SimExchange(std::move(options));
}

QJsonDocument json(const RestReply &reply)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(reply.body));
}

int codeOf(const RestReply &reply)
{
    return json(reply).object().value(QLatin1String("code")).toInt();
}

QStringList symbolsIn(const RestReply &reply)
{
    QStringList names;
    for (const auto entry : json(reply).object().value(QLatin1String("symbols")).toArray())
        names.append(entry.toObject().value(QLatin1String("symbol")).toString());
    return names;
}

} // namespace

class BinanceRestTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void pingAndTime()
    {
        auto exchange = smallExchange();
        QCOMPARE(exchange.get("/api/v3/ping", start).body, std::string("{}"));
        QCOMPARE(exchange.get("/api/v3/time", start).body, std::string(R"({"serverTime":1770000000000})"));
    }

    void instrumentsDecodeToWhatIsListed()
    {
        auto exchange = smallExchange();
        const auto reply = exchange.get("/api/v3/exchangeInfo", start);
        QCOMPARE(reply.status, 200);
        const auto decoded = findVenue("binance")->decodeInstruments(reply.body);
        QVERIFY(decoded);
        QVERIFY(*decoded == exchange.instruments());
    }

    void exchangeInfoFilters_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QStringList>("expected");
        const auto names = [](const char *list) {
            return QString::fromLatin1(list).split(QLatin1Char(' '), Qt::SkipEmptyParts);
        };
        QTest::newRow("symbol") << QByteArray("symbol=DOGEUSDT") << names("DOGEUSDT");
        QTest::newRow("symbols") << QByteArray("symbols=%5B%22DOGEUSDT%22,%22BTCUSDT%22%5D")
                                 << names("DOGEUSDT BTCUSDT");
        QTest::newRow("trading") << QByteArray("symbolStatus=TRADING") << names("BTCUSDT DOGEUSDT");
        QTest::newRow("halt") << QByteArray("symbolStatus=HALT") << names("LUNAUSDT");
        QTest::newRow("break") << QByteArray("symbolStatus=BREAK") << names("SRMUSDT");
        QTest::newRow("margin") << QByteArray("permissions=MARGIN") << names("");
        QTest::newRow("spot") << QByteArray("permissions=%5B%22SPOT%22,%22MARGIN%22%5D&symbolStatus=HALT")
                              << names("LUNAUSDT");
    }

    void exchangeInfoFilters()
    {
        QFETCH(QByteArray, query);
        QFETCH(QStringList, expected);
        auto exchange = smallExchange();
        QCOMPARE(symbolsIn(exchange.get("/api/v3/exchangeInfo?" + query.toStdString(), start)), expected);
    }

    void permissionSetsCanBeLeftOut()
    {
        auto exchange = smallExchange();
        const auto with = exchange.get("/api/v3/exchangeInfo", start);
        const auto without = exchange.get("/api/v3/exchangeInfo?showPermissionSets=false", start);
        QVERIFY(with.body.find(R"("permissionSets":[["SPOT"]])") != std::string::npos);
        QVERIFY(without.body.find(R"("permissionSets":[])") != std::string::npos);
    }

    void depthIsTheTruth()
    {
        auto exchange = smallExchange();
        exchange.advance(start);
        const Listing *listing = exchange.listing("BTCUSDT", start);
        exchange.advance(start + std::chrono::milliseconds(777));
        const auto reply = exchange.get("/api/v3/depth?symbol=BTCUSDT&limit=5000", start);
        const auto snapshot = findVenue("binance")->decodeSnapshot(reply.body, listing->instrument);
        QVERIFY(snapshot);
        QCOMPARE(snapshot->lastUpdateId, listing->updateId);
        OrderBook book;
        QVERIFY(book.load(*snapshot));
        QVERIFY(book == listing->book);
    }

    void depthKeepsToItsLimit_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<int>("levels");
        QTest::newRow("default") << QByteArray("") << 100;
        QTest::newRow("one") << QByteArray("&limit=1") << 1;
        QTest::newRow("beyond") << QByteArray("&limit=9999") << -1;
    }

    void depthKeepsToItsLimit()
    {
        QFETCH(QByteArray, query);
        QFETCH(int, levels);
        auto exchange = smallExchange();
        const auto bids = json(exchange.get("/api/v3/depth?symbol=BTCUSDT" + query.toStdString(), start))
                              .object()
                              .value(QLatin1String("bids"))
                              .toArray();
        const auto all = static_cast<int>(exchange.listing("BTCUSDT", start)->book.bids().size());
        QCOMPARE(static_cast<int>(bids.size()), levels < 0 ? all : levels);
    }

    void numbersHaveEightDecimals()
    {
        auto exchange = smallExchange();
        const auto level = json(exchange.get("/api/v3/depth?symbol=DOGEUSDT&limit=1", start))
                               .object()
                               .value(QLatin1String("bids"))
                               .toArray()
                               .at(0)
                               .toArray();
        const QRegularExpression eight(QStringLiteral("^[0-9]+\\.[0-9]{8}$"));
        QVERIFY(eight.match(level.at(0).toString()).hasMatch());
        QVERIFY(eight.match(level.at(1).toString()).hasMatch());
    }

    void refusals_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<int>("code");
        const auto row = [](const char *target, int code) {
            QTest::newRow(target) << QByteArray(target) << code;
        };
        row("/api/v3/depth", -1102);
        row("/api/v3/depth?symbol=", -1105);
        row("/api/v3/depth?symbol=btcusdt", -1100);
        row("/api/v3/depth?symbol=NOSUCH", -1121);
        row("/api/v3/depth?symbol=BTCUSDT&limit=0", -1130);
        row("/api/v3/depth?symbol=BTCUSDT&limit=-5", -1100);
        row("/api/v3/depth?symbol=BTCUSDT&limit=ten", -1100);
        row("/api/v3/depth?symbol=BTCUSDT&limit=", -1105);
        row("/api/v3/depth?symbol=BTCUSDT&more=1", -1104);
        row("/api/v3/depth?symbol=BTCUSDT&symbolStatus=HALT", -1220);
        row("/api/v3/ping?x=1", -1101);
        row("/api/v3/trades?symbol=NOSUCH", -1121);
        row("/api/v3/ticker/24hr?symbol=NOSUCH", -1121);
        row("/api/v3/ticker/24hr?symbol=BTCUSDT&type=TINY", -1139);
        row("/api/v3/ticker/price?symbols=BTCUSDT", -1100);
        row("/api/v3/ticker/price?symbol=BTCUSDT&symbols=%5B%22BTCUSDT%22%5D", -1128);
        row("/api/v3/exchangeInfo?symbol=NOSUCH", -1121);
        row("/api/v3/exchangeInfo?symbolStatus=ASLEEP", -1122);
        row("/api/v3/exchangeInfo?symbol=BTCUSDT&symbolStatus=HALT", -1128);
    }

    void refusals()
    {
        QFETCH(QByteArray, target);
        QFETCH(int, code);
        auto exchange = smallExchange();
        const auto reply = exchange.get(target.toStdString(), start);
        QCOMPARE(reply.status, 400);
        QCOMPARE(codeOf(reply), code);
        QVERIFY(!findVenue("binance")->errorText(reply.body).empty());
    }

    void unknownPathsAreNotFound()
    {
        auto exchange = smallExchange();
        QCOMPARE(exchange.get("/api/v3/nothing", start).status, 404);
        QCOMPARE(exchange.get("/api/v1/depth", start).status, 404);
        QCOMPARE(exchange.get("/", start).status, 404);
    }

    void haltedMarketsHaveABookThatStands()
    {
        auto exchange = smallExchange();
        const Listing *listing = exchange.listing("LUNAUSDT", start);
        const auto id = listing->updateId;
        for (int second = 0; second < 60; ++second)
            exchange.advance(start + std::chrono::seconds(second));
        QCOMPARE(listing->updateId, id);
        QVERIFY(listing->book.touch());
    }

    void tickersAndTradesAddUp()
    {
        auto exchange = smallExchange();
        static_cast<void>(exchange.listing("BTCUSDT", start));
        for (int step = 0; step < 40; ++step)
            exchange.advance(start + std::chrono::milliseconds(500) * step);
        const Instant now = start + std::chrono::seconds(20);
        const auto trades = json(exchange.get("/api/v3/trades?symbol=BTCUSDT&limit=1000", now)).array();
        const auto day = json(exchange.get("/api/v3/ticker/24hr?symbol=BTCUSDT", now)).object();
        QVERIFY(trades.size() > 10);
        QCOMPARE(day.value(QLatin1String("count")).toInteger(), trades.size());
        QCOMPARE(
            day.value(QLatin1String("lastPrice")), trades.last().toObject().value(QLatin1String("price")));
        QCOMPARE(
            day.value(QLatin1String("openPrice")), trades.first().toObject().value(QLatin1String("price")));
        QCOMPARE(day.value(QLatin1String("lastId")), trades.last().toObject().value(QLatin1String("id")));
        std::int64_t volume = 0;
        for (const auto trade : trades)
            volume += parseDecimal(trade.toObject().value(QLatin1String("qty")).toString().toStdString(), 8)
                          .value();
        QCOMPARE(
            parseDecimal(day.value(QLatin1String("volume")).toString().toStdString(), 8).value(), volume);
        const auto price = json(exchange.get("/api/v3/ticker/price?symbol=BTCUSDT", now)).object();
        QCOMPARE(price.value(QLatin1String("price")), trades.last().toObject().value(QLatin1String("price")));
    }

    void averagePriceLiesBetweenLowAndHigh()
    {
        auto exchange = smallExchange();
        static_cast<void>(exchange.listing("DOGEUSDT", start));
        for (int step = 0; step < 60; ++step)
            exchange.advance(start + std::chrono::milliseconds(500) * step);
        const auto day =
            json(exchange.get("/api/v3/ticker/24hr?symbol=DOGEUSDT", start + std::chrono::seconds(30)))
                .object();
        const auto raw = [&](const char *key) {
            return parseDecimal(day.value(QLatin1String(key)).toString().toStdString(), 8).value();
        };
        QVERIFY(raw("lowPrice") < raw("highPrice"));
        QVERIFY(raw("weightedAvgPrice") >= raw("lowPrice") && raw("weightedAvgPrice") <= raw("highPrice"));
    }

    void tickersOfSeveralAndOfAll()
    {
        auto exchange = smallExchange();
        QCOMPARE(json(exchange.get("/api/v3/ticker/24hr", start)).array().size(), 4);
        QCOMPARE(json(exchange.get("/api/v3/ticker/price", start)).array().size(), 4);
        const auto quotes =
            json(exchange.get("/api/v3/ticker/bookTicker?symbols=%5B%22DOGEUSDT%22,%22BTCUSDT%22%5D", start))
                .array();
        QCOMPARE(quotes.size(), 2);
        QCOMPARE(
            quotes.at(0).toObject().value(QLatin1String("symbol")).toString(), QStringLiteral("DOGEUSDT"));
        QVERIFY(quotes.at(1).toObject().contains(QLatin1String("askQty")));
        const auto mini = json(exchange.get("/api/v3/ticker/24hr?symbol=BTCUSDT&type=MINI", start)).object();
        QVERIFY(!mini.contains(QLatin1String("bidPrice")) && mini.contains(QLatin1String("volume")));
    }

    void weightIsCharged_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("weight");
        const auto row = [](const char *target, const char *weight) {
            QTest::newRow(target) << QByteArray(target) << QByteArray(weight);
        };
        row("/api/v3/ping", "1");
        row("/api/v3/exchangeInfo", "20");
        row("/api/v3/depth?symbol=BTCUSDT&limit=100", "5");
        row("/api/v3/depth?symbol=BTCUSDT&limit=101", "25");
        row("/api/v3/depth?symbol=BTCUSDT&limit=1000", "50");
        row("/api/v3/depth?symbol=BTCUSDT&limit=5000", "250");
        row("/api/v3/trades?symbol=BTCUSDT", "25");
        row("/api/v3/ticker/24hr?symbol=BTCUSDT", "2");
        row("/api/v3/ticker/24hr", "80");
    }

    void weightIsCharged()
    {
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, weight);
        auto exchange = smallExchange();
        QCOMPARE(
            exchange.get(target.toStdString(), start).headers.at("X-MBX-USED-WEIGHT-1M"),
            weight.toStdString());
    }

    void tooMuchWeightIsRefusedThenBanned()
    {
        auto exchange = smallExchange();
        const std::string_view target = "/api/v3/depth?symbol=BTCUSDT&limit=5000";
        for (int i = 0; i < 24; ++i)
            QCOMPARE(exchange.get(target, start, "1.2.3.4").status, 200);
        const auto refused = exchange.get(target, start, "1.2.3.4");
        QCOMPARE(refused.status, 429);
        QCOMPARE(codeOf(refused), -1003);
        QCOMPARE(refused.headers.at("Retry-After"), std::string("60"));
        QCOMPARE(exchange.get(target, start, "5.6.7.8").status, 200);
        for (int i = 0; i < 20; ++i)
            static_cast<void>(exchange.get(target, start, "1.2.3.4"));
        const auto banned = exchange.get("/api/v3/ping", start + std::chrono::seconds(60), "1.2.3.4");
        QCOMPARE(banned.status, 418);
        QCOMPARE(banned.headers.at("Retry-After"), std::string("60"));
        QVERIFY(banned.body.find("IP banned until 1770000120000") != std::string::npos);
        QCOMPARE(exchange.get("/api/v3/ping", start + std::chrono::seconds(120), "1.2.3.4").status, 200);
    }

    void aNewMinuteRefillsThePool()
    {
        auto exchange = smallExchange();
        const std::string_view target = "/api/v3/depth?symbol=BTCUSDT&limit=5000";
        for (int i = 0; i < 25; ++i)
            static_cast<void>(exchange.get(target, start));
        QCOMPARE(exchange.get(target, start + std::chrono::seconds(60)).status, 200);
    }
};

QTEST_APPLESS_MAIN(BinanceRestTest)
#include "binanceresttest.moc"
