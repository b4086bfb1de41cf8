// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "venues/coinbaseparts.h"

#include <algorithm>

namespace touchline::coinbase {

namespace {

/// "BTC-USDC" for "BTC-USD"; empty if no other product has its book.
std::string aliasOf(std::string_view product)
{
    if (!product.ends_with("-USD"))
        return {};
    std::string alias = std::string(product) + 'C';
    return isAlias(alias) ? alias : std::string();
}

template <class Message> Message &roomFor(std::size_t index, Message &first, std::deque<Message> &more)
{
    if (index == 0)
        return first;
    return index <= more.size() ? more[index - 1] : more.emplace_back();
}

} // namespace

/// Source: Advanced Trade "WebSocket Endpoints" and "WebSocket Channels" as of 2026-08: the market data of a
/// -USDC product is that of the -USD product, but for two.
bool isAlias(std::string_view product)
{
    return product.ends_with("-USDC") && product != "USDT-USDC" && product != "EURC-USDC";
}

bool isSameBook(std::string_view product, std::string_view other)
{
    return product == other || aliasOf(product) == other || aliasOf(other) == product;
}

Followers followersOf(std::string_view product, const InstrumentLookup &instruments)
{
    const Instrument *const named = instruments(product);
    const std::string alias = aliasOf(product);
    const Instrument *const other = alias.empty() ? nullptr : instruments(alias);
    return named ? Followers{named, other} : Followers{other, nullptr};
}

BookDelta &Parts::nextDelta()
{
    return roomFor(m_deltas++, m_buffer.delta, m_buffer.moreDeltas);
}

BookSnapshot &Parts::nextSnapshot()
{
    return roomFor(m_snapshots++, m_buffer.snapshot, m_buffer.moreSnapshots);
}

void Parts::skip(std::string_view product)
{
    if (m_skipped.empty())
        m_skipped = product;
}

/// Should a venue come to send them oldest first, ids still tell.
void Parts::turnTrades(std::size_t first)
{
    const auto begin = m_buffer.batch.begin() + static_cast<std::ptrdiff_t>(first);
    const auto end = m_buffer.batch.end();
    const auto idOf = [](const FeedEvent &event) { return std::get<TradeEvent>(event).trade.id; };
    const auto isOlder = [idOf](const FeedEvent &a, const FeedEvent &b) { return idOf(a) < idOf(b); };
    std::reverse(begin, end);
    if (!std::is_sorted(begin, end, isOlder))
        std::stable_sort(begin, end, isOlder);
}

Expected<FeedEvent> Parts::whole() const
{
    if (m_buffer.batch.size() > 1)
        return FeedEvent(BatchEvent{});
    if (!m_buffer.batch.empty())
        return m_buffer.batch.front();
    if (m_skipped.empty())
        return FeedEvent(OtherEvent{});
    return failure(ErrorCode::UnknownSymbol, "'" + m_skipped + "' was not subscribed");
}

} // namespace touchline::coinbase
