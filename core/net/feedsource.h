// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "feed/feedsession.h"
#include "feed/venue.h"
#include "record/replayspeed.h"

#include <QNetworkProxy>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace touchline {

/// What a program was asked to follow.
struct FeedSource {
    const Venue *venue = nullptr;
    VenueHosts hosts;                 ///< after --rest-url and --ws-url
    std::vector<std::string> symbols; ///< empty: the venue's first, or all of a recording
    QNetworkProxy proxy = QNetworkProxy(QNetworkProxy::DefaultProxy);
    std::string recordPath;               ///< empty: not recorded
    std::vector<std::string> replayPaths; ///< not empty: a recording instead of the venue
    ReplaySpeed replaySpeed = recordedPace;
    bool retriesStart = false; ///< keep trying when the source cannot be reached at first

    [[nodiscard]] bool isReplay() const { return !replayPaths.empty(); }
};

/// Told of every change, in order, on the feed's thread. The feed may be asked for a view in the call.
using FeedObserver = std::function<void(BookFeed &, FeedChange::Kind, Instant now)>;

/// What a feed's clock says now, on the feed's thread. It never goes back.
using FeedClock = std::function<Instant()>;

} // namespace touchline

Q_DECLARE_METATYPE(touchline::InstrumentList)
Q_DECLARE_METATYPE(touchline::Error)
Q_DECLARE_METATYPE(touchline::ReportFrame)
