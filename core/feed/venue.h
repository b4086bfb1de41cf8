// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/expected.h"
#include "book/bookmessage.h"
#include "book/bookrules.h"
#include "feed/feedevent.h"
#include "feed/instrument.h"

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace touchline {

/// Scheme, host and port of a venue's two services, without a trailing slash.
struct VenueHosts {
    std::string rest; ///< "https://data-api.binance.vision"
    std::string ws;   ///< "wss://data-stream.binance.vision"
};

/// How deep a snapshot may be asked for, and what the venue counts for it.
struct SnapshotSize {
    std::size_t levels = 0; ///< a side
    int weight = 0;
};

/// A venue's limits and the deadlines that follow from them.
struct VenueLimits {
    /// Of the snapshots that one address may ask for in requestWindow, in the venue's unit; 0: they come on
    /// the stream only.
    int requestWeight = 0;
    Duration requestWindow = std::chrono::minutes(1);
    /// Deepest first, at least one. Those that come on the stream weigh nothing.
    std::vector<SnapshotSize> snapshotSizes;
    /// That subscribe or unsubscribe, over one connection in messageWindow; 0: any number.
    int messages = 0;
    Duration messageWindow = std::chrono::seconds(1);
    bool countsMessagesOfAddress = false; ///< over all its connections together
    std::size_t maxSymbolsPerConnection = 1024;
    Duration snapshotTimeout = std::chrono::seconds(10);
    Duration connectTimeout = std::chrono::seconds(10);
    Duration staleAfter = std::chrono::seconds(30); ///< silence of a symbol before its book is called stale
    /// How long a stream may need to bring what a snapshot already shows, before it is called dead.
    Duration longestBehind = std::chrono::seconds(5);
    std::string usedWeightHeader; ///< of an HTTP answer: the weight used in the last minute; empty: none
    Duration silenceLimit = std::chrono::seconds(60); ///< silence of the connection before it is given up
    Duration connectionLife = std::chrono::hours(24); ///< the venue closes a connection after this time
    int connectionAttempts = 0; ///< that one address may make in attemptWindow; 0: any number
    Duration attemptWindow = std::chrono::minutes(5);
    std::string pingText;                          ///< keeps a silent connection open; empty: none is needed
    Duration pingAfter = std::chrono::seconds(20); ///< of silence
};

/// The deepest snapshots with which so many books are complete after a few minutes.
[[nodiscard]] SnapshotSize snapshotSizeFor(std::size_t books, const VenueLimits &limits);

/// What people want to know of a venue beside its rules and limits.
struct VenueFacts {
    std::string_view pace;      ///< how often a book changes at most
    std::string_view keepAlive; ///< what shows that a quiet connection lives
    std::string_view numbers;   ///< how prices and quantities are written
};

/// What opens a stream and subscribes to depth, quotes and trades.
struct StreamRequest {
    std::string url;
    std::vector<std::string> messages; ///< to be sent once the stream is open
    std::string sideUrl = {};          ///< of the trades, where they come on a connection of their own
    std::vector<std::string> sideMessages = {};
};

/// What is sent over an open connection, and over that of the trades where they have one of their own.
struct StreamMessages {
    std::vector<std::string> messages;
    std::vector<std::string> sideMessages = {};
};

/// Finds the instrument of a symbol, or null.
using InstrumentLookup = std::function<const Instrument *(std::string_view symbol)>;

/// What the lookup finds, never null; UnknownSymbol if it finds nothing.
[[nodiscard]] Expected<const Instrument *> followedInstrument(
    std::string_view symbol, const InstrumentLookup &instruments);

/// One exchange's protocol: data and pure functions, no sockets, no state.
class Venue {
public:
    virtual ~Venue() = default;

    [[nodiscard]] virtual std::string_view name() const = 0;  ///< "binance", as in --exchange
    [[nodiscard]] virtual std::string_view title() const = 0; ///< "Binance", for people
    [[nodiscard]] virtual bool isDemo() const = 0;            ///< simulated prices, never a real market
    [[nodiscard]] virtual VenueHosts hosts() const = 0;
    [[nodiscard]] virtual VenueLimits limits() const = 0;
    [[nodiscard]] virtual BookRules bookRules() const { return {}; }
    [[nodiscard]] virtual VenueFacts facts() const = 0;

    /// The lists that together name all instruments. One that begins with "ws" is a stream: the list comes on
    /// it once instrumentsMessage() was sent, among other frames.
    [[nodiscard]] virtual std::vector<std::string> instrumentUrls(const VenueHosts &hosts) const = 0;
    [[nodiscard]] virtual std::string instrumentsMessage() const { return {}; }
    /// Nothing where books only begin on the stream.
    [[nodiscard]] virtual std::string snapshotUrl(
        const VenueHosts & /*hosts*/, std::string_view /*symbol*/, std::size_t /*levels*/) const
    {
        return {};
    }
    [[nodiscard]] virtual StreamRequest streamRequest(
        const VenueHosts &hosts, std::span<const Instrument> instruments) const = 0;

    /// What adds instruments to an open connection, in as few messages as the venue takes.
    [[nodiscard]] virtual StreamMessages subscribeMessages(std::span<const Instrument> instruments) const = 0;
    /// What lets them go. `kept`: the others of the connection, which must go on.
    [[nodiscard]] virtual StreamMessages unsubscribeMessages(
        std::span<const Instrument> instruments, std::span<const Instrument> kept) const = 0;

    /// False for a name that no frame bears: the venue tells of its book under another one.
    [[nodiscard]] virtual bool isNamedOnStream(std::string_view /*symbol*/) const { return true; }

    /// What makes the venue send a book's snapshot again on an open stream.
    [[nodiscard]] virtual std::vector<std::string> resubscribeMessages(
        const Instrument & /*instrument*/) const
    {
        return {};
    }

    [[nodiscard]] virtual Expected<std::vector<Instrument>> decodeInstruments(
        std::string_view body) const = 0;
    /// The answer from snapshotUrl(). UnexpectedShape where books only begin on the stream.
    [[nodiscard]] virtual Expected<BookSnapshot> decodeSnapshot(
        std::string_view body, const Instrument &instrument) const;
    /// UnknownSymbol when the lookup does not know the frame's symbol. Events name the instruments that the
    /// lookup found, and refer to `buffer`.
    [[nodiscard]] virtual Expected<FeedEvent> decodeFrame(
        std::string_view frame, const InstrumentLookup &instruments, DecodeBuffer &buffer) const = 0;
    /// The venue's own words in an error body, or empty.
    [[nodiscard]] virtual std::string errorText(std::string_view body) const = 0;
};

} // namespace touchline
