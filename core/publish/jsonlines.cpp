// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/jsonlines.h"

#include "base/jsontext.h"
#include "base/process.h"

#include <QCryptographicHash>

#include <memory>

namespace touchline {

namespace {

void appendKey(std::string &line, std::string_view key)
{
    line += line.back() == '{' ? "\"" : ",\"";
    line += key;
    line += "\":";
}

void appendText(std::string &line, std::string_view key, std::string_view value)
{
    appendKey(line, key);
    appendJsonString(line, value);
}

template <class Number> void appendNumber(std::string &line, std::string_view key, Number value)
{
    appendKey(line, key);
    line += std::to_string(value);
}

template <class Number>
void appendOptional(std::string &line, std::string_view key, const std::optional<Number> &value)
{
    appendKey(line, key);
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
    appendKey(line, "integrity");
    line += '{';
    appendText(line, "method", integrityMethodName(feed.integrity().method));
    appendOptional(line, "verified_id", feed.integrity().verifiedId);
    appendNumber(line, "gaps", feed.counters().gaps);
    appendNumber(line, "resyncs", feed.counters().resyncs);
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
    appendText(line, "exchange", feed.origin().exchange);
    appendText(line, "symbol", feed.instrument().symbol);
    appendText(line, "state", stateName(feed.status().state));
}

void appendHistogram(std::string &line, std::string_view key, const Histogram &histogram)
{
    appendKey(line, key);
    line += '{';
    appendNumber(line, "total", histogram.total());
    appendNumber(line, "p50", histogram.quantile(0.5));
    appendNumber(line, "p99", histogram.quantile(0.99));
    appendNumber(line, "p999", histogram.quantile(0.999));
    appendNumber(line, "max", histogram.max());
    line += '}';
}

struct SessionSums {
    std::uint64_t frames = 0;
    std::uint64_t bytes = 0;
    std::uint64_t malformed = 0;
};

void appendSeconds(std::string &line, std::string_view key, Duration duration)
{
    constexpr int nanoDecimals = 9;
    appendKey(line, key);
    appendDecimal(line, duration.count(), nanoDecimals);
}

} // namespace

std::string jsonBookLine(const BookFeed &feed, BookLineOptions options)
{
    const Decimals decimals = feed.instrument().decimals;
    std::string line = "{";
    appendText(line, "type", "book");
    appendOrigin(line, feed);
    appendNumber(line, "update_id", feed.updateId());
    const auto exchangeTime = feed.exchangeTime();
    appendOptional(
        line, "exchange_time_ms", exchangeTime ? std::optional(exchangeTime->millis()) : std::nullopt);
    const auto receiveTime = feed.receiveTime();
    appendOptional(line, "receive_time_ns", receiveTime ? std::optional(receiveTime->nanos) : std::nullopt);
    appendKey(line, "bids");
    appendSide(line, feed.book().bids(), options.depth, decimals);
    appendKey(line, "asks");
    appendSide(line, feed.book().asks(), options.depth, decimals);
    appendKey(line, "levels");
    line += '[' + std::to_string(feed.book().bids().size()) + ',' +
            std::to_string(feed.book().asks().size()) + ']';
    appendIntegrity(line, feed);
    if (options.digest)
        appendText(line, "digest", digestOf(feed));
    line += '}';
    return line;
}

std::string jsonStateLine(const BookFeed &feed, Instant now)
{
    std::string line = "{";
    appendText(line, "type", "state");
    appendOrigin(line, feed);
    appendText(line, "reason", feed.status().reason);
    appendNumber(line, "time_ns", now.nanos);
    line += '}';
    return line;
}

std::string jsonStatsLine(std::span<FeedSession *const> sessions, Duration elapsed)
{
    FeedCounters books;
    SessionSums sums;
    const auto latency = std::make_unique<LatencyWaterfall>();
    for (const FeedSession *const session : sessions) {
        sums.frames += session->frames();
        sums.bytes += session->bytes();
        sums.malformed += session->malformedFrames();
        latency->merge(session->latency());
        for (std::size_t i = 0; i < session->bookCount(); ++i)
            books += session->book(i).counters();
    }
    std::string line = "{";
    appendText(line, "type", "stats");
    appendNumber(line, "messages", sums.frames);
    appendNumber(line, "levels", books.levels);
    appendNumber(line, "bytes", sums.bytes);
    appendNumber(line, "gaps", books.gaps);
    appendNumber(line, "resyncs", books.resyncs);
    appendNumber(line, "reconnects", books.reconnects);
    appendNumber(line, "malformed", sums.malformed);
    appendNumber(line, "dropped", books.dropped);
    appendNumber(line, "conflated", books.conflated);
    appendHistogram(line, "decode_ns", latency->of(Stage::Decode));
    appendHistogram(line, "apply_ns", latency->of(Stage::Apply));
    appendHistogram(line, "processing_ns", latency->of(Stage::Processing));
    appendSeconds(line, "elapsed_s", elapsed);
    appendNumber(line, "peak_rss_kib", peakRssKib());
    line += '}';
    return line;
}

} // namespace touchline
