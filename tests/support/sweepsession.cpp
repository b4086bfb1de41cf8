// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/sweepsession.h"

#include "sim/binanceusdm/simbinanceusdm.h"
#include "sim/okx/simokx.h"
#include "sim/simvenuetable.h"
#include "venues/venuetable.h"

#include <algorithm>
#include <span>

namespace touchline::test {

namespace {

using namespace std::chrono_literals;

constexpr Instant start = Instant::fromMillis(1'770'000'000'000);
/// A ban without a time (60 s) or a mute connection (60 s), then the longest waits to connect and to fetch.
constexpr Duration longestRecovery = 120s;
/// Each book is compared with a snapshot about once a minute.
constexpr Duration longestWrong = 90s;
constexpr std::size_t wholeBook = 10'000;

const std::vector<SymbolSpec> &smallMarkets()
{
    static const auto specs = findSymbols(std::vector<std::string>{"BTCUSDT", "SHIBDOGE", "XRPUSDT"}).value();
    return specs;
}

/// OKX's checksums prove its books in every second session, in the others its ids alone, as today. In every
/// third its books have to be asked for.
std::unique_ptr<SimVenue> simVenue(std::string_view name, std::uint64_t seed)
{
    BinanceLimits limits;
    limits.weightPerMinute = 1'000'000'000;
    if (name == "binance")
        return simBinanceSpot(limits);
    if (name == "okx")
        return simOkx({.hasChecksums = seed % 2 == 1, .sendsSnapshots = seed % 3 != 0});
    return name == "binance-usdm" ? simBinanceUsdm(limits) : makeSimVenue(name);
}

SeededOptions marketOptions(std::uint64_t seed, std::string_view venue)
{
    Random random(~seed);
    SeededOptions options;
    options.seed = seed + 1;
    options.levels = static_cast<int>(random.between(10, 60));
    options.updatesPerSecond = random.chance(15) ? random.between(10, 40) : random.between(60, 400);
    const auto listed = simVenue(venue, seed)->list(smallMarkets());
    const auto first = random.below(listed.size());
    options.symbols = {listed[first]};
    if (random.chance(40))
        options.symbols.push_back(listed[(first + 1) % listed.size()]);
    for (SymbolSpec &spec : options.symbols)
        spec.activity = 1000;
    return options;
}

std::vector<std::string> symbolsOf(const SimExchange &exchange)
{
    std::vector<std::string> symbols;
    for (const Instrument &instrument : exchange.instruments())
        symbols.push_back(instrument.symbol);
    return symbols;
}

/// Each session has some of the faults; a tenth has none.
FaultRates randomRates(Random &random)
{
    constexpr FaultRates most{300, 100,   15,    60,  8,     2'500, 800,  25,
                              25,  2'000, 2'500, 600, 2'000, 3'000, 4'000};
    FaultRates rates{};
    if (random.chance(10))
        return rates;
    for (std::size_t i = 0; i < rates.size(); ++i)
        rates[i] = random.chance(40) ? random.below(most[i] + 1) : 0;
    return rates;
}

/// Where lost frames stay unnoticed, so many best levels are compared; else all that the venue tells of.
std::size_t comparedDepth(const SweepVenue &venue, const FaultRates &rates)
{
    const std::size_t told = findVenue(venue.name)->bookRules().depth;
    const bool losesFrames = rates[static_cast<std::size_t>(Fault::FrameLost)] > 0;
    return venue.provenDepth > 0 && losesFrames ? venue.provenDepth : told;
}

OrderBook bookOf(const BookView &view)
{
    BookSnapshot snapshot;
    snapshot.bids = view.bids;
    snapshot.asks = view.asks;
    OrderBook book;
    static_cast<void>(book.load(snapshot));
    return book;
}

/// Grows whenever the book may have become another one.
std::uint64_t updatesOf(const BookFeed &feed)
{
    return feed.counters().deltas + feed.counters().snapshots;
}

} // namespace

SweepSession::SweepSession(std::uint64_t seed, SweepTally &tally, SweepVenue venue)
    : SweepSession(seed, tally, venue, std::nullopt, std::nullopt)
{
}

SweepSession::SweepSession(
    std::uint64_t seed, SweepTally &tally, FaultRates rates, Duration faultTime, SweepVenue venue)
    : SweepSession(seed, tally, venue, std::optional(rates), std::optional(faultTime))
{
}

SweepSession::SweepSession(
    std::uint64_t seed, SweepTally &tally, SweepVenue venue, std::optional<FaultRates> rates,
    std::optional<Duration> faultTime)
    : m_seed(seed),
      m_tally(tally),
      m_venue(*findVenue(venue.name)),
      m_idStep(m_venue.bookRules().chain == Chain::None ? 0 : venue.idStep),
      m_random(seed),
      m_rates(rates.value_or(randomRates(m_random))),
      m_exchange(marketOptions(seed, venue.name), simVenue(venue.name, seed)),
      m_truth(m_exchange, symbolsOf(m_exchange), comparedDepth(venue, m_rates)),
      m_network(m_venue, m_exchange, m_truth, m_random, m_rates),
      m_session(m_venue, sessionOptions(), m_exchange.instruments()),
      m_compared(m_exchange.instruments().size()),
      m_faultTime(faultTime.value_or(std::chrono::milliseconds(m_random.between(500, 8'000)))),
      m_now(start)
{
}

SessionOptions SweepSession::sessionOptions() const
{
    SessionOptions options;
    options.hosts = {"http://exchange", "ws://exchange"};
    options.seed = m_seed;
    return options;
}

std::optional<std::string> SweepSession::run()
{
    m_network.begin(m_now);
    m_network.perform(m_session.start(m_now), m_now);
    const bool isRight = advanceTo(start + m_faultTime);
    m_network.setFaults({});
    if (isRight)
        static_cast<void>(recovers());
    addUp();
    return verdict();
}

std::optional<std::string> SweepSession::verdict() const
{
    return m_wrong.empty() ? std::nullopt : std::optional("seed " + std::to_string(m_seed) + ": " + m_wrong);
}

std::optional<std::string> SweepSession::runAltered(std::uint64_t rate)
{
    m_network.setFaults({});
    m_isAltered = true;
    m_network.begin(m_now);
    m_network.perform(m_session.start(m_now), m_now);
    m_network.alterLevels(rate);
    static_cast<void>(advanceTo(start + m_faultTime));
    m_network.alterLevels(0);
    static_cast<void>(advanceTo(m_now + longestWrong));
    for (std::size_t i = 0; i < m_session.bookCount(); ++i) {
        if (!m_session.book(i).status().isLive() || !isTrue(i))
            static_cast<void>(fail(i, "no audit has noticed a changed digit"));
    }
    addUp();
    return verdict();
}

std::optional<std::uint64_t> SweepSession::truthOf(
    std::size_t symbol, const OrderBook &book, std::uint64_t claimed, std::uint64_t from) const
{
    if (m_idStep == 0)
        return m_truth.idOf(symbol, m_truth.cut(book), from);
    const std::uint64_t id = claimed / m_idStep;
    const OrderBook *const truth = claimed % m_idStep == 0 ? m_truth.at(symbol, id) : nullptr;
    return truth && id >= from && m_truth.cut(book) == *truth ? std::optional(id) : std::nullopt;
}

bool SweepSession::isTrue(std::size_t symbol) const
{
    const BookFeed &feed = m_session.book(symbol);
    return truthOf(symbol, feed.book(), feed.updateId(), 0).has_value();
}

void SweepSession::noteWrong()
{
    for (std::size_t i = 0; i < m_session.bookCount(); ++i) {
        const BookFeed &feed = m_session.book(i);
        if (!feed.status().isLive() || updatesOf(feed) == m_compared[i].updates)
            continue;
        m_compared[i].updates = updatesOf(feed);
        m_tally.wrong += isTrue(i) ? 0U : 1U;
    }
}

bool SweepSession::advanceTo(Instant end)
{
    while (true) {
        const auto deadline = m_session.nextDeadline();
        const Instant next = deadline ? std::min(*deadline, m_network.nextAt()) : m_network.nextAt();
        if (next > end) {
            m_now = end;
            return true;
        }
        m_now = std::max(m_now, next);
        if (deadline == next) {
            m_network.perform(m_session.onDeadline(m_now), m_now);
        } else if (const auto arrival = m_network.step()) {
            m_network.perform(deliver(*arrival), m_now);
        } else {
            continue;
        }
        if (!check())
            return false;
    }
}

/// Nothing goes wrong any more: every book becomes live and passes the id at which the faults ended.
bool SweepSession::recovers()
{
    const Instant ended = m_now;
    std::vector<std::uint64_t> ids;
    for (std::size_t i = 0; i < m_session.bookCount(); ++i)
        ids.push_back(m_truth.newestId(i));
    while (!isCaughtUp(ids)) {
        if (m_now - ended > longestRecovery)
            return fail(0, "not live again after the faults ended");
        if (!advanceTo(m_now + 100ms))
            return false;
    }
    m_tally.longestRecovery = std::max(m_tally.longestRecovery, m_now - ended);
    return true;
}

bool SweepSession::isCaughtUp(const std::vector<std::uint64_t> &ids) const
{
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const BookFeed &feed = m_session.book(i);
        if (!feed.status().isLive() || m_compared[i].id <= ids[i])
            return false;
    }
    return true;
}

FeedActions SweepSession::deliver(const Arrival &arrival)
{
    if (const auto *frame = std::get_if<Frame>(&arrival))
        return m_session.onFrame(frame->stream, frame->text, m_now);
    if (const auto *reply = std::get_if<HttpReply>(&arrival))
        return m_session.onReply(*reply, m_now);
    if (const auto *closed = std::get_if<Closed>(&arrival))
        return m_session.onStreamClosed(closed->stream, closed->error, m_now);
    return m_session.onStreamOpened(std::get<Opened>(arrival).stream, m_now);
}

bool SweepSession::check()
{
    if (m_isAltered) {
        noteWrong();
        return true;
    }
    for (std::size_t i = 0; i < m_session.bookCount(); ++i) {
        const FeedState state = m_session.book(i).status().state;
        const bool isUsable = state == FeedState::Live || state == FeedState::Stale;
        if (!isUsable)
            m_compared[i] = {};
        if (isUsable && !checkLive(i))
            return false;
        if (m_random.chance(isUsable ? 1 : 5) && !checkShown(i))
            return false;
    }
    return true;
}

/// Every book that a live feed reaches is compared once.
bool SweepSession::checkLive(std::size_t symbol)
{
    const BookFeed &feed = m_session.book(symbol);
    if (feed.integrity().audit.mismatched > 0)
        return fail(symbol, "a right book was called wrong: " + feed.breaks()->back().cause);
    Compared &compared = m_compared[symbol];
    if (updatesOf(feed) == compared.updates)
        return true;
    const auto id = truthOf(symbol, feed.book(), feed.updateId(), compared.id);
    if (!id)
        return fail(symbol, isTrue(symbol) ? "a live book went back" : "a live book differs from the truth");
    compared = {*id, updatesOf(feed)};
    ++m_tally.compared;
    return true;
}

/// What is on show, live or not, was once the truth.
bool SweepSession::checkShown(std::size_t symbol)
{
    const BookView shown = *m_session.book(symbol).takeView(wholeBook, m_now).book;
    if (shown.updateId == 0 && shown.bids.empty() && shown.asks.empty())
        return true;
    if (m_idStep > 0 && shown.updateId == 0)
        return fail(symbol, "levels without an id");
    if (!truthOf(symbol, bookOf(shown), shown.updateId, 0))
        return fail(symbol, "the book on show never was the truth");
    ++m_tally.shown;
    return true;
}

bool SweepSession::fail(std::size_t symbol, const std::string &what)
{
    const BookFeed &feed = m_session.book(symbol);
    m_wrong = what + " (" + feed.instrument().symbol + ", " + std::string(stateName(feed.status().state)) +
              " at " + std::to_string(feed.updateId()) + ", " + std::to_string((m_now - start).count()) +
              " ns after the start)";
    return false;
}

void SweepSession::addUp()
{
    ++m_tally.sessions;
    m_tally.frames += m_session.frames();
    m_tally.virtualTime += m_now - start;
    m_tally.altered += m_network.altered();
    for (std::size_t i = 0; i < m_session.bookCount(); ++i) {
        m_tally.applied += m_session.book(i).counters().deltas;
        m_tally.counters += m_session.book(i).counters();
        const AuditTally &audit = m_session.book(i).integrity().audit;
        m_tally.quotesVerified += audit.quotesVerified;
        m_tally.snapshotsVerified += audit.snapshotsVerified;
        m_tally.checksumsVerified += audit.checksumsVerified;
        m_tally.mismatched += audit.mismatched;
    }
    for (std::size_t i = 0; i < faultCount; ++i)
        m_tally.faults[i] += m_network.faults()[i];
}

} // namespace touchline::test
