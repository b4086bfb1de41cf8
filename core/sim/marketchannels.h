// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/listing.h"

#include <cstdint>
#include <string>

namespace touchline {

class StreamHub;

using ConnectionId = std::uint64_t;

/// That a client listens to a stream from now on.
struct Subscription {
    ConnectionId client = 0;
    std::string stream;
};

/// Turns the changes of one listing into what a venue says of them, and publishes it. How each venue does so
/// is written in its own heir.
class MarketChannels {
public:
    virtual ~MarketChannels() = default;

    /// A client listens from now on: tells it what it must know first.
    virtual void greet(
        const Subscription & /*subscription*/, Instant /*now*/, const Listing & /*listing*/,
        StreamHub & /*hub*/)
    {
    }

    /// Publishes what is due before a change at `now`. The listing must hold the book from before it.
    virtual void flushUntil(Instant now, const Listing &listing, StreamHub &hub) = 0;

    /// The listing holds the change already.
    virtual void onStep(const MarketStep &step, const Listing &listing, StreamHub &hub) = 0;

protected:
    // Only whole heirs are copied.
    MarketChannels() = default;
    MarketChannels(const MarketChannels &) = default;
    MarketChannels &operator=(const MarketChannels &) = default;
};

} // namespace touchline
