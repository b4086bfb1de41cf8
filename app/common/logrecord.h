// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsontext.h"

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

namespace touchline {

enum class LogLevel { Debug, Info, Warning, Error };

/// "debug", "info", "warning", "error".
[[nodiscard]] std::string_view levelName(LogLevel level);

/// One line of the log: a JSON object with time, level, category, message and what is added. Text may come
/// from anywhere: it is escaped, made valid UTF-8 and cut where it is long.
class LogRecord {
public:
    /// Bytes of a text that are kept.
    static constexpr std::size_t longestText = 1000;

    /// `category` is one of ours: "feed", "performance", "log", or a Qt category.
    LogRecord(LogLevel level, std::string_view category, std::string_view message);

    LogRecord &add(std::string_view key, std::string_view text);
    template <std::integral Integer> LogRecord &add(std::string_view key, Integer number)
    {
        appendJsonNumber(m_json, key, number);
        return *this;
    }
    /// Nanoseconds or whatever was recorded, as in --stats.
    LogRecord &add(std::string_view key, const Histogram &histogram);

    [[nodiscard]] LogLevel level() const { return m_level; }
    /// The finished line without its end.
    [[nodiscard]] std::string line() const { return m_json + '}'; }

private:
    LogLevel m_level;
    std::string m_json;
};

} // namespace touchline
