// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/feeddesk.h"

#include <QObject>
#include <QThread>

#include <functional>

namespace touchline {

/// The thread that all feeds of the program run on. Lives on the user interface's thread.
class FeedThread : public QObject {
    Q_OBJECT

public:
    /// `observer` is told of every change, on the feed thread.
    explicit FeedThread(FeedObserver observer = {}, QObject *parent = nullptr);
    /// Ends the thread, after everything that it was asked for.
    ~FeedThread() override;

    /// Runs `task` on the feed thread, after everything asked for before it and before the thread ends.
    void run(std::function<void(FeedDesk &)> task);
    /// Moves an object that has no parent to the feed thread.
    void take(QObject &object) { object.moveToThread(&m_thread); }

signals:
    /// One of the frames that could not be read.
    void frameRefused(const touchline::ReportFrame &report);
    /// Nothing more is recorded; the feed goes on.
    void recordingFailed(const touchline::Error &error);
    /// The recorder has left out so many records by now, and goes on.
    void recordsDropped(quint64 inAll);

private:
    QThread m_thread;
    FeedDesk *m_desk; ///< lives on m_thread and is deleted there
};

} // namespace touchline
