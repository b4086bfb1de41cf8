// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/performance.h"
#include "net/viewposter.h"

#include <QObject>

#include <memory>

namespace touchline {

/// A window as the feed thread sees it: where its pictures go, and what it is told beside them.
class FeedViewer : public QObject {
    Q_OBJECT

public:
    explicit FeedViewer(std::shared_ptr<ViewMailbox> mailbox);

    [[nodiscard]] ViewPoster &poster() { return m_poster; }

signals:
    void instrumentsLoaded(const QString &exchange, const touchline::InstrumentList &instruments);
    /// What it looks at cannot be fed, or no longer.
    void failed(const touchline::Error &error);
    /// The recording that it looks at was played to its end.
    void finished();
    void performanceTaken(const touchline::PerformanceView &performance);

private:
    std::shared_ptr<ViewMailbox> m_mailbox; ///< the other end may be gone
    ViewPoster m_poster;
};

} // namespace touchline

Q_DECLARE_METATYPE(touchline::PerformanceView)
