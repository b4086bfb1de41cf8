// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/coinbase/coinbaseconnection.h"

#include "sim/coinbase/coinbasechannels.h"
#include "sim/coinbase/coinbasewire.h"
#include "venues/coinbaseparts.h"

#include <utility>

namespace touchline {

namespace {

constexpr std::string_view heartbeatChannel = "heartbeats";

bool isOfProducts(std::string_view channel)
{
    return channel == "level2" || channel == "market_trades";
}

std::map<std::string, std::vector<std::string>> byChannel(const std::vector<std::string> &streams)
{
    std::map<std::string, std::vector<std::string>> products;
    for (const std::string &stream : streams) {
        const CoinbaseStreamParts parts = coinbaseStreamParts(stream);
        products[std::string(parts.channel)].emplace_back(
            parts.product.empty() ? parts.channel : parts.product);
    }
    return products;
}

} // namespace

CoinbaseConnection::CoinbaseConnection(Instant now, CoinbaseLimits limits)
    : m_limits(limits),
      m_messages(limits.messagesPerSecond, std::chrono::seconds(1)),
      m_openedAt(now),
      m_saidAt(now),
      m_heartbeatAt(now)
{
}

SubscriptionChange CoinbaseConnection::open(std::string_view target)
{
    if (target != "/" && !target.empty())
        closeFor("there is nothing at this path");
    return {};
}

SubscriptionChange CoinbaseConnection::receive(std::string_view text, Instant now)
{
    if (isClosed())
        return {};
    const bool isAdmitted = m_messages.admits(now);
    const auto request = isAdmitted ? parseCoinbaseRequest(text) : std::nullopt;
    if (!isAdmitted)
        say(coinbasewire::error("rate limit exceeded"));
    else if (!request)
        say(coinbasewire::error("Malformed JSON"));
    else if (request->type != "subscribe" && request->type != "unsubscribe")
        say(coinbasewire::error("Type has to be either subscribe or unsubscribe"));
    else
        return apply(*request);
    return {};
}

SubscriptionChange CoinbaseConnection::apply(const CoinbaseRequest &request)
{
    SubscriptionChange change;
    const auto streams = streamsOf(request);
    if (streams.empty())
        return change;
    if (request.type == "subscribe")
        change.added = subscribeTo(streams);
    else
        change.removed = unsubscribeFrom(streams);
    m_hasSubscribed = true;
    m_changes.push_back(byChannel(subscriptions()));
    return change;
}

std::vector<std::string> CoinbaseConnection::streamsOf(const CoinbaseRequest &request)
{
    if (request.channel == heartbeatChannel)
        return {request.channel};
    if (!isOfProducts(request.channel) || request.products.empty()) {
        say(coinbasewire::error(
            isOfProducts(request.channel) ? "No products provided"
                                          : request.channel + " is not a valid channel"));
        return {};
    }
    std::vector<std::string> streams;
    for (const std::string &product : request.products) {
        const std::string name = nameOnStream(product);
        if (name.empty()) {
            say(coinbasewire::error(product + " is not a valid product"));
            return {};
        }
        streams.push_back(coinbaseStream(request.channel, name));
    }
    return streams;
}

std::string CoinbaseConnection::nameOnStream(const std::string &product) const
{
    if (isListed(product))
        return product;
    const std::string other = coinbase::isAlias(product) ? product.substr(0, product.size() - 1) : "";
    return isListed(other) ? other : std::string();
}

void CoinbaseConnection::keepAlive(Instant now)
{
    if (isClosed())
        return;
    for (const auto &products : std::exchange(m_changes, {}))
        sayNumbered(coinbasewire::subscriptions(products, now));
    if (std::exchange(m_hasSaid, false))
        m_saidAt = now;
    if (!isSubscribed(heartbeatChannel))
        m_heartbeatAt = now;
    if (isOverdue(now))
        return closeFor("nothing is subscribed, or nothing was said for too long");
    if (now - m_heartbeatAt < m_limits.heartbeatEvery)
        return;
    m_heartbeatAt = now;
    sayNumbered(coinbasewire::heartbeat(m_heartbeats++, now));
}

bool CoinbaseConnection::isOverdue(Instant now) const
{
    return (!m_hasSubscribed && now - m_openedAt >= m_limits.subscribeWithin) ||
           now - m_saidAt >= m_limits.longestSilence;
}

void CoinbaseConnection::deliver(std::string_view /*stream*/, std::string_view payload)
{
    if (!isClosed())
        sayNumbered(payload);
}

void CoinbaseConnection::sayNumbered(std::string_view frame)
{
    m_hasSaid = true;
    say(coinbasewire::numbered(frame, m_nextNumber++));
}

} // namespace touchline
