// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/feedhost.h"

#include "net/instrumentchoice.h"
#include "net/replaysymbols.h"
#include "venues/venuetable.h"

#include <algorithm>
#include <utility>

namespace touchline {

namespace {

constexpr int maxStartAttempts = 3;
constexpr std::string_view recordingTitle = "this recording";
constexpr Duration firstRetry = std::chrono::milliseconds(500);
constexpr Duration longestRetry = std::chrono::seconds(30);

/// The hosts have no list at that address, but may well serve books: a mirror or a proxy of the streams.
bool hasNoInstrumentList(int httpStatus)
{
    return httpStatus == 404 || httpStatus == 405 || httpStatus == 501;
}

bool isSameMarket(const FeedSource &a, const FeedSource &b)
{
    return a.venue == b.venue && a.hosts.rest == b.hosts.rest && !a.isReplay() && !b.isReplay();
}

} // namespace

FeedHost::FeedHost(FeedObserver observer, QObject *parent)
    : QObject(parent),
      m_observer(std::move(observer)),
      m_network(this),
      m_catalog(m_network, this),
      m_networkWatch(this),
      m_retry(this),
      m_startBackoff(firstRetry, longestRetry, reinterpret_cast<std::uintptr_t>(this)),
      m_recorderCheck(this)
{
    connect(&m_recorderCheck, &QTimer::timeout, this, &FeedHost::checkRecorder);
    m_retry.setSingleShot(true);
    connect(&m_networkWatch, &NetworkWatch::back, this, &FeedHost::onNetworkBack);
    connect(&m_retry, &QTimer::timeout, this, &FeedHost::fetchInstruments);
    connect(&m_catalog, &InstrumentCatalog::loaded, this, &FeedHost::onInstruments);
    connect(
        &m_catalog, &InstrumentCatalog::answered, this, [this](const QString &url, const HttpReply &answer) {
            if (!m_recorder)
                return;
            const std::string address = url.toStdString();
            const HttpAnswer recorded{address, answer.body, answer.status};
            if (const auto written = m_recorder->http("rest", recorded, Clock().now()); !written)
                emit recordingFailed(written.error());
        });
    connect(&m_catalog, &InstrumentCatalog::failed, this, &FeedHost::onCatalogFailed);
}

FeedHost::~FeedHost() = default;

void FeedHost::open(const FeedSource &source)
{
    stopFeeds();
    // What was recorded so far must not be replaced when another symbol goes into the same file.
    if (source.recordPath != m_source.recordPath)
        finishRecorder();
    const bool keepsInstruments = m_instruments && isSameMarket(m_source, source);
    m_source = source;
    m_askedAt = Clock().now();
    m_network.setProxy(source.proxy);
    m_startAttempts = 0;
    m_startBackoff.reset();
    if (auto recorder = startRecorder(); !recorder) {
        emit failed(recorder.error());
        return;
    }
    if (source.isReplay())
        return openReplay();
    if (keepsInstruments)
        return onInstruments(m_instruments);
    m_instruments.reset();
    if (!source.venue->isDemo())
        m_networkWatch.start();
    fetchInstruments();
}

void FeedHost::close()
{
    stopFeeds();
    finishRecorder();
}

void FeedHost::stopFeeds()
{
    m_retry.stop();
    m_catalog.cancel();
    // They may be stopped from inside one of their own signals.
    const auto end = [this](auto *running) {
        running->stop();
        running->disconnect(this);
        running->deleteLater();
    };
    if (m_connections)
        end(m_connections.release());
    if (m_replay)
        end(m_replay.release());
}

void FeedHost::finishRecorder()
{
    if (!m_recorder)
        return;
    checkRecorder();
    m_recorderCheck.stop();
    const auto recorder = std::exchange(m_recorder, nullptr);
    if (const auto finished = recorder->finish(); !finished)
        emit recordingFailed(finished.error());
}

void FeedHost::checkRecorder()
{
    if (m_recorder->dropped() == m_recordsDropped)
        return;
    m_recordsDropped = m_recorder->dropped();
    emit recordsDropped(m_recordsDropped);
}

void FeedHost::reconnect()
{
    if (m_connections)
        m_connections->reconnect();
    if (m_retry.isActive())
        fetchInstruments();
}

void FeedHost::onNetworkBack()
{
    if (m_connections)
        m_connections->onNetworkBack();
    if (m_retry.isActive())
        fetchInstruments();
}

void FeedHost::setReplayPaused(bool isPaused)
{
    if (m_replay)
        m_replay->setPaused(isPaused);
}

void FeedHost::failBooks(const Error &error)
{
    for (FeedSession *const session : sessions()) {
        for (std::size_t i = 0; i < session->bookCount(); ++i) {
            BookFeed &feed = session->book(i);
            if (feed.status().state == FeedState::Failed)
                continue;
            const Instant at = feed.lastFrameAt().value_or(Clock().now());
            feed.onFailed(error.detail, at);
            m_observer(feed, FeedChange::Kind::State, at);
        }
    }
}

Instant FeedHost::endBooks(const std::string &reason)
{
    const Instant at = m_replay->now();
    FeedSession &session = m_replay->session();
    for (std::size_t i = 0; i < session.bookCount(); ++i) {
        session.book(i).onEnded(reason, at);
        m_observer(session.book(i), FeedChange::Kind::State, at);
    }
    return at;
}

std::vector<FeedSession *> FeedHost::sessions() const
{
    if (m_connections)
        return m_connections->sessions();
    if (m_replay)
        return {&m_replay->session()};
    return {};
}

Expected<void> FeedHost::startRecorder()
{
    if (m_source.recordPath.empty() || m_recorder)
        return {};
    auto recorder = RecordWriter::create(m_source.recordPath);
    if (!recorder)
        return Unexpected(recorder.error());
    m_recorder = std::make_unique<RecordWriter>(std::move(*recorder));
    m_recordsDropped = 0;
    m_recorderCheck.start(std::chrono::seconds(1));
    if (!m_source.venue)
        return {};
    return m_recorder->header(m_source.venue->name(), m_source.symbols, Clock().now());
}

void FeedHost::fetchInstruments()
{
    m_retry.stop();
    ++m_startAttempts;
    m_catalog.fetch(*m_source.venue, m_source.hosts);
}

void FeedHost::onInstruments(const InstrumentList &instruments)
{
    m_instruments = instruments;
    const std::string_view exchange = m_source.venue->name();
    emit instrumentsLoaded(
        QString::fromUtf8(exchange.data(), static_cast<qsizetype>(exchange.size())), instruments);
    const auto chosen = chooseInstruments(*instruments, m_source.symbols, m_source.venue->title());
    if (!chosen) {
        emit failed(chosen.error());
        return;
    }
    connectTo(*chosen);
}

void FeedHost::onCatalogFailed(const CatalogFailure &failure)
{
    if (hasNoInstrumentList(failure.httpStatus) && !m_source.symbols.empty()) {
        std::vector<Instrument> bare;
        std::transform(
            m_source.symbols.begin(), m_source.symbols.end(), std::back_inserter(bare), bareInstrument);
        connectTo(bare);
        return;
    }
    if (!m_source.retriesStart && m_startAttempts >= maxStartAttempts) {
        emit failed(failure.error);
        return;
    }
    retryStart(failure.error, std::max(failure.retryAfter.value_or(Duration(0)), m_startBackoff.next()));
}

void FeedHost::retryStart(const Error &error, Duration wait)
{
    const auto waitMs = std::chrono::ceil<std::chrono::milliseconds>(wait);
    m_retry.start(waitMs);
    emit startFailed(QString::fromStdString(error.detail), waitMs.count());
}

void FeedHost::connectTo(std::span<const Instrument> instruments)
{
    m_connections = std::make_unique<FeedConnections>(m_network, m_source, m_observer, m_recorder.get());
    FeedConnections *const made = m_connections.get();
    connect(made, &FeedConnections::recordingFailed, this, &FeedHost::recordingFailed);
    connect(made, &FeedConnections::frameRefused, this, &FeedHost::frameRefused);
    connect(made, &FeedConnections::neverOpened, this, [this](const QString &sentence, int attempts) {
        if (!m_source.retriesStart && attempts >= maxStartAttempts)
            emit failed(Error{ErrorCode::ConnectionFailed, sentence.toStdString()});
    });
    made->divide(instruments, m_askedAt);
    emit opened();
    made->start();
}

Expected<BookFeed *> FeedHost::follow(const std::string &wanted)
{
    if (m_replay)
        return followRecorded(wanted);
    return m_connections ? followLive(wanted) : Expected<BookFeed *>(nullptr);
}

Expected<BookFeed *> FeedHost::followLive(const std::string &wanted)
{
    if (!m_instruments && wanted.empty())
        return failure(ErrorCode::UnknownSymbol, "there is no list of instruments; name a symbol");
    if (!m_instruments)
        return &m_connections->follow(bareInstrument(wanted));
    const std::vector<std::string> names(wanted.empty() ? 0 : 1, wanted);
    const auto chosen = chooseInstruments(*m_instruments, names, m_source.venue->title());
    if (!chosen)
        return Unexpected(chosen.error());
    return &m_connections->follow(chosen->front());
}

Expected<BookFeed *> FeedHost::followRecorded(const std::string &wanted)
{
    FeedSession &session = m_replay->session();
    if (wanted.empty())
        return session.bookCount() > 0 ? &session.book(0) : nullptr;
    std::string symbol = wanted;
    if (!m_choosable->empty()) {
        const auto chosen = chooseInstruments(*m_choosable, {&wanted, 1}, recordingTitle);
        if (!chosen)
            return Unexpected(chosen.error());
        symbol = chosen->front().symbol;
    }
    const auto book = session.indexOf(symbol);
    return book ? &session.book(*book) : nullptr;
}

FeedClock FeedHost::clockOf(const BookFeed &feed) const
{
    if (m_replay)
        return [replay = m_replay.get()] { return replay->now(); };
    return m_connections->clockOf(feed);
}

void FeedHost::unfollow(const std::string &symbol)
{
    if (m_connections)
        m_connections->unfollow(symbol);
}

void FeedHost::openReplay()
{
    auto recording = RecordingReader::open(m_source.replayPaths, {.wantsBody = isInstrumentListUrl});
    if (!recording) {
        emit failed(recording.error());
        return;
    }
    startReplay(std::move(*recording));
}

void FeedHost::startReplay(std::unique_ptr<RecordingReader> recording)
{
    constexpr std::string_view fallback = "binance";
    if (!m_source.venue)
        m_source.venue = findVenue(recording->exchangeHint());
    if (!m_source.venue)
        m_source.venue = findVenue(fallback);
    const auto known = std::make_shared<const std::vector<Instrument>>(
        listedInstruments(recording->answers(), *m_source.venue));
    const auto played = recordedInstruments(recording->answers(), *m_source.venue);
    m_instruments = std::make_shared<const std::vector<Instrument>>(played);
    // Where books come on the stream, only playing it shows whose they are.
    const bool isOnStream = m_source.venue->bookRules().snapshots != SnapshotSource::Rest;
    m_choosable = isOnStream ? known : m_instruments;
    std::vector<Instrument> instruments = played;
    if (!m_source.symbols.empty()) {
        auto chosen = chooseInstruments(*m_choosable, m_source.symbols, recordingTitle);
        if (!chosen) {
            emit failed(chosen.error());
            return;
        }
        instruments = std::move(*chosen);
    }
    const std::string_view exchange = m_source.venue->name();
    emit instrumentsLoaded(
        QString::fromUtf8(exchange.data(), static_cast<qsizetype>(exchange.size())), m_instruments);
    m_replay = std::make_unique<ReplayFeed>(
        m_source, std::move(recording), ReplayInstruments{instruments, known}, m_observer);
    connect(m_replay.get(), &ReplayFeed::frameRefused, this, &FeedHost::frameRefused);
    connect(m_replay.get(), &ReplayFeed::finished, this, &FeedHost::onReplayFinished);
    emit opened();
    m_replay->start();
}

void FeedHost::onReplayFinished()
{
    if (const auto damage = m_replay->damage())
        emit failed(*damage);
    else
        emit finished();
}

} // namespace touchline
