// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/krakenfeed.h"
#include "support/krakenrequests.h"
#include "support/simclient.h"
#include "venues/kraken.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <map>
#include <zlib.h>

using namespace touchline;
using namespace touchline::test;
using namespace std::chrono_literals;

namespace {

bool begins(const std::string &text, std::string_view head)
{
    return text.starts_with(head);
}

constexpr std::string_view bookUpdate = R"({"channel":"book","type":"update")";

/// Of the texts of the first ten levels of both sides, asks first, as the venue's guide has it.
std::uint32_t checksumOfText(const QString &snapshot)
{
    static const QRegularExpression level(QStringLiteral("\"price\":([0-9.]+),\"qty\":([0-9.]+)"));
    QByteArray digits;
    const auto asks = snapshot.indexOf(QLatin1String("\"asks\""));
    for (const QString &side : {snapshot.mid(asks), snapshot.left(asks)}) {
        auto found = level.globalMatch(side);
        for (int i = 0; i < 10 && found.hasNext(); ++i) {
            const auto match = found.next();
            for (QString number : {match.captured(1), match.captured(2)}) {
                number.remove(QLatin1Char('.'));
                while (number.startsWith(QLatin1Char('0')))
                    number.remove(0, 1);
                digits += number.toLatin1();
            }
        }
    }
    const auto *const bytes = reinterpret_cast<const Bytef *>(digits.constData());
    return static_cast<std::uint32_t>(crc32(crc32(0, nullptr, 0), bytes, static_cast<uInt>(digits.size())));
}

/// A client that holds one book as the venue's rules want it.
class BookKeeper {
public:
    BookKeeper(BusyExchange &market, std::size_t depth) : m_market(market), m_depth(depth) {}

    /// False for a frame that cannot be read, or whose checksum is not that of the book.
    bool take(std::string_view frame)
    {
        const auto lookup = [&](std::string_view symbol) {
            return symbol == m_market.instrument().symbol ? &m_market.instrument() : nullptr;
        };
        const auto event = m_venue.decodeFrame(frame, lookup, m_buffer);
        if (!event)
            return false;
        if (std::holds_alternative<SnapshotEvent>(*event))
            return book.load(m_buffer.snapshot) && isRight(m_buffer.snapshot.checksum);
        if (!std::holds_alternative<DepthEvent>(*event))
            return true;
        note(m_buffer.delta);
        if (!book.apply(m_buffer.delta))
            return false;
        book.keepBest(m_depth);
        return isRight(m_buffer.delta.checksum);
    }

    /// What the last update left of each bid that it named.
    [[nodiscard]] std::vector<Level> lastBids() const
    {
        std::map<Price, Qty> last;
        for (const Level &level : m_buffer.delta.bids)
            last.insert_or_assign(level.price, level.qty);
        std::vector<Level> levels;
        for (const auto &[price, qty] : last)
            levels.push_back({price, qty});
        return levels;
    }

    OrderBook book;
    int updates = 0;
    int pricesTwice = 0;
    int cameIntoView = 0;
    std::vector<Instant> times;

private:
    void note(const BookDelta &delta)
    {
        ++updates;
        times.push_back(delta.exchangeTime.value_or(Instant{}));
        pricesTwice += hasPriceTwice(delta) ? 1 : 0;
        const auto deletes = std::count_if(
            delta.bids.begin(), delta.bids.end(), [](const Level &level) { return level.qty.isZero(); });
        // As many as are gone come from below, where the book goes on.
        cameIntoView += deletes > 0 && delta.bids.size() > static_cast<std::size_t>(deletes) ? 1 : 0;
    }
    bool isRight(std::optional<std::uint32_t> checksum)
    {
        const Decimals decimals = m_market.instrument().decimals;
        return checksum == m_venue.bookRules().checksum(book, decimals, decimals);
    }

    BusyExchange &m_market;
    std::size_t m_depth;
    KrakenSpot m_venue;
    DecodeBuffer m_buffer;
};

/// Bids that were held and are no more, though they are still there.
int levelsOnlyOutOfView(const OrderBook &before, const OrderBook &now, const OrderBook &truth)
{
    int count = 0;
    before.bids().visitBestFirst([&](const Level &level) {
        const bool isGone = now.bids().qtyAt(level.price).isZero();
        count += isGone && !truth.bids().qtyAt(level.price).isZero() ? 1 : 0;
        return true;
    });
    return count;
}

/// A session of the desk that is given another depth than it asks for.
class OtherDepth {
public:
    OtherDepth(BusyExchange &market, std::size_t depth)
        : m_market(market),
          m_depth(depth),
          m_client(market, "/v2"),
          m_feed({market.instrument()})
    {
        m_feed.now = market.now;
        m_feed.open();
    }

