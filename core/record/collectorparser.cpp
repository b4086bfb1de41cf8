// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/collectorparser.h"

#include "record/linereader.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>

namespace touchline {

static_assert(LineReader::padding >= simdjson::SIMDJSON_PADDING);

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

Expected<Record> CollectorParser::parse(std::string_view line, TextArena &text)
{
    std::int64_t nanos = 0;
    const auto number = std::from_chars(line.data(), line.data() + line.size(), nanos);
    if (number.ec != std::errc() || nanos < 0)
        return damaged("the line does not begin with a receive time");
    std::string_view raw = line.substr(static_cast<std::size_t>(number.ptr - line.data()));
    if (!raw.starts_with(' '))
        return damaged("no text follows the receive time");
    raw.remove_prefix(1);
    simdjson::dom::object frame;
    if (m_parser.parse(raw.data(), raw.size(), false).get_object().get(frame) != simdjson::SUCCESS)
        return damaged("the text after the receive time is not a complete JSON object");
    Record record{.time = Instant{nanos}, .kind = RecordKind::Receive};
    record.connection = text.intern(connectionName);
    record.data = text.keep(raw);
    note(frame, record);
    ++m_count;
    return record;
}

void CollectorParser::note(const simdjson::dom::object &frame, Record &record)
{
    simdjson::dom::object inner;
    if (frame["data"].get_object().get(inner) == simdjson::SUCCESS) {
        if (textOf(inner, "e") == "depthUpdate")
            noteUpdate(inner);
        return;
    }
    if (const auto lastUpdateId = idOf(frame, "lastUpdateId")) {
        record.kind = RecordKind::Http;
        m_bodies.push_back({.index = m_count, .lastUpdateId = *lastUpdateId});
    }
}

void CollectorParser::noteUpdate(const simdjson::dom::object &update)
{
    const auto firstId = idOf(update, "U");
    const auto lastId = idOf(update, "u");
    if (!firstId || !lastId)
        return;
    const std::string_view symbol = textOf(update, "s");
    auto known = m_updates.find(symbol);
    if (known == m_updates.end())
        known = m_updates.emplace(symbol, std::vector<Update>()).first;
    known->second.push_back({.index = m_count, .firstId = *firstId, .lastId = *lastId});
    m_isFutures = m_isFutures || idOf(update, "pu"); // the previous id comes with futures only
}

std::uint64_t CollectorParser::distance(const std::vector<Update> &updates, const Body &body)
{
    const auto fromUpdate = [&body](const Update &update) {
        if (body.lastUpdateId < update.firstId)
            return update.firstId - body.lastUpdateId;
        return body.lastUpdateId > update.lastId ? body.lastUpdateId - update.lastId : 0;
    };
    const auto next = std::ranges::lower_bound(updates, body.index, {}, &Update::index);
    std::uint64_t nearest = std::numeric_limits<std::uint64_t>::max();
    if (next != updates.end())
        nearest = fromUpdate(*next);
    if (next != updates.begin())
        nearest = std::min(nearest, fromUpdate(*std::prev(next)));
    return nearest;
}

std::string CollectorParser::urlOf(const Body &body) const
{
    std::string url = m_isFutures ? "/fapi/v1/depth" : "/api/v3/depth";
    const auto nearest = std::ranges::min_element(
        m_updates, {}, [&body](const auto &entry) { return distance(entry.second, body); });
    if (nearest == m_updates.end())
        return url;
    return url + "?symbol=" + encoded(nearest->first);
}

void CollectorParser::nameBodies(std::span<Record> records, TextArena &text) const
{
    for (const Body &body : m_bodies)
        records[body.index].url = text.intern(urlOf(body));
}

} // namespace touchline
