// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace touchline {

enum class ErrorCode {
    BadNumber,
    TooManyDecimals,
    NumberOverflow,
    BadJson,
    UnexpectedShape,
    UnknownSymbol,
    NegativeQty,
    DuplicateLevel,
    CrossedBook,
    SequenceGap,
    ChecksumMismatch,
    AuditMismatch,
    SnapshotTooOld,
    BufferFull,
    SubscriptionRefused,
    VenueRefused,
    RateLimited,
    Banned,
    HttpFailed,
    ConnectionFailed,
    ConnectionClosed,
    TlsFailed,
    TimedOut,
    NotARecording,
    DamagedRecording,
    FileUnreadable,
    FileUnwritable,
    BadArgument,
};

/// What a feed does after an error. Ordered by severity.
enum class Recovery { Ignore, Resync, Reconnect, GiveUp };

/// An expected failure: what happened, and one sentence for a person.
struct Error {
    ErrorCode code;
    std::string detail;
};

/// The one table from code to recovery.
[[nodiscard]] Recovery recoveryFor(ErrorCode code);

/// A short fixed name, for counters and logs ("sequence gap").
[[nodiscard]] std::string_view errorName(ErrorCode code);

} // namespace touchline
