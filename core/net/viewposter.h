// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/mailbox.h"
#include "net/feedsource.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <cstdint>

namespace touchline {

/// A view and the selection it belongs to, so that a picture of the symbol before is never shown for the new
/// one.
struct PostedView {
    std::uint64_t selection = 0;
    FeedView view;
};

using ViewMailbox = Mailbox<PostedView>;

/// Puts views of one feed into a mailbox: at once after a pause, and no more often than a display can show.
class ViewPoster : public QObject {
    Q_OBJECT

public:
    explicit ViewPoster(ViewMailbox &mailbox, QObject *parent = nullptr);

    /// Forgets the feed of the selection before.
    void select(std::uint64_t selection);
    /// Of several feeds the first is shown. `feed` must live until the next select().
    void onChange(BookFeed &feed, FeedChange::Kind kind, Instant now);
    void post(FeedView view);

    [[nodiscard]] std::uint64_t selection() const { return m_selection; }
    /// From applied to posted, in nanoseconds of the tick clock, of the pictures of this selection.
    [[nodiscard]] const Histogram &publishTimes() const { return m_publishTimes; }
    /// Pictures of this selection that were replaced before anyone looked.
    [[nodiscard]] std::uint64_t conflated() const { return m_conflated; }

private:
    void postPending();

    ViewMailbox &m_mailbox;
    QTimer m_timer;
    QElapsedTimer m_sincePost;
    BookFeed *m_feed = nullptr;
    Instant m_changedAt;
    Histogram m_publishTimes;
    std::uint64_t m_conflated = 0;
    std::uint64_t m_selection = 0;
};

} // namespace touchline
