// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace touchline {

/// What can go wrong between the simulated exchange and its clients.
enum class FaultKind {
    Drop,
    Duplicate,
    Reorder,
    Delay,
    Stall, ///< messages stop and are lost, the connection goes on answering
    Corrupt,
    Truncate,
    Split,
    Garbage,
    HalfOpen, ///< the connection lives on in TCP only
    Abort,    ///< ends without a closing handshake
    Close,
    Shutdown,
    WrongIds,
    Skew,
    SlowSnapshot,
    StaleSnapshot,
    FailedSnapshot,
    RateLimit, ///< HTTP 429
    Ban,       ///< HTTP 418
};

inline constexpr std::size_t faultKindCount = 20;

/// How often each kind was injected.
using FaultCounts = std::array<std::uint64_t, faultKindCount>;

/// What a fault hits, and so what is counted for a fault "at the 500th".
enum class FaultTarget { Message, Snapshot, Request };
inline constexpr std::size_t faultTargetCount = 3;

/// What stands behind the '/' of a fault.
enum class FaultAmount { None, Time, Ids, CloseCode };

/// The fixed facts about a kind. Amounts of time are in milliseconds.
struct FaultTraits {
    FaultKind kind;
    std::string_view name;
    FaultTarget target;
    FaultAmount amount = FaultAmount::None;
    std::int64_t usual = 0;
    std::int64_t least = 0;
    std::int64_t most = 0;
};

/// All kinds, in the order of the enumeration.
[[nodiscard]] std::span<const FaultTraits, faultKindCount> faultKinds();
[[nodiscard]] const FaultTraits &traitsOf(FaultKind kind);
[[nodiscard]] std::optional<FaultKind> findFaultKind(std::string_view name);

} // namespace touchline
