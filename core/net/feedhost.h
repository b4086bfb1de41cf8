// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/feedworker.h"
#include "net/instrumentcatalog.h"
#include "net/networkwatch.h"
#include "net/replayfeed.h"

#include <QNetworkAccessManager>
#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace touchline {

/// Runs one source at a time on its thread: finds its instruments, then plays it from the sockets or from
/// files.
class FeedHost : public QObject {
    Q_OBJECT

public:
    explicit FeedHost(FeedObserver observer, QObject *parent = nullptr);
    ~FeedHost() override;

    /// Ends what runs and follows `source`.
    void open(const FeedSource &source);
    void close();
    /// Drops the connection, or the waiting for one, and tries again at once.
    void reconnect();
    /// The network is back: what waits to connect does so at once.
    void onNetworkBack();
    /// Holds a recording, as long as nobody can take what it makes. A live source cannot wait.
    void setReplayPaused(bool isPaused);

    /// Marks every book that has not failed yet as failed, with this reason: the source has ended before its
    /// time.
    void failBooks(const Error &error);

    /// The running sessions, one for each connection; none before the instruments are known.
    [[nodiscard]] std::vector<FeedSession *> sessions() const;
    [[nodiscard]] const FeedSource &source() const { return m_source; }
    /// Records that the running recording lacks.
    [[nodiscard]] std::uint64_t droppedRecords() const { return m_recorder ? m_recorder->dropped() : 0; }

signals:
    void instrumentsLoaded(const QString &exchange, const touchline::InstrumentList &instruments);
    /// The books that will be fed from now on.
    void opened();
    /// The source cannot be reached; it is tried again after `waitMs`.
    void startFailed(const QString &sentence, qint64 waitMs);
    /// It cannot be fed, or no longer: it ended before its time, is damaged, or was never there.
    void failed(const touchline::Error &error);
    /// One of the frames that could not be read.
    void frameRefused(const touchline::ReportFrame &report);
    /// Nothing more is recorded; the feed goes on.
    void recordingFailed(const touchline::Error &error);
    /// The disk is too slow for the recorder, which has left out so many records by now, and goes on.
    void recordsDropped(quint64 inAll);
    /// A recording was played to its end.
    void finished();

private:
    [[nodiscard]] Expected<void> startRecorder();
    void finishRecorder();
    void checkRecorder();
    void stopFeeds();
    void fetchInstruments();
    void onInstruments(const InstrumentList &instruments);
    void onCatalogFailed(const CatalogFailure &failure);
    void retryStart(const Error &error, Duration wait);
    void startWorkers(std::span<const Instrument> instruments);
    void addWorker(const ConnectionShare &share);
    void openReplay();
    void startReplay(std::unique_ptr<RecordingReader> recording);
    void onReplayFinished();

    FeedObserver m_observer;
    QNetworkAccessManager m_network;
    InstrumentCatalog m_catalog;
    NetworkWatch m_networkWatch;
    QTimer m_retry;
    Backoff m_startBackoff;
    FeedSource m_source;
    InstrumentList m_instruments; ///< of the venue and hosts in m_source
    std::unique_ptr<RecordWriter> m_recorder;
    QTimer m_recorderCheck;
    std::uint64_t m_recordsDropped = 0;                 ///< that were told of
    std::vector<std::unique_ptr<FeedWorker>> m_workers; ///< one for each connection
    std::unique_ptr<ReplayFeed> m_replay;
    int m_startAttempts = 0;
};

} // namespace touchline
