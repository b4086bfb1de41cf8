// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/malformedframes.h"

namespace touchline {

namespace {

/// Printable ASCII as it is, any other byte as \xNN: nothing in it can act on a terminal or a viewer.
std::string escaped(std::string_view bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x20U && byte < 0x7fU) {
            out += c;
            continue;
        }
        out += "\\x";
        out += digits[byte >> 4U];
        out += digits[byte & 15U];
    }
    return out;
}

} // namespace

std::optional<ReportFrame> MalformedFrames::note(const Error &error, std::string_view text, Instant now)
{
    ++m_total;
    Kind &kind = m_kinds[error.code];
    ++kind.count;
    if (kind.sampledAt && now - *kind.sampledAt < sampleEvery)
        return std::nullopt;
    kind.sampledAt = now;
    return ReportFrame{error, escaped(text.substr(0, longestHead)), text.size(), kind.count};
}

std::uint64_t MalformedFrames::count(ErrorCode kind) const
{
    const auto at = m_kinds.find(kind);
    return at == m_kinds.end() ? 0 : at->second.count;
}

} // namespace touchline
