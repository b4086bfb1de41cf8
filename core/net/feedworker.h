// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/feedsource.h"
#include "record/recordwriter.h"

#include <QObject>
#include <QTimer>

#include <memory>

class QNetworkAccessManager;
class QSslError;
class QWebSocket;

namespace touchline {

/// Carries a FeedSession's actions out on real sockets and tells it what comes back. Lives on one thread.
class FeedWorker : public QObject {
    Q_OBJECT

public:
    /// `network` must outlive the worker.
    FeedWorker(
        QNetworkAccessManager &network, const FeedSource &source, std::span<const Instrument> instruments,
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

    /// Nothing more is recorded; the feed goes on.
    void recordingFailed(const touchline::Error &error);

private:
    void note(const Expected<void> &recorded);
    [[nodiscard]] Instant now() const { return m_clock.now(); }
    void perform(FeedActions actions);
    void onDeadline();
    void notify();
    void armDeadline();
    void openStream(const std::string &url);
    void dropStream();
    void fetch(const FetchUrl &request);
    void onFrame(const QByteArray &text, std::int64_t received);
    void onStreamLost(const QString &reason);
    [[nodiscard]] std::string lossSentence(const QString &reason) const;
    void onSslErrors(const QList<QSslError> &errors);

    QNetworkAccessManager &m_network;
    QNetworkProxy m_proxy;
    FeedObserver m_observer;
    FeedSession m_session;
    RecordWriter *m_recorder = nullptr;
    Clock m_clock;
    QTimer m_deadline;
    QTimer m_ping;
    std::unique_ptr<QWebSocket> m_stream;
    QString m_tlsProblem;
    bool m_isOpen = false;
    bool m_isStopped = false;
};

} // namespace touchline
