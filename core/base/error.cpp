// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"

namespace touchline {

Recovery recoveryFor(ErrorCode code)
{
    switch (code) {
    case ErrorCode::SubscriptionRefused:
    case ErrorCode::UnknownSymbol:
    case ErrorCode::NotARecording:
    case ErrorCode::DamagedRecording:
    case ErrorCode::FileUnreadable:
    case ErrorCode::FileUnwritable:
    case ErrorCode::BadArgument:
        return Recovery::GiveUp;
    case ErrorCode::ConnectionFailed:
    case ErrorCode::ConnectionClosed:
    case ErrorCode::TlsFailed:
    case ErrorCode::TimedOut:
        return Recovery::Reconnect;
    case ErrorCode::BadNumber:
    case ErrorCode::TooManyDecimals:
    case ErrorCode::NumberOverflow:
    case ErrorCode::BadJson:
    case ErrorCode::UnexpectedShape:
    case ErrorCode::NegativeQty:
    case ErrorCode::DuplicateLevel:
    case ErrorCode::CrossedBook:
    case ErrorCode::SequenceGap:
    case ErrorCode::ChecksumMismatch:
    case ErrorCode::AuditMismatch:
    case ErrorCode::SnapshotTooOld:
    case ErrorCode::BufferFull:
    case ErrorCode::RateLimited:
    case ErrorCode::Banned:
    case ErrorCode::HttpFailed:
    case ErrorCode::VenueRefused:
        return Recovery::Resync;
    }
    return Recovery::GiveUp;
}

std::string_view errorName(ErrorCode code)
{
    switch (code) {
    case ErrorCode::BadNumber:
        return "bad number";
    case ErrorCode::TooManyDecimals:
        return "too many decimals";
    case ErrorCode::NumberOverflow:
        return "number overflow";
    case ErrorCode::BadJson:
        return "bad JSON";
    case ErrorCode::UnexpectedShape:
        return "unexpected shape";
    case ErrorCode::UnknownSymbol:
        return "unknown symbol";
    case ErrorCode::NegativeQty:
        return "negative quantity";
    case ErrorCode::DuplicateLevel:
        return "duplicate level";
    case ErrorCode::CrossedBook:
        return "crossed book";
    case ErrorCode::SequenceGap:
        return "sequence gap";
    case ErrorCode::ChecksumMismatch:
        return "checksum mismatch";
    case ErrorCode::AuditMismatch:
        return "audit mismatch";
    case ErrorCode::SnapshotTooOld:
        return "snapshot too old";
    case ErrorCode::BufferFull:
        return "buffer full";
    case ErrorCode::SubscriptionRefused:
        return "subscription refused";
    case ErrorCode::VenueRefused:
        return "refused by the exchange";
    case ErrorCode::RateLimited:
        return "rate limited";
    case ErrorCode::Banned:
        return "banned";
    case ErrorCode::HttpFailed:
        return "HTTP failed";
    case ErrorCode::ConnectionFailed:
        return "connection failed";
    case ErrorCode::ConnectionClosed:
        return "connection closed";
    case ErrorCode::TlsFailed:
        return "TLS failed";
    case ErrorCode::TimedOut:
        return "timed out";
    case ErrorCode::NotARecording:
        return "not a recording";
    case ErrorCode::DamagedRecording:
        return "damaged recording";
    case ErrorCode::FileUnreadable:
        return "file unreadable";
    case ErrorCode::FileUnwritable:
        return "file unwritable";
    case ErrorCode::BadArgument:
        return "bad argument";
    }
    return "unknown error";
}

} // namespace touchline
