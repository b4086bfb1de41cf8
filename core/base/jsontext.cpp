// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/jsontext.h"

#include "base/histogram.h"

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

} // namespace

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

void appendJsonKey(std::string &out, std::string_view key)
{
    out += out.back() == '{' ? "\"" : ",\"";
    out += key;
    out += "\":";
}

void appendJsonText(std::string &out, std::string_view key, std::string_view value)
{
    appendJsonKey(out, key);
    appendJsonString(out, value);
}

void appendJsonHistogram(std::string &out, std::string_view key, const Histogram &histogram)
{
    appendJsonKey(out, key);
    out += '{';
    appendJsonNumber(out, "total", histogram.total());
    appendJsonNumber(out, "p50", histogram.quantile(0.5));
    appendJsonNumber(out, "p99", histogram.quantile(0.99));
    appendJsonNumber(out, "p999", histogram.quantile(0.999));
    appendJsonNumber(out, "max", histogram.max());
    out += '}';
}

} // namespace touchline
