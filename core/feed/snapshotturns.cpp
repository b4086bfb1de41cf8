// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/snapshotturns.h"

#include <algorithm>

namespace touchline {

void SnapshotTurns::noteDue(SnapshotWay way, Instant due)
{
    on(way).earliestDue = std::min(on(way).earliestDue, due);
}

void SnapshotTurns::forgetDue()
{
    for (Way &way : m_ways)
        way.earliestDue = never;
}

bool SnapshotTurns::hasSpareRoom(Instant now) const
{
    const Cost &cost = on(SnapshotWay::Fetch).cost;
    return hasRoom(SnapshotWay::Fetch, now) && cost.budget->isSpare(cost.weight, now);
}

std::uint64_t SnapshotTurns::begin(SnapshotWay way, std::size_t book, Instant now)
{
    m_underWay.push_back({m_nextId, book, now + m_limits.timeout});
    on(way).cost.budget->spend(on(way).cost.weight, now);
    return m_nextId++;
}

std::optional<std::size_t> SnapshotTurns::end(std::uint64_t id)
{
    const auto request =
        std::find_if(m_underWay.begin(), m_underWay.end(), [id](const Request &one) { return one.id == id; });
    if (request == m_underWay.end())
        return std::nullopt;
    const std::size_t book = request->book;
    m_underWay.erase(request);
    return book;
}

void SnapshotTurns::endOf(std::size_t book)
{
    std::erase_if(m_underWay, [book](const Request &one) { return one.book == book; });
}

void SnapshotTurns::removeBook(std::size_t book, std::size_t last)
{
    endOf(book);
    for (Request &one : m_underWay)
        one.book = one.book == last ? book : one.book;
}

std::vector<std::size_t> SnapshotTurns::takeOverdue(Instant now)
{
    const auto first = std::stable_partition(
        m_underWay.begin(), m_underWay.end(), [now](const Request &one) { return now < one.deadline; });
    std::vector<std::size_t> books;
    std::transform(
        first, m_underWay.end(), std::back_inserter(books), [](const Request &one) { return one.book; });
    m_underWay.erase(first, m_underWay.end());
    return books;
}

Instant SnapshotTurns::nextTurn() const
{
    return isRoomUnderWay() ? std::min(m_ways[0].nextTurn(), m_ways[1].nextTurn()) : never;
}

Instant SnapshotTurns::Way::nextTurn() const
{
    return earliestDue == never ? never : cost.budget->nextFree(cost.weight, earliestDue);
}

Instant SnapshotTurns::nextOverdue() const
{
    Instant next = never;
    for (const Request &request : m_underWay)
        next = std::min(next, request.deadline);
    return next;
}

} // namespace touchline
