// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/collectorparser.h"

#include "record/lineblocks.h"
#include "record/streamframe.h"

#include <optional>
#include <utility>

namespace touchline {

static_assert(LineBlocks::padding >= simdjson::SIMDJSON_PADDING);

namespace {

constexpr std::string_view connectionName = "collector";

Unexpected<Error> damaged(std::string what)
{
    return failure(ErrorCode::DamagedRecording, std::move(what));
}

std::optional<std::uint64_t> idOf(const simdjson::dom::object &object, std::string_view key)
{
    std::uint64_t id = 0;
    if (object[key].get_uint64().get(id) != simdjson::SUCCESS)
        return std::nullopt;
    return id;
}

std::string_view textOf(const simdjson::dom::object &object, std::string_view key)
{
    std::string_view text;
    return object[key].get_string().get(text) == simdjson::SUCCESS ? text : std::string_view();
}

/// Percent-encoding as in a URL's query: symbols may be any UTF-8.
std::string encoded(std::string_view text)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    constexpr std::string_view plain = "-._~";
    std::string out;
    for (const char c : text) {
        const bool isPlain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                             plain.find(c) != std::string_view::npos;
        if (isPlain) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += digits[byte >> 4U];
        out += digits[byte & 15U];
    }
    return out;
}

} // namespace

Expected<Record> CollectorParser::parse(std::string_view line, bool mayBeCut)
{
    std::string_view raw = line;
    std::uint64_t time = 0;
    if (!takeNumber(raw, time) || !std::in_range<std::int64_t>(time))
        return damaged("the line does not begin with a receive time");
    if (!raw.starts_with(' '))
        return damaged("no text follows the receive time");
    raw.remove_prefix(1);
    const Instant receivedAt{static_cast<std::int64_t>(time)};
    Record record{.time = receivedAt, .kind = RecordKind::Receive, .connection = connectionName, .data = raw};
    const auto payload = mayBeCut ? std::nullopt : framePayload(raw);
    const auto update = payload ? updateHead(*payload) : std::nullopt;
    if (update)
        noteUpdate(update->symbol, update->ids, update->isFutures);
    else if ((!payload || mayBeUpdate(*payload)) && !parseWhole(raw, record))
        return damaged("the text after the receive time is not a complete JSON object");
    return record;
}

bool CollectorParser::parseWhole(std::string_view text, Record &record)
{
    simdjson::dom::object frame;
    if (m_parser.parse(text.data(), text.size(), false).get_object().get(frame) != simdjson::SUCCESS)
        return false;
    simdjson::dom::object inner;
    if (frame["data"].get_object().get(inner) == simdjson::SUCCESS) {
        if (textOf(inner, "e") == "depthUpdate")
            noteUpdate(inner);
    } else if (const auto lastUpdateId = idOf(frame, "lastUpdateId")) {
        record.kind = RecordKind::Http;
        m_owners.noteBody(*lastUpdateId);
    }
    return true;
}

void CollectorParser::noteUpdate(const simdjson::dom::object &update)
{
    const auto firstId = idOf(update, "U");
    const auto lastId = idOf(update, "u");
    if (firstId && lastId)
        noteUpdate(textOf(update, "s"), {*firstId, *lastId}, idOf(update, "pu").has_value());
}

void CollectorParser::noteUpdate(std::string_view symbol, const IdRange &ids, bool isFutures)
{
    m_owners.noteUpdate(symbol, ids);
    m_isFutures = m_isFutures || isFutures;
}

std::vector<std::string> CollectorParser::bodyUrls() const
{
    std::vector<std::string> urls;
    for (const std::string &symbol : m_owners.symbols()) {
        std::string &url = urls.emplace_back(m_isFutures ? "/fapi/v1/depth" : "/api/v3/depth");
        if (!symbol.empty())
            url += "?symbol=" + encoded(symbol);
    }
    return urls;
}

} // namespace touchline
