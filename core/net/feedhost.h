// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/feedconnections.h"
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
    /// The book of one more symbol of what is open, named as in FeedSource; empty: the one that most people
    /// look at, or the first of a recording. Null while it is not there yet: opened() comes then, or in a
    /// recording the book does. UnknownSymbol if it is not listed.
    [[nodiscard]] Expected<BookFeed *> follow(const std::string &wanted);
    /// Of a book that follow() gave, which must outlive it.
    [[nodiscard]] FeedClock clockOf(const BookFeed &feed) const;
    /// Lets a book of a live source go, which ends here.
    void unfollow(const std::string &symbol);
    /// Drops the connection, or the waiting for one, and tries again at once.
    void reconnect();
    /// The network is back: what waits to connect does so at once.
    void onNetworkBack();
    /// Holds a recording, as long as nobody can take what it makes. A live source cannot wait.
    void setReplayPaused(bool isPaused);

    /// Marks every book that has not failed yet as failed, with this reason: the source has ended before its
    /// time.
    void failBooks(const Error &error);
    /// Marks every book as ended, with this reason: the recording was played to its end. Gives the time of
    /// that, which is the recording's.
    Instant endBooks(const std::string &reason);

    /// The running sessions, one for each connection; none before the instruments are known.
    [[nodiscard]] std::vector<FeedSession *> sessions() const;
    [[nodiscard]] const FeedSource &source() const { return m_source; }
    /// Of what is open; null before they are known.
    [[nodiscard]] const InstrumentList &instruments() const { return m_instruments; }
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
    void connectTo(std::span<const Instrument> instruments);
    [[nodiscard]] Expected<BookFeed *> followLive(const std::string &wanted);
    [[nodiscard]] Expected<BookFeed *> followRecorded(const std::string &wanted);
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
    InstrumentList m_instruments; ///< of the venue and hosts in m_source, or of its recording
    InstrumentList m_choosable;   ///< of a recording, by name
    std::unique_ptr<RecordWriter> m_recorder;
    QTimer m_recorderCheck;
    std::uint64_t m_recordsDropped = 0; ///< that were told of
    std::unique_ptr<FeedConnections> m_connections;
    std::unique_ptr<ReplayFeed> m_replay;
    Instant m_askedAt; ///< when m_source was opened
    int m_startAttempts = 0;
};

} // namespace touchline
