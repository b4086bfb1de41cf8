// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/feedsource.h"
#include "net/streamsocket.h"
#include "record/heldframes.h"
#include "record/recordwriter.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <memory>

class QNetworkAccessManager;

namespace touchline {

/// The books of one connection among those of a source.
struct ConnectionShare {
    std::span<const Instrument> instruments;
    std::string name = "stream";                  ///< in a recording
    std::shared_ptr<RequestBudget> budget = {};   ///< of all connections; none: this is the only one
    std::shared_ptr<RequestBudget> attempts = {}; ///< to connect, of all connections
    std::shared_ptr<RequestBudget> messages = {}; ///< of all connections; none: each has its own
    std::size_t booksInAll = 0;                   ///< of all connections
    std::optional<Instant> askedAt = {};          ///< as in SessionOptions
};

/// Carries a FeedSession's actions out on real sockets and tells it what comes back. Lives on one thread.
class FeedWorker : public QObject {
    Q_OBJECT

public:
    /// `network` must outlive the worker.
    FeedWorker(
        QNetworkAccessManager &network, const FeedSource &source, const ConnectionShare &share,
        FeedObserver observer);
    ~FeedWorker() override;

    /// Everything that crosses the sockets goes to the recorder, too. It must outlive the worker.
    void setRecorder(RecordWriter *recorder) { m_recorder = recorder; }

    void start();
    /// One more book.
    void follow(const Instrument &instrument);
    /// Lets a book go, which ends here.
    void unfollow(const std::string &symbol);
    void reconnect();
    /// The network is back: what waits to connect does so at once.
    void onNetworkBack();
    /// Drops the connection. Nobody is told of anything from now on, whatever is still under way.
    void stop();

    [[nodiscard]] FeedSession &session() { return m_session; }
    /// The clock of all that the session is told.
    [[nodiscard]] Instant now() const { return m_clock.now(); }

signals:
    /// An attempt to connect failed; another one follows.
    void attemptFailed(const QString &sentence, int failedAttempts);

    /// One of the frames that could not be read.
    void frameRefused(const touchline::ReportFrame &report);

    /// Nothing more is recorded; the feed goes on.
    void recordingFailed(const touchline::Error &error);

private:
    struct Stream {
        std::unique_ptr<StreamSocket> socket; ///< never null
        std::string url;
        std::string name = {}; ///< in a recording, once it is recorded
        HeldFrames held = {};  ///< while it is not recorded
        bool isRecorded = false;
    };

    void note(const Expected<void> &recorded);
    void perform(const FeedActions &actions, Instant at);
    void onDeadline();
    void armDeadline();
    void noticeSleep();
    void openStream(const OpenStream &request);
    void dropStream(StreamId id);
    void send(const SendText &message);
    void fetch(const FetchUrl &request);
    void onStreamOpened(StreamId id);
    void onFrame(StreamId id, std::string_view frame);
    void onStreamLost(StreamId id, const Error &error);
    void recordConnect(Stream &stream, const std::string &name);
    void recordTakeover();

    QNetworkAccessManager &m_network;
    QNetworkProxy m_proxy;
    std::string m_firstName;
    std::string m_name; ///< of the current connection, in a recording
    int m_takeovers = 0;
    int m_sideStreams = 0;
    std::string m_usedWeightHeader;
    FeedObserver m_observer;
    FeedSession m_session;
    RecordWriter *m_recorder = nullptr;
    Clock m_clock;
    QTimer m_deadline;
    Instant m_armedFor; ///< the session's deadline that m_deadline waits for
    QTimer m_sleepWatch;
    std::map<StreamId, Stream> m_streams; ///< at most two: the current one and the next
    bool m_isStopped = false;
};

} // namespace touchline
