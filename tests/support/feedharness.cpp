// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/feedharness.h"

#include "venues/venuetable.h"

#include <algorithm>
#include <cassert>

namespace touchline::test {

namespace {

std::string levelsText(const LevelTexts &levels)
{
    std::string out = "[";
    for (const auto &[price, qty] : levels) {
        if (out.back() != '[')
            out += ',';
        out += "[\"" + price + "\",\"" + qty + "\"]";
    }
    return out + ']';
}

std::vector<Instrument> instrumentsOf(const std::vector<std::string> &symbols)
{
    std::vector<Instrument> instruments;
    std::transform(symbols.begin(), symbols.end(), std::back_inserter(instruments), bareInstrument);
    return instruments;
}

} // namespace

std::string depthFrame(std::string_view symbol, UpdateIds ids, const LevelTexts &bids, const LevelTexts &asks)
{
    return R"({"e":"depthUpdate","E":1770000000000,"s":")" + std::string(symbol) + R"(","U":)" +
           std::to_string(ids.first) + R"(,"u":)" + std::to_string(ids.last) + R"(,"b":)" + levelsText(bids) +
           R"(,"a":)" + levelsText(asks) + "}";
}

std::string snapshotBody(std::uint64_t id, const LevelTexts &bids, const LevelTexts &asks)
{
    return R"({"lastUpdateId":)" + std::to_string(id) + R"(,"bids":)" + levelsText(bids) + R"(,"asks":)" +
           levelsText(asks) + "}";
}

std::string tradeFrame(std::string_view symbol, std::string_view price)
{
    return R"({"e":"trade","E":1770000000000,"s":")" + std::string(symbol) + R"(","t":1,"p":")" +
           std::string(price) + R"(","q":"1","T":1770000000000,"m":false,"M":true})";
}

std::string quoteFrame(std::string_view symbol, std::uint64_t id)
{
    return R"({"u":)" + std::to_string(id) + R"(,"s":")" + std::string(symbol) +
           R"(","b":"10","B":"1","a":"11","A":"2"})";
}

FeedHarness::FeedHarness(const std::vector<std::string> &symbols, SessionOptions options)
    : session(*findVenue("binance"), std::move(options), instrumentsOf(symbols))
{
}

void FeedHarness::open()
{
    perform(session.start(now));
    accept();
}

void FeedHarness::accept()
{
    perform(session.onStreamOpened(m_newest, now));
}

void FeedHarness::lose(StreamId stream, ErrorCode code)
{
    perform(session.onStreamClosed(stream, Error{code, "the wire was cut"}, now));
}

void FeedHarness::reply(std::uint64_t id, int status, std::string body, std::optional<Duration> retryAfter)
{
    perform(session.onReply(HttpReply{id, status, std::move(body), retryAfter, std::nullopt}, now));
}

void FeedHarness::answer(std::uint64_t snapshotId, std::string_view symbol)
{
    const auto newest = std::find_if(
        m_fetches.rbegin(), m_fetches.rend(), [&](const FetchUrl &fetch) { return fetch.symbol == symbol; });
    assert(newest != m_fetches.rend());
    reply(newest->id, 200, snapshotBody(snapshotId, {{"10.00", "1"}}, {{"11.00", "2"}}));
}

void FeedHarness::runUntil(Instant at)
{
    for (auto due = session.nextDeadline(); due && *due <= at; due = session.nextDeadline()) {
        now = std::max(now, *due);
        perform(session.onDeadline(now));
        // A deadline that does not move would be a timer that fires for ever.
        assert(session.nextDeadline() != due);
    }
    now = at;
}

void FeedHarness::goLive(std::uint64_t id)
{
    open();
    for (std::size_t i = 0; i < session.bookCount(); ++i) {
        const std::string &symbol = session.book(i).instrument().symbol;
        frame(depthFrame(symbol, {id, id}));
        answer(id, symbol);
    }
}

void FeedHarness::perform(const FeedActions &actions)
{
    for (const FeedAction &action : actions) {
        if (const auto *fetch = std::get_if<FetchUrl>(&action))
            m_fetches.push_back(*fetch);
        if (const auto *report = std::get_if<ReportFrame>(&action))
            m_reports.push_back(*report);
        if (const auto *message = std::get_if<SendText>(&action))
            m_sent.push_back(*message);
        if (const auto *open = std::get_if<OpenStream>(&action)) {
            ++m_opened;
            m_newest = open->stream;
            m_url = open->url;
        }
        m_closed += std::holds_alternative<CloseStream>(action);
    }
}

} // namespace touchline::test
