// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace touchline {

class Histogram;

/// Appends a JSON string with its quotes. `text` must be UTF-8.
void appendJsonString(std::string &out, std::string_view text);

/// Members of the object that `out` ends in: it ends with its '{' or with the member before. Keys are ours
/// and need no escapes.
void appendJsonKey(std::string &out, std::string_view key);
void appendJsonText(std::string &out, std::string_view key, std::string_view value);
template <class Integer> void appendJsonNumber(std::string &out, std::string_view key, Integer value)
{
    appendJsonKey(out, key);
    out += std::to_string(value);
}
/// Total, quantiles and maximum: {"total":…,"p50":…,"p99":…,"p999":…,"max":…}.
void appendJsonHistogram(std::string &out, std::string_view key, const Histogram &histogram);

} // namespace touchline
