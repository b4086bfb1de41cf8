// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/feedsource.h"
#include "net/utf8buffer.h"
#include "record/recordwriter.h"

#include <QObject>
#include <QTimer>

#include <memory>

class QNetworkAccessManager;
class QSslError;
class QWebSocket;

namespace touchline {

/// The books of one connection among those of a source.
struct ConnectionShare {
    std::span<const Instrument> instruments;
    std::string name = "stream";                ///< in a recording
    std::shared_ptr<RequestBudget> budget = {}; ///< of all connections; none: this is the only one
    std::size_t booksInAll = 0;                 ///< of all connections
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
    void reconnect();
    /// Drops the connection. Nobody is told of anything from now on, whatever is still under way.
    void stop();

    [[nodiscard]] FeedSession &session() { return m_session; }

signals:
    /// An attempt to connect failed; another one follows.
    void attemptFailed(const QString &sentence, int failedAttempts);

    /// One of the frames that could not be read.
    void frameRefused(const touchline::ReportFrame &report);

    /// Nothing more is recorded; the feed goes on.
    void recordingFailed(const touchline::Error &error);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void note(const Expected<void> &recorded);
    [[nodiscard]] Instant now() const { return m_clock.now(); }
    void perform(const FeedActions &actions, Instant at);
    void onDeadline();
    void armDeadline();
    void noticeSleep();
    void openStream(const std::string &url);
    void dropStream();
    void send(const std::string &text);
    void fetch(const FetchUrl &request);
    void watchReads();
    void onFrame(std::string_view frame);
    void onStreamLost(const QString &reason);
    [[nodiscard]] std::string lossSentence(const QString &reason) const;
    void onSslErrors(const QList<QSslError> &errors);

    QNetworkAccessManager &m_network;
    QNetworkProxy m_proxy;
    std::string m_name; ///< of the connection, in a recording
    std::string m_usedWeightHeader;
    FeedObserver m_observer;
    FeedSession m_session;
    RecordWriter *m_recorder = nullptr;
    Clock m_clock;
    QTimer m_deadline;
    Instant m_armedFor; ///< the session's deadline that m_deadline waits for
    QTimer m_ping;
    QTimer m_sleepWatch;
    std::unique_ptr<QWebSocket> m_stream;
    Utf8Buffer m_utf8;
    std::int64_t m_readableAt = 0; ///< since when the socket is being read, on the tick clock; 0: it is not
    QString m_tlsProblem;
    bool m_isOpen = false;
    bool m_isStopped = false;
};

} // namespace touchline
