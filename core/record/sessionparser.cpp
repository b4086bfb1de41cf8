// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/sessionparser.h"

#include "base/fixed.h"
#include "record/base64.h"
#include "record/lineblocks.h"

#include <array>
#include <utility>

namespace touchline {

static_assert(LineBlocks::padding >= simdjson::SIMDJSON_PADDING);

namespace {

constexpr int nanoDecimals = 9;

constexpr std::array<std::pair<std::string_view, RecordKind>, 5> kinds = {{
    {"header", RecordKind::Header},
    {"connect", RecordKind::Connect},
    {"send", RecordKind::Send},
    {"recv", RecordKind::Receive},
    {"http", RecordKind::Http},
}};

std::optional<RecordKind> kindOf(std::string_view name)
{
    for (const auto &[known, kind] : kinds) {
        if (known == name)
            return kind;
    }
    return std::nullopt;
}

Unexpected<Error> damaged(std::string what)
{
    return failure(ErrorCode::DamagedRecording, std::move(what));
}

bool needsData(RecordKind kind)
{
    return kind == RecordKind::Send || kind == RecordKind::Receive || kind == RecordKind::Http;
}

/// A string's text; nothing for null or another type.
std::optional<std::string_view> textOf(simdjson::ondemand::value value)
{
    std::string_view text;
    if (value.get_string().get(text) != simdjson::SUCCESS)
        return std::nullopt;
    return text;
}

} // namespace

// A string as it stands in the line. Where nothing is escaped it needs no copy.
struct SessionParser::RawString {
    simdjson::ondemand::raw_json_string begin;
    std::string_view token; ///< with its quotes and the blanks after it

    static std::optional<RawString> of(simdjson::ondemand::value value)
    {
        RawString string{{}, value.raw_json_token()};
        if (value.get_raw_json_string().get(string.begin) != simdjson::SUCCESS)
            return std::nullopt;
        return string;
    }
};

// Views into the parser's own buffer or the line, valid until the next line.
struct SessionParser::Fields {
    std::optional<std::string_view> type, connection, time, recorded, url, exchange;
    std::optional<RawString> data, base64;
    int status = 0;

    void take(std::string_view key, simdjson::ondemand::value value)
    {
        if (key == "t")
            type = textOf(value);
        else if (key == "conn")
            connection = textOf(value);
        else if (key == "ts")
            time = value.raw_json_token();
        else if (key == "recorded")
            recorded = value.raw_json_token();
        else if (key == "url" || key == "addr")
            url = textOf(value);
        else if (key == "data")
            data = RawString::of(value);
        else if (key == "b64")
            base64 = RawString::of(value);
        else if (key == "exchange")
            exchange = textOf(value);
        else if (key == "status")
            takeStatus(value);
    }

    void takeStatus(simdjson::ondemand::value value)
    {
        std::int64_t number = 0;
        if (value.get_int64().get(number) == simdjson::SUCCESS && number >= 0 && number < 1000)
            status = static_cast<int>(number);
    }
};

bool SessionParser::read(std::string_view line, Fields &fields)
{
    simdjson::ondemand::document document;
    const simdjson::padded_string_view padded(line.data(), line.size(), line.size() + LineBlocks::padding);
    if (m_parser.iterate(padded).get(document) != simdjson::SUCCESS)
        return false;
    simdjson::ondemand::object object;
    if (document.get_object().get(object) != simdjson::SUCCESS)
        return false;
    for (auto entry : object) {
        simdjson::ondemand::field field;
        std::string_view key;
        if (std::move(entry).get(field) != simdjson::SUCCESS ||
            field.unescaped_key().get(key) != simdjson::SUCCESS)
            return false;
        fields.take(key, field.value());
    }
    return document.current_location().error() == simdjson::OUT_OF_BOUNDS; // nothing follows the object
}

Expected<Record> SessionParser::parse(std::string_view line, TextBlock &unescaped)
{
    Fields fields;
    if (!read(line, fields))
        return damaged("the line is not a complete JSON object");
    const auto kind = fields.type ? kindOf(*fields.type) : std::nullopt;
    if (!kind)
        return damaged("the line has no known record type \"t\"");
    const auto timeText = fields.time ? fields.time : fields.recorded;
    const auto time = timeText ? parseSeconds(*timeText) : std::nullopt;
    if (!time && (timeText || *kind != RecordKind::Header))
        return damaged("the record has no usable time \"ts\"");
    Record record{.time = time.value_or(Instant{}), .kind = *kind, .status = fields.status};
    record.connection = kept(fields.connection.value_or(""), m_lastConnection);
    record.url = kept(fields.url.value_or(""), m_lastUrl);
    if (*kind == RecordKind::Header) {
        m_exchange = fields.exchange.value_or("");
        record.data = line;
        return record;
    }
    const auto data = fields.data ? unescapedText(*fields.data, unescaped) : std::nullopt;
    const auto base64 = !data && fields.base64 ? unescapedText(*fields.base64, unescaped) : std::nullopt;
    if (!data && !base64 && needsData(*kind))
        return damaged("the record has neither \"data\" nor \"b64\"");
    if (data)
        record.data = *data;
    else if (const auto bytes = decodeBase64(base64.value_or("")))
        record.data = unescaped.append(*bytes);
    else
        return damaged("the record's \"b64\" is not base64");
    return record;
}

std::optional<std::string_view> SessionParser::unescapedText(const RawString &string, TextBlock &unescaped)
{
    if (string.token.find('\\') == std::string_view::npos)
        return string.token.substr(1, string.token.rfind('"') - 1);
    auto *const begin = reinterpret_cast<std::uint8_t *>(unescaped.room().data());
    std::uint8_t *end = begin;
    std::string_view text;
    if (m_parser.unescape(string.begin, end).get(text) != simdjson::SUCCESS)
        return std::nullopt;
    unescaped.take(text.size());
    return text;
}

std::string_view SessionParser::kept(std::string_view name, std::string_view &last)
{
    if (name != last)
        last = m_names.intern(name);
    return last;
}

std::optional<Instant> parseSeconds(std::string_view text)
{
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    auto nanos = parseDecimal(text, nanoDecimals);
    const std::size_t point = text.find('.');
    const bool isPlain = text.find_first_of("eE") == std::string_view::npos;
    if (!nanos && nanos.error().code == ErrorCode::TooManyDecimals && isPlain &&
        point != std::string_view::npos)
        nanos = parseDecimal(text.substr(0, point + 1 + nanoDecimals), nanoDecimals);
    if (!nanos || *nanos < 0)
        return std::nullopt;
    return Instant{*nanos};
}

} // namespace touchline
