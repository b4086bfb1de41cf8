// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/lossynetwork.h"

#include <algorithm>

namespace touchline::test {

namespace {

using namespace std::chrono_literals;

constexpr Duration tickInterval = 50ms;

/// Diffs leave at multiples of 100 ms: so do the ticks, that the truth is noted whenever one leaves.
Instant nextTick(Instant now)
{
    return Instant{(now.nanos / tickInterval.count() + 1) * tickInterval.count()};
}

std::string targetOf(const std::string &url)
{
    const auto path = url.find('/', url.find("//") + 2);
    return path == std::string::npos ? "/" : url.substr(path);
}

template <class... Handlers> struct Overloaded : Handlers... {
    using Handlers::operator()...;
};

} // namespace

const char *faultName(Fault fault)
{
    switch (fault) {
    case Fault::FrameLost:
        return "frames lost";
    case Fault::FrameRepeated:
        return "frames repeated";
    case Fault::FrameGarbled:
        return "frames garbled";
    case Fault::ConnectionCut:
        return "connections cut";
    case Fault::ConnectionMute:
        return "connections gone mute";
    case Fault::ConnectRefused:
        return "connects refused";
    case Fault::ConnectUnanswered:
        return "connects unanswered";
    case Fault::Shutdown:
        return "shutdowns announced in time";
    case Fault::ShutdownAtOnce:
        return "shutdowns announced late";
    case Fault::HttpRateLimited:
        return "snapshots rate limited";
    case Fault::HttpServerError:
        return "snapshots with a server error";
    case Fault::HttpUnanswered:
        return "snapshots unanswered";
    case Fault::HttpFailed:
        return "snapshots without HTTP";
    case Fault::HttpLate:
        return "snapshots late";
    case Fault::HttpOutdated:
        return "snapshots outdated";
    case Fault::Count:
        break;
    }
    return "";
}

LossyNetwork::LossyNetwork(
    const Venue &venue, SimExchange &exchange, TruthHistory &truth, Random &random, FaultRates rates)
    : m_venue(venue),
      m_exchange(exchange),
      m_truth(truth),
      m_random(random),
      m_rates(rates),
      m_slowness(random.chance(70) ? random.between(1, 60) : random.between(60, 400))
{
}

void LossyNetwork::begin(Instant now)
{
    m_truth.note(now);
    m_ranTo = now;
    schedule(nextTick(now), Tick{});
}

void LossyNetwork::perform(const FeedActions &actions, Instant now)
{
    for (const FeedAction &action : actions) {
        if (const auto *stream = std::get_if<OpenStream>(&action))
            open(*stream, now);
        else if (const auto *request = std::get_if<FetchUrl>(&action))
            fetch(*request, now);
        else if (const auto *message = std::get_if<SendText>(&action))
            say(*message, now);
        else if (const auto *close = std::get_if<CloseStream>(&action))
            drop(close->stream);
    }
}

std::optional<Arrival> LossyNetwork::step()
{
    const Instant now = nextAt();
    Event event = std::move(m_events.extract(m_events.begin()).mapped());
    std::optional<Arrival> arrival;
    std::visit(
        Overloaded{
            [&](const Tick &) {
                runExchange(now);
                schedule(nextTick(now), Tick{});
            },
            [&](const Connect &connect) { accept(connect.stream, connect.target, now); },
            [&](const Say &said) { hear(said, now); },
            [&](const Hangup &hangup) { cut(hangup.stream, now, "the server closed after its notice"); },
            [&](const Get &get) { answer(get, now); },
            [&](FromServer &sent) {
                if (!sent.stream || m_lines.contains(*sent.stream))
                    arrival = std::move(sent.arrival);
            },
        },
        event);
    return arrival;
}

void LossyNetwork::open(const OpenStream &request, Instant now)
{
    m_lines[request.stream].lastArrival = now;
    if (happens(Fault::ConnectUnanswered))
        return;
    const Instant arrives = now + latency();
    if (happens(Fault::ConnectRefused)) {
        const Error refused{ErrorCode::ConnectionFailed, "the connection was refused"};
        return schedule(arrives, FromServer{request.stream, Closed{request.stream, refused}});
    }
    schedule(arrives, Connect{request.stream, targetOf(request.url)});
}

/// What was still under way from it never arrives.
void LossyNetwork::drop(StreamId stream)
{
    const auto line = m_lines.find(stream);
    if (line == m_lines.end())
        return;
    if (line->second.server)
        m_exchange.disconnect(*line->second.server);
    m_lines.erase(line);
}

void LossyNetwork::accept(StreamId stream, const std::string &target, Instant now)
{
    if (!m_lines.contains(stream))
        return;
    runExchange(now);
    for (const Instrument &instrument : m_exchange.instruments()) {
        const std::string url =
            m_venue.snapshotUrl({}, instrument.symbol, m_venue.limits().snapshotSizes[0].levels);
        if (!url.empty())
            m_outdated[instrument.symbol] = m_exchange.get(url, now).body;
    }
    m_lines[stream].server = m_exchange.connect(target, now);
    arriveInOrder(stream, now, Opened{stream});
}

/// Nothing overtakes on a connection, in this direction neither.
void LossyNetwork::say(const SendText &message, Instant now)
{
    const auto line = m_lines.find(message.stream);
    if (line == m_lines.end())
        return;
    line->second.lastSaid = std::max(line->second.lastSaid, now + latency());
    schedule(line->second.lastSaid, Say{message.stream, message.text});
}

void LossyNetwork::hear(const Say &said, Instant now)
{
    const auto line = m_lines.find(said.stream);
    if (line == m_lines.end() || !line->second.server)
        return;
    runExchange(now);
    if (line->second.server)
        m_exchange.receive(*line->second.server, said.text, now);
}

void LossyNetwork::fetch(const FetchUrl &request, Instant now)
{
    if (happens(Fault::HttpUnanswered))
        return;
    HttpReply failed;
    failed.id = request.id;
    const Instant arrives = now + latency() + latency();
    if (happens(Fault::HttpFailed)) {
        failed.body = "the host cannot be reached";
    } else if (happens(Fault::HttpServerError)) {
        failed.status = m_random.chance(50) ? 500 : 502;
    } else if (happens(Fault::HttpRateLimited)) {
        failed.status = m_random.chance(80) ? 429 : 418;
        failed.body = R"({"code":-1003,"msg":"Too much request weight used."})";
        if (m_random.chance(95))
            failed.retryAfter = std::chrono::seconds(m_random.between(0, 4));
    } else {
        return schedule(now + latency(), Get{request.id, targetOf(request.url), request.symbol});
    }
    schedule(arrives, FromServer{std::nullopt, std::move(failed)});
}

void LossyNetwork::answer(const Get &get, Instant now)
{
    runExchange(now);
    RestReply reply = m_exchange.get(get.target, now);
    if (happens(Fault::HttpOutdated))
        reply.body = m_outdated[get.symbol];
    Duration delay = latency();
    if (happens(Fault::HttpLate))
        delay += std::chrono::milliseconds(m_random.between(200, 12'000));
    HttpReply sent{get.id, reply.status, std::move(reply.body), {}, {}};
    schedule(now + delay, FromServer{std::nullopt, std::move(sent)});
}

void LossyNetwork::runExchange(Instant now)
{
    if (now <= m_ranTo)
        return;
    m_ranTo = now;
    // A change at exactly the time of a diff belongs to the next one: the book from just before is noted,
    // too.
    for (const Instant at : {now + -1ns, now}) {
        m_exchange.advance(at);
        m_truth.note(at);
    }
    for (const auto &[stream, line] : m_lines) {
        if (line.server)
            deliver(stream, now);
    }
}

void LossyNetwork::deliver(StreamId stream, Instant now)
{
    Line &line = m_lines[stream];
    for (Outgoing &outgoing : m_exchange.takeOutput(*line.server)) {
        send(stream, now, std::move(outgoing));
        if (!line.server)
            return;
    }
    if (happens(Fault::ConnectionCut))
        cut(stream, now, "the connection was cut");
    else if (happens(Fault::Shutdown))
        announceEnd(stream, now, 10'000, 30'000);
    else if (happens(Fault::ShutdownAtOnce))
        announceEnd(stream, now, 0, 1'000);
    else if (!line.isMute)
        line.isMute = happens(Fault::ConnectionMute);
}

/// The server closes between `soonest` and `latest` milliseconds after its notice.
void LossyNetwork::announceEnd(StreamId stream, Instant now, std::int64_t soonest, std::int64_t latest)
{
    if (auto notice = m_exchange.faultTexts().shutdownNotice(R"({"stream":)", now); !notice.empty())
        sendFrame(stream, now, std::move(notice));
    schedule(now + std::chrono::milliseconds(m_random.between(soonest, latest)), Hangup{stream});
}

void LossyNetwork::send(StreamId stream, Instant now, Outgoing outgoing)
{
    switch (outgoing.kind) {
    case Outgoing::Kind::Text:
        return sendFrame(stream, now, std::move(outgoing.text));
    case Outgoing::Kind::Ping:
        // The client's own pongs leave at once; what matters here is that the server does not close.
        m_exchange.receivePong(*m_lines[stream].server, outgoing.text, now);
        return;
    case Outgoing::Kind::Close:
        return cut(stream, now, "the server closed");
    }
}

void LossyNetwork::sendFrame(StreamId stream, Instant now, std::string text)
{
    if (m_lines[stream].isMute || happens(Fault::FrameLost))
        return;
    if (m_alteredRate > 0 && m_random.below(10'000) < m_alteredRate)
        alterLevel(text);
    if (happens(Fault::FrameGarbled))
        text = garbled(std::move(text));
    if (happens(Fault::FrameRepeated))
        arriveInOrder(stream, now, Frame{stream, text});
    arriveInOrder(stream, now, Frame{stream, std::move(text)});
}

void LossyNetwork::cut(StreamId stream, Instant now, const char *why)
{
    const auto line = m_lines.find(stream);
    if (line == m_lines.end() || !line->second.server)
        return;
    arriveInOrder(stream, now, Closed{stream, Error{ErrorCode::ConnectionClosed, why}});
    m_exchange.disconnect(*line->second.server);
    line->second.server.reset();
}

bool LossyNetwork::happens(Fault fault)
{
    const auto index = static_cast<std::size_t>(fault);
    if (m_rates[index] == 0 || m_random.below(10'000) >= m_rates[index])
        return false;
    ++m_faults[index];
    return true;
}

Duration LossyNetwork::latency()
{
    const std::int64_t most = m_random.chance(5) ? 10 * m_slowness : m_slowness;
    return std::chrono::microseconds(m_random.between(0, 1'000 * most));
}

/// Damaged so that no frame can be read from it: cut short, with a forbidden character, or wrongly closed.
std::string LossyNetwork::garbled(std::string text)
{
    const auto at = static_cast<std::size_t>(m_random.below(text.size()));
    if (m_random.chance(40))
        return text.substr(0, at);
    if (m_random.chance(60)) {
        text[at] = '\x01';
        return text;
    }
    text.back() = ']';
    return text;
}

void LossyNetwork::alterLevel(std::string &text)
{
    const auto levels = text.find(R"("b":[)");
    if (levels == std::string::npos || text.find("depthUpdate") == std::string::npos)
        return;
    const auto at = text.find_first_of("0123456789", levels + m_random.below(text.size() - levels));
    if (at == std::string::npos)
        return;
    text[at] = static_cast<char>('0' + (text[at] - '0' + m_random.between(1, 9)) % 10);
    ++m_altered;
}

void LossyNetwork::arriveInOrder(StreamId stream, Instant now, Arrival arrival)
{
    Line &line = m_lines[stream];
    line.lastArrival = std::max(line.lastArrival, now + latency());
    schedule(line.lastArrival, FromServer{stream, std::move(arrival)});
}

} // namespace touchline::test
