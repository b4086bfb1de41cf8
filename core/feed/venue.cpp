// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/venue.h"

#include <algorithm>

namespace touchline {

Expected<const Instrument *> followedInstrument(std::string_view symbol, const InstrumentLookup &instruments)
{
    const Instrument *const instrument = instruments(symbol);
    if (!instrument)
        return failure(ErrorCode::UnknownSymbol, "'" + std::string(symbol) + "' was not subscribed");
    return instrument;
}

Expected<BookSnapshot> Venue::decodeSnapshot(
    std::string_view /*body*/, const Instrument & /*instrument*/) const
{
    return failure(ErrorCode::UnexpectedShape, "books only begin on the stream");
}

SnapshotSize snapshotSizeFor(std::size_t books, const VenueLimits &limits)
{
    constexpr Duration patience = std::chrono::minutes(4);
    const auto windows = static_cast<std::size_t>(patience / limits.requestWindow);
    const auto budget = static_cast<std::size_t>(limits.requestWeight) * windows;
    const auto fits = [&](const SnapshotSize &size) {
        return static_cast<std::size_t>(size.weight) * books <= budget;
    };
    const auto deepest = std::find_if(limits.snapshotSizes.begin(), limits.snapshotSizes.end(), fits);
    return deepest == limits.snapshotSizes.end() ? limits.snapshotSizes.back() : *deepest;
}

} // namespace touchline
