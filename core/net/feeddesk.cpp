// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/feeddesk.h"

#include <algorithm>
#include <utility>

namespace touchline {

namespace {

constexpr std::string_view endedWithBook = "the recording was played to its end";
constexpr std::string_view endedWithoutBook =
    "the recording was played to its end, and has no book of this symbol";

bool isSameSource(const FeedSource &a, const FeedSource &b)
{
    return a.replayPaths == b.replayPaths &&
           (a.isReplay() || (a.venue == b.venue && a.hosts.rest == b.hosts.rest && a.hosts.ws == b.hosts.ws));
}

FeedView viewWithoutBook(const FeedSource &source, const std::string &symbol, FeedStatus status)
{
    FeedView view;
    if (source.venue) {
        view.exchange = source.venue->name();
        view.isDemo = source.venue->isDemo();
    }
    view.isRecording = source.isReplay();
    if (!symbol.empty())
        view.instrument = std::make_shared<const Instrument>(bareInstrument(symbol));
    view.status = std::move(status);
    view.takenAt = view.status.since;
    return view;
}

} // namespace

FeedDesk::FeedDesk(FeedObserver observer) : m_observer(std::move(observer)) {}

FeedDesk::~FeedDesk() = default;

void FeedDesk::look(FeedViewer &viewer, const FeedSource &source, std::uint64_t selection)
{
    Seat &seat = seatOf(viewer);
    keepTotals(viewer.poster());
    viewer.poster().select(selection);
    const Seat before = seat;
    Source *at = findSource(source);
    const bool isNew = !at || at->hasFailed;
    if (!at)
        at = &addSource(source);
    seat.source = at;
    const bool keepsBook = at == before.source && source.symbols.empty();
    if (!keepsBook) {
        seat.wanted = source.symbols.empty() ? std::string() : source.symbols.front();
        seat.askedAt = Clock().now();
        seat.feed = nullptr;
    }
    seat.hasFailed = false;
    if (isNew) {
        open(*at, seat.wanted);
    } else {
        tellInstruments(seat);
        sit(seat);
    }
    release(before.source, before.feed);
}

void FeedDesk::leave(FeedViewer &viewer)
{
    const Seat before = seatOf(viewer);
    keepTotals(viewer.poster());
    std::erase_if(m_seats, [&viewer](const Seat &seat) { return seat.viewer == &viewer; });
    viewer.poster().disconnect(this);
    release(before.source, before.feed);
}

void FeedDesk::reconnect(const FeedViewer &viewer)
{
    const Seat *const seat = findSeat(viewer);
    if (!seat || !seat->source)
        return;
    if (seat->source->source.isReplay())
        playAgain(*seat->source);
    else
        seat->source->host->reconnect();
}

void FeedDesk::playAgain(Source &source)
{
    keepTotals(source);
    for (Seat &seat : m_seats) {
        if (seat.source != &source)
            continue;
        keepTotals(seat.viewer->poster());
        seat.viewer->poster().select(seat.viewer->poster().selection());
        seat.feed = nullptr;
        seat.hasFailed = false;
    }
    open(source, {});
}

PerformanceView FeedDesk::takePerformance(FeedViewer &viewer) const
{
    const Seat *const seat = findSeat(viewer);
    const auto sessions =
        seat && seat->source ? seat->source->host->sessions() : std::vector<FeedSession *>();
    if (sessions.empty())
        return {};
    const ViewPoster &poster = viewer.poster();
    PerformanceView view = touchline::takePerformance(sessions, poster.publishTimes(), Clock().now());
    view.selection = poster.selection();
    view.counters.conflated = poster.conflated();
    return view;
}

PerformanceView FeedDesk::takePerformance() const
{
    std::vector<FeedSession *> sessions;
    for (const auto &source : m_sources) {
        const auto running = source->host->sessions();
        sessions.insert(sessions.end(), running.begin(), running.end());
    }
    Histogram publishTimes;
    std::uint64_t conflated = 0;
    for (const Seat &seat : m_seats) {
        publishTimes.merge(seat.viewer->poster().publishTimes());
        conflated += seat.viewer->poster().conflated();
    }
    PerformanceView view = touchline::takePerformance(sessions, publishTimes, Clock().now());
    view.counters.conflated = conflated;
    addTotals(view, m_past);
    return view;
}

FeedDesk::Seat &FeedDesk::seatOf(FeedViewer &viewer)
{
    for (Seat &seat : m_seats) {
        if (seat.viewer == &viewer)
            return seat;
    }
    connect(&viewer.poster(), &ViewPoster::taken, this, [this, &viewer](const FeedView &view) {
        onTaken(viewer, view);
    });
    m_seats.emplace_back().viewer = &viewer;
    return m_seats.back();
}

const FeedDesk::Seat *FeedDesk::findSeat(const FeedViewer &viewer) const
{
    const auto at = std::find_if(
        m_seats.begin(), m_seats.end(), [&viewer](const Seat &seat) { return seat.viewer == &viewer; });
    return at == m_seats.end() ? nullptr : &*at;
}

FeedDesk::Source *FeedDesk::findSource(const FeedSource &wanted) const
{
    const auto at = std::find_if(m_sources.begin(), m_sources.end(), [&](const auto &one) {
        return isSameSource(one->source, wanted);
    });
    return at == m_sources.end() ? nullptr : at->get();
}

FeedDesk::Source &FeedDesk::addSource(const FeedSource &wanted)
{
    Source &added = *m_sources.emplace_back(std::make_unique<Source>());
    added.source = wanted;
    added.host =
        std::make_unique<FeedHost>([this, &added](BookFeed &feed, FeedChange::Kind kind, Instant now) {
            onChange(added, feed, kind, now);
        });
    connectHost(added);
    return added;
}

void FeedDesk::connectHost(Source &source)
{
    FeedHost *const host = source.host.get();
    connect(host, &FeedHost::frameRefused, this, &FeedDesk::frameRefused);
    connect(host, &FeedHost::recordingFailed, this, &FeedDesk::recordingFailed);
    connect(host, &FeedHost::recordsDropped, this, &FeedDesk::recordsDropped);
    connect(host, &FeedHost::opened, this, [this, &source] { onOpened(source); });
    connect(host, &FeedHost::failed, this, [this, &source](const Error &error) { onFailed(source, error); });
    connect(host, &FeedHost::finished, this, [this, &source] { onFinished(source); });
    connect(
        host, &FeedHost::instrumentsLoaded, this,
        [this, &source](const QString &exchange, const InstrumentList &instruments) {
            tellViewers(
                source, [&](FeedViewer &viewer) { emit viewer.instrumentsLoaded(exchange, instruments); });
        });
    connect(host, &FeedHost::startFailed, this, [this, &source](const QString &why, qint64 waitMs) {
        const Instant now = Clock().now();
        postWithoutBook(
            source,
            {FeedState::Reconnecting, why.toStdString(), now, now + std::chrono::milliseconds(waitMs)});
    });
}

template <class Tell> void FeedDesk::tellViewers(const Source &source, Tell &&tell)
{
    for (const Seat &seat : m_seats) {
        if (seat.source == &source)
            tell(*seat.viewer);
    }
}

void FeedDesk::open(Source &source, const std::string &symbol)
{
    source.hasFailed = false;
    source.endedAt.reset();
    FeedSource wanted = source.source;
    wanted.symbols.clear();
    if (!symbol.empty() && !wanted.isReplay())
        wanted.symbols.push_back(symbol);
    source.host->open(wanted);
}

void FeedDesk::onOpened(Source &source)
{
    // An exchange that was not named is known now.
    source.source.venue = source.host->source().venue;
    for (Seat &seat : m_seats) {
        if (seat.source == &source)
            sit(seat);
    }
    releaseUnseen(source);
}

void FeedDesk::tellInstruments(const Seat &seat)
{
    const FeedHost &host = *seat.source->host;
    const InstrumentList &instruments = host.instruments();
    if (!instruments)
        return;
    const std::string_view exchange = host.source().venue->name();
    emit seat.viewer->instrumentsLoaded(
        QString::fromUtf8(exchange.data(), static_cast<qsizetype>(exchange.size())), instruments);
}

/// As far as it can be done now: to be called again when there is more.
void FeedDesk::sit(Seat &seat)
{
    if (seat.feed)
        return show(seat, *seat.feed);
    const auto book = seat.source->host->follow(seat.wanted);
    if (book && *book)
        return show(seat, **book);
    const auto endedAt = seat.source->endedAt;
    if (book && endedAt)
        return postWithoutBook(
            seat, {FeedState::Ended, std::string(endedWithoutBook), *endedAt, std::nullopt});
    if (book)
        return;
    seat.hasFailed = true;
    postWithoutBook(seat, {FeedState::Failed, book.error().detail, Clock().now(), std::nullopt});
    emit seat.viewer->failed(book.error());
}

void FeedDesk::show(Seat &seat, BookFeed &feed)
{
    seat.feed = &feed;
    seat.viewer->poster().show(feed, seat.source->host->clockOf(feed));
}

/// Nobody may look at this any longer.
void FeedDesk::release(Source *source, const BookFeed *feed)
{
    if (!source)
        return;
    if (std::none_of(m_seats.begin(), m_seats.end(), [&](const Seat &seat) { return seat.source == source; }))
        return close(*source);
    if (feed)
        releaseUnseen(*source);
}

void FeedDesk::releaseUnseen(Source &source)
{
    if (source.source.isReplay())
        return;
    std::vector<std::string> unseen;
    for (FeedSession *const session : source.host->sessions()) {
        for (std::size_t i = 0; i < session->bookCount(); ++i) {
            const BookFeed &feed = session->book(i);
            const auto isSeen = [&feed](const Seat &seat) { return seat.feed == &feed; };
            if (std::none_of(m_seats.begin(), m_seats.end(), isSeen))
                unseen.push_back(feed.instrument().symbol);
        }
    }
    for (const std::string &symbol : unseen)
        source.host->unfollow(symbol);
}

void FeedDesk::close(Source &source)
{
    // Nobody is told of anything any more; it may be closed from inside one of its own signals.
    source.host->disconnect(this);
    keepTotals(source);
    source.host->close();
    source.host.release()->deleteLater();
    std::erase_if(m_sources, [&source](const auto &one) { return one.get() == &source; });
}

void FeedDesk::keepTotals(const Source &source)
{
    addTotals(m_past, touchline::takePerformance(source.host->sessions(), {}, Clock().now()));
}

/// A poster counts anew with each selection.
void FeedDesk::keepTotals(const ViewPoster &poster)
{
    PerformanceView gone = touchline::takePerformance({}, poster.publishTimes(), Clock().now());
    gone.counters.conflated = poster.conflated();
    addTotals(m_past, gone);
}

void FeedDesk::onChange(const Source &source, BookFeed &feed, FeedChange::Kind kind, Instant now)
{
    if (m_observer)
        m_observer(feed, kind, now);
    // A recording's books appear as it is played.
    const bool mayBeNew = kind == FeedChange::Kind::State && source.source.isReplay();
    for (Seat &seat : m_seats) {
        if (seat.feed == &feed)
            seat.viewer->poster().onChange(kind);
        else if (mayBeNew && !seat.feed && !seat.hasFailed && seat.source == &source)
            sit(seat);
    }
}

/// A book tells its trades once, whoever takes them.
void FeedDesk::onTaken(const FeedViewer &viewer, const FeedView &view)
{
    const Seat *const taker = findSeat(viewer);
    for (const Seat &seat : m_seats) {
        if (&seat != taker && seat.feed == taker->feed)
            seat.viewer->poster().onTakenElsewhere(view);
    }
}

void FeedDesk::onFailed(Source &source, const Error &error)
{
    const auto sessions = source.host->sessions();
    const bool hasBooks = std::any_of(sessions.begin(), sessions.end(), [](const FeedSession *session) {
        return session->bookCount() > 0;
    });
    source.hasFailed = !hasBooks;
    if (hasBooks)
        source.host->failBooks(error);
    postWithoutBook(source, {FeedState::Failed, error.detail, Clock().now(), std::nullopt});
    tellViewers(source, [&error](FeedViewer &viewer) { emit viewer.failed(error); });
}

void FeedDesk::onFinished(Source &source)
{
    source.endedAt = source.host->endBooks(std::string(endedWithBook));
    postWithoutBook(source, {FeedState::Ended, std::string(endedWithoutBook), *source.endedAt, std::nullopt});
    tellViewers(source, [](FeedViewer &viewer) { emit viewer.finished(); });
}

void FeedDesk::postWithoutBook(const Source &source, const FeedStatus &status)
{
    for (const Seat &seat : m_seats) {
        if (seat.source == &source && !seat.feed)
            postWithoutBook(seat, status);
    }
}

void FeedDesk::postWithoutBook(const Seat &seat, FeedStatus status)
{
    status.notLiveSince = seat.askedAt;
    seat.viewer->poster().post(viewWithoutBook(seat.source->source, seat.wanted, std::move(status)));
}

} // namespace touchline
