// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/recordwriter.h"

#include "base/fixed.h"
#include "base/jsontext.h"
#include "record/backgroundfile.h"
#include "record/base64.h"
#include "record/encodedfile.h"

#include <map>
#include <optional>
#include <simdjson.h>
#include <utility>

namespace touchline {

namespace {

constexpr std::size_t gatheredBytes = std::size_t{64} * 1024;
constexpr Duration flushEvery = std::chrono::seconds(1);
constexpr int nanoDecimals = 9;

std::string_view typeName(RecordKind kind)
{
    switch (kind) {
    case RecordKind::Header:
        return "header";
    case RecordKind::Connect:
        return "connect";
    case RecordKind::Send:
        return "send";
    case RecordKind::Receive:
        return "recv";
    case RecordKind::Http:
        return "http";
    }
    return "";
}

/// A name or an address is UTF-8 by construction. One that is not costs its odd bytes, not the line.
void appendName(std::string &out, std::string_view name)
{
    if (simdjson::validate_utf8(name)) {
        appendJsonString(out, name);
        return;
    }
    std::string ascii(name);
    for (char &c : ascii)
        c = static_cast<unsigned char>(c) < 0x80U ? c : '?';
    appendJsonString(out, ascii);
}

void appendTime(std::string &out, Instant time)
{
    out += ",\"ts\":";
    appendDecimal(out, time.nanos, nanoDecimals, nanoDecimals);
}

void appendData(std::string &out, std::string_view data)
{
    if (simdjson::validate_utf8(data)) {
        out += ",\"data\":";
        appendJsonString(out, data);
        return;
    }
    out += ",\"b64\":\"";
    appendBase64(out, data);
    out += '"';
}

std::string headerLine(std::string_view exchange, std::span<const std::string> symbols, Instant at)
{
    std::string line = "{\"t\":\"header\",\"format\":2,\"exchange\":";
    appendName(line, exchange);
    appendTime(line, at);
    line += ",\"symbols\":[";
    for (const std::string &symbol : symbols) {
        if (&symbol != symbols.data())
            line += ',';
        appendName(line, symbol);
    }
    return line + "]}\n";
}

/// `lost`: records that this one stands for.
void appendRecord(std::string &out, const Record &record, std::uint64_t lost = 0)
{
    out += "{\"t\":\"";
    out += typeName(record.kind);
    out += "\",\"conn\":";
    appendName(out, record.connection);
    appendTime(out, record.time);
    if (!record.url.empty()) {
        out += record.kind == RecordKind::Http ? ",\"url\":" : ",\"addr\":";
        appendName(out, record.url);
    }
    if (lost > 0)
        out += ",\"dropped\":" + std::to_string(lost);
    if (record.status != 0)
        out += ",\"status\":" + std::to_string(record.status);
    if (record.kind != RecordKind::Connect)
        appendData(out, record.data);
    out += "}\n";
}

} // namespace

struct RecordWriter::Output {
    /// What stands in for the records of a connection that were left out.
    struct Connection {
        std::string address;
        std::uint64_t gathered = 0; ///< records in `lines`
        std::uint64_t lost = 0;     ///< records since the last one in the file
    };

    Output(std::string filePath, EncodedFile encodedFile, std::size_t mostWaiting)
        : path(std::move(filePath)),
          most(mostWaiting)
    {
        file.emplace(std::move(encodedFile), mostWaiting);
    }

    const std::string path;
    const std::size_t most;
    std::optional<BackgroundFile> file; // none once stopped
    std::string lines;                  // whole lines that the file did not get yet
    std::optional<Instant> flushedAt;
    std::map<std::string, Connection, std::less<>> connections; // as many as were opened
    std::uint64_t dropped = 0;
    bool isLosing = false;

    Expected<void> check(std::optional<Error> error)
    {
        if (!error)
            return {};
        file.reset();
        lines = {};
        return failure(
            ErrorCode::FileUnwritable, "Recording to " + path + " has stopped: " + error->detail +
                                           "; make room or choose another file, and record again.");
    }

    void add(const Record &record)
    {
        Connection &connection = connectionOf(record.connection);
        if (record.kind == RecordKind::Connect)
            connection.address = record.url;
        if (isLosing && file->waiting() > most / 2) {
            ++connection.lost;
            ++dropped;
            return;
        }
        if (std::exchange(isLosing, false))
            markLost(record.time);
        ++connection.gathered;
        appendRecord(lines, record);
    }

