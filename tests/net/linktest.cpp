// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/feedhost.h"
#include "net/smallexchange.h"
#include "support/relay.h"
#include "support/sanitized.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <set>

using namespace touchline;
using namespace touchline::test;

namespace {

constexpr int reconnectCount = 1'000;

/// A venue whose connections are given up after a short silence.
class SilenceFearingVenue : public BinanceSpot {
public:
    SilenceFearingVenue() : BinanceSpot({"binance", "Binance", "https://host.invalid", "wss://host.invalid"})
    {
    }

    [[nodiscard]] VenueLimits limits() const override
    {
        VenueLimits limits = BinanceSpot::limits();
        limits.connectionAttempts = 0;
        limits.staleAfter = std::chrono::milliseconds(700);
        limits.silenceLimit = std::chrono::milliseconds(1'500);
        // The first request after a dead link goes over what was kept open of it, and is lost as well.
        limits.snapshotTimeout = std::chrono::milliseconds(1'000);
        return limits;
    }
};

/// Files and sockets that this process holds open; none where the system does not say.
qsizetype openDescriptors()
{
    return QDir(QStringLiteral("/proc/self/fd"))
        .entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System)
        .size();
}

/// Memory in use, in pages; 0 where the system does not say.
qint64 residentPages()
{
    QFile statm(QStringLiteral("/proc/self/statm"));
    return statm.open(QIODevice::ReadOnly) ? statm.readAll().split(' ').value(1).toLongLong() : 0;
}

} // namespace

/// Connections that go wrong or away, on real sockets.
class LinkTest : public QObject {
    Q_OBJECT

private:
    SilenceFearingVenue m_venue;
    ExchangeServer m_exchange{smallExchange(400)};
    quint16 m_port = 0;

    struct Followed {
        std::function<void(BookFeed &, FeedChange::Kind)> onChange = [](BookFeed &, FeedChange::Kind) {};
        FeedHost host{[this](BookFeed &feed, FeedChange::Kind kind, Instant) { onChange(feed, kind); }};

        [[nodiscard]] bool isLive() const
        {
            const auto sessions = host.sessions();
            return !sessions.empty() && sessions.front()->book(0).status().isLive();
        }
    };

private slots:
    void initTestCase()
    {
        qRegisterMetaType<Error>();
        qRegisterMetaType<InstrumentList>();
        m_port = m_exchange.listen(0).value();
    }

    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void theSixthVersionOfTheProtocolWorks()
    {
        const Relay relay(m_port, {.address = QHostAddress(QHostAddress::LocalHostIPv6)});
        if (!relay.isListening())
            QSKIP("this machine has no IPv6 loopback");
        Followed feed;
        feed.host.open(sourceAt(m_venue, relay.url("http"), relay.url("ws"), {"BTCUSDT"}));
        QTRY_VERIFY_WITH_TIMEOUT(feed.isLive(), 10'000);
    }

    /// The other end is gone without a word: no close, no reset, nothing.
    void aDeadLinkIsNoticedAndReplaced()
    {
        Relay relay(m_port, {});
        Followed feed;
        std::set<FeedState> seen;
        feed.host.open(sourceAt(m_venue, relay.url("http"), relay.url("ws"), {"BTCUSDT"}));
        QTRY_VERIFY_WITH_TIMEOUT(feed.isLive(), 10'000);
        std::string reason;
        feed.onChange = [&](BookFeed &book, FeedChange::Kind) {
            seen.insert(book.status().state);
            if (book.status().state == FeedState::Reconnecting && reason.empty())
                reason = book.status().reason;
        };
        relay.goDead();
        QTRY_VERIFY_WITH_TIMEOUT(seen.contains(FeedState::Reconnecting), 10'000);
        QVERIFY(seen.contains(FeedState::Stale));
        QVERIFY2(reason.find("silent") != std::string::npos, reason.c_str());
        QTRY_VERIFY_WITH_TIMEOUT(feed.isLive(), 10'000);
    }

    /// TOUCHLINE_RECONNECTS asks for another number.
    void reconnectingLeavesNothingBehind()
    {
        const int asked = qEnvironmentVariableIntValue("TOUCHLINE_RECONNECTS");
        const int count = asked > 0 ? asked : reconnectCount;
        constexpr int settled = 100;
        const Relay relay(m_port, {});
        Followed feed;
        int opened = 0;
        qsizetype descriptors = 0;
        qsizetype objects = 0;
        qint64 pages = 0;
        feed.onChange = [&](BookFeed &book, FeedChange::Kind kind) {
            const FeedState state = book.status().state;
            const bool isOpen = state == FeedState::Syncing || state == FeedState::Resyncing;
            if (kind != FeedChange::Kind::State || !isOpen || ++opened > count)
                return;
            if (opened == settled) {
                descriptors = openDescriptors();
                objects = feed.host.findChildren<QObject *>().size();
                pages = residentPages();
            }
            QMetaObject::invokeMethod(&feed.host, &FeedHost::reconnect, Qt::QueuedConnection);
        };
        feed.host.open(sourceAt(m_venue, relay.url("http"), relay.url("ws"), {"BTCUSDT"}));
        QTRY_VERIFY_WITH_TIMEOUT(opened > count, 10 * count + 20'000);
        QVERIFY2(relay.connections() > count, QByteArray::number(relay.connections()));
        // The last ones end in the event loop; then the feed is as good as ever.
        QTRY_VERIFY_WITH_TIMEOUT(feed.isLive(), 10'000);
        constexpr qsizetype underWay = 6;
        QVERIFY2(openDescriptors() <= descriptors + underWay, QByteArray::number(openDescriptors()));
        QVERIFY2(
            feed.host.findChildren<QObject *>().size() <= objects + underWay, QByteArray::number(objects));
        constexpr qint64 morePages = 1024;
        if constexpr (!isSanitized)
            QVERIFY2(residentPages() <= pages + morePages, QByteArray::number(residentPages() - pages));
    }
};

QTEST_GUILESS_MAIN(LinkTest)
#include "linktest.moc"
