// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench/flow.h"

#include <cstddef>
#include <limits>
#include <optional>

namespace touchline::bench {

/// The recorded BTCUSDT market of $TOUCHLINE_DATA: its snapshot and its first `most` depth frames. Nothing
/// where the recordings are absent.
[[nodiscard]] std::optional<Flow> recordedFlow(std::size_t most = std::numeric_limits<std::size_t>::max());

} // namespace touchline::bench
