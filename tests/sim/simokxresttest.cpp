// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/okxclient.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using namespace touchline::test;
using namespace std::chrono_literals;

namespace {

constexpr Instant start = Instant::fromMillis(1'770'000'000'000);

SimExchange exchangeOfAll()
{
    return SimExchange(SeededOptions{}, simOkx());
}

std::vector<Instrument> listed(SimExchange &exchange, std::string_view type)
{
    const auto reply =
        exchange.get("/api/v5/public/instruments?instType=" + std::string(type), start, "client");
    return reply.status == 200 ? Okx().decodeInstruments(reply.body).value() : std::vector<Instrument>();
}

std::string errorBody(const std::string &code, const std::string &words)
{
    return R"({"code":")" + code + R"(","data":[],"msg":")" + words + "\"}";
}

} // namespace

/// OKX's lists of instruments, its books by REST, and what faults know of its texts.
class SimOkxRestTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void clientsReadTheListsAsTheyAreMeant()
    {
        SimExchange exchange = exchangeOfAll();
        std::vector<Instrument> all;
        for (const char *type : {"SPOT", "SWAP", "FUTURES"}) {
            const auto some = listed(exchange, type);
            QVERIFY(some.size() >= 3);
            all.insert(all.end(), some.begin(), some.end());
        }
        QCOMPARE(all.size(), exchange.instruments().size());
        for (const Instrument &instrument : all) {
            const auto meant = std::find_if(
                exchange.instruments().begin(), exchange.instruments().end(),
                [&](const Instrument &other) { return other.symbol == instrument.symbol; });
            QVERIFY2(meant != exchange.instruments().end(), instrument.symbol.c_str());
            QVERIFY2(instrument == *meant, instrument.symbol.c_str());
        }
    }

    void contractsFollowThePairs()
    {
        SimExchange exchange = exchangeOfAll();
        QCOMPARE(exchange.instruments().front().symbol, std::string("BTC-USDT"));
        const Instrument swap = listed(exchange, "SWAP").front();
        QCOMPARE(swap.symbol, std::string("BTC-USDT-SWAP"));
        QCOMPARE(swap.normalisedName(), std::string("BTC/USDT PERP"));
        QCOMPARE(swap.contract, std::string("0.01 BTC"));
        const Instrument dated = listed(exchange, "FUTURES").front();
        QCOMPARE(dated.symbol, std::string("BTC-USDT-270326"));
        QCOMPARE(dated.normalisedName(), std::string("BTC/USDT 2027-03-26"));
    }

    void contractsAreMarketsOfTheirOwn()
    {
        SimExchange exchange = exchangeOfAll();
        const OrderBook &spot = exchange.listing("BTC-USDT", start)->book;
        const OrderBook &swap = exchange.listing("BTC-USDT-SWAP", start)->book;
        const OrderBook &dated = exchange.listing("BTC-USDT-270326", start)->book;
        QVERIFY(!(spot == swap) && !(swap == dated));
        // Within a percent of the same price.
        const std::int64_t price = spot.touch()->bid.price.raw();
        QVERIFY(std::abs(swap.touch()->bid.price.raw() - price) < price / 100);
    }

    void oddParametersAreRefused_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QByteArray>("words");
        const auto row = [](const char *target, int status, const char *code, const char *words) {
            QTest::newRow(target) << QByteArray(target) << status << QByteArray(code) << QByteArray(words);
        };
        row("/api/v5/public/instruments", 400, "51000", "Parameter instType error");
        row("/api/v5/public/instruments?instType=OPTION", 400, "51000", "Parameter instType error");
        row("/api/v5/market/books?instId=NOPE", 200, "51001",
            "Instrument ID, Instrument ID code, or Spread ID doesn't exist.");
        row("/api/v5/market/books?instId=BTC-USDT&sz=x", 400, "51000", "Parameter sz error");
        row("/api/v5/market/books?instId=BTC-USDT&sz=0", 400, "51000", "Parameter sz error");
        row("/api/v3/depth", 404, "404", "Not Found");
    }

    void oddParametersAreRefused()
    {
        QFETCH(QByteArray, target);
        QFETCH(int, status);
        QFETCH(QByteArray, code);
        QFETCH(QByteArray, words);
        const RestReply reply = exchangeOfAll().get(target.toStdString(), start, "client");
        QCOMPARE(reply.status, status);
        QCOMPARE(reply.body, errorBody(code.toStdString(), words.toStdString()));
        QCOMPARE(Okx().errorText(reply.body).substr(0, 12), words.toStdString().substr(0, 12));
    }

    void booksAreAnsweredWithTheDepthThatIsAskedFor()
    {
        SimExchange exchange = exchangeOfAll();
        const auto bidsOf = [&](const char *more) {
            const auto reply =
                exchange.get(std::string("/api/v5/market/books?instId=BTC-USDT") + more, start, "client");
            const QString bids = QString::fromStdString(reply.body.substr(reply.body.find("bids")));
            return bids.count(QStringLiteral("\",\"0\",\""));
        };
        QCOMPARE(bidsOf(""), 1);
        QCOMPARE(bidsOf("&sz=50"), 50);
        QCOMPARE(bidsOf("&sz=5000"), 400);
    }

    void eachAddressAsksSoOften()
    {
        SimExchange exchange = exchangeOfAll();
        const auto status = [&](std::string_view address, Instant now) {
            return exchange.get("/api/v5/market/books?instId=BTC-USDT", now, address).status;
        };
        for (int i = 0; i < 40; ++i)
            QCOMPARE(status("a", start), 200);
        QCOMPARE(status("a", start), 429);
        QCOMPARE(status("b", start), 200);
        QCOMPARE(status("a", start + 2s), 200);
        QVERIFY(!listed(exchange, "SPOT").empty());
    }

    void faultsTellStreamsApart()
    {
        OkxClients market;
        const FaultTexts &texts = market.exchange().faultTexts();
        OkxClient &books = market.join("books");
        OkxClient &trades = market.join("trades");
        market.runFor(5s);
        const auto told = books.takeFrames();
        const auto traded = trades.takeFrames();
        QVERIFY(told.size() > 2 && traded.size() > 1);
        QVERIFY(texts.streamOf(told[0]).empty());
        QVERIFY(!texts.streamOf(told[1]).empty());
        QCOMPARE(texts.streamOf(told[1]), texts.streamOf(told[2]));
        QVERIFY(texts.streamOf(told[1]) != texts.streamOf(traded[1]));
        QVERIFY(!texts.isBook(told[0]) && texts.isBook(told[1]) && !texts.isBook(told[2]));
        QVERIFY(!texts.hasIds(told[1]) && texts.hasIds(told[2]) && !texts.hasIds(traded[1]));
        QVERIFY(!texts.hasTime(told[0]) && texts.hasTime(told[1]) && texts.hasTime(traded[1]));
    }

    void faultsShiftNumbers()
    {
        OkxClients market({}, 0);
        OkxClient &client = market.join();
        static_cast<void>(client.takeFrames());
        market.runFor(60s);
        std::string text = client.takeFrames().back();
        const std::int64_t id = numberBehind(text, R"("seqId":)").value;
        const FaultTexts &texts = market.exchange().faultTexts();
        texts.shiftTime(text, -60'000);
        texts.shiftIds(text, 5);
        QVERIFY(text.find(R"("ts":"1770000000000")") != std::string::npos);
        QCOMPARE(numberBehind(text, R"("prevSeqId":)").value, id + 5);
        QCOMPARE(numberBehind(text, R"("seqId":)").value, id + 5);
    }

    void clientsReadTheNoticeOfAShutdown()
    {
        SimExchange exchange = exchangeOfAll();
        DecodeBuffer buffer;
        const auto event = Okx().decodeFrame(
            exchange.faultTexts().shutdownNotice({}, start),
            [](std::string_view) -> const Instrument * { return nullptr; }, buffer);
        QVERIFY(event && std::holds_alternative<ShutdownEvent>(*event));
    }

    void faultsRefuseInTheVenuesWords()
    {
        SimExchange exchange = exchangeOfAll();
        const RestReply refused = exchange.faultTexts().refusal({});
        QCOMPARE(refused.status, 429);
        QCOMPARE(refused.body, std::string(R"({"code":"50011","data":[],"msg":"Too Many Requests"})"));
        QCOMPARE(exchange.faultTexts().serverError().status, 503);
        QVERIFY(exchange.faultTexts().asksForBook("/api/v5/market/books?instId=BTC-USDT"));
        QVERIFY(!exchange.faultTexts().asksForBook("/api/v5/public/instruments?instType=SPOT"));
    }
};

QTEST_APPLESS_MAIN(SimOkxRestTest)
#include "simokxresttest.moc"
