// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/feedhost.h"

#include "net/smallexchange.h"
#include "record/recording.h"
#include "support/cannedserver.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace touchline;
using namespace touchline::test;

/// The feed's host on real sockets: against the simulated exchange, and against servers that are none.
class FeedHostTest : public QObject {
    Q_OBJECT

private:
    ImpatientVenue m_venue;

    /// A host that keeps what it is told.
    struct Followed {
        std::function<void(BookFeed &, FeedChange::Kind)> onChange = [](BookFeed &, FeedChange::Kind) {};
        FeedHost host{[this](BookFeed &feed, FeedChange::Kind kind, Instant) { onChange(feed, kind); }};
        QSignalSpy failed{&host, &FeedHost::failed};

        /// The only one.
        [[nodiscard]] FeedSession *session() const
        {
            const auto sessions = host.sessions();
            return sessions.empty() ? nullptr : sessions.front();
        }
        [[nodiscard]] bool isLive() const
        {
            return session() && session()->bookCount() > 0 && session()->book(0).status().isLive();
        }
        [[nodiscard]] QByteArray sentence() const
        {
            return failed.isEmpty()
                       ? QByteArray()
                       : QByteArray::fromStdString(failed.constFirst().at(0).value<Error>().detail);
        }
    };

private slots:
    void initTestCase()
    {
        qRegisterMetaType<Error>();
        qRegisterMetaType<InstrumentList>();
    }

    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void moreSymbolsThanAConnectionTakesGetMoreConnections()
    {
        const ImpatientVenue venue(2);
        ExchangeServer server(smallExchange(400));
        Followed feed;
        QSignalSpy opened(&feed.host, &FeedHost::opened);
        feed.host.open(sourceAt(venue, server.listen(0).value(), {"BTCUSDT", "ETHUSDT", "DOGEUSDT"}));
        QTRY_COMPARE(feed.host.sessions().size(), std::size_t{2});
        const auto liveSymbols = [&feed] {
            std::set<std::string> symbols;
            for (FeedSession *const session : feed.host.sessions()) {
                for (std::size_t i = 0; i < session->bookCount(); ++i) {
                    if (session->book(i).status().isLive())
                        symbols.insert(session->book(i).instrument().symbol);
                }
            }
            return symbols;
        };
        QTRY_COMPARE(liveSymbols(), (std::set<std::string>{"BTCUSDT", "DOGEUSDT", "ETHUSDT"}));
        QCOMPARE(opened.count(), 1);
    }

