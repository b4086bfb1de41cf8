// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/jsontext.h"

#include <cstdint>
#include <cstring>

namespace touchline {

namespace {

bool needsEscape(char c)
{
    return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20U;
}

void appendEscaped(std::string &out, char c)
{
    constexpr std::string_view digits = "0123456789abcdef";
    switch (c) {
    case '"':
        out += "\\\"";
        return;
    case '\\':
        out += "\\\\";
        return;
    case '\n':
        out += "\\n";
        return;
    case '\r':
        out += "\\r";
        return;
    case '\t':
        out += "\\t";
        return;
    default:
        out += "\\u00";
        out += digits[static_cast<unsigned char>(c) >> 4U];
        out += digits[static_cast<unsigned char>(c) & 15U];
    }
}

/// How many bytes of plain ASCII stand at the front, looked at eight at a time.
std::size_t asciiPrefix(std::string_view bytes)
{
    constexpr std::uint64_t highBits = 0x8080808080808080U;
    std::size_t count = 0;
    while (bytes.size() - count >= sizeof(std::uint64_t)) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data() + count, sizeof word);
        if ((word & highBits) != 0)
            break;
        count += sizeof word;
    }
    while (count < bytes.size() && static_cast<unsigned char>(bytes[count]) < 0x80U)
        ++count;
    return count;
}

struct ByteRange {
    unsigned lowest;
    unsigned highest;
};

/// Length of the sequence that `lead` begins, or 0.
std::size_t sequenceLength(unsigned lead)
{
    if (lead >= 0xC2U && lead <= 0xDFU)
        return 2;
    if (lead >= 0xE0U && lead <= 0xEFU)
        return 3;
    return lead >= 0xF0U && lead <= 0xF4U ? 4 : 0;
}

/// What may follow the lead byte: table 3-7 of the Unicode standard rules out overlong forms, surrogates and
/// what lies beyond U+10FFFF at the second byte.
ByteRange secondByte(unsigned lead)
{
    if (lead == 0xE0U)
        return {0xA0U, 0xBFU};
    if (lead == 0xEDU)
        return {0x80U, 0x9FU};
    if (lead == 0xF0U)
        return {0x90U, 0xBFU};
    if (lead == 0xF4U)
        return {0x80U, 0x8FU};
    return {0x80U, 0xBFU};
}

/// Length of the valid sequence beyond ASCII at the front, or 0.
std::size_t validSequence(std::string_view bytes)
{
    const auto byteAt = [&](std::size_t i) {
        return static_cast<unsigned>(static_cast<unsigned char>(bytes[i]));
    };
    const std::size_t length = sequenceLength(byteAt(0));
    if (length == 0 || length > bytes.size())
        return 0;
    const ByteRange second = secondByte(byteAt(0));
    if (byteAt(1) < second.lowest || byteAt(1) > second.highest)
        return 0;
    for (std::size_t i = 2; i < length; ++i) {
        if ((byteAt(i) & 0xC0U) != 0x80U)
            return 0;
    }
    return length;
}

} // namespace

bool isUtf8(std::string_view bytes)
{
    bytes.remove_prefix(asciiPrefix(bytes));
    while (!bytes.empty()) {
        const std::size_t length = validSequence(bytes);
        if (length == 0)
            return false;
        bytes.remove_prefix(length);
        bytes.remove_prefix(asciiPrefix(bytes));
    }
    return true;
}

void appendJsonString(std::string &out, std::string_view text)
{
    out += '"';
    std::size_t copied = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!needsEscape(text[at]))
            continue;
        out.append(text, copied, at - copied);
        appendEscaped(out, text[at]);
        copied = at + 1;
    }
    out.append(text, copied, text.size() - copied);
    out += '"';
}

} // namespace touchline
