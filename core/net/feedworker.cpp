// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/feedworker.h"

#include "base/tickclock.h"
#include "base/trace.h"
#include "net/httpget.h"
#include "net/networkfailure.h"

#include <QEvent>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSocketNotifier>
#include <QSslError>
#include <QUrl>
#include <QWebSocket>

#include <algorithm>
#include <random>

namespace touchline {

namespace {

constexpr quint64 largestMessage = 16 * 1024 * 1024;
constexpr std::chrono::seconds pingInterval{15};
constexpr std::chrono::seconds sleepWatchInterval{1};
/// A wall clock that was corrected by less is no sleep.
constexpr std::chrono::seconds shortestSleep{3};
constexpr std::string_view restName = "rest";

SessionOptions sessionOptions(const FeedSource &source, const ConnectionShare &share)
{
    SessionOptions options;
    options.hosts = source.hosts;
    options.seed = std::random_device()();
    options.steadyNanos = tickNanos;
    options.budget = share.budget;
    options.booksInAll = share.booksInAll;
    return options;
}

} // namespace

FeedWorker::FeedWorker(
    QNetworkAccessManager &network, const FeedSource &source, const ConnectionShare &share,
    FeedObserver observer)
    : m_network(network),
      m_proxy(source.proxy),
      m_name(share.name),
      m_usedWeightHeader(source.venue->limits().usedWeightHeader),
      m_observer(std::move(observer)),
      m_session(*source.venue, sessionOptions(source, share), share.instruments)
{
    m_deadline.setSingleShot(true);
    m_deadline.setTimerType(Qt::PreciseTimer);
    m_ping.setInterval(pingInterval);
    m_sleepWatch.setInterval(sleepWatchInterval);
    connect(&m_sleepWatch, &QTimer::timeout, this, &FeedWorker::noticeSleep);
    connect(&m_deadline, &QTimer::timeout, this, &FeedWorker::onDeadline);
    connect(&m_ping, &QTimer::timeout, this, [this] {
        if (m_stream)
            m_stream->ping();
    });
}

FeedWorker::~FeedWorker()
{
    // Deleted here, not later: the thread may end with this worker. No signal of the stream is being handled.
    if (m_stream)
        m_stream->disconnect(this);
}

void FeedWorker::start()
{
    const Instant at = now();
    perform(m_session.start(at), at);
    m_sleepWatch.start();
}

/// What came before a sleep is old, whatever the book says: deadlines that passed meanwhile are due at once.
void FeedWorker::noticeSleep()
{
    if (m_clock.catchUp(shortestSleep))
        onDeadline();
}

void FeedWorker::reconnect()
{
    const Instant at = now();
    perform(m_session.reconnect(at), at);
}

void FeedWorker::stop()
{
    m_isStopped = true;
    m_recorder = nullptr;
    m_deadline.stop();
    m_sleepWatch.stop();
    dropStream();
}

void FeedWorker::onDeadline()
{
    const int attemptsBefore = m_session.failedAttempts();
    const std::string host = m_stream ? hostText(m_stream->requestUrl()) : std::string();
    const Instant at = now();
    perform(m_session.onDeadline(at), at);
    // An attempt that was given up for its silence failed like one that was refused.
    const int attempts = m_session.failedAttempts();
    if (attempts > attemptsBefore)
        emit attemptFailed(
            QStringLiteral("cannot reach %1: there was no answer in time; check the network connection and "
                           "the address")
                .arg(QString::fromStdString(host)),
            attempts);
}

void FeedWorker::perform(const FeedActions &actions, Instant at)
{
    if (m_isStopped)
        return;
    for (const FeedChange &change : m_session.changes())
        m_observer(m_session.book(change.book), change.kind, at);
    for (const FeedAction &action : actions) {
        if (const auto *open = std::get_if<OpenStream>(&action))
            openStream(open->url);
        else if (std::holds_alternative<CloseStream>(action))
            dropStream();
        else if (const auto *message = std::get_if<SendText>(&action))
            send(message->text);
        else if (const auto *request = std::get_if<FetchUrl>(&action))
            fetch(*request);
        else if (const auto *report = std::get_if<ReportFrame>(&action))
            emit frameRefused(*report);
    }
    armDeadline();
}

void FeedWorker::armDeadline()
{
    const auto deadline = m_session.nextDeadline();
    if (!deadline)
        return m_deadline.stop();
    // Most frames only move a deadline on: a timer that ends too early is harmless, and armed again then.
    if (m_deadline.isActive() && m_armedFor <= *deadline)
        return;
    m_armedFor = *deadline;
    // Rounded up: a timer that ends early would only be armed again.
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(*deadline - now());
    m_deadline.start(std::max(wait, std::chrono::milliseconds(0)));
}

void FeedWorker::openStream(const std::string &url)
{
    dropStream();
    m_tlsProblem.clear();
    m_isOpen = false;
    m_stream = std::make_unique<QWebSocket>();
    QWebSocket *const stream = m_stream.get();
    stream->setProxy(m_proxy);
    stream->setMaxAllowedIncomingMessageSize(largestMessage);
    stream->setMaxAllowedIncomingFrameSize(largestMessage);
    connect(stream, &QWebSocket::connected, this, [this, url] {
        if (m_recorder)
            note(m_recorder->connect(m_name, url, now()));
        m_isOpen = true;
        m_ping.start();
        watchReads();
        const Instant at = now();
        perform(m_session.onStreamOpened(at), at);
    });
    connect(stream, &QWebSocket::textMessageReceived, this, [this](const QString &text) {
        onFrame(m_utf8.encode(text));
    });
    connect(stream, &QWebSocket::binaryMessageReceived, this, [this](const QByteArray &bytes) {
        onFrame(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
    });
    connect(stream, &QWebSocket::pong, this, [this] { m_session.onPong(now()); });
    connect(stream, &QWebSocket::sslErrors, this, &FeedWorker::onSslErrors);
    connect(stream, &QWebSocket::disconnected, this, [this, stream] {
        // Where there never was a connection, this comes before the error that says why.
        if (!m_isOpen)
            return onStreamLost(streamFailure(stream->error(), stream->errorString()));
        const QString reason = stream->closeReason();
        onStreamLost(reason.isEmpty() ? QStringLiteral("it was closed at the other end") : reason);
    });
    connect(
        stream, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this,
        [this, stream](auto error) {
            onStreamLost(m_isOpen ? stream->errorString() : streamFailure(error, stream->errorString()));
        });
    QNetworkRequest request(QUrl(QString::fromStdString(url)));
    request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("touchline"));
    stream->open(request);
    // Where this program is slower than the venue, what has not been read waits at the other end of the
    // connection. QWebSocket needs room for a whole message.
    stream->setReadBufferSize(static_cast<qint64>(largestMessage + 64 * 1024));
}

/// QWebSocket does not say when it reads: its socket's notifier does. Where none is found, a frame has not
/// waited.
void FeedWorker::watchReads()
{
    m_readableAt = 0;
    for (QSocketNotifier *const notifier : m_stream->findChildren<QSocketNotifier *>()) {
        if (notifier->type() == QSocketNotifier::Read)
            notifier->installEventFilter(this);
    }
}

bool FeedWorker::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::SockAct)
        return QObject::eventFilter(watched, event);
    // Handed on here, so that the end of the read is known: what comes later has not waited since.
    m_readableAt = tickNanos();
    watched->event(event);
    m_readableAt = 0;
    return true;
}

