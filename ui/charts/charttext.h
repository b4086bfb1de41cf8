// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/feedview.h"

#include <QString>

namespace touchline {

/// An amount in short form for axes and totals: "950", "12.5k", "1.20M". `decimals` counts those of the
/// short form; thin spaces and exponents never occur.
[[nodiscard]] QString compactAmount(double amount, int significant = 4);

/// As compactAmount, with the suffix and decimals that every multiple of `step` up to `top` shares.
[[nodiscard]] QString compactTick(double value, double step, double top);

/// "0.5 %" for 5'000 parts per million.
[[nodiscard]] QString percentText(std::int64_t partsPerMillion);

/// Time of day in UTC, "14:05:09".
[[nodiscard]] QString clockText(Instant at);

/// What a person calls a feed that is not live: "Reconnecting: the connection was closed".
[[nodiscard]] QString notLiveText(FeedState state, const std::string &reason);

/// The beginning of it, for narrow places.
[[nodiscard]] QString notLiveWord(FeedState state);

} // namespace touchline
