// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "venues/utctime.h"

#include <chrono>

namespace touchline {

namespace {

/// Walks over the fields; false once one was not as it has to be.
class Fields {
public:
    explicit Fields(std::string_view text) : m_rest(text) {}

    [[nodiscard]] bool take(char mark)
    {
        const bool isNext = !m_rest.empty() && m_rest.front() == mark;
        if (isNext)
            m_rest.remove_prefix(1);
        return isNext;
    }

    [[nodiscard]] bool takeNumber(std::size_t digits, unsigned &value)
    {
        value = 0;
        for (; digits > 0; --digits) {
            if (!isDigitNext())
                return false;
            value = value * 10 + takeDigit();
        }
        return true;
    }

    /// What stands behind a decimal point, in units of 10^-9.
    [[nodiscard]] bool takeFraction(unsigned &nanos)
    {
        nanos = 0;
        if (!isDigitNext())
            return false;
        for (unsigned unit = 100'000'000; isDigitNext(); unit /= 10) {
            if (unit == 0)
                return false;
            nanos += takeDigit() * unit;
        }
        return true;
    }

    [[nodiscard]] bool isAtEnd() const { return m_rest.empty(); }

private:
    [[nodiscard]] bool isDigitNext() const
    {
        return !m_rest.empty() && m_rest.front() >= '0' && m_rest.front() <= '9';
    }

    unsigned takeDigit()
    {
        const auto digit = static_cast<unsigned>(m_rest.front() - '0');
        m_rest.remove_prefix(1);
        return digit;
    }

    std::string_view m_rest;
};

std::optional<std::chrono::sys_days> takeDate(Fields &fields)
{
    unsigned year = 0;
    unsigned month = 0;
    unsigned day = 0;
    if (!fields.takeNumber(4, year) || !fields.take('-') || !fields.takeNumber(2, month) ||
        !fields.take('-') || !fields.takeNumber(2, day))
        return std::nullopt;
    const std::chrono::year_month_day date{
        std::chrono::year(static_cast<int>(year)), std::chrono::month(month), std::chrono::day(day)};
    // Nanoseconds in 64 bits end in the year 2262.
    if (!date.ok() || year < 1970 || year > 2261)
        return std::nullopt;
    return std::chrono::sys_days(date);
}

std::optional<Duration> takeTimeOfDay(Fields &fields)
{
    unsigned hours = 0;
    unsigned minutes = 0;
    unsigned seconds = 0;
    unsigned nanos = 0;
    if (!fields.takeNumber(2, hours) || !fields.take(':') || !fields.takeNumber(2, minutes) ||
        !fields.take(':') || !fields.takeNumber(2, seconds))
        return std::nullopt;
    if (fields.take('.') && !fields.takeFraction(nanos))
        return std::nullopt;
    // 60: a leap second.
    if (hours > 23 || minutes > 59 || seconds > 60)
        return std::nullopt;
    return std::chrono::hours(hours) + std::chrono::minutes(minutes) + std::chrono::seconds(seconds) +
           Duration(nanos);
}

} // namespace

std::optional<Instant> utcTime(std::string_view text)
{
    Fields fields(text);
    const auto date = takeDate(fields);
    if (!date || !fields.take('T'))
        return std::nullopt;
    const auto time = takeTimeOfDay(fields);
    if (!time || !fields.take('Z') || !fields.isAtEnd())
        return std::nullopt;
    return Instant{Duration(date->time_since_epoch()).count()} + *time;
}

} // namespace touchline