    /// Both ways, once; `loses`: the first update does not arrive.
    void exchangeFrames(bool loses = false)
    {
        m_feed.runFor(m_market.now - m_feed.now);
        for (std::string message : m_feed.takeSent()) {
            if (const auto at = message.find(R"("depth":1000)"); at != std::string::npos)
                message.replace(at, 12, "\"depth\":" + std::to_string(m_depth));
            m_client.say(message);
        }
        for (const std::string &frame : m_client.heard()) {
            const bool isLost = loses && frame.find(R"("book","type":"update")") != std::string::npos;
            loses = loses && !isLost;
            if (!isLost)
                m_feed.frame(frame);
        }
    }
    [[nodiscard]] bool isLive() const { return m_feed.state() == FeedState::Live; }
    /// Of the `best` levels a side.
    [[nodiscard]] bool isTrue(std::size_t best) const
    {
        OrderBook truth = m_market.truth().book;
        OrderBook held = m_feed.session.book(0).book();
        truth.keepBest(best);
        if (best < m_depth)
            held.keepBest(best);
        return held == truth;
    }
    [[nodiscard]] std::uint64_t resyncs() const { return m_feed.counters().resyncs; }

private:
    BusyExchange &m_market;
    std::size_t m_depth;
    SimClient m_client;
    KrakenFeed m_feed;
};

} // namespace