    void aLongSubscriptionGoesByMessages()
    {
        // The names alone are longer than a URL may be; the exchange answers to what it lists.
        const auto listed = allSymbols();
        SeededOptions options;
        options.symbols = {listed.begin(), listed.begin() + 90};
        options.levels = 20;
        ExchangeServer server(SimExchange(std::move(options)));
        std::vector<std::string> symbols;
        for (std::size_t i = 0; i < 90; ++i)
            symbols.push_back(listed[i].instrument.symbol);
        Followed feed;
        feed.host.open(sourceAt(m_venue, server.listen(0).value(), symbols));
        QTRY_VERIFY(feed.session() && feed.session()->hasBeenOpen());
        const auto heardOf = [&feed] {
            std::size_t heard = 0;
            for (std::size_t i = 0; i < feed.session()->bookCount(); ++i)
                heard += feed.session()->book(i).counters().frames > 0 ? 1U : 0U;
            return heard;
        };
        QTRY_VERIFY_WITH_TIMEOUT(heardOf() > 45, 20'000);
    }

    void theLiveBookIsTheTruth()
    {
        ExchangeServer server(smallExchange(400));
        const quint16 port = server.listen(0).value();
        Followed feed;
        const Listing *const truth = server.exchange().listing("BTCUSDT", server.now());
        int compared = 0;
        feed.onChange = [&](BookFeed &book, FeedChange::Kind kind) {
            if (kind != FeedChange::Kind::Book || book.updateId() != truth->updateId)
                return;
            QVERIFY(book.book() == truth->book);
            ++compared;
        };
        feed.host.open(sourceAt(m_venue, port, {"BTCUSDT"}));
        QTRY_VERIFY(compared >= 3);
        QCOMPARE(feed.session()->book(0).counters().gaps, std::uint64_t{0});
        QVERIFY(feed.failed.isEmpty());
    }

    void aRestartedServerIsFollowedAgain()
    {
        auto server = std::make_unique<ExchangeServer>(smallExchange(400, 1));
        const quint16 port = server->listen(0).value();
        Followed feed;
        feed.host.open(sourceAt(m_venue, port, {"BTCUSDT"}));
        QTRY_VERIFY(feed.isLive());
        QVERIFY(!feed.session()->book(0).takeView(10, Instant{}).book->bids.empty());
        server.reset();
        QTRY_COMPARE(feed.session()->book(0).status().state, FeedState::Reconnecting);
        BookFeed &book = feed.session()->book(0);
        QVERIFY2(book.status().reason.find("was lost") != std::string::npos, book.status().reason.c_str());
        const BookView kept = *book.takeView(10, Instant{}).book;
        QCOMPARE(kept.updateId, *book.integrity().completeId);
        QVERIFY(kept.isDeep());

        server = std::make_unique<ExchangeServer>(smallExchange(0, 2));
        QVERIFY(server->listen(port));
        QTRY_VERIFY(feed.isLive());
        const Listing *const truth = server->exchange().listing("BTCUSDT", server->now());
        QVERIFY(book.book() == truth->book);
        QCOMPARE(book.updateId(), truth->updateId);
        QVERIFY(book.counters().reconnects >= 1);
    }

    void reconnectOnDemandComesBackLive()
    {
        ExchangeServer server(smallExchange(400));
        Followed feed;
        feed.host.open(sourceAt(m_venue, server.listen(0).value(), {"BTCUSDT"}));
        QTRY_VERIFY(feed.isLive());
        feed.host.reconnect();
        QVERIFY(!feed.isLive());
        QTRY_VERIFY(feed.isLive());
        QTRY_COMPARE(server.exchange().hub().connectionCount(), std::size_t{1});
    }

    void aSilentStreamIsGivenUpAfterThreeAttempts()
    {
        const CannedServer rest([](const QByteArray &) { return httpAnswer(404); });
        const CannedServer silent([](const QByteArray &) { return std::nullopt; });
        Followed feed;
        feed.host.open(
            sourceAt(m_venue, rest.url("http").toStdString(), silent.url("ws").toStdString(), {"BTCUSDT"}));
        QTRY_COMPARE(feed.failed.size(), 1);
        QVERIFY2(feed.sentence().contains("no answer in time"), feed.sentence());
        QVERIFY2(feed.sentence().contains(silent.url("ws").toUtf8()), feed.sentence());
        QCOMPARE(silent.requests(), 3);
    }

    void withoutAListTheNamedSymbolsAreFollowedBare()
    {
        ExchangeServer server(smallExchange(400));
        const quint16 port = server.listen(0).value();
        const CannedServer noList([](const QByteArray &) { return httpAnswer(404); });
        Followed feed;
        const std::string ws = "ws://127.0.0.1:" + std::to_string(port);
        feed.host.open(sourceAt(m_venue, noList.url("http").toStdString(), ws, {"BTCUSDT"}));
        QTRY_VERIFY(feed.session() && feed.session()->hasBeenOpen());
        QCOMPARE(feed.session()->book(0).instrument(), bareInstrument("BTCUSDT"));
        // Snapshots are not there, either: it says so and goes on asking.
        QTRY_VERIFY(feed.session()->book(0).status().reason.find("HTTP 404") != std::string::npos);
        QVERIFY(!feed.isLive());
        QVERIFY(feed.failed.isEmpty());
    }

    void badSnapshotsKeepTheBookFromGoingLive_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("mentions");
        QTest::addColumn<FeedState>("state");
        QTest::newRow("HTTP 429") << httpAnswer(429, {}, "Retry-After: 30\r\n")
                                  << QStringLiteral("asks to wait") << FeedState::Syncing;
        QTest::newRow("HTTP 500") << httpAnswer(500) << QStringLiteral("HTTP 500") << FeedState::Syncing;
        QTest::newRow("garbage") << httpAnswer(200, "{oops") << QStringLiteral("cannot be used")
                                 << FeedState::Syncing;
        QTest::newRow("refused") << httpAnswer(400, R"({"code":-1121,"msg":"Invalid symbol."})")
                                 << QStringLiteral("Invalid symbol.") << FeedState::Failed;
    }

