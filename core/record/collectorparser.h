// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "record/record.h"
#include "record/textarena.h"

#include <cstdint>
#include <map>
#include <simdjson.h>
#include <span>
#include <string>
#include <vector>

namespace touchline {

/// Reads the lines of a collector file: "<receive time, ns> <raw text>", where the text is a Binance
/// combined-stream frame or the body of a REST depth answer.
///
/// Such a body does not say whose book it is. Update ids are counters of each symbol, so the symbol is the
/// one whose depth updates around the body have the nearest ids.
class CollectorParser {
public:
    /// `line` must be readable for LineReader::padding bytes beyond its end. What is kept goes to `text`.
    /// Error: DamagedRecording with what is wrong.
    [[nodiscard]] Expected<Record> parse(std::string_view line, TextArena &text);

    /// Gives the depth bodies their URLs. `records` are all those parsed, in the order of the file.
    void nameBodies(std::span<Record> records, TextArena &text) const;

    /// What --exchange calls the exchange.
    [[nodiscard]] std::string_view exchange() const { return m_isFutures ? "binance-usdm" : "binance"; }

private:
    /// Position of a depth update in the file and its ids.
    struct Update {
        std::size_t index = 0;
        std::uint64_t firstId = 0;
        std::uint64_t lastId = 0;
    };
    struct Body {
        std::size_t index = 0;
        std::uint64_t lastUpdateId = 0;
    };

    void note(const simdjson::dom::object &frame, Record &record);
    void noteUpdate(const simdjson::dom::object &update);
    [[nodiscard]] static std::uint64_t distance(const std::vector<Update> &updates, const Body &body);
    [[nodiscard]] std::string urlOf(const Body &body) const;

    simdjson::dom::parser m_parser;
    std::map<std::string, std::vector<Update>, std::less<>> m_updates;
    std::vector<Body> m_bodies;
    std::size_t m_count = 0;
    bool m_isFutures = false;
};

} // namespace touchline
