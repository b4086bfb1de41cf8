// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/restrequest.h"
#include "sim/weightmeter.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace touchline {

/// What faults have to know of the texts that one venue sends.
class FaultTexts {
public:
    FaultTexts() = default;
    FaultTexts(const FaultTexts &) = delete;
    FaultTexts &operator=(const FaultTexts &) = delete;
    virtual ~FaultTexts() = default;

    /// The same for all texts that follow each other within one stream; empty where nothing tells streams
    /// apart.
    [[nodiscard]] virtual std::string_view streamOf(std::string_view text) const = 0;

    [[nodiscard]] virtual bool hasTime(std::string_view text) const = 0;
    virtual void shiftTime(std::string &text, std::int64_t millis) const = 0;

    /// True for an update of a book that says where in its sequence it stands, or what the book must be.
    [[nodiscard]] virtual bool hasIds(std::string_view text) const = 0;
    virtual void shiftIds(std::string &text, std::int64_t by) const = 0;

    /// The notice that a connection will be closed, to be sent where `neighbour` is sent. Empty: the venue
    /// gives none.
    [[nodiscard]] virtual std::string shutdownNotice(std::string_view neighbour, Instant now) const = 0;

    /// True for a request whose answer is a book.
    [[nodiscard]] virtual bool asksForBook(std::string_view target) const = 0;
    /// True for a whole book on the stream.
    [[nodiscard]] virtual bool isBook(std::string_view text) const = 0;

    /// Too much was asked for: 429 or 418.
    [[nodiscard]] virtual RestReply refusal(const WeightMeter::Verdict &verdict) const = 0;
    [[nodiscard]] virtual RestReply serverError() const = 0;
};

/// A whole number in a text.
struct NumberPlace {
    std::size_t begin = 0;
    std::size_t size = 0;
    std::int64_t value = 0;
};

/// The number behind `key`; size 0 if there is none. The exchange's own texts have no spaces, and no
/// quotation mark within a text.
[[nodiscard]] NumberPlace numberBehind(std::string_view text, std::string_view key);

/// The text in quotation marks behind `key`, which ends in the first of them; empty if there is none.
[[nodiscard]] std::string_view textBehind(std::string_view text, std::string_view key);

/// Adds to the number behind `key`, if there is one.
void shiftNumber(std::string &text, std::string_view key, std::int64_t by);

} // namespace touchline
