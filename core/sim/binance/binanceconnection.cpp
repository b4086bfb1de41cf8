// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/binance/binanceconnection.h"

#include "base/jsontext.h"
#include "sim/restrequest.h"

#include <algorithm>
#include <utility>

namespace touchline {

namespace {

std::vector<std::string> splitStreams(std::string_view list)
{
    std::vector<std::string> streams;
    while (!list.empty()) {
        const auto slash = list.find('/');
        if (const auto name = list.substr(0, slash); !name.empty())
            streams.emplace_back(name);
        list.remove_prefix(slash == std::string_view::npos ? list.size() : slash + 1);
    }
    return streams;
}

bool isSegment(std::string_view path, std::string_view name)
{
    return path == name || (path.starts_with(name) && path[name.size()] == '/');
}

constexpr std::string_view combinedProperty = "combined";

} // namespace

SubscriptionChange BinanceConnection::open(std::string_view target)
{
    const RestRequest request = parseRestTarget(target);
    const std::string_view path = request.path;
    std::vector<std::string> streams;
    if (isSegment(path, "/ws")) {
        streams = splitStreams(path.substr(3));
    } else if (isSegment(path, "/stream")) {
        m_combined = true;
        streams = splitStreams(request.value("streams").value_or(""));
    } else {
        closeFor("unknown path; streams are under /ws and /stream");
        return {};
    }
    if (streams.size() > m_limits.maxStreams) {
        closeFor("too many streams");
        return {};
    }
    return {subscribeTo(streams), {}};
}

SubscriptionChange BinanceConnection::receive(std::string_view text, Instant now)
{
    if (isClosed())
        return {};
    if (!m_messages.admits(now)) {
        closeFor("Too many requests");
        return {};
    }
    const auto request = parseClientRequest(text);
    if (request)
        return answer(*request);
    refuse(request.error().code, request.error().message, request.error().id);
    return {};
}

void BinanceConnection::receivePong(std::string_view payload, Instant now)
{
    if (isClosed())
        return;
    if (!m_messages.admits(now))
        closeFor("Too many requests");
    // An unsolicited pong does not keep the connection alive.
    const auto ping = std::find(m_openPings.begin(), m_openPings.end(), payload);
    if (ping == m_openPings.end())
        return;
    m_openPings.erase(m_openPings.begin(), ping + 1);
    m_lastPongAt = now;
}

void BinanceConnection::keepAlive(Instant now)
{
    if (isClosed())
        return;
    if (now - m_openedAt >= m_limits.longestLife)
        return closeFor("a connection lives for 24 hours");
    if (now - m_lastPongAt > m_limits.pingEvery + m_limits.pongWithin)
        return closeFor("Pong timeout");
    if (now - m_lastPingAt < m_limits.pingEvery)
        return;
    m_lastPingAt = now;
    m_openPings.push_back(std::to_string(now.millis()));
    ping(m_openPings.back());
}

void BinanceConnection::deliver(std::string_view stream, std::string_view payload)
{
    if (isClosed())
        return;
    if (!m_combined) {
        say(std::string(payload));
        return;
    }
    std::string wrapped;
    wrapped.reserve(stream.size() + payload.size() + 24);
    wrapped = R"({"stream":)";
    appendJsonString(wrapped, stream);
    wrapped += R"(,"data":)";
    wrapped += payload;
    wrapped += '}';
    say(std::move(wrapped));
}

SubscriptionChange BinanceConnection::answer(const ClientRequest &request)
{
    switch (request.method) {
    case ClientRequest::Method::Subscribe:
        return subscribe(request);
    case ClientRequest::Method::Unsubscribe:
        return unsubscribe(request);
    case ClientRequest::Method::ListSubscriptions:
        list(request);
        return {};
    case ClientRequest::Method::SetProperty:
        setProperty(request);
        return {};
    case ClientRequest::Method::GetProperty:
        getProperty(request);
        return {};
    }
    return {};
}

SubscriptionChange BinanceConnection::subscribe(const ClientRequest &request)
{
    if (!request.oddParams.empty()) {
        refuse(2, "Invalid request: stream names must be strings", request.id);
        return {};
    }
    auto added = subscribeTo(request.params);
    if (subscriptions().size() > m_limits.maxStreams) {
        static_cast<void>(unsubscribeFrom(added));
        refuse(2, "Invalid request: too many parameters", request.id);
        return {};
    }
    reply("null", request.id);
    return {std::move(added), {}};
}

SubscriptionChange BinanceConnection::unsubscribe(const ClientRequest &request)
{
    reply("null", request.id);
    return {{}, unsubscribeFrom(request.params)};
}

void BinanceConnection::list(const ClientRequest &request)
{
    std::string names = "[";
    for (const std::string &stream : subscriptions()) {
        if (names.size() > 1)
            names += ',';
        appendJsonString(names, stream);
    }
    reply(names + "]", request.id);
}

void BinanceConnection::setProperty(const ClientRequest &request)
{
    if (request.params.empty())
        return refuse(2, "Invalid request: property name must be a string", request.id);
    if (request.params.front() != combinedProperty)
        return refuse(0, "Unknown property", request.id);
    if (request.params.size() + request.oddParams.size() > 2)
        return refuse(2, "Invalid request: too many parameters", request.id);
    if (request.oddParams.empty() ||
        (request.oddParams.front() != "true" && request.oddParams.front() != "false"))
        return refuse(1, "Invalid value type: expected Boolean", request.id);
    m_combined = request.oddParams.front() == "true";
    reply("null", request.id);
}

void BinanceConnection::getProperty(const ClientRequest &request)
{
    if (request.params.empty())
        return refuse(2, "Invalid request: property name must be a string", request.id);
    if (request.params.front() != combinedProperty)
        return refuse(0, "Unknown property", request.id);
    reply(m_combined ? "true" : "false", request.id);
}

void BinanceConnection::reply(std::string_view result, std::string_view id)
{
    std::string text = R"({"result":)";
    text += result;
    text += R"(,"id":)";
    text += id;
    text += '}';
    say(std::move(text));
}

void BinanceConnection::refuse(int code, std::string_view message, std::string_view id)
{
    std::string text = "{";
    appendJsonNumber(text, "code", code);
    appendJsonText(text, "msg", message);
    text += R"(,"id":)";
    text += id;
    text += '}';
    say(std::move(text));
}

} // namespace touchline
