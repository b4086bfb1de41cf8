// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Input: what happens to a session on two symbols, a byte for each step: updates that arrive, are lost or
// come again, answers of any age, connections, deadlines, damaged frames. Whatever the order: a live book is
// the true one at its id, and what is on show was true once.
#include "feed/feedsession.h"
#include "fuzzinput.h"
#include "venues/venuetable.h"

#include <array>
#include <map>

using namespace touchline;

namespace {

constexpr Instant start = Instant::fromMillis(1'770'000'000'000);
constexpr std::array<std::string_view, 2> symbols{"AUSDT", "BUSDT"};
constexpr std::size_t wholeBook = 100;
constexpr int printedDecimals = 8;

std::string levelText(const Level &level)
{
    return "[\"" + format(level.price, printedDecimals) + "\",\"" + format(level.qty, printedDecimals) +
           "\"]";
}

std::string levelsText(const std::vector<Level> &levels)
{
    std::string text = "[";
    for (const Level &level : levels)
        text += (text.size() > 1 ? "," : "") + levelText(level);
    return text + "]";
}

std::vector<Level> levelsOf(const BookSide &side)
{
    std::vector<Level> levels;
    side.copyBest(wholeBook, levels);
    return levels;
}

/// A market that is never crossed, and all that it ever was.
class TrueMarket {
public:
    explicit TrueMarket(std::string_view symbol) : m_symbol(symbol) { m_history[m_id] = m_book; }

    /// The next update, as a frame.
    const std::string &update(FuzzInput &input)
    {
        BookDelta delta;
        delta.ids.first = m_id + 1;
        delta.ids.last = m_id = delta.ids.first + static_cast<std::uint64_t>(input.below(3));
        delta.bids = {Level{Price(1 + input.below(9)), Qty(input.below(3))}};
        delta.asks = {Level{Price(11 + input.below(9)), Qty(input.below(3))}};
        require(m_book.apply(delta).has_value(), "the true market is never crossed");
        m_history[m_id] = m_book;
        return m_frames.emplace_back(
            R"({"e":"depthUpdate","E":1770000000000,"s":")" + m_symbol + R"(","U":)" +
            std::to_string(delta.ids.first) + R"(,"u":)" + std::to_string(delta.ids.last) + R"(,"b":)" +
            levelsText(delta.bids) + R"(,"a":)" + levelsText(delta.asks) + "}");
    }

    /// One of the last frames again, or nothing that a book could use.
    [[nodiscard]] std::string oldFrame(FuzzInput &input) const
    {
        const auto age = static_cast<std::size_t>(input.below(8));
        return age < m_frames.size() ? m_frames[m_frames.size() - 1 - age] : "{}";
    }

    /// The true book of some moment.
    [[nodiscard]] std::string snapshot(FuzzInput &input) const
    {
        auto at = m_history.rbegin();
        for (int age = input.below(8); age > 0 && std::next(at) != m_history.rend(); --age)
            ++at;
        return R"({"lastUpdateId":)" + std::to_string(at->first) + R"(,"bids":)" +
               levelsText(levelsOf(at->second.bids())) + R"(,"asks":)" +
               levelsText(levelsOf(at->second.asks())) + "}";
    }

    [[nodiscard]] const OrderBook *at(std::uint64_t id) const
    {
        const auto found = m_history.find(id);
        return found == m_history.end() ? nullptr : &found->second;
    }

private:
    std::string m_symbol;
    std::uint64_t m_id = 100;
    OrderBook m_book;
    std::map<std::uint64_t, OrderBook> m_history;
    std::vector<std::string> m_frames;
};

std::vector<Instrument> instruments()
{
    std::vector<Instrument> all;
    for (const std::string_view symbol : symbols)
        all.push_back(bareInstrument(std::string(symbol)));
    return all;
}

class CheckedSession {
public:
    CheckedSession() { perform(m_session.start(m_now)); }

    void step(FuzzInput &input)
    {
        const int kind = input.below(24);
        TrueMarket &market = m_markets[static_cast<std::size_t>(input.below(2))];
        if (kind < 8)
            frame(market.update(input));
        else if (kind < 10)
            market.update(input); // lost
        else if (kind < 12)
            frame(market.oldFrame(input));
        else if (kind < 16)
            answer(input);
        else if (kind < 20)
            passTime(input);
        else
            connection(input);
        check(input.below(2) == 0);
    }

private:
    void frame(std::string_view text) { perform(m_session.onFrame(m_heard, text, m_now)); }

