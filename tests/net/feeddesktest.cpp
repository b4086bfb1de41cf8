// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/feedcontroller.h"
#include "net/smallexchange.h"
#include "record/recording.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <set>

using namespace touchline;
using namespace touchline::test;

namespace {

constexpr int patienceMs = 10'000;

/// A window without a window: takes views, and keeps what it has seen.
struct Looker {
    FeedController controller;
    FeedView last;
    std::set<std::uint64_t> trades;
    int notLive = 0; ///< views since it was live first
    bool wasLive = false;
    QSignalSpy failed{&controller, &FeedController::failed};
    QSignalSpy listed{&controller, &FeedController::instrumentsLoaded};
    QSignalSpy finished{&controller, &FeedController::finished};

    explicit Looker(FeedThread &thread) : controller(thread) {}
    Looker(FeedThread &thread, const FeedSource &source) : controller(thread) { controller.open(source); }

    void look()
    {
        const auto view = controller.takeView();
        if (!view)
            return;
        last = *view;
        wasLive = wasLive || last.status.isLive();
        notLive += wasLive && !last.status.isLive() ? 1 : 0;
        for (const Trade &trade : last.trades)
            trades.insert(trade.id);
    }
    [[nodiscard]] bool isLive()
    {
        look();
        return last.status.isLive();
    }
    [[nodiscard]] bool hasEndedOn(std::string_view symbol)
    {
        look();
        return last.status.state == FeedState::Ended && last.isRecording && last.instrument->symbol == symbol;
    }
    [[nodiscard]] bool isLiveOn(std::string_view symbol)
    {
        return isLive() && last.instrument->symbol == symbol;
    }
};

} // namespace

/// Several windows over one feed thread, on real sockets.
class FeedDeskTest : public QObject {
    Q_OBJECT

private:
    ImpatientVenue m_venue;
    QTemporaryDir m_folder;
    std::unique_ptr<ExchangeServer> m_server;
    quint16 m_port = 0;

