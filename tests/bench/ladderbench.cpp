// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ladder/laddermodel.h"

#include <benchmark/benchmark.h>

using namespace touchline;

namespace {

/// A thousand levels a side, one tick apart.
FeedView deepView()
{
    FeedView view;
    Instrument instrument = bareInstrument("BTCUSDT");
    instrument.tickSize = Price(1'000'000);
    view.instrument = std::make_shared<const Instrument>(std::move(instrument));
    view.status.state = FeedState::Live;
    BookView book;
    for (std::int64_t i = 0; i < 1000; ++i) {
        book.bids.push_back(Level{Price(6'182'400'000'000 - i * 1'000'000), Qty(100'000 + i)});
        book.asks.push_back(Level{Price(6'182'401'000'000 + i * 1'000'000), Qty(100'000 + i)});
    }
    book.bidLevels = 1000;
    book.askLevels = 1000;
    view.book = std::make_shared<const BookView>(std::move(book));
    return view;
}

/// Ten of the fifty shown levels change between two frames.
void ladderFrame(benchmark::State &state)
{
    LadderModel model;
    FeedView view = deepView();
    const Instant start = Instant::fromMillis(0);
    model.setView(view, start);
    model.setWindow(25, Price(state.range(0)), {});
    std::int64_t frame = 0;
    for (auto _ : state) {
        ++frame;
        BookView book = *view.book;
        for (std::size_t i = 0; i < 5; ++i) {
            book.bids[i * 5].qty = Qty(100'000 + frame % 97 * 1000);
            book.asks[i * 5].qty = Qty(100'000 + frame % 89 * 1000);
        }
        view.book = std::make_shared<const BookView>(std::move(book));
        model.setView(view, start + std::chrono::milliseconds(16 * frame));
        model.advance(start + std::chrono::milliseconds(16 * frame + 8));
    }
}

} // namespace

BENCHMARK(ladderFrame)->Arg(1'000'000)->Arg(10'000'000)->Unit(benchmark::kMicrosecond);
