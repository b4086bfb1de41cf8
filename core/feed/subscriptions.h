// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/feedaction.h"
#include "feed/instrument.h"

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace touchline {

/// What one connection has still to be told: messages that are written, and behind them instruments that come
/// and go. These are written as late as they are sent, so that many need few messages, and what has changed
/// again meanwhile none.
class Subscriptions {
public:
    enum class Step { Begin, End };

    /// Instruments that begin or end together.
    struct Turn {
        Step step = Step::Begin;
        std::vector<Instrument> instruments;
    };

    /// `first`: to be sent as soon as the connection is open.
    Subscriptions(StreamId stream, std::vector<std::string> first);

    [[nodiscard]] StreamId stream() const { return m_stream; }
    [[nodiscard]] bool isDone() const { return m_messages.empty() && m_begin.empty() && m_end.empty(); }

    void begin(const Instrument &instrument);
    /// What has not been asked for yet need not be ended.
    void end(const Instrument &instrument);
    /// True while the venue has not been asked for this symbol.
    [[nodiscard]] bool isWaiting(std::string_view symbol) const;

    /// Instruments to be written next; none while there are messages. Who comes need not wait for who goes,
    /// unless both are the same.
    [[nodiscard]] std::optional<Turn> takeTurn();
    void write(std::vector<std::string> messages);
    [[nodiscard]] std::optional<std::string> takeMessage();

private:
    StreamId m_stream;
    std::deque<std::string> m_messages;
    std::vector<Instrument> m_begin;
    std::vector<Instrument> m_end;
};

} // namespace touchline
