// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "venues/binanceusdm.h"

#include "feed/feedsession.h"
#include "record/recordingreader.h"
#include "support/feedharness.h"
#include "support/levels.h"
#include "support/recordeddata.h"
#include "venues/venuetable.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <map>
#include <string>
#include <vector>

using namespace touchline;
using namespace std::chrono_literals;
using test::feedStart;
using test::level;

namespace {

struct Ids {
    std::uint64_t first;
    std::uint64_t last;
    std::uint64_t previous;
};

std::string depth(Ids ids, std::string_view bids = {}, std::string_view symbol = "AUSDT")
{
    return R"({"stream":"x","data":{"e":"depthUpdate","E":1770000000123,"T":1770000000120,"s":")" +
           std::string(symbol) + R"(","st":1,"ps":"AUSDT","U":)" + std::to_string(ids.first) + R"(,"u":)" +
           std::to_string(ids.last) + R"(,"pu":)" + std::to_string(ids.previous) + R"(,"b":[)" +
           std::string(bids) + R"(],"a":[]}})";
}

std::string aggTrade(std::uint64_t id)
{
    return R"({"stream":"x","data":{"e":"aggTrade","E":1770000000200,"s":"AUSDT","a":)" + std::to_string(id) +
           R"(,"p":"10.5","q":"0.050","f":1,"l":3,"T":1770000000190,"m":true,"nq":"0.050"}})";
}

/// Two sockets and the REST service of USD-M futures, written out by the test.
struct Futures {
    FeedSession session;
    Instant now = feedStart;
    std::vector<OpenStream> opened;
    std::vector<StreamId> closed;
    std::vector<FetchUrl> fetches;

    explicit Futures(const std::vector<std::string> &symbols = {"AUSDT"})
        : session(*findVenue("binance-usdm"), {.hosts = {"http://r", "ws://w"}}, instruments(symbols))
    {
    }

    static std::vector<Instrument> instruments(const std::vector<std::string> &symbols)
    {
        std::vector<Instrument> found;
        for (const std::string &symbol : symbols)
            found.push_back(bareInstrument(symbol));
        return found;
    }

    void perform(const FeedActions &actions)
    {
        for (const FeedAction &action : actions) {
            if (const auto *open = std::get_if<OpenStream>(&action))
                opened.push_back(*open);
            else if (const auto *close = std::get_if<CloseStream>(&action))
                closed.push_back(close->stream);
            else if (const auto *fetch = std::get_if<FetchUrl>(&action))
                fetches.push_back(*fetch);
        }
    }

    void start()
    {
        perform(session.start(now));
        perform(session.onStreamOpened(opened.front().stream, now));
        perform(session.onStreamOpened(opened.back().stream, now));
    }
    void frame(const std::string &text) { perform(session.onFrame(session.stream(), text, now)); }
    void side(const std::string &text) { perform(session.onFrame(opened.back().stream, text, now)); }
    void answer(std::uint64_t id)
    {
        const std::string body =
            R"({"lastUpdateId":)" + std::to_string(id) +
            R"(,"E":1770000000000,"T":1770000000000,"bids":[["10","1"]],"asks":[["11","2"]]})";
        HttpReply reply;
        reply.id = fetches.back().id;
        reply.status = 200;
        reply.body = body;
        perform(session.onReply(reply, now));
    }
    void runFor(Duration by)
    {
        const Instant end = now + by;
        for (auto at = session.nextDeadline(); at && *at <= end; at = session.nextDeadline()) {
            now = std::max(now, *at);
            perform(session.onDeadline(now));
        }
        now = end;
    }
    /// Live at 100, the next update must name it.
    void goLive()
    {
        start();
        frame(depth({90, 100, 80}));
        answer(95);
    }
    [[nodiscard]] const BookFeed &book(std::size_t index = 0) const { return session.book(index); }
    [[nodiscard]] bool isLive(std::size_t index = 0) const { return book(index).status().isLive(); }
};

} // namespace

class BinanceUsdmTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void booksAndTradesHaveAConnectionEach()
    {
        Futures feed;
        feed.start();
        QCOMPARE(feed.opened.size(), std::size_t{2});
        QCOMPARE(
            feed.opened[0].url,
            std::string("ws://w/public/stream?streams=ausdt@depth@100ms/ausdt@bookTicker"));
        QCOMPARE(feed.opened[1].url, std::string("ws://w/market/stream?streams=ausdt@aggTrade"));
    }

    void aSnapshotInsideTheFirstUpdateJoins()
    {
        Futures feed;
        feed.goLive();
        QVERIFY(feed.isLive());
        QCOMPARE(feed.book().updateId(), std::uint64_t{100});
        QCOMPARE(feed.fetches.front().url, std::string("http://r/fapi/v1/depth?symbol=AUSDT&limit=1000"));
        // The first id of an update is not the one after the last.
        feed.frame(depth({140, 150, 100}, R"(["10.5","3"])"));
        QVERIFY(feed.isLive());
        QCOMPARE(feed.book().updateId(), std::uint64_t{150});
        QCOMPARE(feed.book().book().bids().best(), std::optional(level("10.5", "3")));
    }

    void anUpdateThatContinuesTheSnapshotDirectlyJoins()
    {
        Futures feed;
        feed.start();
        feed.frame(depth({120, 130, 100}));
        feed.answer(100);
        QVERIFY(feed.isLive());
        QCOMPARE(feed.book().updateId(), std::uint64_t{130});
    }

    void aSnapshotBeforeTheFirstUpdateIsFetchedAnew()
    {
        Futures feed;
        feed.start();
        feed.frame(depth({120, 130, 110}));
        feed.answer(100);
        QVERIFY(!feed.isLive());
        feed.runFor(3s);
        QVERIFY(feed.fetches.size() >= 2);
        feed.answer(125);
        QVERIFY(feed.isLive());
    }

    void aBrokenChainIsAGap_data()
    {
        QTest::addColumn<quint64>("previous");
        QTest::newRow("an update is missing") << quint64{149};
        QTest::newRow("one digit of the id before it") << quint64{101};
    }

    void aBrokenChainIsAGap()
    {
        QFETCH(const quint64, previous);
        Futures feed;
        feed.goLive();
        feed.frame(depth({150, 160, previous}));
        QVERIFY(!feed.isLive());
        QCOMPARE(feed.book().counters().gaps, std::uint64_t{1});
        feed.runFor(2s);
        feed.answer(155);
        QVERIFY(feed.isLive());
        QCOMPARE(feed.book().updateId(), std::uint64_t{160});
    }

    void theSameUpdateAgainIsSkipped()
    {
        Futures feed;
        feed.goLive();
        feed.frame(depth({140, 150, 100}));
        feed.frame(depth({140, 150, 100}));
        QVERIFY(feed.isLive());
        QCOMPARE(feed.book().counters().stale, std::uint64_t{1});
    }

    void anUpdateThatNamesNoneBeforeItIsRefused()
    {
        Futures feed;
        feed.goLive();
        feed.frame(R"({"e":"depthUpdate","E":1,"s":"AUSDT","U":101,"u":102,"b":[],"a":[]})");
        QVERIFY(!feed.isLive());
        QCOMPARE(feed.book().counters().malformed, std::uint64_t{1});
    }

    void theGapOfOneBookLeavesTheOtherAlone()
    {
        Futures feed({"AUSDT", "BUSDT"});
        feed.start();
        feed.frame(depth({90, 100, 80}));
        feed.answer(95);
        feed.frame(depth({90, 101, 80}, {}, "BUSDT"));
        feed.answer(95);
        feed.frame(depth({150, 160, 149}));
        QVERIFY(!feed.isLive(0));
        QVERIFY(feed.isLive(1));
        feed.frame(depth({150, 160, 101}, {}, "BUSDT"));
        QVERIFY(feed.isLive(1));
    }

    void tradesComeOnTheirOwnConnection()
    {
        Futures feed;
        feed.goLive();
        feed.side(aggTrade(7));
        QCOMPARE(feed.book().counters().trades, std::uint64_t{1});
        feed.side("{damaged");
        QVERIFY(feed.isLive());
        QCOMPARE(feed.session.malformedFrames(), std::uint64_t{1});
    }

    /// The book's connection is dead, and the one beside it lives.
    void tradesDoNotKeepASilentBookLive()
    {
        Futures feed;
        feed.goLive();
        const std::size_t asked = feed.fetches.size();
        Duration lived{};
        for (std::uint64_t id = 1; feed.isLive() && lived < 60s; ++id) {
            feed.side(aggTrade(id));
            feed.runFor(100ms);
            lived += 100ms;
            if (feed.fetches.size() > asked)
                feed.answer(500);
        }
        QVERIFY2(lived <= 6s, QByteArray::number(qint64(lived / 1ms)));
        feed.side(aggTrade(1000));
        QVERIFY(!feed.isLive());
        QVERIFY(feed.now - feed.book().lastFrameAt().value() > 3s);
    }

    void theLossOfTheTradesLeavesTheBookAlone()
    {
        Futures feed;
        feed.goLive();
        const StreamId lost = feed.opened.back().stream;
        feed.perform(feed.session.onStreamClosed(lost, Error{ErrorCode::ConnectionClosed, "gone"}, feed.now));
        QVERIFY(feed.isLive());
        feed.frame(depth({140, 150, 100}));
        feed.runFor(2s);
        QVERIFY(feed.isLive());
        QCOMPARE(feed.opened.size(), std::size_t{3});
        QVERIFY(feed.opened.back().stream != lost);
        feed.perform(feed.session.onStreamOpened(feed.opened.back().stream, feed.now));
        feed.side(aggTrade(8));
        QCOMPARE(feed.book().counters().trades, std::uint64_t{1});
        QCOMPARE(feed.book().counters().reconnects, std::uint64_t{0});
    }

    void silentTradesAreConnectedAnew()
    {
        Futures feed;
        feed.goLive();
        for (std::uint64_t id = 100; id < 170; ++id) {
            feed.runFor(1s);
            feed.frame(depth({id + 1, id + 1, id}));
        }
        QVERIFY(feed.isLive());
        QCOMPARE(feed.closed, std::vector<StreamId>{feed.opened[1].stream});
        QCOMPARE(feed.opened.size(), std::size_t{3});
    }

    void contractsAreNamedAlike()
    {
        const auto list = BinanceUsdm().decodeInstruments(R"({"symbols":[
            {"symbol":"BTCUSDT","contractType":"PERPETUAL","status":"TRADING","baseAsset":"BTC","quoteAsset":"USDT",
             "deliveryDate":4133404800000,"filters":[{"filterType":"PRICE_FILTER","tickSize":"0.10"},
             {"filterType":"LOT_SIZE","stepSize":"0.001"}]},
            {"symbol":"BTCUSDT_270326","contractType":"CURRENT_QUARTER","status":"SETTLING","baseAsset":"BTC",
             "quoteAsset":"USDT","deliveryDate":1806048000000,"filters":[]},
            {"symbol":"BTCUSDC","contractType":"PERPETUAL","status":"PENDING_TRADING","baseAsset":"BTC",
             "quoteAsset":"USDC","filters":[]}]})");
        QVERIFY(list);
        QCOMPARE(list->at(0).normalisedName(), std::string("BTC/USDT PERP"));
        QVERIFY(list->at(0).status == InstrumentStatus::Trading);
        QCOMPARE(list->at(0).shownPriceDecimals(), 1);
        QCOMPARE(list->at(1).normalisedName(), std::string("BTC/USDT 2027-03-26"));
        QVERIFY(list->at(1).status == InstrumentStatus::Halted);
        QCOMPARE(list->at(2).normalisedName(), std::string("BTC/USDC PERP"));
    }

    void aRecordingHasNoGap()
    {
        const QString path = test::recordedData() + QStringLiteral("/venues/binance_usdm.jsonl.zst");
        if (!QFile::exists(path))
            QSKIP("there is no recorded market data here; set TOUCHLINE_DATA to the folder that has it");
        const std::string paths[] = {path.toStdString()};
        const auto recording = RecordingReader::open(paths);
        QVERIFY(recording);
        std::map<std::string, BookSync> syncs;
        std::map<std::string, OrderBook> books;
        const BinanceUsdm venue;
        const Instrument instrument = bareInstrument("any");
        std::string symbol;
        const auto lookup = [&](std::string_view name) { return symbol = name, &instrument; };
        DecodeBuffer buffer;
        int deltas = 0;
        while (!(*recording)->isAtEnd()) {
            for (const Record &record : (*recording)->next(1s)) {
                if (record.kind == RecordKind::Http &&
                    record.url.find("/depth?symbol=") != std::string::npos) {
                    const std::string url(record.url);
                    const std::size_t at = url.find("symbol=") + 7;
                    symbol = url.substr(at, url.find('&', at) - at);
                    const auto snapshot = venue.decodeSnapshot(record.data, instrument);
                    QVERIFY(snapshot);
                    auto &sync = syncs.try_emplace(symbol, venue.bookRules()).first->second;
                    const auto joined = sync.onSnapshot(*snapshot, books[symbol]);
                    QVERIFY2(joined, joined ? "" : joined.error().detail.c_str());
                } else if (record.kind == RecordKind::Receive) {
                    const auto event = venue.decodeFrame(record.data, lookup, buffer);
                    QVERIFY2(event, event ? "" : event.error().detail.c_str());
                    const auto *update = std::get_if<DepthEvent>(&*event);
                    if (!update)
                        continue;
                    auto &sync = syncs.try_emplace(symbol, venue.bookRules()).first->second;
                    const auto outcome = sync.onDelta(*update->delta, books[symbol]);
                    QVERIFY2(outcome, outcome ? "" : outcome.error().detail.c_str());
                    ++deltas;
                }
            }
        }
        QCOMPARE(books.size(), std::size_t{4});
        QVERIFY(deltas > 300);
        for (const auto &[name, sync] : syncs)
            QVERIFY2(sync.isSynced(), name.c_str());
    }
};

QTEST_GUILESS_MAIN(BinanceUsdmTest)
#include "binanceusdmtest.moc"