    void answer(FuzzInput &input)
    {
        constexpr std::array<int, 8> statuses{200, 200, 200, 200, 429, 418, 500, 0};
        if (m_fetches.empty())
            return;
        const FetchUrl fetch = m_fetches[static_cast<std::size_t>(input.below(8)) % m_fetches.size()];
        const auto market = static_cast<std::size_t>(fetch.symbol == symbols[1]);
        HttpReply reply;
        reply.id = fetch.id;
        reply.status = statuses[static_cast<std::size_t>(input.below(8))];
        reply.body = input.below(8) == 0 ? "{}" : m_markets[market].snapshot(input);
        perform(m_session.onReply(reply, m_now));
    }

    void passTime(FuzzInput &input)
    {
        const auto deadline = m_session.nextDeadline();
        if (input.below(2) == 0 || !deadline)
            m_now = m_now + std::chrono::milliseconds(input.below(256) * 20);
        else
            m_now = std::max(m_now, *deadline);
        runDeadlines();
    }

    void runDeadlines()
    {
        constexpr int most = 8;
        int runs = 0;
        for (auto due = m_session.nextDeadline(); due && *due <= m_now; due = m_session.nextDeadline()) {
            perform(m_session.onDeadline(m_now));
            require(++runs < most, "a deadline that was met is not due again");
        }
    }

    void connection(FuzzInput &input)
    {
        constexpr std::array<std::string_view, 6> frames{
            R"({"e":"depthUpdate","E":1,"s":"AUSDT","U":1)",
            R"({"result":null,"id":1})",
            R"({"e":"depthUpdate","E":1,"s":"ZUSDT","U":1,"u":2,"b":[],"a":[]})",
            R"({"e":"serverShutdown","E":1770123456789})",
            R"({"code":2,"msg":"Invalid request"})",
            R"({"e":"depthUpdate","E":1,"s":"AUSDT","U":9,"u":2,"b":[],"a":[]})"};
        switch (input.below(8)) {
        case 0:
            return perform(m_session.reconnect(m_now));
        case 1:
            return frame(frames[static_cast<std::size_t>(input.below(6))]);
        case 2:
            return m_session.onPong(m_heard, m_now);
        case 3:
            return perform(m_session.onStreamClosed(m_heard, {ErrorCode::ConnectionClosed, "cut"}, m_now));
        case 4:
            m_heard = m_session.stream();
            return;
        default:
            return open();
        }
    }

    /// The newest connection opens, and is the one that is heard.
    void open()
    {
        m_heard = m_newest;
        perform(m_session.onStreamOpened(m_newest, m_now));
    }

    void perform(const FeedActions &actions)
    {
        for (const FeedAction &action : actions) {
            if (const auto *opening = std::get_if<OpenStream>(&action))
                m_newest = opening->stream;
            else if (const auto *fetch = std::get_if<FetchUrl>(&action))
                m_fetches.push_back(*fetch);
        }
    }

    void check(bool looks)
    {
        for (std::size_t i = 0; i < symbols.size(); ++i) {
            BookFeed &feed = m_session.book(i);
            const FeedState state = feed.status().state;
            if (state == FeedState::Live || state == FeedState::Stale)
                checkLive(feed, m_markets[i]);
            else
                require(state == FeedState::Connecting || !feed.status().reason.empty(), "a state says why");
            if (looks)
                checkShown(*feed.takeView(wholeBook, m_now).book, m_markets[i]);
        }
    }

    static void checkLive(const BookFeed &feed, const TrueMarket &market)
    {
        const OrderBook *truth = market.at(feed.updateId());
        require(truth, "a live book stands at an id that the market had");
        require(feed.book() == *truth, "a live book is the true one");
        require(feed.integrity().completeId == feed.updateId(), "a live book is complete up to its id");
    }

    static void checkShown(const BookView &shown, const TrueMarket &market)
    {
        if (shown.updateId == 0) {
            require(shown.bids.empty() && shown.asks.empty(), "levels have an id");
            return;
        }
        const OrderBook *truth = market.at(shown.updateId);
        require(truth, "what is on show has an id that the market had");
        require(shown.bids == levelsOf(truth->bids()), "the bids on show were true once");
        require(shown.asks == levelsOf(truth->asks()), "the asks on show were true once");
    }

    Instant m_now = start;
    std::array<TrueMarket, 2> m_markets{TrueMarket(symbols[0]), TrueMarket(symbols[1])};
    FeedSession m_session{*findVenue("binance"), {.hosts = {"http://h", "ws://h"}}, instruments()};
    std::vector<FetchUrl> m_fetches;
    StreamId m_newest{};
    StreamId m_heard{}; ///< whose frames come: one of those that are open, or were
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    FuzzInput input({data, size});
    CheckedSession session;
    while (!input.isUsedUp())
        session.step(input);
    return 0;
}
