// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/replaymarkets.h"

#include <algorithm>
#include <limits>
#include <set>
#include <simdjson.h>

namespace touchline {

namespace {

constexpr std::string_view frameHead = R"({"stream":")";
constexpr std::string_view payloadHead = R"(","data":)";

struct RawFrame {
    std::string_view stream;
    std::string_view payload;
};

/// The two parts of a combined frame, as recorded. Nothing for any other text.
std::optional<RawFrame> split(std::string_view frame)
{
    if (!frame.starts_with(frameHead) || !frame.ends_with('}'))
        return std::nullopt;
    frame.remove_prefix(frameHead.size());
    const auto end = frame.find(payloadHead);
    if (end == std::string_view::npos)
        return std::nullopt;
    const auto begin = end + payloadHead.size();
    return RawFrame{frame.substr(0, end), frame.substr(begin, frame.size() - begin - 1)};
}

/// The trade id of a trade's payload, 0 if it has none.
std::int64_t tradeId(std::string_view payload)
{
    simdjson::dom::parser parser;
    std::int64_t id = 0;
    const auto error = parser.parse(payload.data(), payload.size())["t"].get(id);
    return error == simdjson::SUCCESS ? id : 0;
}

/// Frames that one call of advance() plays at most, so that a slow listener can be noticed in between.
constexpr std::size_t batch = 500;

} // namespace

Expected<ReplayMarkets> ReplayMarkets::load(ReplayTape tape, const Venue &venue, ReplaySpeed speed)
{
    ReplayMarkets markets(std::move(tape), venue, speed);
    markets.learnInstruments();
    const std::size_t start = markets.lastFirstSync();
    markets.rewind();
    while (markets.m_next < start)
        markets.take(markets.m_tape.entries[markets.m_next++], nullptr);
    markets.listSyncedBooks();
    if (markets.m_instruments.empty())
        return failure(
            ErrorCode::DamagedRecording,
            "the recording holds no order book that can be served: it needs Binance Spot depth frames and a "
            "snapshot of the same symbol");
    markets.leaveOutRecordedStreams();
    markets.m_tapeStart = markets.m_tape.entries[start - 1].time;
    return markets;
}

const Listing *ReplayMarkets::open(std::string_view symbol, Instant) const
{
    const auto at = m_books.find(symbol);
    return at != m_books.end() && at->second.isListed ? &at->second.listing : nullptr;
}

void ReplayMarkets::onSubscribed(
    const Subscription & /*subscription*/, std::string_view symbol, Instant now, StreamHub & /*hub*/)
{
    if (!m_startedAt && open(symbol, now))
        m_startedAt = now;
}

void ReplayMarkets::advance(Instant now, StreamHub &hub)
{
    if (!m_startedAt || isFinished())
        return;
    const Instant until = m_speed ? playhead(now) : Instant{std::numeric_limits<std::int64_t>::max()};
    for (std::size_t played = 0; played < batch && !isFinished(); ++played) {
        const ReplayEntry &entry = m_tape.entries[m_next];
        if (entry.time > until)
            break;
        ++m_next;
        flush(entry.time, hub);
        take(entry, &hub);
    }
    if (isFinished())
        flush(Instant{std::numeric_limits<std::int64_t>::max()}, hub);
    else if (m_speed)
        flush(std::min(until, m_tape.entries[m_next].time), hub);
}

Instant ReplayMarkets::exchangeTime(Instant now) const
{
    if (!m_startedAt)
        return m_tapeStart;
    return m_speed ? playhead(now) : m_tape.entries[m_next - 1].time;
}

void ReplayMarkets::learnInstruments()
{
    for (const ReplayEntry &entry : m_tape.entries) {
        if (entry.kind != ReplayEntry::Kind::Instruments)
            continue;
        const auto instruments = m_venue->decodeInstruments(entry.text);
        if (!instruments) {
            ++m_unusable;
            continue;
        }
        for (const Instrument &instrument : *instruments)
            m_known.insert_or_assign(instrument.symbol, instrument);
    }
}

void ReplayMarkets::rewind()
{
    m_books.clear();
    m_next = 0;
    m_unusable = 0;
}

/// How many entries it takes until every symbol with a snapshot has had a true book once. Reads no further
/// than needed, or to the end when a symbol's snapshot never fits its stream.
std::size_t ReplayMarkets::lastFirstSync()
{
    std::set<std::string_view> waiting;
    for (const ReplayEntry &entry : m_tape.entries) {
        if (entry.kind == ReplayEntry::Kind::Snapshot)
            waiting.insert(entry.symbol);
    }
    std::size_t last = 0;
    while (!waiting.empty() && !isFinished()) {
        take(m_tape.entries[m_next++], nullptr);
        const auto arrived = std::erase_if(waiting, [this](std::string_view symbol) {
            const auto at = m_books.find(symbol);
            return at != m_books.end() && at->second.sync.isSynced();
        });
        if (arrived > 0)
            last = m_next;
    }
    return last;
}

