// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/kraken/krakenconnection.h"

#include "base/jsontext.h"
#include "sim/isotime.h"
#include "sim/kraken/krakenstreams.h"
#include "sim/kraken/krakenwire.h"

#include <algorithm>

namespace touchline {

namespace {

constexpr std::string_view instrumentStream = "instrument";
constexpr std::size_t usualDepth = 10;

/// None for a depth that is not offered.
std::optional<std::size_t> depthOf(const KrakenRequest &request)
{
    const auto wanted = request.depth.value_or(usualDepth);
    const auto *const known = std::find_if(krakenDepths.begin(), krakenDepths.end(), [&](std::size_t depth) {
        return static_cast<std::int64_t>(depth) == wanted;
    });
    return known == krakenDepths.end() ? std::nullopt : std::optional(*known);
}

std::string streamOf(const KrakenRequest &request, std::string_view symbol)
{
    return request.channel == "book" ? krakenBookStream(symbol, depthOf(request).value_or(usualDepth))
                                     : krakenTradeStream(symbol);
}

/// Books come with a snapshot, trades without one.
bool wantsSnapshot(const KrakenRequest &request)
{
    return request.snapshot.value_or(request.channel != "trade");
}

bool isSnapshot(std::string_view payload)
{
    constexpr std::size_t head = 48;
    return payload.substr(0, head).find(R"("type":"snapshot")") != std::string_view::npos;
}

void appendId(std::string &answer, const KrakenRequest &request)
{
    if (request.id)
        appendJsonNumber(answer, "req_id", *request.id);
}

void appendFlag(std::string &out, std::string_view key, bool value)
{
    appendJsonKey(out, key);
    out += value ? "true" : "false";
}

} // namespace

KrakenConnection::KrakenConnection(Instant now, KrakenLimits limits)
    : m_limits(limits),
      m_messages(limits.messagesPerSecond, std::chrono::seconds(1)),
      m_openedAt(now),
      m_receivedAt(now),
      m_toldAt(now)
{
}

SubscriptionChange KrakenConnection::open(std::string_view target)
{
    if (target.substr(0, target.find('?')) == "/v2")
        say(krakenwire::status("online", m_openedAt.nanos));
    else
        closeFor("version 2 of the protocol is at /v2");
    return {};
}

SubscriptionChange KrakenConnection::receive(std::string_view text, Instant now)
{
    if (isClosed())
        return {};
    m_receivedAt = now;
    if (!m_messages.admits(now)) {
        say(R"({"Error":"Exceeded msg rate"})");
        return {};
    }
    const auto request = parseKrakenRequest(text);
    const KrakenRequest &read = request ? *request : KrakenRequest{};
    if (read.method == "subscribe")
        return read.channel == instrumentStream ? followInstruments(read)
                                                : forEachSymbol(read, &KrakenConnection::subscribe);
    if (read.method == "unsubscribe")
        return forEachSymbol(read, &KrakenConnection::unsubscribe);
    if (read.method == "ping")
        acknowledge(read, {});
    else
        refuse(read, "Malformed request");
    return {};
}

void KrakenConnection::keepAlive(Instant now)
{
    if (isClosed())
        return;
    const bool isIdle = subscriptions().empty();
    if (isIdle && now - m_receivedAt >= m_limits.idle)
        return closeFor("no subscription for a minute");
    if (isIdle || std::exchange(m_hasTold, false))
        m_toldAt = now;
    if (now - m_toldAt < m_limits.heartbeatEvery)
        return;
    say(std::string(krakenwire::heartbeat));
    m_toldAt = now;
}

void KrakenConnection::deliver(std::string_view stream, std::string_view payload)
{
    if (isClosed())
        return;
    const auto unwanted = std::find(m_withoutSnapshot.begin(), m_withoutSnapshot.end(), stream);
    if (unwanted != m_withoutSnapshot.end() && isSnapshot(payload)) {
        m_withoutSnapshot.erase(unwanted);
        return;
    }
    m_hasTold = true;
    say(std::string(payload));
}

SubscriptionChange KrakenConnection::forEachSymbol(const KrakenRequest &request, Answer answer)
{
    SubscriptionChange change;
    if (request.channel == instrumentStream && request.method == "unsubscribe") {
        change.removed = unsubscribeFrom({std::string(instrumentStream)});
        acknowledge(request, {});
    } else if (request.channel != "book" && request.channel != "trade") {
        refuse(request, "Subscription name invalid");
    } else if (!request.symbols) {
        refuse(request, "Pair field must be an array");
    } else {
        for (const std::string &symbol : *request.symbols)
            (this->*answer)(request, symbol, change);
    }
    return change;
}

SubscriptionChange KrakenConnection::followInstruments(const KrakenRequest &request)
{
    SubscriptionChange change;
    change.added = subscribeTo({std::string(instrumentStream)});
    if (change.added.empty()) {
        refuse(request, "Already subscribed");
        return change;
    }
    acknowledge(request, {});
    if (wantsSnapshot(request))
        say(krakenwire::instrumentSnapshot(listed()));
    return change;
}

void KrakenConnection::subscribe(
    const KrakenRequest &request, const std::string &symbol, SubscriptionChange &change)
{
    if (!isListed(symbol))
        return refuse(request, "Currency pair not supported " + symbol, symbol);
    if (!depthOf(request))
        return refuse(request, "Subscription depth not supported", symbol);
    if (isFollowed(request, symbol))
        return refuse(request, "Already subscribed", symbol);
    const std::string stream = streamOf(request, symbol);
    if (!wantsSnapshot(request))
        m_withoutSnapshot.push_back(stream);
    const auto added = subscribeTo({stream});
    change.added.insert(change.added.end(), added.begin(), added.end());
    acknowledge(request, symbol);
}

void KrakenConnection::unsubscribe(
    const KrakenRequest &request, const std::string &symbol, SubscriptionChange &change)
{
    const auto removed = unsubscribeFrom({streamOf(request, symbol)});
    if (removed.empty())
        return refuse(request, "Subscription Not Found", symbol);
    std::erase(m_withoutSnapshot, removed.front());
    change.removed.push_back(removed.front());
    acknowledge(request, symbol);
}

bool KrakenConnection::isFollowed(const KrakenRequest &request, std::string_view symbol) const
{
    if (request.channel == "trade")
        return isSubscribed(krakenTradeStream(symbol));
    return std::any_of(krakenDepths.begin(), krakenDepths.end(), [&](std::size_t depth) {
        return isSubscribed(krakenBookStream(symbol, depth));
    });
}

/// Also answers a ping, which has no result.
void KrakenConnection::acknowledge(const KrakenRequest &request, std::string_view symbol)
{
    const bool isPing = request.method == "ping";
    std::string answer = "{";
    appendJsonText(answer, "method", isPing ? "pong" : request.method);
    appendId(answer, request);
    if (!isPing) {
        answer += R"(,"result":{)";
        appendJsonText(answer, "channel", request.channel);
        if (request.channel == "book")
            appendJsonNumber(answer, "depth", depthOf(request).value_or(usualDepth));
        if (request.method == "subscribe")
            appendFlag(answer, "snapshot", wantsSnapshot(request));
        if (!symbol.empty())
            appendJsonText(answer, "symbol", symbol);
        answer += '}';
    }
    appendFlag(answer, "success", true);
    appendTimes(answer);
    say(std::move(answer));
}

void KrakenConnection::refuse(const KrakenRequest &request, std::string_view why, std::string_view symbol)
{
    std::string answer = "{";
    appendJsonText(answer, "error", why);
    if (!request.method.empty())
        appendJsonText(answer, "method", request.method);
    appendId(answer, request);
    appendFlag(answer, "success", false);
    if (!symbol.empty())
        appendJsonText(answer, "symbol", symbol);
    appendTimes(answer);
    say(std::move(answer));
}

/// Requests are answered at once.
void KrakenConnection::appendTimes(std::string &answer) const
{
    const std::string time = isoTime(m_receivedAt, krakenwire::timeDecimals);
    appendJsonText(answer, "time_in", time);
    appendJsonText(answer, "time_out", time);
    answer += '}';
}

} // namespace touchline
