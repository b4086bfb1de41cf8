// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/mailbox.h"
#include "net/feedsource.h"

#include <QObject>
#include <QTimer>

#include <cstdint>
#include <optional>

namespace touchline {

/// A view and the selection it belongs to, so that a picture of the symbol before is never shown for the new
/// one.
struct PostedView {
    std::uint64_t selection = 0;
    FeedView view;
};

using ViewMailbox = Mailbox<PostedView>;

/// Puts views of one feed into a mailbox: whatever a turn of the thread's event loop changed is in it before
/// the thread sleeps. Views carry the levels that somebody looks at, and five times a second the whole book.
class ViewPoster : public QObject {
    Q_OBJECT

public:
    explicit ViewPoster(ViewMailbox &mailbox, QObject *parent = nullptr);

    /// Call it on the poster's thread, once that has an event loop.
    void followTurns();

    /// Forgets the feed of the selection before.
    void select(std::uint64_t selection);
    /// What somebody looks at, the whole book until told otherwise; none: nobody looks, and nothing is built
    /// but what shows another state.
    void setScope(const std::optional<ViewScope> &scope);
    /// `feed` is shown from now on, and at once. It and its clock must live until the next show() or
    /// select().
    void show(BookFeed &feed, FeedClock clock);
    /// The shown feed has changed.
    void onChange(FeedChange::Kind kind);
    void post(FeedView view);
    /// Somebody else has taken a view of the shown feed: what it brought is new here all the same.
    void onTakenElsewhere(FeedView view);

    [[nodiscard]] std::uint64_t selection() const { return m_selection; }
    /// From applied to posted, in nanoseconds of the tick clock, of the pictures of this selection.
    [[nodiscard]] const Histogram &publishTimes() const { return m_publishTimes; }
    /// Pictures of this selection that were replaced before anyone looked.
    [[nodiscard]] std::uint64_t conflated() const { return m_conflated; }

signals:
    /// A view was taken from the shown feed, which does not tell its trades and spreads twice.
    void taken(const touchline::FeedView &view);

private:
    void notePending(std::int64_t at);
    void onTurnEnd();
    void postPending();
    [[nodiscard]] bool isDeepNext();

    ViewMailbox &m_mailbox;
    QTimer m_pause;
    QTimer m_untilDeep;
    std::optional<ViewScope> m_scope = deepestView;
    BookFeed *m_feed = nullptr;
    FeedClock m_clock;                ///< of m_feed: a view is of the moment in which it is made
    std::optional<FeedView> m_missed; ///< what others have taken since the last view
    // Of the tick clock: each message asks for the time.
    std::int64_t m_pendingSince = 0;
    std::int64_t m_postedAt = 0;
    std::int64_t m_pauseLength = 0; ///< no view for so long after the last one
    Histogram m_publishTimes;
    std::uint64_t m_conflated = 0;
    std::uint64_t m_selection = 0;
    bool m_isPending = false;
    bool m_isDeepDue = true;
    bool m_isDeepUnread = false;
    bool m_isChangedSinceDeep = false;
};

} // namespace touchline
