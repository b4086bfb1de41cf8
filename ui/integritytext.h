// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/feedview.h"

#include <QString>

namespace touchline {

/// How the book is known to be right, in a few words: "gapless to 1000 · audited 0.3 s ago", as far
/// as the venue's rules let it be known. `now` is on the
/// feed's clock.
[[nodiscard]] QString integrityText(const Integrity &integrity, Instant now);

/// The same in full sentences, with ids and counts.
[[nodiscard]] QString integritySentences(const Integrity &integrity);

} // namespace touchline
