// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/tracefile.h"

#include "base/jsontext.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <utility>

namespace touchline {

namespace {

/// One process in the file: the number says nothing.
constexpr int processId = 1;
constexpr std::chrono::milliseconds pause{20};

/// Microseconds with the nanoseconds behind the point, as the format wants them. Nothing lies before the
/// beginning, and no span ends before it begins.
void appendMicros(std::string &out, std::string_view key, std::int64_t time)
{
    const std::int64_t nanos = std::max<std::int64_t>(time, 0);
    constexpr std::int64_t thousand = 1000;
    constexpr std::size_t places = 3;
    appendJsonKey(out, key);
    const std::string rest = std::to_string(nanos % thousand);
    out += std::to_string(nanos / thousand) + '.' + std::string(places - rest.size(), '0') + rest;
}

void appendPlace(std::string &out, int thread)
{
    appendJsonNumber(out, "pid", processId);
    appendJsonNumber(out, "tid", thread);
}

void appendKind(std::string &out, const TraceEvent &event)
{
    switch (event.kind) {
    case TraceEvent::Kind::Span:
        appendJsonText(out, "ph", "X");
        appendMicros(out, "dur", event.value);
        return;
    case TraceEvent::Kind::Counter:
        appendJsonText(out, "ph", "C");
        appendJsonKey(out, "args");
        out += '{';
        appendJsonNumber(out, "value", event.value);
        out += '}';
        return;
    case TraceEvent::Kind::FlowBegin:
    case TraceEvent::Kind::FlowEnd:
        const bool isEnd = event.kind == TraceEvent::Kind::FlowEnd;
        appendJsonText(out, "cat", "flow");
        appendJsonText(out, "ph", isEnd ? "f" : "s");
        // To the span around it, not to the next one.
        if (isEnd)
            appendJsonText(out, "bp", "e");
        appendJsonNumber(out, "id", event.value);
        return;
    }
}

} // namespace

Expected<std::unique_ptr<TraceFile>> TraceFile::create(TraceOptions options)
{
    std::FILE *const file = std::fopen(options.path.c_str(), "wb");
    if (!file)
        return failure(
            ErrorCode::FileUnwritable, "cannot write the trace to '" + options.path +
                                           "': " + std::strerror(errno) + "; choose another file");
    return std::unique_ptr<TraceFile>(new TraceFile(std::move(options), file));
}

TraceFile::TraceFile(TraceOptions options, std::FILE *file) : m_options(std::move(options)), m_file(file)
{
    m_text = "[\n";
    appendName("process_name", m_options.program, 0);
    m_writer = std::thread([this] { run(); });
}

TraceFile::~TraceFile()
{
    leaveThread();
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_wake.notify_one();
    m_writer.join();
    appendEnd();
    flush();
    std::fclose(m_file);
}

void TraceFile::enterThread(std::string_view name)
{
    const std::lock_guard lock(m_mutex);
    const int id = static_cast<int>(m_threads.size()) + 1;
    m_threads.push_back(Thread{id, std::string(name), std::make_unique<TraceLane>(m_options.laneCapacity)});
    traceLane = m_threads.back().lane.get();
}

std::uint64_t TraceFile::dropped() const
{
    const std::lock_guard lock(m_mutex);
    std::uint64_t sum = m_dropped.load();
    for (const Thread &thread : m_threads)
        sum += thread.lane->dropped();
    return sum;
}

void TraceFile::run()
{
    std::unique_lock lock(m_mutex);
    for (bool isLast = false; !isLast;) {
        isLast = m_wake.wait_for(lock, pause, [this] { return m_isEnding; });
        drain();
    }
}

void TraceFile::drain()
{
    for (Thread &thread : m_threads) {
        if (!std::exchange(thread.isNamed, true))
            appendName("thread_name", thread.name, thread.id);
        thread.lane->takeAll([&](const TraceEvent &event) { append(event, thread.id); });
    }
    flush();
}

void TraceFile::append(const TraceEvent &event, int thread)
{
    if (m_bytes + m_text.size() > m_options.mostBytes) {
        m_dropped.fetch_add(1);
        return;
    }
    m_text += '{';
    appendJsonText(m_text, "name", event.name);
    appendMicros(m_text, "ts", event.at - m_start);
    appendKind(m_text, event);
    appendPlace(m_text, thread);
    m_text += "},\n";
}

void TraceFile::appendName(std::string_view kind, std::string_view name, int thread)
{
    m_text += '{';
    appendJsonText(m_text, "name", kind);
    appendJsonText(m_text, "ph", "M");
    appendPlace(m_text, thread);
    appendJsonKey(m_text, "args");
    m_text += '{';
    appendJsonText(m_text, "name", name);
    m_text += "}},\n";
}

void TraceFile::appendEnd()
{
    m_text += '{';
    appendJsonText(m_text, "name", "dropped events");
    appendMicros(m_text, "ts", tickNanos() - m_start);
    appendKind(m_text, {"", 0, static_cast<std::int64_t>(dropped()), TraceEvent::Kind::Counter});
    appendPlace(m_text, 0);
    m_text += "}\n]\n";
}

void TraceFile::flush()
{
    const std::size_t written = std::fwrite(m_text.data(), 1, m_text.size(), m_file);
    // A full disk takes no more: the rest is counted as what is beyond the limit is.
    if (written != m_text.size() || std::fflush(m_file) != 0)
        m_options.mostBytes = 0;
    m_bytes += written;
    m_text.clear();
}

} // namespace touchline
