// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/simconnection.h"

#include <algorithm>
#include <utility>

namespace touchline {

std::vector<Outgoing> SimConnection::takeOutput()
{
    return std::exchange(m_output, {});
}

void SimConnection::closeFor(std::string_view reason)
{
    m_closed = true;
    m_output.push_back({Outgoing::Kind::Close, std::string(reason)});
}

bool SimConnection::isListed(std::string_view symbol) const
{
    return std::any_of(m_listed.begin(), m_listed.end(), [&](const Instrument &instrument) {
        return instrument.symbol == symbol;
    });
}

bool SimConnection::isSubscribed(std::string_view stream) const
{
    return std::find(m_subscriptions.begin(), m_subscriptions.end(), stream) != m_subscriptions.end();
}

std::vector<std::string> SimConnection::subscribeTo(const std::vector<std::string> &streams)
{
    std::vector<std::string> added;
    for (const std::string &stream : streams) {
        if (isSubscribed(stream))
            continue;
        m_subscriptions.push_back(stream);
        added.push_back(stream);
    }
    return added;
}

std::vector<std::string> SimConnection::unsubscribeFrom(const std::vector<std::string> &streams)
{
    std::vector<std::string> removed;
    for (const std::string &stream : streams) {
        if (std::erase(m_subscriptions, stream) > 0)
            removed.push_back(stream);
    }
    return removed;
}

} // namespace touchline
