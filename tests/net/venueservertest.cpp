// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/feedhost.h"
#include "sim/exchangeserver.h"
#include "sim/simvenuetable.h"
#include "support/sanitized.h"
#include "support/simvenuerows.h"
#include "venues/venuetable.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace touchline;
using namespace touchline::test;

namespace {

constexpr int patientMillis = 30'000;

/// Calm enough for a book to be the truth of the moment now and then.
SeededOptions calmMarkets(const SimVenue &venue)
{
    const auto listed = venue.list(allSymbols());
    SeededOptions options;
    options.symbols = {listed.begin(), listed.begin() + 3};
    options.levels = 60;
    options.updatesPerSecond = 25;
    return options;
}

/// So many best levels a side are certain to be right after a fault; 0: all. Kraken's checksum covers ten,
/// and nothing else shows that a frame was lost.
std::size_t provenDepth(std::string_view name)
{
    return name == "kraken" ? 10 : 0;
}

/// False where nothing shows that levels are not the right ones: frames have numbers, but books have neither
/// ids nor checksums, and there is no other book to compare them with (Coinbase).
bool provesLevels(const BookRules &rules)
{
    return rules.chain != Chain::None || rules.checksum;
}

/// A simulated venue, and the feed of its first two markets by the venue's own rules.
struct FollowedVenue {
    explicit FollowedVenue(std::string_view name)
        : server(SimExchange(calmMarkets(*makeSimVenue(name)), makeSimVenue(name)))
    {
        // From the first book on, that an old one can be sent later.
        static_cast<void>(server.faults());
        const std::string host = "://127.0.0.1:" + std::to_string(server.listen(0).value());
        FeedSource source;
        source.venue = findVenue(name);
        source.hosts = {"http" + host, "ws" + host};
        for (std::size_t i = 0; i < 2; ++i)
            source.symbols.push_back(server.exchange().instruments()[i].symbol);
        feed.open(source);
    }

    [[nodiscard]] BookFeed *book(std::size_t index) const
    {
        const auto sessions = feed.sessions();
        return sessions.empty() ? nullptr : &sessions.front()->book(index);
    }
    [[nodiscard]] bool isLive() const
    {
        return book(0) && book(0)->status().isLive() && book(1)->status().isLive();
    }
    /// `depth`: of each side so many best levels are compared; 0: all that the venue tells of.
    [[nodiscard]] bool isTrue(std::size_t index, std::size_t depth = 0)
    {
        const auto *const listing =
            server.exchange().listing(server.exchange().instruments()[index].symbol, server.now());
        OrderBook truth = listing->book;
        OrderBook held = book(index)->book();
        if (const auto told = feed.source().venue->bookRules().depth; told > 0)
            truth.keepBest(told);
        for (OrderBook *compared : {&truth, &held}) {
            if (depth > 0)
                compared->keepBest(depth);
        }
        return held == truth;
    }
    [[nodiscard]] std::uint64_t injected(FaultKind kind)
    {
        return server.faults().counts()[static_cast<std::size_t>(kind)];
    }

    ExchangeServer server;
    FeedHost feed{[](BookFeed &, FeedChange::Kind, Instant) {}};
};

} // namespace

/// Each simulated venue through real sockets, from its list of instruments to its faults.
class VenueServerTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        qRegisterMetaType<Error>();
        qRegisterMetaType<InstrumentList>();
    }

    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void itsBooksAreLiveAndTrue_data() { addSimVenues(); }

    void itsBooksAreLiveAndTrue()
    {
        QFETCH(QByteArray, name);
        FollowedVenue venue(name.toStdString());
        QSignalSpy listed(&venue.feed, &FeedHost::instrumentsLoaded);
        QTRY_VERIFY_WITH_TIMEOUT(venue.isLive(), patientMillis);
        QCOMPARE(listed.count(), 1);
        const auto instruments = listed.constFirst().at(1).value<InstrumentList>();
        QVERIFY(instruments->size() >= 3);
        QCOMPARE(instruments->front().tickSize, venue.book(0)->instrument().tickSize);
        QVERIFY(!venue.book(0)->instrument().tickSize.isZero());
        for (const std::size_t index : {0U, 1U})
            QTRY_VERIFY_WITH_TIMEOUT(venue.isTrue(index), patientMillis);
        QTRY_VERIFY_WITH_TIMEOUT(venue.book(0)->counters().trades > 3, patientMillis);
        QTRY_VERIFY_WITH_TIMEOUT(venue.book(0)->counters().deltas > 20, patientMillis);
        QCOMPARE(venue.book(0)->counters().gaps, std::uint64_t{0});
        QCOMPARE(venue.book(0)->counters().resyncs, std::uint64_t{0});
        QCOMPARE(venue.book(0)->counters().malformed, std::uint64_t{0});
    }

    void itOutlivesItsFaults_data() { addSimVenues(); }

    void itOutlivesItsFaults()
    {
        QFETCH(QByteArray, name);
        using enum FaultKind;
        for (const FaultKind kind :
             {Drop, Duplicate, Reorder, Corrupt, Truncate, Split, Garbage, WrongIds, Skew, Abort, Close,
              SlowSnapshot, StaleSnapshot}) {
            // Each on its own: waits grow from fault to fault.
            FollowedVenue venue(name.toStdString());
            // The first books are remembered: a stale one has to come from somewhere.
            static_cast<void>(venue.server.faults());
            QTRY_VERIFY_WITH_TIMEOUT(venue.isLive(), patientMillis);
            venue.server.faults().once(kind);
            const FaultTarget target = traitsOf(kind).target;
            // A snapshot has to be asked for before it can go wrong.
            if (target == FaultTarget::Snapshot)
                venue.feed.reconnect();
            const char *const what = traitsOf(kind).name.data();
            QVERIFY2(QTest::qWaitFor([&] { return venue.injected(kind) > 0; }, patientMillis), what);
            const std::size_t depth = provenDepth(name.toStdString());
            const bool changesLevels = kind == StaleSnapshot || kind == Corrupt;
            const bool isNoticed = !changesLevels || provesLevels(venue.feed.source().venue->bookRules());
            const auto isRight = [&] {
                return venue.isLive() && (!isNoticed || (venue.isTrue(0, depth) && venue.isTrue(1, depth)));
            };
            QVERIFY2(QTest::qWaitFor(isRight, patientMillis), what);
        }
    }
};

QTEST_GUILESS_MAIN(VenueServerTest)
#include "venueservertest.moc"
