// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/feedcontroller.h"

#include "net/feedhost.h"

namespace touchline {

namespace {

FeedView viewWithoutBook(const FeedSource &source, FeedStatus status)
{
    FeedView view;
    if (source.venue) {
        view.exchange = source.venue->name();
        view.isDemo = source.venue->isDemo();
    }
    if (!source.symbols.empty())
        view.instrument = std::make_shared<const Instrument>(bareInstrument(source.symbols.front()));
    view.status = std::move(status);
    view.takenAt = view.status.since;
    return view;
}

} // namespace

FeedController::FeedController(FeedObserver observer, QObject *parent) : QObject(parent)
{
    qRegisterMetaType<InstrumentList>();
    qRegisterMetaType<Error>();
    qRegisterMetaType<ReportFrame>();
    qRegisterMetaType<PerformanceView>();
    m_thread.setObjectName(QStringLiteral("feed"));
    m_poster = new ViewPoster(m_mailbox);
    m_host = new FeedHost([poster = m_poster, observer = std::move(observer)](
                              BookFeed &feed, FeedChange::Kind kind, Instant now) {
        if (observer)
            observer(feed, kind, now);
        poster->onChange(feed, kind, now);
    });
    for (QObject *object : {static_cast<QObject *>(m_poster), static_cast<QObject *>(m_host)}) {
        object->moveToThread(&m_thread);
        connect(&m_thread, &QThread::finished, object, &QObject::deleteLater);
    }
    connectHost();
    connect(&m_thread, &QThread::started, m_poster, &ViewPoster::followTurns);
    m_thread.start();
}

FeedController::~FeedController()
{
    runOnFeedThread([this] { m_thread.quit(); });
    m_thread.wait();
}

void FeedController::connectHost()
{
    connect(m_host, &FeedHost::instrumentsLoaded, this, &FeedController::instrumentsLoaded);
    connect(m_host, &FeedHost::failed, this, &FeedController::failed);
    connect(m_host, &FeedHost::finished, this, &FeedController::finished);
    connect(m_host, &FeedHost::frameRefused, this, &FeedController::frameRefused);
    connect(m_host, &FeedHost::recordingFailed, this, &FeedController::recordingFailed);
    connect(m_host, &FeedHost::recordsDropped, this, &FeedController::recordsDropped);
    // On the feed thread: these views must not overtake or be overtaken by those of a session.
    connect(m_host, &FeedHost::failed, m_poster, [poster = m_poster, host = m_host](const Error &error) {
        const auto sessions = host->sessions();
        if (!sessions.empty() && sessions.front()->bookCount() > 0)
            return host->failBooks(error);
        const FeedStatus status{FeedState::Failed, error.detail, Clock().now(), std::nullopt};
        poster->post(viewWithoutBook(host->source(), status));
    });
    connect(
        m_host, &FeedHost::startFailed, m_poster,
        [poster = m_poster, host = m_host](const QString &why, qint64 waitMs) {
            const Instant now = Clock().now();
            const FeedStatus status{
                FeedState::Reconnecting, why.toStdString(), now, now + std::chrono::milliseconds(waitMs)};
            poster->post(viewWithoutBook(host->source(), status));
        });
}

void FeedController::open(const FeedSource &source)
{
    const std::uint64_t selection = ++m_selection;
    QMetaObject::invokeMethod(m_host, [poster = m_poster, host = m_host, source, selection] {
        poster->select(selection);
        host->open(source);
    });
}

void FeedController::reconnect()
{
    QMetaObject::invokeMethod(m_host, &FeedHost::reconnect);
}

void FeedController::setScope(const std::optional<ViewScope> &scope)
{
    QMetaObject::invokeMethod(m_poster, [poster = m_poster, scope] { poster->setScope(scope); });
}

void FeedController::runOnFeedThread(std::function<void()> task)
{
    QMetaObject::invokeMethod(m_host, std::move(task));
}

void FeedController::requestPerformance()
{
    runOnFeedThread([this] { emit performanceTaken(takePerformance()); });
}

PerformanceView FeedController::takePerformance() const
{
    const auto sessions = m_host->sessions();
    if (sessions.empty())
        return {};
    PerformanceView view = touchline::takePerformance(sessions, m_poster->publishTimes(), Clock().now());
    view.selection = m_poster->selection();
    view.counters.conflated = m_poster->conflated();
    return view;
}

std::optional<FeedView> FeedController::takeView()
{
    auto posted = m_mailbox.take();
    if (!posted || posted->selection != m_selection)
        return std::nullopt;
    return std::move(posted->view);
}

} // namespace touchline
