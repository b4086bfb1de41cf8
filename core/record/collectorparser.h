// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "record/bodyowners.h"
#include "record/record.h"

#include <simdjson.h>
#include <string_view>

namespace touchline {

/// Reads the lines of a collector file: "<receive time, ns> <raw text>", where the text is a Binance
/// combined-stream frame or the body of a REST depth answer.
///
/// A frame in the exchange's own shape is taken as it is: whether its payload is good is for whoever decodes
/// it. Any other text must be a complete JSON object.
class CollectorParser {
public:
    /// The record's data is a view into `line`, which must be readable for LineBlocks::padding bytes beyond
    /// its end. `mayBeCut`: nothing says that the line is whole. Error: DamagedRecording with what is wrong.
    [[nodiscard]] Expected<Record> parse(std::string_view line, bool mayBeCut);

    /// What --exchange calls the exchange; known at the end of the file.
    [[nodiscard]] std::string_view exchange() const { return m_isFutures ? "binance-usdm" : "binance"; }

    /// The URLs of the depth answers parsed so far, in their order; known at the end of the file.
    [[nodiscard]] std::vector<std::string> bodyUrls() const;

private:
    [[nodiscard]] bool parseWhole(std::string_view text, Record &record);
    void noteUpdate(const simdjson::dom::object &update);
    void noteUpdate(std::string_view symbol, const IdRange &ids, bool isFutures);

    simdjson::dom::parser m_parser;
    BodyOwners m_owners;
    bool m_isFutures = false;
};

} // namespace touchline
