// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Input: a byte that chooses the venue, then what it sends: frames, a line each, that follow each other in
// the room of one decoder and become a book. The whole of it is read as a list of instruments and as an
// error, too.
#include "book/booksync.h"
#include "fuzzinput.h"
#include "venues/venuetable.h"

#include <algorithm>
#include <array>

using namespace touchline;

namespace {

constexpr std::array<std::string_view, 4> venueNames{"kraken", "coinbase", "okx", "binance-usdm"};

void checkLevels(const std::vector<Level> &levels)
{
    for (const Level &level : levels) {
        require(level.price > Price(), "a price is above zero");
        require(level.qty >= Qty(), "a quantity is not negative");
    }
}

void checkInstruments(const Venue &venue, std::string_view body)
{
    const auto instruments = venue.decodeInstruments(body);
    if (!instruments) {
        require(!instruments.error().detail.empty(), "a refused list says why");
        return;
    }
    for (const Instrument &instrument : *instruments) {
        const auto [price, qty] = instrument.decimals;
        require(!instrument.symbol.empty(), "an instrument has a name");
        require(instrument.tickSize >= Price(), "a tick is not negative");
        require(instrument.stepSize >= Qty(), "a step is not negative");
        require(price >= 0 && price <= maxDecimals, "prices have decimals that can be held");
        require(qty >= 0 && qty <= maxDecimals, "quantities have decimals that can be held");
        require(instrument.shownPriceDecimals() <= price, "no more is shown than there is");
        require(instrument.shownQtyDecimals() <= qty, "no more is shown than there is");
    }
}

/// A book that is kept by the venue's rules, but for its checksums: no input would get past them.
class Follower {
public:
    explicit Follower(const Venue &venue) : m_venue(venue), m_sync(venue.bookRules()) {}

    void read(std::string_view frame)
    {
        const auto lookup = [this](std::string_view symbol) {
            return symbol.empty() ? nullptr : &m_instrument;
        };
        const auto event = m_venue.decodeFrame(frame, lookup, m_buffer);
        if (event)
            use(*event);
        else
            require(!event.error().detail.empty(), "a refused frame says why");
    }

private:
    void use(const FeedEvent &event)
    {
        if (std::holds_alternative<BatchEvent>(event)) {
            require(!m_buffer.batch.empty(), "a batch says something");
            for (const FeedEvent &part : m_buffer.batch) {
                require(!std::holds_alternative<BatchEvent>(part), "a batch is flat");
                use(part);
            }
        } else if (const auto *const snapshot = std::get_if<SnapshotEvent>(&event)) {
            load(*snapshot);
        } else if (const auto *const depth = std::get_if<DepthEvent>(&event)) {
            apply(*depth);
        } else if (const auto *const trade = std::get_if<TradeEvent>(&event)) {
            require(trade->instrument == &m_instrument, "a trade is of a known instrument");
            require(trade->trade.price > Price(), "a trade has a price");
        }
    }

    void load(const SnapshotEvent &event)
    {
        require(event.instrument == &m_instrument, "a book is of a known instrument");
        checkLevels(event.snapshot->bids);
        checkLevels(event.snapshot->asks);
        if (m_sync.onStreamSnapshot(*event.snapshot, m_book))
            checkBook();
    }

    void apply(const DepthEvent &event)
    {
        require(event.instrument == &m_instrument, "an update is of a known instrument");
        checkLevels(event.delta->bids);
        checkLevels(event.delta->asks);
        if (m_sync.onDelta(*event.delta, m_book) && m_sync.isSynced())
            checkBook();
    }

    void checkBook() const
    {
        const auto spread = m_book.spread();
        require(!spread || *spread >= Price(), "a book is not crossed");
        const BookRules rules = m_venue.bookRules();
        if (rules.checksum)
            static_cast<void>(rules.checksum(m_book, m_instrument.decimals, m_instrument.decimals));
    }

    const Venue &m_venue;
    Instrument m_instrument = bareInstrument("BTC-USD");
    DecodeBuffer m_buffer;
    OrderBook m_book;
    BookSync m_sync;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    FuzzInput input({data, size});
    const Venue &venue =
        *findVenue(venueNames[static_cast<std::size_t>(input.below(int(venueNames.size())))]);
    std::string_view rest = input.rest();
    checkInstruments(venue, rest);
    require(venue.errorText(rest).size() <= rest.size(), "an error's words are the body's");
    for (Follower follower(venue); !rest.empty();) {
        const std::string_view frame = rest.substr(0, rest.find('\n'));
        follower.read(frame);
        rest.remove_prefix(std::min(rest.size(), frame.size() + 1));
    }
    return 0;
}
