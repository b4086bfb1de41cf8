// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/feedthread.h"

#include <QObject>

#include <memory>
#include <optional>

namespace touchline {

/// One window's end of the feed thread: commands go down as queued calls, views come up through one mailbox.
/// Lives on the user interface's thread.
class FeedController : public QObject {
    Q_OBJECT

public:
    /// `thread` must outlive this.
    explicit FeedController(FeedThread &thread, QObject *parent = nullptr);
    /// What nobody else looks at is let go.
    ~FeedController() override;

    /// Looks at the first of source.symbols from now on: see FeedDesk.
    void open(const FeedSource &source);
    void reconnect();
    /// What the window shows of a book; none while nobody can see it.
    void setScope(const std::optional<ViewScope> &scope);
    /// Answered by performanceTaken().
    void requestPerformance();

    /// The newest view of the current selection, once; none if nothing is new.
    [[nodiscard]] std::optional<FeedView> takeView();

signals:
    void instrumentsLoaded(const QString &exchange, const touchline::InstrumentList &instruments);
    void failed(const touchline::Error &error);
    void finished();
    void performanceTaken(const touchline::PerformanceView &performance);

private:
    FeedThread &m_thread;
    std::shared_ptr<ViewMailbox> m_mailbox;
    FeedViewer *m_viewer; ///< lives on the feed thread and is deleted there
    std::uint64_t m_selection = 0;
};

} // namespace touchline
