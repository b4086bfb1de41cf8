// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/faultschedule.h"
#include "sim/faulttexts.h"
#include "sim/simconnection.h"
#include "sim/stalebooks.h"

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace touchline {

/// How a faulty line ends for its client.
struct LineEnd {
    enum class Kind {
        Mute,  ///< the server neither sends nor reads any more, the socket stays open
        Abort, ///< the socket is gone without a word
        Close,
    };

    Kind kind = Kind::Mute;
    int closeCode = 0; ///< of a Close

    bool operator==(const LineEnd &) const = default;
};

struct FaultyOutput {
    std::vector<Outgoing> sent;
    std::optional<LineEnd> end; ///< after what is sent; nothing comes behind it
};

/// The way of one connection's messages from the exchange to its socket, where faults hit them. What has to
/// wait is kept here, up to a bound; the connection is aborted beyond it. Sans-IO; single thread.
class FaultyLine {
public:
    static constexpr std::size_t mostWaiting = 16 << 20; ///< bytes

    /// Both must outlive the line.
    FaultyLine(const FaultTexts &texts, StaleBooks &staleBooks) : m_texts(&texts), m_staleBooks(&staleBooks)
    {
    }

    /// What reaches the client now, of `output` and of what had to wait. Also to be called without output.
    [[nodiscard]] FaultyOutput pass(std::vector<Outgoing> output, FaultSchedule &schedule, Instant now);

private:
    struct Waiting {
        Outgoing message;
        Instant until;
    };

    void onText(std::string text, FaultSchedule &schedule, Instant now);
    [[nodiscard]] bool endsLine(FaultSchedule &schedule, Instant now);
    [[nodiscard]] bool losesText(FaultSchedule &schedule, Instant now);
    [[nodiscard]] bool losesBook(std::string &book, FaultSchedule &schedule, Instant now);
    void sendExtras(const std::string &text, FaultSchedule &schedule, Instant now);
    void send(std::string text, FaultSchedule &schedule, Instant now);
    void delay(std::int64_t millis, Instant now);
    void wait(Outgoing message);
    [[nodiscard]] FaultyOutput takeDue(Instant now);

    const FaultTexts *m_texts;
    StaleBooks *m_staleBooks;
    std::deque<Waiting> m_waiting;
    std::size_t m_waitingBytes = 0;
    Instant m_delayedUntil;                 ///< of all that comes, as nothing overtakes within a connection
    std::optional<std::string> m_overtaken; ///< leaves after the next text of its stream
    Instant m_stalledUntil;
    std::optional<Instant> m_closesAt; ///< after a notice of shutdown
    std::optional<LineEnd> m_end;
};

} // namespace touchline
