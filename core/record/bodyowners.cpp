// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/bodyowners.h"

namespace touchline {

void BodyOwners::noteUpdate(std::string_view symbol, const IdRange &ids)
{
    auto known = m_symbols.find(symbol);
    if (known == m_symbols.end())
        known = m_symbols.emplace(symbol, Symbol()).first;
    Symbol &updated = known->second;
    updated.last = ids;
    for (; updated.met < m_bodies.size(); ++updated.met)
        consider(m_bodies[updated.met], symbol, ids);
}

void BodyOwners::noteBody(std::uint64_t lastUpdateId)
{
    Body &body = m_bodies.emplace_back(Body{.lastUpdateId = lastUpdateId});
    for (const auto &[name, symbol] : m_symbols)
        consider(body, name, symbol.last);
}

void BodyOwners::consider(Body &body, std::string_view symbol, const IdRange &ids)
{
    std::uint64_t distance = 0;
    if (body.lastUpdateId < ids.first)
        distance = ids.first - body.lastUpdateId;
    else if (body.lastUpdateId > ids.last)
        distance = body.lastUpdateId - ids.last;
    // Of two that are equally near the first by name, so that the order of the lines does not matter.
    if (distance > body.distance || (distance == body.distance && symbol >= body.symbol))
        return;
    body.distance = distance;
    body.symbol = symbol;
}

std::vector<std::string> BodyOwners::symbols() const
{
    std::vector<std::string> symbols;
    for (const Body &body : m_bodies)
        symbols.push_back(body.symbol);
    return symbols;
}

} // namespace touchline
