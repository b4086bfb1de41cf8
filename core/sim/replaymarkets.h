// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "book/booksync.h"
#include "feed/venue.h"
#include "record/replayspeed.h"
#include "sim/binance/binancestreams.h"
#include "sim/listing.h"
#include "sim/streamhub.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace touchline {

/// One recorded message that a replay can use.
struct ReplayEntry {
    enum class Kind { Frame, Snapshot, Instruments };

    Instant time;
    Kind kind = Kind::Frame;
    std::string_view symbol; ///< of a Snapshot; empty when the recording does not say
    std::string_view text;   ///< a combined-stream frame, or the body of a REST answer
};

/// Entries in the order of their time, and what keeps their texts alive.
struct ReplayTape {
    std::vector<ReplayEntry> entries;
    std::optional<Error> damage; ///< why it breaks off early, if it does
    std::shared_ptr<const void> owner;
};

/// The markets of a Binance Spot recording: its own frames with their true ids, and the books they make.
///
/// The tape is read silently up to the point from which every symbol with a snapshot has a true book; playing
/// begins with the first subscription. Symbols without a snapshot are not listed.
class ReplayMarkets {
public:
    /// DamagedRecording when no symbol of the tape ever gets a book.
    [[nodiscard]] static Expected<ReplayMarkets> load(ReplayTape tape, const Venue &venue, ReplaySpeed speed);

    [[nodiscard]] const std::vector<Instrument> &instruments() const { return m_instruments; }
    [[nodiscard]] const Listing *open(std::string_view symbol, Instant now) const;
    /// The first one starts the tape, whatever the symbol.
    void onSubscribed(const Subscription &subscription, std::string_view symbol, Instant now, StreamHub &hub);
    void advance(Instant now, StreamHub &hub);

    /// The recording's own time at the place that has been reached.
    [[nodiscard]] Instant exchangeTime(Instant now) const;

    [[nodiscard]] bool isFinished() const { return m_next == m_tape.entries.size(); }
    /// Playing as fast as possible, and not at the end: advance() may be called again at once.
    [[nodiscard]] bool wantsMore() const { return m_startedAt && !m_speed && !isFinished(); }
    /// Messages that could not be used.
    [[nodiscard]] std::uint64_t unusable() const { return m_unusable; }

private:
    struct Book {
        explicit Book(Instrument of) : listing(std::move(of)), streams(listing.instrument.symbol) {}

        Listing listing;
        BookSync sync;
        bool isListed = false;
        BinanceStreams streams;
    };

    ReplayMarkets(ReplayTape tape, const Venue &venue, ReplaySpeed speed)
        : m_tape(std::move(tape)),
          m_venue(&venue),
          m_speed(speed)
    {
    }

    void learnInstruments();
    void rewind();
    [[nodiscard]] std::size_t lastFirstSync();
    void listSyncedBooks();
    void flush(Instant until, StreamHub &hub);
    void take(const ReplayEntry &entry, StreamHub *hub);
    void takeFrame(const ReplayEntry &entry, StreamHub *hub);
    void takeSnapshot(const ReplayEntry &entry);
    void takeDepth(const DepthEvent &event, Instant at, StreamHub *hub);
    void takeTrade(const TradeEvent &event, std::int64_t id, Instant at);
    void leaveOutRecordedStreams();
    [[nodiscard]] Book &bookOf(std::string_view symbol);
    [[nodiscard]] Instant playhead(Instant now) const;

    ReplayTape m_tape;
    const Venue *m_venue;
    ReplaySpeed m_speed;
    std::map<std::string, Instrument, std::less<>> m_known; ///< from the recorded instrument list
    std::map<std::string, Book, std::less<>> m_books;
    std::vector<Instrument> m_instruments;
    DecodeBuffer m_decoded;
    std::size_t m_next = 0;
    std::optional<Instant> m_startedAt;
    Instant m_tapeStart;
    std::uint64_t m_unusable = 0;
};

} // namespace touchline
