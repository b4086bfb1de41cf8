// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/feedview.h"

#include <QString>

namespace touchline {

/// How the book is known to be right, in a few words: "gapless to 1000 · audited 0.3 s ago", as far
/// as the venue's rules let it be known; of a book that is not live, until when it was: "was complete until
/// 14:05:09.120 UTC". `now` is on the feed's clock.
[[nodiscard]] QString integrityText(const FeedView &view, Instant now);

/// The same in full sentences, with ids and counts.
[[nodiscard]] QString integritySentences(const FeedView &view);

} // namespace touchline
