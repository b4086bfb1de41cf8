// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/performance.h"
#include "net/viewposter.h"

#include <QObject>
#include <QThread>

#include <optional>

namespace touchline {

class FeedHost;

/// The user interface's end of the feed thread: commands go down as queued calls, views come up through one
/// mailbox. Lives on the user interface's thread.
class FeedController : public QObject {
    Q_OBJECT

public:
    /// `observer` is told of every change as well, on the feed thread.
    explicit FeedController(FeedObserver observer = {}, QObject *parent = nullptr);
    ~FeedController() override;

    void open(const FeedSource &source);
    void reconnect();
    /// What the window shows of a book; none while nobody can see it.
    void setScope(const std::optional<ViewScope> &scope);
    /// Answered by performanceTaken().
    void requestPerformance();
    /// Runs `task` on the feed thread, after everything asked for before it and before the thread ends.
    void runOnFeedThread(std::function<void()> task);
    /// On the feed thread only. With nothing while no session runs.
    [[nodiscard]] PerformanceView takePerformance() const;

    /// The newest view of the current selection, once; none if nothing is new.
    [[nodiscard]] std::optional<FeedView> takeView();

signals:
    void instrumentsLoaded(const QString &exchange, const touchline::InstrumentList &instruments);
    void failed(const touchline::Error &error);
    void finished();
    /// One of the frames that could not be read.
    void frameRefused(const touchline::ReportFrame &report);
    /// Nothing more is recorded; the feed goes on.
    void recordingFailed(const touchline::Error &error);
    /// The recorder has left out so many records by now, and goes on.
    void recordsDropped(quint64 inAll);
    void performanceTaken(const touchline::PerformanceView &performance);

private:
    void connectHost();

    ViewMailbox m_mailbox;
    QThread m_thread;
    // Both live on m_thread and are deleted there.
    ViewPoster *m_poster;
    FeedHost *m_host;
    std::uint64_t m_selection = 0;
};

} // namespace touchline

Q_DECLARE_METATYPE(touchline::PerformanceView)
