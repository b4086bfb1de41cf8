// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "book/orderbook.h"
#include "feed/instrument.h"

#include <QString>

namespace touchline {

/// Exact, plain notation, at least the decimals of the instrument's tick.
[[nodiscard]] QString priceText(const Instrument &instrument, Price price);

/// Exact, plain notation, at least the decimals of the instrument's step.
[[nodiscard]] QString qtyText(const Instrument &instrument, Qty qty);

/// What stands behind a quantity: "BTC", or for contracts what one of them is, "× 0.01 BTC".
[[nodiscard]] QString unitText(const Instrument &instrument);

/// The same in a sentence: "BTC", "contracts of 0.01 BTC".
[[nodiscard]] QString unitWords(const Instrument &instrument);

/// The exact middle of the touch; one decimal more than a price where it needs one.
[[nodiscard]] QString midText(const Instrument &instrument, const Touch &touch);

/// An estimate, so rounded: two decimals more than the tick.
[[nodiscard]] QString micropriceText(const Instrument &instrument, const Touch &touch);

/// Basis points with three significant digits, never scientific ("0.00162", "1.25", "340").
[[nodiscard]] QString bpsText(double bps);

/// "0.3 s", "12.0 s", "2 min 05 s", "1 h 03 min". A negative age, or one of
/// more than a day, can only come from two clocks: "clock skew".
[[nodiscard]] QString ageText(Duration age);

/// Events a second: "0", "3.4", "153", "12500".
[[nodiscard]] QString rateText(double perSecond);

/// A latency with three significant digits: "850 ns", "12.4 µs", "3.21 ms", "1.50 s".
[[nodiscard]] QString latencyText(std::int64_t nanos);

/// Bytes with three significant digits, decimal units: "950 B", "30.3 kB", "61.5 MB".
[[nodiscard]] QString sizeText(double bytes);

/// Share from -1 to 1 as a signed whole percentage ("+12 %").
[[nodiscard]] QString signedPercentText(double share);

/// In UTC with milliseconds, "2026-02-02 13:05:09.120".
[[nodiscard]] QString dateTimeText(Instant at);

/// Time of day in UTC with milliseconds, "13:05:09.120".
[[nodiscard]] QString timeOfDayText(Instant at);

} // namespace touchline
