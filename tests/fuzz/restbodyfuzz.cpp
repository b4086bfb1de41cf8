// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Input: the body of a REST answer, read as a list of instruments, as a snapshot and as an error.
#include "book/booksync.h"
#include "fuzzinput.h"
#include "venues/venuetable.h"

#include <algorithm>
#include <set>

using namespace touchline;

namespace {

void checkInstruments(const Venue &venue, std::string_view body)
{
    const auto instruments = venue.decodeInstruments(body);
    if (!instruments) {
        require(!instruments.error().detail.empty(), "a refused list says why");
        return;
    }
    for (const Instrument &instrument : *instruments) {
        require(instrument.tickSize >= Price(), "a tick is not negative");
        require(instrument.stepSize >= Qty(), "a step is not negative");
        require(instrument.decimals.price >= 0 && instrument.decimals.price <= maxDecimals, "prices fit");
        require(instrument.decimals.qty >= 0 && instrument.decimals.qty <= maxDecimals, "quantities fit");
        require(
            instrument.shownPriceDecimals() <= instrument.decimals.price, "no more is shown than there is");
        require(instrument.shownQtyDecimals() <= instrument.decimals.qty, "no more is shown than there is");
    }
}

void checkLevels(const std::vector<Level> &levels)
{
    for (const Level &level : levels) {
        require(level.price > Price(), "a price is above zero");
        require(level.qty >= Qty(), "a quantity is not negative");
    }
}

std::size_t countPrices(const std::vector<Level> &levels)
{
    std::set<Price> prices;
    for (const Level &level : levels) {
        if (!level.qty.isZero())
            prices.insert(level.price);
    }
    return prices.size();
}

void checkSnapshot(const Venue &venue, std::string_view body)
{
    const auto snapshot = venue.decodeSnapshot(body, bareInstrument("BTCUSDT"));
    if (!snapshot) {
        require(!snapshot.error().detail.empty(), "a refused snapshot says why");
        return;
    }
    checkLevels(snapshot->bids);
    checkLevels(snapshot->asks);
    BookSync sync;
    OrderBook book;
    if (!sync.onSnapshot(*snapshot, book)) {
        require(!sync.isSynced() && book == OrderBook(), "a refused snapshot leaves no book");
        return;
    }
    require(sync.lastUpdateId() == snapshot->lastUpdateId, "the book stands at the snapshot's id");
    require(book.bids().size() == countPrices(snapshot->bids), "every bid is in the book");
    require(book.asks().size() == countPrices(snapshot->asks), "every ask is in the book");
    const auto spread = book.spread();
    require(!spread || *spread >= Price(), "a loaded book is not crossed");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view body = FuzzInput({data, size}).rest();
    for (const Venue *const venue : allVenues()) {
        checkInstruments(*venue, body);
        checkSnapshot(*venue, body);
        require(venue->errorText(body).size() <= body.size(), "an error's words are the body's");
    }
    return 0;
}
