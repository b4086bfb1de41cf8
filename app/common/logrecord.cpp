// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/logrecord.h"

#include <QDateTime>

namespace touchline {

namespace {

std::string nowText()
{
    return QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toStdString();
}

/// What is no UTF-8, as half a character at the cut, becomes the replacement character.
std::string readable(std::string_view text)
{
    const bool isLong = text.size() > LogRecord::longestText;
    const std::string_view kept = text.substr(0, LogRecord::longestText);
    std::string result = QString::fromUtf8(kept.data(), static_cast<qsizetype>(kept.size())).toStdString();
    return isLong ? result + "…" : result;
}

} // namespace

std::string_view levelName(LogLevel level)
{
    switch (level) {
    case LogLevel::Debug:
        return "debug";
    case LogLevel::Info:
        return "info";
    case LogLevel::Warning:
        return "warning";
    case LogLevel::Error:
        return "error";
    }
    return "error";
}

LogRecord::LogRecord(LogLevel level, std::string_view category, std::string_view message)
    : m_level(level),
      m_json("{")
{
    appendJsonText(m_json, "time", nowText());
    appendJsonText(m_json, "level", levelName(level));
    add("category", category);
    add("message", message);
}

LogRecord &LogRecord::add(std::string_view key, std::string_view text)
{
    appendJsonText(m_json, key, readable(text));
    return *this;
}

LogRecord &LogRecord::add(std::string_view key, const Histogram &histogram)
{
    appendJsonHistogram(m_json, key, histogram);
    return *this;
}

} // namespace touchline
