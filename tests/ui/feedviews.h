// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/feedview.h"

#include <QString>

#include <initializer_list>
#include <utility>

namespace touchline {

/// Price and quantity as a venue would print them.
using LevelText = std::pair<const char *, const char *>;

[[nodiscard]] inline std::vector<Level> levels(std::initializer_list<LevelText> texts)
{
    std::vector<Level> result;
    for (const auto &[price, qty] : texts)
        result.push_back(Level{parsePrice(price, 8).value(), parseQty(qty, 8).value()});
    return result;
}

/// A live view of ABCUSDT (tick 0.01, step 0.1) on exchange "demo" with these levels, best first.
[[nodiscard]] inline FeedView liveView(std::vector<Level> bids, std::vector<Level> asks)
{
    FeedView view;
    view.exchange = "demo";
    Instrument instrument = bareInstrument("ABCUSDT");
    instrument.status = InstrumentStatus::Trading;
    instrument.tickSize = parsePrice("0.01", 8).value();
    instrument.stepSize = parseQty("0.1", 8).value();
    view.instrument = std::make_shared<const Instrument>(std::move(instrument));
    view.status.state = FeedState::Live;
    BookView book;
    book.updateId = 1000;
    book.bidLevels = bids.size();
    book.askLevels = asks.size();
    book.bids = std::move(bids);
    book.asks = std::move(asks);
    view.book = std::make_shared<const BookView>(std::move(book));
    view.takenAt = Instant::fromMillis(1'770'000'000'000);
    view.lastFrameAt = view.takenAt;
    return view;
}

/// The view's own copy of its book, to be changed before anyone is shown it.
[[nodiscard]] inline BookView &ownBook(FeedView &view)
{
    auto book = std::make_shared<BookView>(*view.book);
    view.book = book;
    return *book;
}

/// The same of its instrument.
[[nodiscard]] inline Instrument &ownInstrument(FeedView &view)
{
    auto instrument = std::make_shared<Instrument>(*view.instrument);
    view.instrument = instrument;
    return *instrument;
}

/// Three levels a side, spread 0.01.
[[nodiscard]] inline FeedView smallView()
{
    return liveView(
        levels({{"100.00", "1.5"}, {"99.99", "2"}, {"99.97", "4"}}),
        levels({{"100.01", "0.5"}, {"100.02", "3"}, {"100.05", "10"}}));
}

[[nodiscard]] inline Price price(const char *text)
{
    return parsePrice(text, 8).value();
}

} // namespace touchline
