// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/okx/okxconnection.h"

#include "base/jsontext.h"
#include "sim/okx/okxwire.h"
#include "sim/restrequest.h"

#include <algorithm>
#include <array>
#include <utility>

namespace touchline {

namespace {

constexpr std::array<std::string_view, 2> channels{"books", "trades"};
/// For clients that log in and trade much.
constexpr std::array<std::string_view, 2> closedChannels{"books50-l2-tbt", "books-l2-tbt"};

template <std::size_t N> bool isAmong(const std::array<std::string_view, N> &names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

} // namespace

OkxConnection::OkxConnection(const OkxRules &rules, OkxTicket ticket, Instant now)
    : m_rules(rules),
      m_ticket(ticket),
      m_connId(okxwire::connectionId(ticket.number)),
      m_requests(rules.requestsAnHour, std::chrono::hours(1)),
      m_lastTraffic(now)
{
}

SubscriptionChange OkxConnection::open(std::string_view target)
{
    if (!m_ticket.isAdmitted)
        closeFor("Requests too frequent");
    else if (parseRestTarget(target).path != "/ws/v5/public")
        closeFor("Invalid URL path");
    return {};
}

/// A message that is too large ends the connection; a request too many is refused and forgotten.
SubscriptionChange OkxConnection::receive(std::string_view text, Instant now)
{
    if (isClosed())
        return {};
    m_lastTraffic = now;
    if (text.size() > m_rules.largestMessage) {
        closeFor("Request message exceeds the maximum frame length");
        return {};
    }
    if (text == "ping") {
        say("pong");
        return {};
    }
    const auto request = parseOkxRequest(text);
    if (request && m_requests.admits(now))
        return perform(*request);
    refuse(request ? OkxRefusal{60014, "Requests too frequent", request->id} : request.error());
    return {};
}

void OkxConnection::keepAlive(Instant now)
{
    if (std::exchange(m_hasSpoken, false))
        m_lastTraffic = now;
    if (!isClosed() && now - m_lastTraffic > m_rules.longestSilence)
        closeFor("No data received in 30s.");
}

void OkxConnection::deliver(std::string_view /*stream*/, std::string_view payload)
{
    if (isClosed())
        return;
    m_hasSpoken = true;
    say(std::string(payload));
}

SubscriptionChange OkxConnection::perform(const OkxRequest &request)
{
    const auto streams = confirmed(request);
    switch (request.operation) {
    case OkxRequest::Operation::Subscribe:
        return {subscribeTo(streams), {}};
    case OkxRequest::Operation::Unsubscribe:
        return {{}, unsubscribeFrom(streams)};
    }
    return {};
}

/// Each argument is answered on its own.
std::vector<std::string> OkxConnection::confirmed(const OkxRequest &request)
{
    std::vector<std::string> streams;
    for (const OkxArgument &argument : request.arguments) {
        if (auto refusal = refusalOf(argument)) {
            refusal->id = request.id;
            refuse(*refusal);
            continue;
        }
        confirm(request, argument);
        streams.push_back(okxwire::streamName(argument.channel, argument.symbol));
    }
    return streams;
}

std::optional<OkxRefusal> OkxConnection::refusalOf(const OkxArgument &argument) const
{
    if (isAmong(closedChannels, argument.channel))
        return OkxRefusal{60011, "Please log in"};
    if (isAmong(channels, argument.channel) && isListed(argument.symbol))
        return std::nullopt;
    std::string what = "channel:" + argument.channel;
    if (!argument.symbol.empty())
        what += ",instId:" + argument.symbol;
    return OkxRefusal{
        60018, "Wrong URL or " + what +
                   " doesn't exist. Please use the correct URL, channel and parameters referring to API "
                   "document."};
}

void OkxConnection::confirm(const OkxRequest &request, const OkxArgument &argument)
{
    const bool isAdded = request.operation == OkxRequest::Operation::Subscribe;
    std::string text = "{";
    if (!request.id.empty())
        appendJsonText(text, "id", request.id);
    appendJsonText(text, "event", isAdded ? "subscribe" : "unsubscribe");
    appendJsonKey(text, "arg");
    okxwire::appendArgument(text, argument.channel, argument.symbol);
    appendJsonText(text, "connId", m_connId);
    say(text + '}');
}

void OkxConnection::refuse(const OkxRefusal &refusal)
{
    std::string text = "{";
    if (!refusal.id.empty())
        appendJsonText(text, "id", refusal.id);
    appendJsonText(text, "event", "error");
    appendJsonText(text, "code", std::to_string(refusal.code));
    appendJsonText(text, "msg", refusal.message);
    appendJsonText(text, "connId", m_connId);
    say(text + '}');
}

} // namespace touchline
