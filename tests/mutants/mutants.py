# SPDX-FileCopyrightText: Touchline contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The mutants: each is one wrong edit, and the claim that a test must defend against it."""

from __future__ import annotations

from dataclasses import dataclass

BASE = ["fixedtest", "errortest"]
BOOK = [
    "booksynctest", "orderbooktest", "booksidetest", "farlevelstest", "booksyncsimulationtest",
    "booksideworkloadtest", "booksidecosttest", "booksyncchaintest", "checksumchecktest",
]
FEED = [
    "feedsessiontest", "feedconnectiontest", "bookfeedtest", "snapshotretrytest", "feedaccounttest",
    "handovertest", "streamlinkstest", "feedhandovertest", "feedfollowtest", "feedpacetest", "coinbasesessiontest",
    "okxfallbacktest", "sessionsweeptest",
]
AUDIT = ["quoteaudittest", "snapshotaudittest", "feedaudittest", "sessionsweeptest"]
VENUES = ["binancespottest", "binancedepthtest", "binancespotresttest", "levelscannertest", "binanceusdmtest"]
KRAKEN = ["krakentest", "krakenfeedtest", "krakenchecksumtest", "krakeninstrumentstest", "krakenhostiletest"]
COINBASE = ["coinbasetest", "coinbasesessiontest", "coinbaseproductstest", "coinbasehostiletest"]
OKX = [
    "okxtest", "okxsessiontest", "okxfallbacktest", "okxchecksumtest", "okxresttest", "okxhostiletest",
]


@dataclass(frozen=True)
class Mutant:
    name: str
    claim: str
    path: str
    old: str
    new: str

    @property
    def tests(self) -> list[str]:
        """Those that may notice it, the likeliest first."""
        layer, file = self.path.split("/")[1:3]
        if "audit" in file:
            return AUDIT
        for venue, tests in (("kraken", KRAKEN), ("coinbase", COINBASE), ("okx", OKX)):
            if file.startswith(venue):
                return tests
        return {"base": BASE + FEED[:2], "book": BOOK, "feed": FEED, "venues": VENUES}[layer]


SYNC = "core/book/booksync.cpp"
BOOK_CPP = "core/book/orderbook.cpp"
SIDE = "core/book/bookside.cpp"
WINDOW = "core/book/pricewindow.h"
FAR = "core/book/farlevels.cpp"
FIXED = "core/base/fixed.cpp"
ERROR = "core/base/error.cpp"
SESSION = "core/feed/feedsession.cpp"
LINK = "core/feed/feedsessionlink.cpp"
LINKS = "core/feed/streamlinks.cpp"
HANDOVER = "core/feed/handover.cpp"
SESSION_BOOKS = "core/feed/feedsessionbooks.cpp"
SESSION_HANDOVER = "core/feed/feedsessionhandover.cpp"
BOOK_FEED = "core/feed/bookfeed.cpp"
BOOK_FEED_HEADER = "core/feed/bookfeed.h"
BOOK_SNAPSHOTS = "core/feed/bookfeedsnapshots.cpp"
QUOTES = "core/feed/quoteaudit.cpp"
SNAPSHOTS = "core/feed/snapshotaudit.cpp"
BOOK_AUDIT = "core/feed/bookfeedaudit.cpp"
DEPTH = "core/venues/binancedepth.cpp"
USUAL = "core/venues/binanceusual.cpp"
STRICT = "core/venues/binancestrict.cpp"
ORDER = "core/venues/priceorder.h"
TIMES = "core/venues/binancestrict.h"
JSON = "core/venues/json.cpp"
USDM = "core/venues/binanceusdm.cpp"
KRAKEN_SUM = "core/venues/krakenchecksum.cpp"
KRAKEN_BOOK = "core/venues/krakenbook.cpp"
COINBASE_FRAME = "core/venues/coinbaseframe.cpp"
COINBASE_PARTS = "core/venues/coinbaseparts.cpp"
OKX_SUM = "core/venues/okxchecksum.cpp"
OKX_MESSAGE = "core/venues/okxmessage.cpp"
OKX_ANSWER = "core/venues/okxanswer.cpp"

