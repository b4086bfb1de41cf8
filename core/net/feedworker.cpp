// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/feedworker.h"

#include "base/tickclock.h"
#include "base/trace.h"
#include "net/httpget.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QUrl>

#include <algorithm>
#include <random>

namespace touchline {

namespace {

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
    options.attempts = share.attempts;
    options.messages = share.messages;
    options.booksInAll = share.booksInAll;
    options.askedAt = share.askedAt;
    return options;
}

} // namespace

FeedWorker::FeedWorker(
    QNetworkAccessManager &network, const FeedSource &source, const ConnectionShare &share,
    FeedObserver observer)
    : m_network(network),
      m_proxy(source.proxy),
      m_firstName(share.name),
      m_name(share.name),
      m_usedWeightHeader(source.venue->limits().usedWeightHeader),
      m_observer(std::move(observer)),
      m_session(*source.venue, sessionOptions(source, share), share.instruments)
{
    m_deadline.setSingleShot(true);
    m_deadline.setTimerType(Qt::PreciseTimer);
    m_sleepWatch.setInterval(sleepWatchInterval);
    connect(&m_sleepWatch, &QTimer::timeout, this, &FeedWorker::noticeSleep);
    connect(&m_deadline, &QTimer::timeout, this, &FeedWorker::onDeadline);
}

FeedWorker::~FeedWorker() = default;

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

void FeedWorker::follow(const Instrument &instrument)
{
    const Instant at = now();
    perform(m_session.follow(instrument, at), at);
}

void FeedWorker::unfollow(const std::string &symbol)
{
    const Instant at = now();
    perform(m_session.unfollow(symbol, at), at);
}

void FeedWorker::reconnect()
{
    const Instant at = now();
    perform(m_session.reconnect(at), at);
}

void FeedWorker::onNetworkBack()
{
    m_session.onNetworkBack(now());
    onDeadline();
}

void FeedWorker::stop()
{
    m_isStopped = true;
    m_recorder = nullptr;
    m_deadline.stop();
    m_sleepWatch.stop();
    while (!m_streams.empty())
        dropStream(m_streams.begin()->first);
}

void FeedWorker::onDeadline()
{
    const int attemptsBefore = m_session.failedAttempts();
    const auto stream = m_streams.find(m_session.stream());
    const std::string host = stream == m_streams.end() ? std::string() : stream->second.socket->host();
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
    if (m_recorder)
        recordTakeover();
    for (const FeedChange &change : m_session.changes())
        m_observer(m_session.book(change.book), change.kind, at);
    for (const FeedAction &action : actions) {
        if (const auto *open = std::get_if<OpenStream>(&action))
            openStream(*open);
        else if (const auto *close = std::get_if<CloseStream>(&action))
            dropStream(close->stream);
        else if (const auto *message = std::get_if<SendText>(&action))
            send(*message);
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

void FeedWorker::openStream(const OpenStream &request)
{
    const StreamId id = request.stream;
    auto socket = std::make_unique<StreamSocket>(m_proxy);
    StreamSocket *const opening = socket.get();
    connect(opening, &StreamSocket::opened, this, [this, id] { onStreamOpened(id); });
    connect(opening, &StreamSocket::frame, this, [this, id](std::string_view text) { onFrame(id, text); });
    connect(opening, &StreamSocket::pong, this, [this, id] { m_session.onPong(id, now()); });
    connect(opening, &StreamSocket::lost, this, [this, id](const Error &error) { onStreamLost(id, error); });
    m_streams.insert_or_assign(id, Stream{std::move(socket), request.url});
    opening->open(request.url);
}

void FeedWorker::dropStream(StreamId id)
{
    const auto at = m_streams.find(id);
    if (at == m_streams.end())
        return;
    // It may be dropped from inside one of its own signals.
    at->second.socket.release()->drop();
    m_streams.erase(at);
}

void FeedWorker::send(const SendText &message)
{
    const auto at = m_streams.find(message.stream);
    if (at == m_streams.end())
        return;
    if (m_recorder && at->second.isRecorded)
        note(m_recorder->send(at->second.name, message.text, now()));
    at->second.socket->send(message.text);
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

void FeedWorker::onStreamOpened(StreamId id)
{
    const Instant at = now();
    Stream &stream = m_streams.at(id);
    if (id == m_session.stream())
        recordConnect(stream, m_name);
    else if (m_session.isSideStream(id))
        recordConnect(stream, m_firstName + "-trades#" + std::to_string(++m_sideStreams));
    perform(m_session.onStreamOpened(id, at), at);
}

void FeedWorker::onFrame(StreamId id, std::string_view frame)
{
    const Instant at = now();
    Stream &stream = m_streams.at(id);
    const std::int64_t readableAt = stream.socket->readableAt();
    if (m_recorder && stream.isRecorded)
        note(m_recorder->receive(stream.name, frame, at));
    else if (m_recorder)
        stream.held.add(frame, at);
    const TraceSpan span("frame");
    perform(m_session.onFrame(id, frame, at, readableAt), at);
}

void FeedWorker::recordConnect(Stream &stream, const std::string &name)
{
    stream.isRecorded = true;
    stream.name = name;
    if (m_recorder)
        note(m_recorder->connect(name, stream.url, now()));
}

/// A recording has the frames in the order in which the books need them: those of the next connection from
/// its begin, but only once it has taken over.
void FeedWorker::recordTakeover()
{
    const auto at = m_streams.find(m_session.stream());
    if (at == m_streams.end() || at->second.isRecorded || !at->second.socket->isOpen())
        return;
    // A replay takes a connection that comes again under its name for one that was lost.
    Stream &stream = at->second;
    if (stream.held.isWhole())
        m_name = m_firstName + '#' + std::to_string(++m_takeovers);
    recordConnect(stream, m_name);
    for (const HeldFrames::Frame &frame : stream.held.take())
        note(m_recorder->receive(m_name, frame.text, frame.at));
}

void FeedWorker::note(const Expected<void> &recorded)
{
    if (!recorded)
        emit recordingFailed(recorded.error());
}

void FeedWorker::onStreamLost(StreamId id, const Error &error)
{
    const Instant at = now();
    const FeedActions actions = m_session.onStreamClosed(id, error, at);
    dropStream(id);
    const int attempts = m_session.failedAttempts();
    perform(actions, at);
    if (attempts > 0)
        emit attemptFailed(QString::fromStdString(error.detail), attempts);
}

} // namespace touchline
