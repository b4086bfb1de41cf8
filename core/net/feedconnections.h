// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/feedworker.h"

#include <QObject>

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace touchline {

/// The connections to one live source: as few as the venue allows, which share what it lets one address do.
class FeedConnections : public QObject {
    Q_OBJECT

public:
    /// `network` and `recorder`, which may be null, must outlive this.
    FeedConnections(
        QNetworkAccessManager &network, const FeedSource &source, FeedObserver observer,
        RecordWriter *recorder);
    ~FeedConnections() override;

    /// Books to begin with, which somebody has waited for since `askedAt`, evenly on their connections.
    void divide(std::span<const Instrument> instruments, Instant askedAt);
    void start();
    /// The book of an instrument, which may be followed already: on a connection that has room, else on one
    /// more.
    BookFeed &follow(const Instrument &instrument);
    /// A connection without books is closed.
    void unfollow(const std::string &symbol);
    void reconnect();
    void onNetworkBack();
    void stop();

    /// Of one of the books here, which must outlive it.
    [[nodiscard]] FeedClock clockOf(const BookFeed &feed) const;
    /// One for each connection.
    [[nodiscard]] std::vector<FeedSession *> sessions() const;

signals:
    /// An attempt to connect failed, on a connection that was never open.
    void neverOpened(const QString &sentence, int failedAttempts);
    void frameRefused(const touchline::ReportFrame &report);
    void recordingFailed(const touchline::Error &error);

private:
    FeedWorker &addWorker(std::span<const Instrument> instruments, std::optional<Instant> askedAt = {});
    [[nodiscard]] FeedWorker *workerWithRoom() const;
    void end(std::unique_ptr<FeedWorker> worker);

    QNetworkAccessManager &m_network;
    FeedSource m_source;
    FeedObserver m_observer;
    RecordWriter *m_recorder;
    VenueLimits m_limits;
    std::shared_ptr<RequestBudget> m_budget;
    std::shared_ptr<RequestBudget> m_attempts;
    std::shared_ptr<RequestBudget> m_messages; ///< null unless they count for the address
    std::vector<std::unique_ptr<FeedWorker>> m_workers;
    std::size_t m_booksToBegin = 0;
    int m_made = 0;
    bool m_isStarted = false;
};

} // namespace touchline
