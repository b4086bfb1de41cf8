// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/jsonlines.h"

#include "base/jsontext.h"
#include "base/process.h"
#include "book/digest.h"

#include <QCryptographicHash>

#include <memory>

namespace touchline {

namespace {

template <class Number>
void appendOptional(std::string &line, std::string_view key, const std::optional<Number> &value)
{
    appendJsonKey(line, key);
    line += value ? std::to_string(*value) : "null";
}

void appendSide(std::string &line, const BookSide &side, std::size_t depth, Decimals decimals)
{
    line += '[';
    std::size_t count = 0;
    side.visitBestFirst([&](const Level &level) {
        if (count == depth)
            return false;
        line += count++ == 0 ? "[\"" : ",[\"";
        appendDecimal(line, level.price.raw(), decimals.price);
        line += "\",\"";
        appendDecimal(line, level.qty.raw(), decimals.qty);
        line += "\"]";
        return true;
    });
    line += ']';
}

void appendIntegrity(std::string &line, const BookFeed &feed)
{
    const Integrity &integrity = feed.integrity();
    const AuditTally &audit = integrity.audit;
    appendJsonKey(line, "integrity");
    line += '{';
    appendJsonText(line, "method", integrityMethodName(integrity.method()));
    // What was right at the audited id is right as far as no update is missing.
    appendOptional(line, "verified_id", integrity.completeId);
    appendOptional(line, "audited_id", audit.verifiedId);
    // A time and not an age: whoever reads the line later knows the age then.
    appendOptional(
        line, "audited_time_ns", audit.verifiedAt ? std::optional(audit.verifiedAt->nanos) : std::nullopt);
    appendJsonNumber(line, "verified", audit.verified());
    appendJsonNumber(line, "mismatched", audit.mismatched);
    appendJsonNumber(line, "gaps", feed.counters().gaps);
    appendJsonNumber(line, "resyncs", feed.counters().resyncs);
    line += '}';
}

std::string digestOf(const BookFeed &feed)
{
    const std::string text = digestText(feed.book(), feed.instrument().decimals);
    const QByteArrayView bytes(text.data(), static_cast<qsizetype>(text.size()));
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(bytes);
    return hash.result().toHex().toStdString();
}

void appendOrigin(std::string &line, const BookFeed &feed)
{
    appendJsonText(line, "exchange", feed.origin().exchange);
    appendJsonText(line, "symbol", feed.instrument().symbol);
    appendJsonText(line, "state", stateName(feed.status().state));
}

struct SessionSums {
    std::uint64_t frames = 0;
    std::uint64_t bytes = 0;
    std::uint64_t malformed = 0;
};

void appendSeconds(std::string &line, std::string_view key, Duration duration)
{
    constexpr int nanoDecimals = 9;
    appendJsonKey(line, key);
    appendDecimal(line, duration.count(), nanoDecimals);
}

} // namespace

std::string jsonBookLine(const BookFeed &feed, BookLineOptions options)
{
    const Decimals decimals = feed.instrument().decimals;
    std::string line = "{";
    appendJsonText(line, "type", "book");
    appendOrigin(line, feed);
    appendJsonNumber(line, "update_id", feed.updateId());
    const auto exchangeTime = feed.exchangeTime();
    appendOptional(
        line, "exchange_time_ms", exchangeTime ? std::optional(exchangeTime->millis()) : std::nullopt);
    const auto receiveTime = feed.receiveTime();
    appendOptional(line, "receive_time_ns", receiveTime ? std::optional(receiveTime->nanos) : std::nullopt);
    appendJsonKey(line, "bids");
    appendSide(line, feed.book().bids(), options.depth, decimals);
    appendJsonKey(line, "asks");
    appendSide(line, feed.book().asks(), options.depth, decimals);
    appendJsonKey(line, "levels");
    line += '[' + std::to_string(feed.book().bids().size()) + ',' +
            std::to_string(feed.book().asks().size()) + ']';
    appendIntegrity(line, feed);
    if (options.digest)
        appendJsonText(line, "digest", digestOf(feed));
    line += '}';
    return line;
}

std::string jsonStateLine(const BookFeed &feed, Instant now)
{
    std::string line = "{";
    appendJsonText(line, "type", "state");
    appendOrigin(line, feed);
    appendJsonText(line, "reason", feed.status().reason);
    appendJsonNumber(line, "time_ns", now.nanos);
    line += '}';
    return line;
}

std::string jsonStatsLine(std::span<FeedSession *const> sessions, const RunLosses &losses, Duration elapsed)
{
    FeedCounters books;
    SessionSums sums;
    const auto stages = std::make_unique<LatencyWaterfall>();
    for (const FeedSession *const session : sessions) {
        sums.frames += session->frames();
        sums.bytes += session->bytes();
        sums.malformed += session->malformedFrames();
        stages->merge(session->timings().stages);
        for (std::size_t i = 0; i < session->bookCount(); ++i)
            books += session->book(i).counters();
    }
    std::string line = "{";
    appendJsonText(line, "type", "stats");
    appendJsonNumber(line, "messages", sums.frames);
    appendJsonNumber(line, "levels", books.levels);
    appendJsonNumber(line, "bytes", sums.bytes);
    appendJsonNumber(line, "gaps", books.gaps);
    appendJsonNumber(line, "resyncs", books.resyncs);
    appendJsonNumber(line, "reconnects", books.reconnects);
    appendJsonNumber(line, "handovers", books.handovers);
    appendJsonNumber(line, "malformed", sums.malformed);
    appendJsonNumber(line, "dropped", books.dropped + losses.output.dropped);
    appendJsonNumber(line, "conflated", books.conflated + losses.output.conflated);
    appendJsonNumber(line, "records_dropped", losses.records);
    appendJsonHistogram(line, "decode_ns", stages->of(Stage::Decode));
    appendJsonHistogram(line, "apply_ns", stages->of(Stage::Apply));
    appendJsonHistogram(line, "processing_ns", stages->of(Stage::Processing));
    // Of the three above: one frame in so many was timed and stands for the others.
    appendJsonNumber(line, "timed_every", sessions.empty() ? 1U : sessions.front()->timedEvery());
    appendSeconds(line, "elapsed_s", elapsed);
    appendJsonNumber(line, "peak_rss_kib", peakRssKib());
    line += '}';
    return line;
}

} // namespace touchline