    void serve(std::int64_t rate)
    {
        m_server = std::make_unique<ExchangeServer>(smallExchange(rate));
        m_port = m_server->listen(0).value();
    }
    [[nodiscard]] FeedSource on(const char *symbol) const { return sourceAt(m_venue, m_port, {symbol}); }
    [[nodiscard]] std::size_t connections() const { return m_server->exchange().hub().connectionCount(); }
    [[nodiscard]] bool isSent(const char *stream) const
    {
        return m_server->exchange().hub().hasListeners(stream);
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void symbolsOfAnExchangeShareItsConnection()
    {
        serve(400);
        FeedThread thread;
        Looker btc(thread, on("BTCUSDT"));
        Looker eth(thread, on("ETHUSDT"));
        QTRY_VERIFY_WITH_TIMEOUT(btc.isLiveOn("BTCUSDT") && eth.isLiveOn("ETHUSDT"), patienceMs);
        Looker doge(thread, on("dogeusdt"));
        QTRY_VERIFY_WITH_TIMEOUT(doge.isLiveOn("DOGEUSDT"), patienceMs);
        QCOMPARE(connections(), std::size_t{1});
        QTRY_COMPARE(doge.listed.size(), 1);
    }

    void aNewWindowDisturbsNoOther()
    {
        serve(400);
        FeedThread thread;
        Looker first(thread, on("BTCUSDT"));
        QTRY_VERIFY_WITH_TIMEOUT(first.isLive(), patienceMs);
        for (const char *symbol : {"ETHUSDT", "BTCUSDT", "DOGEUSDT"}) {
            Looker other(thread, on(symbol));
            QTRY_VERIFY_WITH_TIMEOUT(other.isLiveOn(symbol), patienceMs);
            const std::uint64_t id = first.last.book->updateId;
            QTRY_VERIFY_WITH_TIMEOUT(first.isLive() && first.last.book->updateId > id, patienceMs);
        }
        QCOMPARE(first.notLive, 0);
        QCOMPARE(first.last.counters.resyncs + first.last.counters.reconnects, std::uint64_t{0});
    }

    void twoWindowsOnASymbolHaveOneBook()
    {
        serve(0);
        FeedThread thread;
        Looker first(thread, on("BTCUSDT"));
        QTRY_VERIFY_WITH_TIMEOUT(first.isLive(), patienceMs);
        Looker second(thread, on("BTC/USDT"));
        QTRY_VERIFY_WITH_TIMEOUT(second.isLive(), patienceMs);
        // Nothing has come since, and it did not begin anew: it is what the first window sees.
        QCOMPARE(second.last.status.since, first.last.status.since);
        QCOMPARE(second.last.book->updateId, first.last.book->updateId);
        QVERIFY(second.last.book->bids == first.last.book->bids);
    }

    void everyWindowOnASymbolSeesAllItsTrades()
    {
        serve(2000);
        FeedThread thread;
        Looker first(thread, on("BTCUSDT"));
        Looker second(thread, on("BTCUSDT"));
        second.controller.setScope(5);
        const auto haveSeen = [&] {
            first.look();
            second.look();
            return first.trades.size() > 60 && second.trades.size() > 60;
        };
        QTRY_VERIFY_WITH_TIMEOUT(haveSeen(), 3 * patienceMs);
        const std::uint64_t begin = std::max(*first.trades.begin(), *second.trades.begin());
        const std::uint64_t end = std::min(*first.trades.rbegin(), *second.trades.rbegin());
        QVERIFY(begin < end);
        const auto between = [&](const std::set<std::uint64_t> &trades) {
            return std::vector(trades.lower_bound(begin), trades.upper_bound(end));
        };
        QCOMPARE(between(first.trades), between(second.trades));
    }

    void whatNobodyLooksAtIsLetGo()
    {
        serve(400);
        FeedThread thread;
        Looker btc(thread, on("BTCUSDT"));
        auto eth = std::make_unique<Looker>(thread, on("ETHUSDT"));
        auto alsoEth = std::make_unique<Looker>(thread, on("ETHUSDT"));
        QTRY_VERIFY_WITH_TIMEOUT(btc.isLive() && eth->isLive() && alsoEth->isLive(), patienceMs);
        QVERIFY(isSent("ethusdt@depth@100ms"));
        eth.reset();
        const std::uint64_t id = alsoEth->last.book->updateId;
        QTRY_VERIFY_WITH_TIMEOUT(alsoEth->isLive() && alsoEth->last.book->updateId > id, patienceMs);
        alsoEth.reset();
        QTRY_VERIFY_WITH_TIMEOUT(!isSent("ethusdt@depth@100ms") && !isSent("ethusdt@trade"), patienceMs);
        QVERIFY(isSent("btcusdt@depth@100ms"));
        QCOMPARE(connections(), std::size_t{1});
        QVERIFY(btc.isLive());
        QCOMPARE(btc.notLive, 0);
    }

    void theLastWindowOfAnExchangeClosesItsConnection()
    {
        serve(400);
        ExchangeServer elsewhere(smallExchange(400, 2));
        const quint16 port = elsewhere.listen(0).value();
        FeedThread thread;
        Looker stays(thread, sourceAt(m_venue, port, {"BTCUSDT"}));
        auto goes = std::make_unique<Looker>(thread, on("BTCUSDT"));
        auto moves = std::make_unique<Looker>(thread, on("ETHUSDT"));
        QTRY_VERIFY_WITH_TIMEOUT(stays.isLive() && goes->isLive() && moves->isLive(), patienceMs);
        QCOMPARE(connections(), std::size_t{1});
        goes.reset();
        moves->controller.open(sourceAt(m_venue, port, {"ETHUSDT"}));
        QTRY_COMPARE_WITH_TIMEOUT(connections(), std::size_t{0}, patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(moves->isLiveOn("ETHUSDT"), patienceMs);
        QCOMPARE(elsewhere.exchange().hub().connectionCount(), std::size_t{1});
        QVERIFY(stays.isLive());
        QCOMPARE(stays.notLive, 0);
        std::atomic<std::size_t> sources = 0;
        thread.run([&sources](FeedDesk &desk) { sources = desk.sourceCount(); });
        QTRY_COMPARE(sources.load(), std::size_t{1});
    }

    void anotherSymbolInAWindowKeepsTheConnection()
    {
        serve(400);
        FeedThread thread;
        Looker window(thread, on("BTCUSDT"));
        QTRY_VERIFY_WITH_TIMEOUT(window.isLiveOn("BTCUSDT"), patienceMs);
        const SimConnection *const connection = m_server->exchange().hub().connection(1);
        QVERIFY(connection);
        window.controller.open(on("ETHUSDT"));
        QTRY_VERIFY_WITH_TIMEOUT(window.isLiveOn("ETHUSDT"), patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(!isSent("btcusdt@depth@100ms"), patienceMs);
        QVERIFY(m_server->exchange().hub().connection(1) == connection);
        QCOMPARE(connections(), std::size_t{1});
    }

    void theGapOfOneSymbolDimsNoOther()
    {
        serve(400);
        FeedThread thread;
        Looker btc(thread, on("BTCUSDT"));
        Looker eth(thread, on("ETHUSDT"));
        QTRY_VERIFY_WITH_TIMEOUT(btc.isLive() && eth.isLive(), patienceMs);
        FaultInjector &faults = m_server->faults();
        const auto gaps = [&] {
            btc.look();
            eth.look();
            return btc.last.counters.gaps + eth.last.counters.gaps;
        };
        // What is lost may be a trade: then the next message is taken.
        for (int i = 0; i < 200 && gaps() == 0; ++i) {
            faults.once(FaultKind::Drop);
            QTest::qWait(120);
        }
        QCOMPARE(gaps(), std::uint64_t{1});
        Looker &whole = btc.last.counters.gaps == 0 ? btc : eth;
        Looker &broken = btc.last.counters.gaps == 0 ? eth : btc;
        QTRY_VERIFY_WITH_TIMEOUT(broken.isLive(), patienceMs);
        QVERIFY(broken.notLive > 0);
        QVERIFY(whole.isLive());
        QCOMPARE(whole.notLive, 0);
        QCOMPARE(whole.last.counters.resyncs, std::uint64_t{0});
    }

    void whatAnybodyDoesWithAWindowMakesASilentBookNoYounger()
    {
        serve(400);
        FeedThread thread;
        Looker first(thread, on("BTCUSDT"));
        QTRY_VERIFY_WITH_TIMEOUT(first.isLive(), patienceMs);
        m_server->faults().once(FaultKind::Stall);
        QTest::qWait(1'500);
        first.look();
        const Instant before = Clock().now();
        const auto isOfNow = [&before](Looker &looker) {
            looker.look();
            return looker.last.takenAt >= before + std::chrono::milliseconds(-100);
        };
        first.controller.setScope(ViewScope(3));
        QTRY_VERIFY_WITH_TIMEOUT(isOfNow(first), 1'000);
        Looker second(thread, on("BTCUSDT"));
        QTRY_VERIFY_WITH_TIMEOUT(second.last.instrument->symbol == "BTCUSDT" || isOfNow(second), 1'000);
        QVERIFY(isOfNow(second));
        QVERIFY(*first.last.lastFrameAt < before + std::chrono::milliseconds(-1'000));
    }

    void anUnknownSymbolIsTheAffairOfItsWindow()
    {
        serve(400);
        FeedThread thread;
        Looker good(thread, on("BTCUSDT"));
        QTRY_VERIFY_WITH_TIMEOUT(good.isLive(), patienceMs);
        Looker bad(thread, on("NOSUCH"));
        QTRY_COMPARE_WITH_TIMEOUT(bad.failed.size(), 1, patienceMs);
        bad.look();
        QVERIFY(bad.last.status.state == FeedState::Failed);
        QVERIFY2(bad.last.status.reason.find("NOSUCH") != std::string::npos, bad.last.status.reason.c_str());
        QVERIFY(good.failed.isEmpty());
        bad.controller.open(on("ETHUSDT"));
        QTRY_VERIFY_WITH_TIMEOUT(bad.isLiveOn("ETHUSDT"), patienceMs);
        QVERIFY(good.isLive());
        QCOMPARE(good.notLive, 0);
    }

    void anExchangeThatIsChosenAgainKeepsTheBook()
    {
        serve(400);
        FeedThread thread;
        Looker window(thread, on("ETHUSDT"));
        QTRY_VERIFY_WITH_TIMEOUT(window.isLiveOn("ETHUSDT"), patienceMs);
        FeedSource source = on("ETHUSDT");
        source.symbols.clear();
        window.controller.open(source);
        QTRY_COMPARE_WITH_TIMEOUT(window.listed.size(), 2, patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(window.isLiveOn("ETHUSDT"), patienceMs);
        QCOMPARE(window.notLive, 0);
    }

    void oneRecordingHoldsTheSymbolsOfAllWindowsAndPlaysInSeveral()
    {
        serve(400);
        FeedSource source = on("BTCUSDT");
        source.recordPath = m_folder.filePath(QStringLiteral("session.jsonl")).toStdString();
        {
            FeedThread thread;
            Looker btc(thread, source);
            QTRY_VERIFY_WITH_TIMEOUT(btc.isLive(), patienceMs);
            Looker eth(thread, on("ETHUSDT"));
            QTRY_VERIFY_WITH_TIMEOUT(eth.isLive() && eth.last.counters.deltas > 5, patienceMs);
        }
        FeedSource replay;
        replay.replayPaths = {source.recordPath};
        replay.replaySpeed.reset();
        FeedThread thread;
        const auto of = [&replay](const char *symbol) {
            FeedSource one = replay;
            one.symbols = {symbol};
            return one;
        };
        Looker eth(thread, of("ETHUSDT"));
        Looker btc(thread, of("BTCUSDT"));
        QTRY_VERIFY_WITH_TIMEOUT(eth.hasEndedOn("ETHUSDT") && btc.hasEndedOn("BTCUSDT"), patienceMs);
        QVERIFY(eth.last.counters.deltas > 5);
        QCOMPARE(eth.last.counters.gaps + btc.last.counters.gaps, std::uint64_t{0});

        QTRY_COMPARE_WITH_TIMEOUT(btc.finished.size(), 1, patienceMs);
        eth.controller.reconnect();
        QTRY_COMPARE_WITH_TIMEOUT(btc.finished.size(), 2, patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(eth.hasEndedOn("ETHUSDT") && btc.hasEndedOn("BTCUSDT"), patienceMs);
        QVERIFY(!eth.last.book->bids.empty());
        Looker late(thread, of("ETHUSDT"));
        QTRY_VERIFY_WITH_TIMEOUT(late.hasEndedOn("ETHUSDT"), patienceMs);
        QCOMPARE(late.last.book->bids.size(), eth.last.book->bids.size());
    }

    void whoWaitsForAnExchangeThatIsNotThereIsToldSinceWhen()
    {
        serve(400);
        m_server.reset();
        FeedSource source = on("BTCUSDT");
        source.retriesStart = true;
        FeedThread thread;
        const Instant asked = Clock().now();
        Looker window(thread, source);
        std::set<std::int64_t> attempts;
        const auto hasTriedAgain = [&] {
            window.look();
            if (window.last.status.state == FeedState::Reconnecting)
                attempts.insert(window.last.status.retryAt->nanos);
            return attempts.size() >= 2;
        };
        QTRY_VERIFY_WITH_TIMEOUT(hasTriedAgain(), patienceMs);
        QVERIFY(window.last.status.notLiveSince);
        QVERIFY(*window.last.status.notLiveSince < asked + std::chrono::milliseconds(300));
    }
};

QTEST_GUILESS_MAIN(FeedDeskTest)
#include "feeddesktest.moc"
