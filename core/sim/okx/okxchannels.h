// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/bookwindow.h"
#include "sim/depthchannel.h"
#include "sim/marketchannels.h"
#include "sim/okx/okxrules.h"
#include "sim/streamhub.h"

#include <optional>
#include <string>

namespace touchline {

/// What OKX says of a market in the channels "books" and "trades".
///
/// A client of "books" gets the best levels, then at the end of each interval what has changed among them:
/// each message names the one before. Levels that are not among the best any more are deleted. A book that
/// does not change is said to be alive, with an empty message whose two ids are the same. What has changed
/// and changed back within the interval is told, too: of 2914 levels in 133 recorded messages of 2022, 426
/// deleted what nobody had been told of, and 201 set what stood there already.
class OkxChannels : public MarketChannels {
public:
    OkxChannels(std::string_view symbol, const OkxRules &rules);

    void greet(
        const Subscription &subscription, Instant now, const Listing &listing, StreamHub &hub) override;
    void flushUntil(Instant now, const Listing &listing, StreamHub &hub) override;
    void onStep(const MarketStep &step, const Listing &listing, StreamHub &hub) override;

private:
    [[nodiscard]] std::string changes(Instant at, const Listing &listing);
    void addTouched(BookDelta &levels, const OrderBook &book);
    [[nodiscard]] std::string wholeBook(Instant at, const Listing &listing) const;
    [[nodiscard]] std::string keepAlive(Instant at, const Listing &listing) const;
    [[nodiscard]] std::optional<std::uint32_t> checksum(const Listing &listing) const;
    void beginIdsAnew(Instant at, const Listing &listing);
    /// A market's own id as clients see it.
    [[nodiscard]] std::uint64_t idOf(const Listing &listing) const { return listing.updateId - m_idOffset; }

    OkxRules m_rules;
    std::string m_books;  ///< stream
    std::string m_trades; ///< stream
    BookWindow m_window;
    DepthChannel m_touched; ///< levels that have changed, and perhaps back
    std::uint64_t m_id = 0; ///< of the window; 0: nobody has been told anything
    std::uint64_t m_idOffset = 0;
    std::optional<Instant> m_idsBeginAnewAt;
    std::optional<Instant> m_dueAt; ///< none: nothing has changed
    Instant m_lastSaid;
};

} // namespace touchline
