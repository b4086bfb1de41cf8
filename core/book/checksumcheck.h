// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "book/bookrules.h"

#include <cstdint>
#include <optional>

namespace touchline {

/// Holds a book against the checksums that its venue sends of it.
class ChecksumCheck {
public:
    /// `checksum` may be null: then every book agrees. `printed`: none if it is not known how many decimals
    /// the venue prints; then a checksum that is right tells.
    ChecksumCheck(BookChecksum checksum, Decimals held, std::optional<Decimals> printed)
        : m_checksum(checksum),
          m_held(held),
          m_printed(printed)
    {
    }

    [[nodiscard]] bool isPossible() const { return m_checksum != nullptr; }
    [[nodiscard]] bool agrees(const OrderBook &book, std::uint32_t expected);

private:
    [[nodiscard]] std::optional<Decimals> findPrinted(const OrderBook &book, std::uint32_t expected) const;

    BookChecksum m_checksum;
    Decimals m_held;
    std::optional<Decimals> m_printed;
};

} // namespace touchline