    void badSnapshotsKeepTheBookFromGoingLive()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QString, mentions);
        QFETCH(FeedState, state);
        ExchangeServer server(smallExchange(400));
        const std::string ws = "ws://127.0.0.1:" + std::to_string(server.listen(0).value());
        const CannedServer rest(
            [&](const QByteArray &request) { return request.contains("/depth") ? answer : httpAnswer(404); });
        Followed feed;
        feed.host.open(sourceAt(m_venue, rest.url("http").toStdString(), ws, {"BTCUSDT"}));
        const auto status = [&] { return feed.session() ? feed.session()->book(0).status() : FeedStatus{}; };
        QTRY_VERIFY(status().reason.find(mentions.toStdString()) != std::string::npos);
        QCOMPARE(status().state, state);
        QVERIFY(!feed.isLive());
    }

    void anUnknownSymbolNamesThoseThatAreAlike()
    {
        ExchangeServer server(smallExchange(0));
        Followed feed;
        feed.host.open(sourceAt(m_venue, server.listen(0).value(), {"BTCUSD1"}));
        QTRY_COMPARE(feed.failed.size(), 1);
        QVERIFY2(
            feed.sentence().contains("'BTCUSD1'") && feed.sentence().contains("BTCUSDT"), feed.sentence());
        QVERIFY(!feed.session());
    }

    void whatIsClosedIsNotHeardOfAgain()
    {
        ExchangeServer server(smallExchange(400));
        const quint16 port = server.listen(0).value();
        Followed feed;
        QSignalSpy loaded(&feed.host, &FeedHost::instrumentsLoaded);
        QSignalSpy opened(&feed.host, &FeedHost::opened);
        feed.host.open(sourceAt(m_venue, port, {"BTCUSDT"}));
        feed.host.close();
        Followed witness;
        witness.host.open(sourceAt(m_venue, port, {"ETHUSDT"}));
        QTRY_VERIFY(witness.isLive());
        QVERIFY(loaded.isEmpty());
        QVERIFY(opened.isEmpty());
        QVERIFY(!feed.session());
    }

    void anotherSymbolGoesIntoTheSameRecording()
    {
        const QTemporaryDir folder;
        ExchangeServer server(smallExchange(400));
        FeedSource source = sourceAt(m_venue, server.listen(0).value(), {"BTCUSDT"});
        source.recordPath = folder.filePath(QStringLiteral("session.jsonl")).toStdString();
        Followed feed;
        feed.host.open(source);
        QTRY_VERIFY(feed.isLive());
        source.symbols = {"ETHUSDT"};
        feed.host.open(source);
        QTRY_VERIFY(feed.isLive());
        feed.host.close();
        const std::string paths[] = {source.recordPath};
        const auto recording = loadRecordings(paths);
        QVERIFY(recording && !recording->damage());
        int snapshotsOfBoth = 0;
        for (const Record &record : recording->records()) {
            const bool isDepth = record.url.find("/depth") != std::string_view::npos;
            snapshotsOfBoth += record.kind == RecordKind::Http && isDepth ? 1 : 0;
        }
        QCOMPARE(snapshotsOfBoth, 2);
    }
};

QTEST_GUILESS_MAIN(FeedHostTest)
#include "feedhosttest.moc"
