// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/feedconnections.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace touchline {

FeedConnections::FeedConnections(
    QNetworkAccessManager &network, const FeedSource &source, FeedObserver observer, RecordWriter *recorder)
    : m_network(network),
      m_source(source),
      m_observer(std::move(observer)),
      m_recorder(recorder),
      m_limits(source.venue->limits()),
      m_budget(requestBudget(m_limits)),
      m_attempts(attemptBudget(m_limits)),
      m_messages(m_limits.countsMessagesOfAddress ? messageBudget(m_limits) : nullptr)
{
}

FeedConnections::~FeedConnections() = default;

void FeedConnections::divide(std::span<const Instrument> instruments, Instant askedAt)
{
    m_booksToBegin = instruments.size();
    const std::size_t connections =
        (instruments.size() + m_limits.maxSymbolsPerConnection - 1) / m_limits.maxSymbolsPerConnection;
    for (std::size_t i = 0; i < connections; ++i) {
        const std::size_t begin = instruments.size() * i / connections;
        const std::size_t end = instruments.size() * (i + 1) / connections;
        addWorker(instruments.subspan(begin, end - begin), askedAt);
    }
}

FeedWorker &FeedConnections::addWorker(
    std::span<const Instrument> instruments, std::optional<Instant> askedAt)
{
    const std::string name = m_made == 0 ? "stream" : "stream" + std::to_string(m_made + 1);
    ++m_made;
    const ConnectionShare share{instruments, name, m_budget, m_attempts, m_messages, m_booksToBegin, askedAt};
    const auto &added =
        m_workers.emplace_back(std::make_unique<FeedWorker>(m_network, m_source, share, m_observer));
    FeedWorker *const worker = added.get();
    worker->setRecorder(m_recorder);
    connect(worker, &FeedWorker::recordingFailed, this, &FeedConnections::recordingFailed);
    connect(worker, &FeedWorker::frameRefused, this, &FeedConnections::frameRefused);
    connect(worker, &FeedWorker::attemptFailed, this, [this, worker](const QString &sentence, int attempts) {
        if (!worker->session().hasBeenOpen())
            emit neverOpened(sentence, attempts);
    });
    return *worker;
}

void FeedConnections::start()
{
    m_isStarted = true;
    for (const auto &worker : m_workers)
        worker->start();
}

BookFeed &FeedConnections::follow(const Instrument &instrument)
{
    for (FeedSession *const session : sessions()) {
        if (const auto book = session->indexOf(instrument.symbol))
            return session->book(*book);
    }
    FeedWorker *worker = workerWithRoom();
    if (worker) {
        worker->follow(instrument);
    } else {
        worker = &addWorker({&instrument, 1});
        if (m_isStarted)
            worker->start();
    }
    return worker->session().book(*worker->session().indexOf(instrument.symbol));
}

FeedWorker *FeedConnections::workerWithRoom() const
{
    const auto hasRoom = [this](const std::unique_ptr<FeedWorker> &worker) {
        return worker->session().bookCount() < m_limits.maxSymbolsPerConnection;
    };
    const auto at = std::find_if(m_workers.begin(), m_workers.end(), hasRoom);
    return at == m_workers.end() ? nullptr : at->get();
}

void FeedConnections::unfollow(const std::string &symbol)
{
    const auto at = std::find_if(
        m_workers.begin(), m_workers.end(), [&symbol](const std::unique_ptr<FeedWorker> &worker) {
            return worker->session().indexOf(symbol).has_value();
        });
    if (at == m_workers.end())
        return;
    if ((*at)->session().bookCount() > 1)
        return (*at)->unfollow(symbol);
    std::unique_ptr<FeedWorker> worker = std::move(*at);
    m_workers.erase(at);
    end(std::move(worker));
}

void FeedConnections::reconnect()
{
    for (const auto &worker : m_workers)
        worker->reconnect();
}

void FeedConnections::onNetworkBack()
{
    for (const auto &worker : m_workers)
        worker->onNetworkBack();
}

void FeedConnections::stop()
{
    for (auto &worker : std::exchange(m_workers, {}))
        end(std::move(worker));
}

/// It may be ended from inside one of its own signals.
void FeedConnections::end(std::unique_ptr<FeedWorker> worker)
{
    worker->stop();
    worker->disconnect(this);
    worker.release()->deleteLater();
}

FeedClock FeedConnections::clockOf(const BookFeed &feed) const
{
    const auto at =
        std::find_if(m_workers.begin(), m_workers.end(), [&feed](const std::unique_ptr<FeedWorker> &worker) {
            const auto book = worker->session().indexOf(feed.instrument().symbol);
            return book && &worker->session().book(*book) == &feed;
        });
    assert(at != m_workers.end());
    return [worker = at->get()] { return worker->now(); };
}

std::vector<FeedSession *> FeedConnections::sessions() const
{
    std::vector<FeedSession *> running;
    for (const auto &worker : m_workers)
        running.push_back(&worker->session());
    return running;
}

} // namespace touchline