    Connection &connectionOf(std::string_view name)
    {
        const auto at = connections.find(name);
        return at != connections.end() ? at->second : connections[std::string(name)];
    }

    void markLost(Instant at)
    {
        for (auto &[name, connection] : connections) {
            if (connection.lost > 0 && !connection.address.empty())
                appendRecord(
                    lines,
                    {.time = at, .kind = RecordKind::Connect, .connection = name, .url = connection.address},
                    connection.lost);
            connection.lost = 0;
        }
    }

    void put(EncodeMode mode)
    {
        const bool isTaken = file->write(std::exchange(lines, {}), mode);
        for (auto &[name, connection] : connections) {
            const std::uint64_t gathered = std::exchange(connection.gathered, 0);
            connection.lost += isTaken ? 0 : gathered;
            dropped += isTaken ? 0 : gathered;
        }
        isLosing = isLosing || !isTaken;
    }

    /// After a line was added: passes it on when it is time.
    Expected<void> added(Instant at)
    {
        if (!flushedAt)
            flushedAt = at;
        if (at - *flushedAt >= flushEvery) {
            flushedAt = at;
            put(EncodeMode::Flush);
        } else if (lines.size() >= gatheredBytes) {
            put(EncodeMode::More);
        }
        return check(file->takeError());
    }

    /// Waits until the system has everything.
    Expected<void> putAll(EncodeMode mode)
    {
        if (!file)
            return {};
        file->drain();
        put(mode);
        file->drain();
        return check(file->takeError());
    }

    Expected<void> finish()
    {
        if (auto written = putAll(EncodeMode::End); !written || !file)
            return written;
        const auto closed = file->close();
        auto checked = check(closed ? std::nullopt : std::optional(closed.error()));
        file.reset();
        return checked;
    }
};

void RecordWriter::Finish::operator()(Output *output) const
{
    // Whoever wants to know how it ended calls finish(); here nobody is left to hear it.
    static_cast<void>(output->finish());
    delete output;
}

RecordWriter::RecordWriter(std::unique_ptr<Output, Finish> output) : m_output(std::move(output)) {}

Expected<RecordWriter> RecordWriter::create(const std::string &path, std::size_t mostWaiting)
{
    auto file = EncodedFile::create(path);
    if (!file)
        return failure(
            ErrorCode::FileUnwritable, "Cannot write the recording " + path + ": " + file.error().detail +
                                           "; choose a file in a folder that exists and may be written to.");
    return RecordWriter(std::unique_ptr<Output, Finish>(new Output(path, std::move(*file), mostWaiting)));
}

Expected<void> RecordWriter::header(
    std::string_view exchange, std::span<const std::string> symbols, Instant at)
{
    if (isStopped())
        return {};
    m_output->lines += headerLine(exchange, symbols, at);
    return m_output->added(at);
}

Expected<void> RecordWriter::connect(std::string_view connection, std::string_view address, Instant at)
{
    return write({.time = at, .kind = RecordKind::Connect, .connection = connection, .url = address});
}

Expected<void> RecordWriter::send(std::string_view connection, std::string_view frame, Instant at)
{
    return write({.time = at, .kind = RecordKind::Send, .connection = connection, .data = frame});
}

Expected<void> RecordWriter::receive(std::string_view connection, std::string_view frame, Instant at)
{
    return write({.time = at, .kind = RecordKind::Receive, .connection = connection, .data = frame});
}

Expected<void> RecordWriter::http(std::string_view connection, const HttpAnswer &answer, Instant at)
{
    return write({
        .time = at,
        .kind = RecordKind::Http,
        .connection = connection,
        .url = answer.url,
        .data = answer.body,
        .status = answer.status,
    });
}

Expected<void> RecordWriter::write(const Record &record)
{
    if (isStopped())
        return {};
    m_output->add(record);
    return m_output->added(record.time);
}

Expected<void> RecordWriter::flush()
{
    return m_output->putAll(EncodeMode::Flush);
}

Expected<void> RecordWriter::finish()
{
    return m_output->finish();
}

bool RecordWriter::isStopped() const
{
    return !m_output->file;
}

std::uint64_t RecordWriter::dropped() const
{
    return m_output->dropped;
}

} // namespace touchline
