// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "book/booksync.h"
#include "sim/exchange.h"
#include "venues/venuetable.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <variant>

using namespace touchline;

namespace {

constexpr Instant start = Instant::fromMillis(1'770'000'000'000);

SimExchange exchangeOf(std::vector<std::string> names, std::int64_t rate, std::uint64_t seed = 1)
{
    SeededOptions options;
    options.symbols = findSymbols(names).value();
    options.levels = 60;
    options.updatesPerSecond = rate;
    options.seed = seed;
    return SimExchange(std::move(options));
}

std::vector<std::string> texts(SimExchange &exchange, ConnectionId id)
{
    std::vector<std::string> frames;
    for (Outgoing &outgoing : exchange.takeOutput(id)) {
        if (outgoing.kind == Outgoing::Kind::Text)
            frames.push_back(std::move(outgoing.text));
    }
    return frames;
}

QJsonObject object(const std::string &text)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
}

std::uint64_t number(const QJsonObject &frame, const char *key)
{
    return static_cast<std::uint64_t>(frame.value(QLatin1String(key)).toInteger());
}

/// A local book kept from decoded frames, as a client keeps it.
struct Follower {
    const Instrument *instrument = nullptr;
    BookSync sync;
    OrderBook book;

    Expected<BookSync::Outcome> take(const std::string &frame)
    {
        DecodeBuffer buffer;
        auto event = findVenue("binance")->decodeFrame(
            frame, [this](std::string_view) { return instrument; }, buffer);
        if (!event)
            return Unexpected(event.error());
        const auto *depth = std::get_if<DepthEvent>(&*event);
        return depth ? sync.onDelta(*depth->delta, book) : BookSync::Outcome::Stale;
    }

    void load(SimExchange &exchange, Instant now)
    {
        const auto reply = exchange.get("/api/v3/depth?limit=5000&symbol=" + instrument->symbol, now);
        QVERIFY(sync.onSnapshot(findVenue("binance")->decodeSnapshot(reply.body, *instrument).value(), book));
    }
};

} // namespace

class ExchangeStreamTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void diffsRebuildTheTruth_data()
    {
        QTest::addColumn<QString>("stream");
        QTest::newRow("100 ms") << QStringLiteral("@depth@100ms");
        QTest::newRow("1000 ms") << QStringLiteral("@depth");
    }

    void diffsRebuildTheTruth()
    {
        QFETCH(QString, stream);
        auto exchange = exchangeOf({"BTCUSDT"}, 500);
        const auto id = exchange.connect("/ws/btcusdt" + stream.toStdString(), start);
        const Listing *truth = exchange.listing("BTCUSDT", start);
        Follower follower;
        follower.instrument = &truth->instrument;
        int compared = 0;
        for (int ms = 0; ms <= 30'000; ms += 7) {
            const Instant now = start + std::chrono::milliseconds(ms);
            exchange.advance(now);
            for (const std::string &frame : texts(exchange, id))
                QVERIFY(follower.take(frame));
            if (ms == 3'500)
                follower.load(exchange, now);
            if (!follower.sync.isSynced() || follower.sync.lastUpdateId() != truth->updateId)
                continue;
            QVERIFY(follower.book == truth->book);
            ++compared;
        }
        QVERIFY2(compared > 8, qPrintable(QString::number(compared)));
    }

    void everyIdIsInExactlyOneFrame()
    {
        auto exchange = exchangeOf({"ETHUSDT"}, 300);
        const auto id = exchange.connect("/ws/ethusdt@depth@100ms", start);
        std::uint64_t last = exchange.listing("ETHUSDT", start)->updateId;
        int frames = 0;
        for (int ms = 0; ms <= 20'000; ms += 10) {
            exchange.advance(start + std::chrono::milliseconds(ms));
            for (const std::string &text : texts(exchange, id)) {
                const auto frame = object(text);
                QCOMPARE(number(frame, "U"), last + 1);
                last = number(frame, "u");
                QCOMPARE(number(frame, "E") % 100, std::uint64_t{0});
                ++frames;
            }
        }
        QVERIFY(frames > 150);
    }

    void aCoarseClockStillGetsAFrameForEachInterval()
    {
        auto exchange = exchangeOf({"BTCUSDT"}, 500);
        const auto id = exchange.connect("/ws/btcusdt@depth@100ms", start);
        exchange.advance(start + std::chrono::milliseconds(800));
        const auto frames = texts(exchange, id);
        QCOMPARE(frames.size(), std::size_t{8});
        for (std::size_t i = 0; i < frames.size(); ++i)
            QCOMPARE(
                number(object(frames[i]), "E"), static_cast<std::uint64_t>(start.millis()) + 100 * (i + 1));
    }

    void depthFrameLooksLikeBinances()
    {
        auto exchange = exchangeOf({"BTCUSDT"}, 500);
        const auto id = exchange.connect("/stream?streams=btcusdt@depth@100ms", start);
        exchange.advance(start + std::chrono::milliseconds(99));
        exchange.advance(start + std::chrono::milliseconds(100));
        const auto frames = texts(exchange, id);
        QCOMPARE(frames.size(), std::size_t{1});
        const QRegularExpression shape(QStringLiteral(
            R"x(^\{"stream":"btcusdt@depth@100ms","data":\{"e":"depthUpdate","E":1770000000100,"s":"BTCUSDT",)x"
            R"x("U":\d+,"u":\d+,"b":\[(\["\d+\.\d{8}","\d+\.\d{8}"\],?)*\],"a":\[(\["\d+\.\d{8}","\d+\.\d{8}"\],?)*\]\}\}$)x"));
        QVERIFY2(shape.match(QString::fromStdString(frames.front())).hasMatch(), frames.front().c_str());
    }

    void quotesFollowTheTouch()
    {
        auto exchange = exchangeOf({"SOLUSDT"}, 300);
        const auto id = exchange.connect("/ws/solusdt@bookTicker", start);
        const Listing *truth = exchange.listing("SOLUSDT", start);
        const Venue &venue = *findVenue("binance");
        DecodeBuffer buffer;
        int quotes = 0;
        for (int ms = 0; ms <= 5'000; ++ms) {
            exchange.advance(start + std::chrono::milliseconds(ms));
            for (const std::string &text : texts(exchange, id)) {
                const auto event = venue.decodeFrame(
                    text, [&](std::string_view) { return &truth->instrument; }, buffer);
                QVERIFY(event);
                const auto &quote = std::get<QuoteEvent>(*event).quote;
                ++quotes;
                if (quote.updateId == truth->updateId)
                    QVERIFY(quote.touch == *truth->book.touch());
            }
        }
        QVERIFY(quotes > 50);
    }

    void tradesArriveInOrder()
    {
        auto exchange = exchangeOf({"BTCUSDT"}, 500);
        const auto id = exchange.connect("/ws/btcusdt@trade/btcusdt@aggTrade", start);
        std::uint64_t lastTrade = 0;
        std::uint64_t lastPart = 0;
        int trades = 0;
        for (int ms = 0; ms <= 5'000; ms += 10) {
            exchange.advance(start + std::chrono::milliseconds(ms));
            for (const std::string &text : texts(exchange, id)) {
                const auto frame = object(text);
                if (frame.value(QLatin1String("e")).toString() == QLatin1String("trade")) {
                    QVERIFY(lastTrade == 0 || number(frame, "t") == lastTrade + 1);
                    lastTrade = number(frame, "t");
                    QVERIFY(frame.value(QLatin1String("M")).toBool());
                    ++trades;
                } else {
                    QVERIFY(lastPart == 0 || number(frame, "f") == lastPart + 1);
                    lastPart = number(frame, "l");
                }
            }
        }
        QVERIFY(trades > 50);
        QCOMPARE(lastPart, lastTrade);
    }

    void partialDepthIsTheTopOfTheBook()
    {
        auto exchange = exchangeOf({"BTCUSDT"}, 500);
        const auto id = exchange.connect("/ws/btcusdt@depth5@100ms", start);
        const Listing *truth = exchange.listing("BTCUSDT", start);
        int compared = 0;
        for (int ms = 0; ms <= 3'000; ms += 100) {
            exchange.advance(start + std::chrono::milliseconds(ms));
            for (const std::string &text : texts(exchange, id)) {
                const auto snapshot = findVenue("binance")->decodeSnapshot(text, truth->instrument).value();
                QCOMPARE(snapshot.bids.size(), std::size_t{5});
                if (snapshot.lastUpdateId != truth->updateId)
                    continue;
                std::vector<Level> best;
                truth->book.bids().copyBest(5, best);
                QVERIFY(snapshot.bids == best);
                ++compared;
            }
        }
        QVERIFY(compared > 10);
    }

    void aQuietMarketSaysNothing()
    {
        auto exchange = exchangeOf({"LUNAUSDT"}, 500);
        const auto id =
            exchange.connect("/ws/lunausdt@depth@100ms/lunausdt@bookTicker/lunausdt@depth5", start);
        for (int second = 0; second < 15; ++second)
            exchange.advance(start + std::chrono::seconds(second));
        QVERIFY(texts(exchange, id).empty());
    }

    void unknownStreamsAreTakenAndStaySilent()
    {
        auto exchange = exchangeOf({"BTCUSDT"}, 500);
        const auto id = exchange.connect("/ws/BTCUSDT@depth/nosuch@trade/btcusdt@nothing/!x", start);
        exchange.receive(id, R"({"method":"SUBSCRIBE","params":["also@nothing"],"id":1})", start);
        for (int ms = 0; ms < 2'000; ms += 100)
            exchange.advance(start + std::chrono::milliseconds(ms));
        QCOMPARE(texts(exchange, id), std::vector<std::string>{R"({"result":null,"id":1})"});
    }

    void unsubscribedAndClosedStreamsStop()
    {
        auto exchange = exchangeOf({"BTCUSDT"}, 500);
        const auto leaving = exchange.connect("/ws/btcusdt@depth@100ms", start);
        const auto staying = exchange.connect("/ws/btcusdt@depth@100ms", start);
        exchange.advance(start + std::chrono::milliseconds(500));
        QVERIFY(!texts(exchange, leaving).empty());
        exchange.receive(
            leaving, R"({"method":"UNSUBSCRIBE","params":["btcusdt@depth@100ms"],"id":1})", start);
        QVERIFY(!texts(exchange, staying).empty());
        exchange.advance(start + std::chrono::milliseconds(900));
        QCOMPARE(texts(exchange, leaving).size(), std::size_t{1});
        QVERIFY(!texts(exchange, staying).empty());
        exchange.disconnect(staying);
        exchange.advance(start + std::chrono::milliseconds(1'300));
        QVERIFY(texts(exchange, staying).empty());
        QCOMPARE(exchange.hub().connectionCount(), std::size_t{1});
    }

    void sameSeedSendsTheSameFrames()
    {
        const auto framesOf = [](std::uint64_t seed) {
            auto exchange = exchangeOf({"BTCUSDT", "DOGEUSDT"}, 200, seed);
            const auto id = exchange.connect("/stream?streams=btcusdt@depth@100ms/dogeusdt@trade", start);
            for (int ms = 0; ms < 3'000; ms += 10)
                exchange.advance(start + std::chrono::milliseconds(ms));
            return texts(exchange, id);
        };
        const auto frames = framesOf(4);
        QVERIFY(frames.size() > 25);
        QVERIFY(frames == framesOf(4));
        QVERIFY(frames != framesOf(5));
    }

    void marketsRunAtTheirRate()
    {
        auto exchange = exchangeOf({"BTCUSDT", "ICXETH"}, 1'000);
        const std::uint64_t busy = exchange.listing("BTCUSDT", start)->updateId;
        const std::uint64_t quiet = exchange.listing("ICXETH", start)->updateId;
        for (int ms = 0; ms <= 10'000; ms += 10)
            exchange.advance(start + std::chrono::milliseconds(ms));
        const auto ran = exchange.listing("BTCUSDT", start)->updateId - busy;
        QVERIFY2(ran > 9'000 && ran < 11'000, qPrintable(QString::number(ran)));
        QVERIFY(exchange.listing("ICXETH", start)->updateId - quiet < 60);
    }

    void aStandstillIsNotMadeUpFor()
    {
        auto exchange = exchangeOf({"BTCUSDT"}, 100);
        const std::uint64_t before = exchange.listing("BTCUSDT", start)->updateId;
        exchange.advance(start + std::chrono::hours(5));
        QVERIFY(exchange.listing("BTCUSDT", start)->updateId - before < 300);
    }
};

QTEST_APPLESS_MAIN(ExchangeStreamTest)
#include "exchangestreamtest.moc"