MUTANTS = [
    Mutant("sync-one-lost", "one lost update is a gap", SYNC, "first - known > 1;", "first - known > 2;"),
    Mutant(
        "sync-same-again", "an update that ends where the book is changes nothing", SYNC,
        "        if (ids.last <= m_lastUpdateId)\n            return", "        if (ids.last < m_lastUpdateId)\n            return",
    ),
    Mutant(
        "sync-gap-forgotten", "the update that shows a gap is the first of the next buffer", SYNC,
        "static_cast<void>(keepForSnapshot(delta));", "",
    ),
    Mutant(
        "sync-old-snapshot", "a snapshot older than the first buffered update is refused and loads nothing", SYNC,
        "leavesGap(snapshot.lastUpdateId, first.first);", "leavesGap(snapshot.lastUpdateId + 1, first.first);",
    ),
    Mutant(
        "sync-gap-in-buffer", "a gap in the buffer does not make a synced book", SYNC,
        "m_synced = joined.has_value();", "m_synced = true;",
    ),
    Mutant(
        "sync-first-id", "the book stands at the last id of an update", SYNC,
        "ids.areKnown() ? ids.last :", "ids.areKnown() ? ids.first :",
    ),
    Mutant(
        "sync-buffer-bound", "the buffer holds no more than it may", SYNC,
        "if (m_buffer.size() >= m_maxBuffered)", "if (m_buffer.size() > m_maxBuffered)",
    ),
    Mutant(
        "sync-snapshot-id", "after a snapshot the book stands at its id", SYNC,
        "m_lastUpdateId = snapshot.lastUpdateId;", "m_lastUpdateId = snapshot.lastUpdateId + 1;",
    ),
    Mutant(
        "sync-chain-by-name", "an update that names another one before it is a gap", SYNC,
        "return isSameAgain ? Place::Contained : Place::BehindGap;", "return isSameAgain ? Place::Contained : Place::Contained;",
    ),
    Mutant(
        "sync-chain-joins", "the first update must not lack what is behind the snapshot", SYNC,
        "return ids.previous < m_lastUpdateId ? Place::Next : Place::BehindGap;", "return Place::Next;",
    ),
    Mutant(
        "sync-stream-exact", "a book on the stream is followed by the update that names it alone", SYNC,
        "load(snapshot, Join::Exact, book)", "load(snapshot, Join::WithOverlap, book)",
    ),
    Mutant(
        "sync-ids-anew", "an id that falls is not joined with a book that was asked for", SYNC,
        "m_join == Join::Exact || beginsAnew", "m_join == Join::Exact || (beginsAnew && false)",
    ),
    Mutant(
        "sync-never-reached", "a book that the stream never reaches is not live", SYNC,
        "if (++m_contained > mostContained)", "if (++m_contained == 0)",
    ),
    Mutant(
        "sync-not-cut", "a book that has to be cut is cut", SYNC,
        "    if (m_rules.isCut)\n", "    if (false)\n",
    ),
    Mutant(
        "sync-checksum-ignored", "a book whose checksum differs is not synced", SYNC,
        "    if (!m_checksums.agrees(book, checksum))\n", "    if (m_checksums.agrees(book, checksum) && false)\n",
    ),
    Mutant(
        "sync-too-early", "an update before the snapshot on the stream is dropped", SYNC,
        "return Outcome::Early;", "return buffer(delta);",
    ),
    Mutant("book-equal", "bid and ask at one price are legal", BOOK_CPP, "*width < Price()", "*width <= Price()"),
    Mutant(
        "book-crossed", "an update that crosses the book is an error", BOOK_CPP,
        "        m_asks.set(level);\n    return checkNotCrossed();",
        "        m_asks.set(level);\n    return {};",
    ),
    Mutant(
        "book-one-side-twice", "a price twice on either side refuses the snapshot", BOOK_CPP,
        "!m_bids.load(snapshot.bids) || !m_asks", "!m_bids.load(snapshot.bids) && !m_asks",
    ),
    Mutant(
        "book-crossed-snapshot", "a crossed snapshot leaves an empty book", BOOK_CPP,
        "    if (!checked)\n        clear();\n", "",
    ),
    Mutant(
        "side-twice", "a price that occurs twice is noticed", SIDE,
        "samePrice) != bestFirst.end())\n        return false;",
        "samePrice) != bestFirst.end())\n        return true;",
    ),
    Mutant(
        "side-finer-tick", "a level between two prices of the grid is kept", SIDE,
        "        if (!level.qty.isZero())\n            refineGrid(level);",
        "        if (level.qty.isZero())\n            refineGrid(level);",
    ),
    Mutant(
        "side-ahead", "levels ahead of the window come first", SIDE,
        "if (m_ahead.isEmpty() && out.size() <= m_window.size())", "if (out.size() <= m_window.size())",
    ),
    Mutant(
        "side-window-stays", "the window follows the market", SIDE,
        "    if (!isWindowWellPlaced())\n        place(levels());", "    static_cast<void>(isWindowWellPlaced());",
    ),
    Mutant("window-best-removed", "the best level can be removed", WINDOW, "if (slot <= m_best)", "if (slot < m_best)"),
    Mutant(
        "window-removed-stays", "a removed level is gone", WINDOW,
        "word ^= (isTaken ^ wasTaken) << slot % wordBits;", "word |= isTaken << slot % wordBits;",
    ),
    Mutant(
        "far-split", "after a split a level goes to the run that it belongs to", FAR,
        "if (place.level > left)", "if (place.level > left + 1)",
    ),
    Mutant(
        "far-join", "runs that were joined are found by their last level", FAR,
        "m_runs[at]->append(*m_runs[at + 1], 0);\n    noteLastRank(at);\n", "m_runs[at]->append(*m_runs[at + 1], 0);\n",
    ),
    Mutant(
        "far-last-rank", "every run is found by its last level", FAR,
        "        noteLastRank(m_runs.size() - 1);\n", "",
    ),
    Mutant(
        "far-left-over", "what was cut off a run is never found", FAR,
        "    std::fill(ranks.data() + count, ranks.data() + size, std::numeric_limits<std::int64_t>::max());\n", "",
    ),
    Mutant(
        "fixed-rounds", "a digit beyond the decimals is an error, never rounded", FIXED,
        "if (digitAt(i) != 0)", "if (digitAt(i) > 4)",
    ),
    Mutant("fixed-overflow", "one past the largest is an error", FIXED, "(lowest + digit) / 10", "lowest / 10"),
    Mutant(
        "fixed-lowest", "the smallest int64 has no positive twin", FIXED,
        "    if (negated == std::numeric_limits<std::int64_t>::min())\n        return overflow(text);\n", "",
    ),
    Mutant(
        "fixed-min-shown", "as many decimals are shown as were asked for", FIXED,
        "while (shown > minShown && magnitude % 10 == 0)", "while (shown > 0 && magnitude % 10 == 0)",
    ),
    Mutant(
        "recovery-resync", "what breaks a book starts it anew", ERROR,
        "return Recovery::Resync;", "return Recovery::Ignore;",
    ),
    Mutant(
        "recovery-tls", "a failed handshake is tried again", ERROR,
        "    case ErrorCode::TlsFailed:\n    case ErrorCode::TimedOut:\n"
        "        return Recovery::Reconnect;",
        "    case ErrorCode::TimedOut:\n        return Recovery::Reconnect;\n"
        "    case ErrorCode::TlsFailed:\n        return Recovery::GiveUp;",
    ),
    Mutant(
        "session-last-words", "the last words of a connection that was given up belong to no book", SESSION,
        "if (!m_links.isCurrent(stream)) [[unlikely]]", "if (stream != m_links.current().id)",
    ),
    Mutant(
        "session-lost-frame", "a frame of another kind that is missing ends every book's synchronisation", SESSION,
        "if (!before || number == *before + 1)", "if (!before || number >= *before + 1)",
    ),
    Mutant(
        "session-answer-before-damage", "a snapshot asked for before a damaged frame is not used", SESSION,
        "    // A snapshot that was asked for before may lack what the frame said.\n    m_snapshots.cancel();\n", "",
    ),
    Mutant(
        "session-pace", "messages that subscribe keep the exchange's pace", SESSION_BOOKS,
        "while (!stream.isDone() && m_messages->allows(1, now))", "while (!stream.isDone())",
    ),
    Mutant(
        "session-moved-answer", "a book that has moved gets its own snapshot", SESSION_BOOKS,
        "    m_snapshots.removeBook(book, last);\n", "",
    ),
    Mutant(
        "session-moved-handover", "a book that goes during a handover takes its place in it along", SESSION_BOOKS,
        "    if (m_handover)\n        m_handover->removeBook(book);\n", "",
    ),
    Mutant(
        "session-retry-after", "the pause that the venue names is kept", LINK,
        "reply.retryAfter.value_or(defaultBan)", "defaultBan",
    ),
    Mutant(
        "links-backoff", "only a connection that lasted makes the next attempt quick", LINKS,
        "now - m_current.openedAt >= steadyConnection", "now - m_current.openedAt < steadyConnection",
    ),
    Mutant(
        "links-attempts", "the exchange's limit of attempts to connect is kept", LINKS,
        "    if (allowed > now) {", "    if (allowed > now && false) {",
    ),
    Mutant(
        "handover-ahead", "a next connection that is ahead does not take over", HANDOVER,
        "lastBefore(deltas.front().ids) <= completeId", "lastBefore(deltas.front().ids) <= completeId + 1",
    ),
    Mutant(
        "handover-lacks-symbol", "a next connection that lacks a symbol does not take over", HANDOVER,
        "(now >= m_begun + settling && m_missed == 0)", "now >= m_begun + settling",
    ),
    Mutant(
        "handover-kept", "what the next connection has brought already is not lost", SESSION_HANDOVER,
        "                feed.onDepth(delta, now);", "                static_cast<void>(delta);",
    ),
    Mutant(
        "handover-trade-twice", "a trade that both connections bring is told once", BOOK_FEED,
        "trade.id != 0 && m_lastTrade &&", "trade.id == 0 && m_lastTrade &&",
    ),
    Mutant(
        "trade-silenced", "one wrong id does not silence the trades after it", BOOK_FEED,
        "trade.exchangeTime <= m_lastTrade->exchangeTime", "trade.exchangeTime >= Instant()",
    ),
    Mutant(
        "feed-damage-ignored", "a damaged frame ends the synchronisation", BOOK_FEED,
        "    giveUpBuffer();\n    // What a parser says", "    // What a parser says",
    ),
    Mutant(
        "feed-late-snapshot", "a live book is not turned back by a late snapshot", BOOK_SNAPSHOTS,
        "if (m_sync.isSynced() || m_status.state == FeedState::Failed)", "if (m_status.state == FeedState::Failed)",
    ),
    Mutant(
        "feed-other-way", "a book that does not come on the stream is asked for", BOOK_SNAPSHOTS,
        "        m_asksByRest = !m_asksByRest;", "        static_cast<void>(m_asksByRest);",
    ),
    Mutant(
        "feed-gap-uncounted", "a gap is counted as a gap", BOOK_FEED,
        "error.code == ErrorCode::SequenceGap ? 1 : 0", "error.code == ErrorCode::CrossedBook ? 1 : 0",
    ),
    Mutant(
        "feed-half-shown", "a book that is not complete is not shown", BOOK_FEED,
        "    if (m_sync.isSynced())\n        showBook(scope);", "    showBook(scope);",
    ),
    Mutant(
        "feed-stale-for-ever", "a frame ends a stale state", BOOK_FEED_HEADER,
        "if (m_status.state == FeedState::Stale) [[unlikely]]", "if (m_status.state == FeedState::Failed) [[unlikely]]",
    ),
    Mutant(
        "audit-other-id", "a quote is compared with the book of the same id only", QUOTES,
        "if (m_touches[i].updateId == quote.updateId)", "if (m_touches[i].updateId <= quote.updateId)",
    ),
    Mutant(
        "audit-old-quotes", "quotes of another connection are not compared", QUOTES,
        "    if (m_lastQuoteId && quote.updateId < *m_lastQuoteId)\n        m_quotes.clear();\n", "",
    ),
    Mutant(
        "audit-sizes", "a level of another size is a difference", SNAPSHOTS,
        "if (our->qty != their->qty)", "if (our->qty.isZero())",
    ),
    Mutant(
        "audit-unknown-levels", "a level that the book does not know is no difference", SNAPSHOTS,
        "if (known.contains(side, their->price))", "if (known.contains(side, their->price) || !their->qty.isZero())",
    ),
    Mutant(
        "audit-still-live", "a book that an audit refutes is not live", BOOK_AUDIT,
        "    giveUpBuffer();\n    resync(Error{ErrorCode::AuditMismatch, what}, now);",
        "    static_cast<void>(what);\n    noteVerified(m_sync.lastUpdateId(), now);",
    ),
    Mutant(
        "decode-ids-fast", "ids in the wrong order are refused by the quick decoder", DEPTH,
        " && head.firstId <= head.lastId", "",
    ),
    Mutant(
        "decode-ids-strict", "ids in the wrong order are refused by the strict decoder", STRICT,
        "if (*first > *last)", "if (*first > *last + 1)",
    ),
    Mutant(
        "decode-other-symbol", "a known beginning belongs to its symbol", DEPTH,
        "    lead.symbol = head.symbol;\n", "    if (lead.symbol.empty())\n        lead.symbol = head.symbol;\n",
    ),
    Mutant(
        "usual-order-of-neighbours", "each price is held against the one before it", ORDER,
        "        m_before = rank;\n", "",
    ),
    Mutant(
        "usual-order-may-repeat", "a price that comes again is not worse than the one before", ORDER,
        "m_before - rank;", "m_before - rank - 1;",
    ),
    Mutant(
        "usual-order-of-one-side", "both lists must come best first", "core/venues/plaintext.h",
        "m_isBestFirst = m_isBestFirst && scan.isBestFirst;", "m_isBestFirst = scan.isBestFirst;",
    ),
    Mutant(
        "usual-order-unasked", "only lists that come best first are not looked through", USUAL,
        "levels == DepthLevels::BestFirst}", "levels != DepthLevels::Unusual}",
    ),
    Mutant(
        "decode-cut-frame", "a frame without its end is refused", USUAL,
        "if (!frame.ends_with('}')) [[unlikely]]", "if (frame.empty()) [[unlikely]]",
    ),
    Mutant(
        "decode-aggressor", "a maker who bought means that the taker sold", USUAL,
        "print->buyerIsMaker ? Aggressor::Seller : Aggressor::Buyer",
        "print->buyerIsMaker ? Aggressor::Buyer : Aggressor::Seller",
    ),
    Mutant("decode-zero-price", "a price of zero is refused", JSON, "if (price->isZero())", "if (price->raw() < 0)"),
    Mutant("decode-negative-qty", "a negative quantity is refused", JSON, "qty->raw() < 0)", "qty->raw() < -1)"),
    Mutant(
        "decode-late-time", "a time that no clock will show is no time", TIMES,
        "    if (time > largestMicroseconds)\n        return std::nullopt;\n", "    static_cast<void>(largestMicroseconds);\n",
    ),
    Mutant(
        "usdm-previous", "an update without the id before it is refused", USDM,
        "if (depth && depth->delta->ids.previous == 0)", "if (depth && depth->delta->ids.last == 0)",
    ),
    Mutant(
        "usdm-status", "a contract that is settled is not traded", USDM,
        "text.empty() ? InstrumentStatus::Unknown : InstrumentStatus::Halted;",
        "text.empty() ? InstrumentStatus::Unknown : InstrumentStatus::Trading;",
    ),
    Mutant(
        "kraken-depth", "the checksum is of ten levels a side", KRAKEN_SUM,
        "constexpr std::size_t levelsASide = 10;", "constexpr std::size_t levelsASide = 11;",
    ),
    Mutant(
        "kraken-sides", "the checksum begins with the asks", KRAKEN_SUM,
        "for (const Side side : {Side::Ask, Side::Bid})", "for (const Side side : {Side::Bid, Side::Ask})",
    ),
    Mutant(
        "kraken-printed", "the checksum is of the digits that are printed", KRAKEN_SUM,
        "row.append(level.qty.raw() / qtyPart);", "static_cast<void>(qtyPart);\n            row.append(level.qty.raw());",
    ),
    Mutant(
        "kraken-checksum", "every update is verified", KRAKEN_BOOK,
        "    message.checksum = static_cast<std::uint32_t>(*checksum);\n", "",
    ),
    Mutant(
        "coinbase-number", "a frame's number is read whatever the frame is", COINBASE_FRAME,
        "    buffer.frameNumber = *number;", "    if (json::text(root, \"channel\").value_or({}) == \"l2_data\")\n        buffer.frameNumber = *number;",
    ),
    Mutant(
        "coinbase-side", "an offer is no bid", COINBASE_FRAME,
        "(*side == \"bid\" ? message.bids", "(*side != \"\" ? message.bids",
    ),
    Mutant(
        "coinbase-snapshot", "a snapshot is no update", COINBASE_FRAME,
        "const bool isSnapshot = *type == \"snapshot\";", "const bool isSnapshot = false && *type == \"snapshot\";",
    ),
    Mutant(
        "coinbase-alias", "what arrives as -USD is told to who subscribed to -USDC", COINBASE_PARTS,
        "return isAlias(alias) ? alias : std::string();", "return isAlias(alias) ? std::string() : std::string();",
    ),
    Mutant(
        "coinbase-own-usdc", "USDT-USDC is a market of its own", COINBASE_PARTS,
        " && product != \"USDT-USDC\"", "",
    ),
    Mutant(
        "okx-depth", "the checksum is of 25 levels a side", OKX_SUM,
        "constexpr std::size_t levelsASide = 25;", "constexpr std::size_t levelsASide = 24;",
    ),
    Mutant(
        "okx-no-checksum", "a checksum of 0 is none", OKX_MESSAGE,
        "return *number == 0 ? std::nullopt", "return *number == -1 ? std::nullopt",
    ),
    Mutant(
        "okx-previous", "an update names the one before", OKX_MESSAGE,
        "isUpdate ? static_cast<std::uint64_t>(*previous) : 0", "isUpdate && *previous < 0 ? id : 0",
    ),
    Mutant(
        "okx-unproven", "a book that nothing proves is refused", OKX_MESSAGE,
        "        if (!mark.checksum)\n            return wrongShape", "        if (mark.checksum && !mark.time)\n            return wrongShape",
    ),
    Mutant(
        "okx-answer", "an answer that refuses is no book", OKX_ANSWER,
        "if (*code != \"0\")", "if (code->empty())",
    ),
    Mutant(
        "okx-one-book", "an answer with two books is none", OKX_ANSWER,
        "if (data->size() != 1)", "if (data->size() == 0)",
    ),
]
