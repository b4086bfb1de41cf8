// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/streamclient.h"

#include "base/tickclock.h"
#include "bench/livesession.h"
#include "net/feedworker.h"
#include "net/viewposter.h"
#include "venues/venuetable.h"

#include <QAbstractEventDispatcher>
#include <QNetworkAccessManager>
#include <QStringEncoder>
#include <QUrl>
#include <QWebSocket>

#include <utility>

namespace touchline::bench {

namespace {

QString address(const QString &scheme, quint16 port)
{
    return QStringLiteral("%1://127.0.0.1:%2").arg(scheme, QString::number(port));
}

/// A bare QWebSocket, and what a reader may do with its text.
class BareClient : public StreamClient {
public:
    BareClient(Handling handling, const QString &url, SendTimes &times)
        : StreamClient(times),
          m_handling(handling)
    {
        QObject::connect(&m_socket, &QWebSocket::textMessageReceived, &m_socket, [this](const QString &text) {
            handle(text);
            noteHandled(m_received++);
        });
        m_socket.open(QUrl(url));
    }

    bool isReady() const override { return m_received > 0; }
    std::string state() const override { return m_socket.errorString().toStdString(); }
    std::uint64_t received() const override { return m_received; }
    bool isWhole() const override { return m_sum > 0; }

private:
    void handle(const QString &text)
    {
        switch (m_handling) {
        case Handling::Count:
        case Handling::Book:
            m_sum += static_cast<std::size_t>(text.size());
            return;
        case Handling::Utf8:
            m_sum += static_cast<std::size_t>(text.toUtf8().size());
            return;
        case Handling::Latin1:
            m_sum += static_cast<std::size_t>(text.toLatin1().size());
            return;
        case Handling::Buffer:
            if (m_buffer.size() < m_encoder.requiredSpace(text.size()))
                m_buffer.resize(m_encoder.requiredSpace(text.size()));
            m_sum += static_cast<std::size_t>(
                m_encoder.appendToBuffer(m_buffer.data(), text) - m_buffer.constData());
            return;
        }
    }

    Handling m_handling;
    QWebSocket m_socket;
    QStringEncoder m_encoder{QStringConverter::Utf8};
    QByteArray m_buffer;
    std::uint64_t m_received = 0;
    std::size_t m_sum = 0;
};

/// The product's worker and what it publishes: a view of each turn of the event loop.
class BookClient : public StreamClient {
public:
    BookClient(const QString &scheme, quint16 port, SendTimes &times)
        : StreamClient(times),
          m_instruments{flowInstrument("BTCUSDT")},
          m_worker(m_network, sourceAt(scheme, port), {m_instruments}, observer())
    {
        m_poster.setScope(ViewScope(Flow::topDepth));
        m_poster.followTurns();
        QObject::connect(
            QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::aboutToBlock, &m_poster,
            [this] { takePublished(); });
        m_worker.start();
    }

    bool isReady() const override { return feed().status().isLive(); }
    std::string state() const override
    {
        return std::string(stateName(feed().status().state)) + ", " + feed().status().reason;
    }
    std::uint64_t received() const override { return feed().counters().frames; }
    std::int64_t processingNanos() const override
    {
        return m_session.timings().stages.of(Stage::Processing).total();
    }
    bool isWhole() const override
    {
        // The frame before the snapshot is contained in it, or is applied to it.
        const FeedCounters &counters = feed().counters();
        return feed().status().isLive() && counters.resyncs == 0 &&
               counters.deltas + counters.stale == counters.frames;
    }

private:
    static FeedSource sourceAt(const QString &scheme, quint16 port)
    {
        const QString rest =
            scheme == QStringLiteral("wss") ? QStringLiteral("https") : QStringLiteral("http");
        FeedSource source;
        source.venue = findVenue("binance");
        source.hosts = {address(rest, port).toStdString(), address(scheme, port).toStdString()};
        source.proxy = QNetworkProxy(QNetworkProxy::NoProxy);
        return source;
    }

    FeedObserver observer()
    {
        return [this](BookFeed &changed, FeedChange::Kind kind, Instant) {
            if (!std::exchange(m_isShown, true))
                m_poster.show(changed, [this] { return m_viewClock.now(); });
            m_poster.onChange(kind);
            if (m_mailbox.hasUnread())
                takePublished();
        };
    }

    /// All messages in a view were published with it.
    void takePublished()
    {
        const auto posted = m_mailbox.take();
        while (posted && m_published < posted->view.counters.frames)
            noteHandled(m_published++);
    }

    const BookFeed &feed() const { return m_session.book(0); }

    QNetworkAccessManager m_network;
    std::vector<Instrument> m_instruments;
    ViewMailbox m_mailbox;
    Clock m_viewClock;
    ViewPoster m_poster{m_mailbox};
    bool m_isShown = false;
    std::uint64_t m_published = 0;
    FeedWorker m_worker;
    const FeedSession &m_session = m_worker.session();
};

} // namespace

const char *handlingName(Handling handling)
{
    switch (handling) {
    case Handling::Count:
        return "count";
    case Handling::Utf8:
        return "utf8";
    case Handling::Latin1:
        return "latin1";
    case Handling::Buffer:
        return "buffer";
    case Handling::Book:
        return "book";
    }
    return "";
}

void StreamClient::noteHandled(std::uint64_t message)
{
    m_latency.record(tickNanos() - m_times.at(message));
}

std::unique_ptr<StreamClient> openStream(
    Handling handling, const QString &scheme, quint16 port, SendTimes &times)
{
    if (handling == Handling::Book)
        return std::make_unique<BookClient>(scheme, port, times);
    return std::make_unique<BareClient>(handling, address(scheme, port), times);
}

} // namespace touchline::bench