void ReplayMarkets::listSyncedBooks()
{
    for (auto &[symbol, book] : m_books) {
        book.isListed = book.sync.isSynced();
        if (book.isListed)
            m_instruments.push_back(book.listing.instrument);
    }
}

/// What the recording has is served as recorded; what it lacks is made from its books.
void ReplayMarkets::leaveOutRecordedStreams()
{
    std::set<std::string_view> streams;
    for (const ReplayEntry &entry : m_tape.entries) {
        if (const auto raw = split(entry.text); raw && entry.kind == ReplayEntry::Kind::Frame)
            streams.insert(raw->stream);
    }
    for (const std::string_view stream : streams) {
        if (const auto at = m_books.find(symbolOfStream(stream)); at != m_books.end())
            at->second.streams.leaveOut(stream);
    }
}

void ReplayMarkets::flush(Instant until, StreamHub &hub)
{
    for (auto &[symbol, book] : m_books)
        book.streams.flushUntil(until, book.listing, hub);
}

void ReplayMarkets::take(const ReplayEntry &entry, StreamHub *hub)
{
    switch (entry.kind) {
    case ReplayEntry::Kind::Frame:
        return takeFrame(entry, hub);
    case ReplayEntry::Kind::Snapshot:
        return takeSnapshot(entry);
    case ReplayEntry::Kind::Instruments:
        return;
    }
}

void ReplayMarkets::takeFrame(const ReplayEntry &entry, StreamHub *hub)
{
    const auto raw = split(entry.text);
    if (!raw) {
        ++m_unusable;
        return;
    }
    const auto event = m_venue->decodeFrame(
        entry.text, [this](std::string_view symbol) { return &bookOf(symbol).listing.instrument; },
        m_decoded);
    if (!event)
        ++m_unusable;
    else if (const auto *depth = std::get_if<DepthEvent>(&*event))
        takeDepth(*depth, entry.time, hub);
    else if (const auto *trade = std::get_if<TradeEvent>(&*event))
        takeTrade(*trade, tradeId(raw->payload), entry.time);
    if (hub)
        hub->publish(std::string(raw->stream), raw->payload);
}

void ReplayMarkets::takeDepth(const DepthEvent &event, Instant at, StreamHub *hub)
{
    Book &book = bookOf(event.instrument->symbol);
    const auto outcome = book.sync.onDelta(*event.delta, book.listing.book);
    if (!outcome)
        ++m_unusable;
    if (!outcome || *outcome != BookSync::Outcome::Applied)
        return;
    book.listing.updateId = book.sync.lastUpdateId();
    if (!hub)
        return;
    MarketStep step{*event.delta, {}};
    step.delta.exchangeTime = at;
    book.streams.onStep(step, book.listing, *hub);
}

void ReplayMarkets::takeTrade(const TradeEvent &event, std::int64_t id, Instant at)
{
    const Trade &trade = event.trade;
    const bool buyerIsMaker = trade.aggressor == Aggressor::Seller;
    bookOf(event.instrument->symbol)
        .listing.tape.add({id, trade.price, trade.qty, buyerIsMaker, trade.exchangeTime.value_or(at)});
}

/// A book that stands needs no other snapshot: a later one may be older than the book and hold fewer levels.
void ReplayMarkets::takeSnapshot(const ReplayEntry &entry)
{
    Book &book = bookOf(entry.symbol);
    if (book.sync.isSynced())
        return;
    const auto snapshot = m_venue->decodeSnapshot(entry.text, book.listing.instrument);
    if (!snapshot || !book.sync.onSnapshot(*snapshot, book.listing.book)) {
        ++m_unusable;
        return;
    }
    book.listing.updateId = book.sync.lastUpdateId();
}

ReplayMarkets::Book &ReplayMarkets::bookOf(std::string_view symbol)
{
    if (const auto at = m_books.find(symbol); at != m_books.end())
        return at->second;
    const auto known = m_known.find(symbol);
    Instrument instrument = known == m_known.end() ? bareInstrument(std::string(symbol)) : known->second;
    return m_books.try_emplace(std::string(symbol), std::move(instrument)).first->second;
}

Instant ReplayMarkets::playhead(Instant now) const
{
    return m_tapeStart + (now - *m_startedAt) / recordedPace * *m_speed;
}

} // namespace touchline
