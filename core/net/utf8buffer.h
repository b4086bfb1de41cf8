// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringConverter>
#include <QStringView>

#include <string>
#include <string_view>

namespace touchline {

/// The UTF-8 of one text at a time, in memory that is used again: QWebSocket hands out UTF-16 only.
class Utf8Buffer {
public:
    /// Valid until the next call.
    [[nodiscard]] std::string_view encode(QStringView text)
    {
        const auto room = static_cast<std::size_t>(m_encoder.requiredSpace(text.size()));
        if (m_bytes.size() < room)
            m_bytes.resize(room);
        const char *const end = m_encoder.appendToBuffer(m_bytes.data(), text);
        return {m_bytes.data(), static_cast<std::size_t>(end - m_bytes.data())};
    }

private:
    QStringEncoder m_encoder{QStringConverter::Utf8, QStringConverter::Flag::Stateless};
    std::string m_bytes;
};

} // namespace touchline
