// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/feedview.h"

#include <QString>

namespace touchline {

/// "Live", "Stale", ...
[[nodiscard]] QString stateWord(FeedState state);

/// What is wrong and what to do, in full sentences; empty while live. `now` is on the feed's clock.
[[nodiscard]] QString stateAdvice(const FeedView &view, Instant now);

/// "not live for 12 s", "not live for 2 min 05 s", through all states that are not; empty while live, after
/// the end of a recording, and where no clock can tell.
[[nodiscard]] QString notLiveFor(const FeedView &view, Instant now);

/// "DEMO", "RECORDING": what is shown is no market of this moment; else empty.
[[nodiscard]] QString originText(const FeedView &view);

/// "retry in 4 s" while a retry is due, else empty.
[[nodiscard]] QString retryText(const FeedStatus &status, Instant now);

/// The venue's word for an instrument that does not trade normally ("HALT"), else empty.
[[nodiscard]] QString haltText(const Instrument &instrument);

} // namespace touchline
