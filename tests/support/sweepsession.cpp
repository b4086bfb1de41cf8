// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/sweepsession.h"

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

SeededOptions marketOptions(std::uint64_t seed)
{
    Random random(~seed);
    SeededOptions options;
    options.seed = seed + 1;
    options.levels = static_cast<int>(random.between(10, 60));
    options.updatesPerSecond = random.chance(15) ? random.between(10, 40) : random.between(60, 400);
    const auto first = random.below(smallMarkets().size());
    options.symbols = {smallMarkets()[first]};
    if (random.chance(40))
        options.symbols.push_back(smallMarkets()[(first + 1) % smallMarkets().size()]);
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

std::unique_ptr<SimVenue> withoutLimits()
{
    BinanceLimits limits;
    limits.weightPerMinute = 1'000'000'000;
    return simBinanceSpot(limits);
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

std::vector<Level> levelsOf(const BookSide &side)
{
    std::vector<Level> all;
    side.copyBest(wholeBook, all);
    return all;
}

} // namespace

SweepSession::SweepSession(std::uint64_t seed, SweepTally &tally)
    : m_seed(seed),
      m_tally(tally),
      m_random(seed),
      m_exchange(marketOptions(seed), withoutLimits()),
      m_truth(m_exchange, symbolsOf(m_exchange)),
      m_network(m_exchange, m_truth, m_random, randomRates(m_random)),
      m_session(*findVenue("binance"), sessionOptions(), m_exchange.instruments()),
      m_comparedIds(m_exchange.instruments().size()),
      m_faultTime(std::chrono::milliseconds(m_random.between(500, 8'000))),
      m_now(start)
{
}

SweepSession::SweepSession(std::uint64_t seed, SweepTally &tally, FaultRates rates, Duration faultTime)
    : SweepSession(seed, tally)
{
    m_network.setFaults(rates);
    m_faultTime = faultTime;
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

bool SweepSession::isTrue(std::size_t symbol) const
{
    const OrderBook *truth = m_truth.at(symbol, m_session.book(symbol).updateId());
    return truth && m_session.book(symbol).book() == *truth;
}

void SweepSession::noteWrong()
{
    for (std::size_t i = 0; i < m_session.bookCount(); ++i) {
        const BookFeed &feed = m_session.book(i);
        if (!feed.status().isLive() || feed.updateId() == m_comparedIds[i])
            continue;
        m_comparedIds[i] = feed.updateId();
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
        if (!feed.status().isLive() || feed.updateId() <= ids[i])
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
            m_comparedIds[i] = 0;
        if (isUsable && !checkLive(i))
            return false;
        if (m_random.chance(isUsable ? 1 : 5) && !checkShown(i))
            return false;
    }
    return true;
}

/// Every id that a live book reaches is compared once, whole.
bool SweepSession::checkLive(std::size_t symbol)
{
    const BookFeed &feed = m_session.book(symbol);
    if (feed.integrity().audit.mismatched > 0)
        return fail(symbol, "a right book was called wrong: " + feed.breaks()->back().cause);
    if (feed.updateId() == m_comparedIds[symbol])
        return true;
    if (feed.updateId() < m_comparedIds[symbol])
        return fail(symbol, "a live book went back");
    m_comparedIds[symbol] = feed.updateId();
    const OrderBook *truth = m_truth.at(symbol, feed.updateId());
    if (!truth)
        return fail(symbol, "live at an id that the exchange never showed");
    if (!(feed.book() == *truth))
        return fail(symbol, "a live book differs from the truth");
    ++m_tally.compared;
    return true;
}

/// What is on show, live or not, was once the truth.
bool SweepSession::checkShown(std::size_t symbol)
{
    const BookView shown = *m_session.book(symbol).takeView(wholeBook, m_now).book;
    if (shown.updateId == 0)
        return shown.bids.empty() && shown.asks.empty() ? true : fail(symbol, "levels without an id");
    const OrderBook *truth = m_truth.at(symbol, shown.updateId);
    if (!truth || shown.bids != levelsOf(truth->bids()) || shown.asks != levelsOf(truth->asks()))
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
        m_tally.mismatched += audit.mismatched;
    }
    for (std::size_t i = 0; i < faultCount; ++i)
        m_tally.faults[i] += m_network.faults()[i];
}

} // namespace touchline::test