void FeedWorker::dropStream()
{
    m_ping.stop();
    if (!m_stream)
        return;
    // It may be dropped from inside one of its own signals.
    QWebSocket *const stream = m_stream.release();
    stream->disconnect(this);
    stream->abort();
    stream->deleteLater();
}

void FeedWorker::send(const std::string &text)
{
    if (!m_stream)
        return;
    if (m_recorder)
        note(m_recorder->send(m_name, text, now()));
    m_stream->sendTextMessage(QString::fromStdString(text));
}

void FeedWorker::fetch(const FetchUrl &request)
{
    QNetworkReply *const reply = httpGet(m_network, request.url);
    connect(reply, &QNetworkReply::finished, this, [this, reply, id = request.id] {
        HttpReply answer = httpReplyFrom(*reply, m_usedWeightHeader);
        answer.id = id;
        if (m_recorder && answer.status != 0) {
            const std::string url = reply->url().toString().toStdString();
            note(m_recorder->http(restName, {url, answer.body, answer.status}, now()));
        }
        const Instant at = now();
        perform(m_session.onReply(answer, at), at);
    });
}

void FeedWorker::onFrame(std::string_view frame)
{
    const Instant at = now();
    if (m_recorder)
        note(m_recorder->receive(m_name, frame, at));
    const TraceSpan span("frame");
    perform(m_session.onFrame(frame, at, m_readableAt), at);
}

void FeedWorker::note(const Expected<void> &recorded)
{
    if (!recorded)
        emit recordingFailed(recorded.error());
}

void FeedWorker::onStreamLost(const QString &reason)
{
    if (!m_stream)
        return;
    const std::string sentence = lossSentence(reason);
    const auto code = m_tlsProblem.isEmpty() ? ErrorCode::ConnectionClosed : ErrorCode::TlsFailed;
    dropStream();
    const Instant at = now();
    const FeedActions actions = m_session.onStreamClosed(Error{code, sentence}, at);
    const int attempts = m_session.failedAttempts();
    perform(actions, at);
    if (attempts > 0)
        emit attemptFailed(QString::fromStdString(sentence), attempts);
}

std::string FeedWorker::lossSentence(const QString &reason) const
{
    const std::string host = hostText(m_stream->requestUrl());
    if (m_isOpen)
        return "the connection to " + host + " was lost: " + reason.toStdString();
    return "cannot reach " + host + throughProxy(m_proxy).toStdString() + ": " +
           (m_tlsProblem.isEmpty() ? reason : m_tlsProblem).toStdString();
}

void FeedWorker::onSslErrors(const QList<QSslError> &errors)
{
    m_tlsProblem = certificateFailure(errors);
}

} // namespace touchline