/// The books and trades that the simulated Kraken tells of.
class SimKrakenBookTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void theChecksumIsOfThePrintedDigits_data()
    {
        QTest::addColumn<QString>("market");
        for (const char *const market : {"BTCUSDT", "DOGEUSDT", "PEPEUSDT", "BTCDAI", "SHIBDOGE"})
            QTest::newRow(market) << QString::fromLatin1(market);
    }

    void theChecksumIsOfThePrintedDigits()
    {
        QFETCH(QString, market);
        BusyExchange exchange("kraken", {market.toStdString()});
        SimClient client(exchange, "/v2");
        client.say(krakenRequest("subscribe", krakenBookOf('"' + exchange.instrument().symbol + '"')));
        const QString snapshot = QString::fromStdString(client.heard().back());
        const auto checksum = QRegularExpression(QStringLiteral("\"checksum\":(\\d+)")).match(snapshot);
        QCOMPARE(checksum.captured(1).toUInt(), checksumOfText(snapshot));
        const Decimals decimals = exchange.instrument().decimals;
        const Level best = *exchange.truth().book.bids().best();
        const std::string first = R"("bids":[{"price":)" +
                                  format(best.price, decimals.price, decimals.price) + R"(,"qty":)" +
                                  format(best.qty, decimals.qty, decimals.qty) + "},{";
        QVERIFY2(snapshot.contains(QString::fromStdString(first)), first.c_str());
    }

    void aBookOfEachDepthFollowsTheTruth_data()
    {
        QTest::addColumn<int>("depth");
        for (const int depth : {10, 25, 100, 500, 1000})
            QTest::addRow("%d", depth) << depth;
    }

    void aBookOfEachDepthFollowsTheTruth()
    {
        QFETCH(int, depth);
        BusyExchange market("kraken", {"BTCUSDT"}, 600);
        SimClient client(market, "/v2");
        const auto size = static_cast<std::size_t>(depth);
        BookKeeper keeper(market, size);
        client.say(
            krakenRequest("subscribe", krakenBookOf(R"("BTC/USDT")", ",\"depth\":" + std::to_string(depth))));
        for (int i = 0; i < 400; ++i) {
            for (const std::string &frame : client.heard())
                QVERIFY2(keeper.take(frame), frame.c_str());
            market.run(50ms);
            for (const std::string &frame : client.heard())
                QVERIFY2(keeper.take(frame), frame.c_str());
            // The last change may not have been told yet.
            market.exchange.advance(market.now);
            OrderBook truth = market.truth().book;
            truth.keepBest(size);
            QCOMPARE(keeper.book == truth, true);
        }
        QVERIFY(keeper.updates > 100);
        QVERIFY(keeper.pricesTwice > 5);
        QVERIFY(depth > 10 || keeper.cameIntoView > 20);
        for (const Instant time : keeper.times)
            QCOMPARE(time.nanos % 50'000'000, std::int64_t{0});
    }

    void nobodyIsToldOfLevelsThatLeaveTheWindow()
    {
        BusyExchange market("kraken", {"BTCUSDT"}, 100);
        SimClient client(market, "/v2");
        BookKeeper keeper(market, 10);
        client.say(krakenRequest("subscribe", krakenBookOf(R"("BTC/USDT")", R"(,"depth":10)")));
        int deleted = 0;
        int outOfView = 0;
        for (int i = 0; i < 400; ++i) {
            const OrderBook before = keeper.book;
            for (const std::string &frame : client.heard())
                QVERIFY2(keeper.take(frame), frame.c_str());
            outOfView += levelsOnlyOutOfView(before, keeper.book, market.truth().book);
            for (const Level &bid : keeper.lastBids()) {
                QVERIFY(!bid.qty.isZero() || market.truth().book.bids().qtyAt(bid.price).isZero());
                deleted += bid.qty.isZero() ? 1 : 0;
            }
            market.run(50ms);
        }
        QVERIFY(deleted > 100);
        QVERIFY(outOfView > 20);
    }

    void aSessionKeepsToTheDepthThatItIsGiven_data()
    {
        QTest::addColumn<int>("depth");
        for (const int depth : {10, 25, 100})
            QTest::addRow("%d", depth) << depth;
    }

    void aSessionKeepsToTheDepthThatItIsGiven()
    {
        QFETCH(int, depth);
        BusyExchange market("kraken", {"BTCUSDT"}, 300);
        const auto size = static_cast<std::size_t>(depth);
        OtherDepth session(market, size);
        session.exchangeFrames();
        for (int i = 0; i < 200; ++i) {
            market.run(50ms);
            session.exchangeFrames();
            QVERIFY(session.isLive());
            QVERIFY(session.isTrue(size));
        }
        QCOMPARE(session.resyncs(), std::uint64_t{0});
        // What is lost shows in the ten levels that the checksum covers. Each resync waits longer than the
        // last.
        for (int lost = 0; lost < 5; ++lost) {
            for (int i = 0; i < 1'200 && (i < 100 || !session.isLive()); ++i) {
                market.run(50ms);
                session.exchangeFrames(i == 0);
            }
            QVERIFY(session.isLive());
            QVERIFY(session.isTrue(10));
        }
        QVERIFY(session.resyncs() > 0);
    }

    void whoComesLaterHoldsTheSame()
    {
        BusyExchange market("kraken", {"BTCUSDT"});
        SimClient first(market, "/v2");
        SimClient second(market, "/v2");
        BookKeeper early(market, 1000);
        BookKeeper late(market, 1000);
        const std::string subscribe =
            krakenRequest("subscribe", krakenBookOf(R"("BTC/USDT")", R"(,"depth":1000)"));
        first.say(subscribe);
        market.run(1s + 30ms);
        second.say(subscribe);
        for (int i = 0; i < 5; ++i) {
            for (const std::string &frame : first.heard())
                QVERIFY2(early.take(frame), frame.c_str());
            for (const std::string &frame : second.heard())
                QVERIFY2(late.take(frame), frame.c_str());
            QCOMPARE(early.book == late.book, true);
            QVERIFY(late.book.touch().has_value());
            market.run(50ms);
        }
    }

    void noSnapshotComesToWhoeverWantsNone()
    {
        BusyExchange market("kraken", {"BTCUSDT"});
        SimClient client(market, "/v2");
        client.say(krakenRequest("subscribe", krakenBookOf(R"("BTC/USDT")", R"(,"snapshot":false)")));
        client.say(krakenRequest("subscribe", R"("channel":"trade","symbol":["BTC/USDT"])"));
        market.run(2s);
        int updates = 0;
        int trades = 0;
        for (const std::string &text : client.heard()) {
            QVERIFY2(text.find(R"("type":"snapshot")") == std::string::npos, text.c_str());
            updates += begins(text, bookUpdate) ? 1 : 0;
            trades += begins(text, R"({"channel":"trade","type":"update")") ? 1 : 0;
        }
        QVERIFY(updates > 10);
        QVERIFY(trades > 3);
    }

    void tradesAreThoseOfTheTape()
    {
        BusyExchange market("kraken", {"BTCUSDT"});
        market.exchange.advance(market.now);
        static_cast<void>(market.truth());
        market.run(30s);
        SimClient client(market, "/v2");
        client.say(krakenRequest("subscribe", R"("channel":"trade","symbol":["BTC/USDT"],"snapshot":true)"));
        const auto tape = market.truth().tape.recent();
        QVERIFY(tape.size() > 50);
        const std::string snapshot = client.heard().back();
        const KrakenSpot venue;
        DecodeBuffer buffer;
        const auto lookup = [&](std::string_view) { return &market.instrument(); };
        const auto event = venue.decodeFrame(snapshot, lookup, buffer);
        QVERIFY2(event && std::holds_alternative<BatchEvent>(*event), snapshot.c_str());
        QCOMPARE(buffer.batch.size(), std::size_t{50});
        for (std::size_t i = 0; i < 50; ++i) {
            const Trade &trade = std::get<TradeEvent>(buffer.batch[i]).trade;
            const TapeTrade &made = tape[tape.size() - 50 + i];
            QCOMPARE(trade.id, static_cast<std::uint64_t>(made.id));
            QCOMPARE(trade.price, made.price);
            QCOMPARE(trade.qty, made.qty);
            QCOMPARE(trade.aggressor == Aggressor::Seller, made.buyerIsMaker);
            QCOMPARE(trade.exchangeTime->nanos, made.time.nanos / 1'000 * 1'000);
        }
    }
};

QTEST_APPLESS_MAIN(SimKrakenBookTest)
#include "simkrakenbooktest.moc"
