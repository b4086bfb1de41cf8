// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "venues/binancelists.h"

#include "base/jsontext.h"
#include "base/urltext.h"

#include <algorithm>

namespace touchline::binance {

namespace {

/// Binance prints prices and quantities with eight decimals, whatever tick and step are.
constexpr int printedDecimals = 8;

/// Where a lot is a whole unit, quantities grow beyond what int64 holds at eight decimals (9.2e10 units).
/// Older orders there are finer than today's lot size by a few digits at most.
constexpr int wholeLotQtyDecimals = 4;

std::string lowerCase(std::string_view symbol)
{
    std::string lower(symbol);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return lower;
}

/// Stream names begin with the symbol in lower case.
std::vector<std::string> streamNames(
    std::span<const Instrument> instruments, std::span<const std::string_view> streams)
{
    std::vector<std::string> names;
    for (const Instrument &instrument : instruments) {
        for (const std::string_view stream : streams)
            names.push_back(lowerCase(instrument.symbol) + std::string(stream));
    }
    return names;
}

/// Few and large: a client may send five messages a second.
std::vector<std::string> messagesOf(std::string_view method, std::span<const std::string> names)
{
    constexpr std::size_t streamsPerMessage = 350;
    std::vector<std::string> messages;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i % streamsPerMessage == 0)
            messages.push_back(R"({"method":")" + std::string(method) + R"(","params":[)");
        else
            messages.back() += ',';
        appendJsonString(messages.back(), names[i]);
    }
    for (std::size_t i = 0; i < messages.size(); ++i)
        messages[i] += "],\"id\":" + std::to_string(i + 1) + '}';
    return messages;
}

InstrumentStatus statusOf(std::string_view text)
{
    if (text == "TRADING")
        return InstrumentStatus::Trading;
    if (text == "HALT")
        return InstrumentStatus::Halted;
    if (text == "BREAK")
        return InstrumentStatus::Break;
    if (text == "CANCEL_ONLY")
        return InstrumentStatus::CancelOnly;
    if (text == "END_OF_DAY")
        return InstrumentStatus::EndOfDay;
    return InstrumentStatus::Unknown;
}

Expected<void> readFilters(json::Object symbol, Instrument &instrument)
{
    const auto filters = json::array(symbol, "filters");
    if (!filters)
        return Unexpected(filters.error());
    for (const json::Element element : *filters) {
        json::Object filter;
        if (element.get(filter) != simdjson::SUCCESS)
            return failure(ErrorCode::UnexpectedShape, "a filter is not an object");
        const auto type = json::text(filter, "filterType").value_or({});
        if (type == "PRICE_FILTER") {
            const auto tick = json::price(filter, "tickSize", printedDecimals);
            if (!tick)
                return Unexpected(tick.error());
            instrument.tickSize = *tick;
        } else if (type == "LOT_SIZE") {
            const auto step = json::qty(filter, "stepSize", printedDecimals);
            if (!step)
                return Unexpected(step.error());
            instrument.stepSize = *step;
        }
    }
    return {};
}

void chooseQtyDecimals(Instrument &instrument)
{
    const auto oneUnit = powerOfTen(printedDecimals);
    if (instrument.stepSize.raw() < oneUnit)
        return;
    const int fewer = printedDecimals - wholeLotQtyDecimals;
    instrument.stepSize = Qty(instrument.stepSize.raw() / powerOfTen(fewer));
    instrument.decimals.qty = wholeLotQtyDecimals;
}

Expected<Instrument> instrumentFrom(json::Object symbol, ReadMore readMore)
{
    const auto name = json::text(symbol, "symbol");
    if (!name)
        return Unexpected(name.error());
    Instrument instrument = bareInstrument(std::string(*name));
    instrument.decimals = Decimals{printedDecimals, printedDecimals};
    instrument.base = json::text(symbol, "baseAsset").value_or({});
    instrument.quote = json::text(symbol, "quoteAsset").value_or({});
    instrument.status = statusOf(json::text(symbol, "status").value_or({}));
    if (!readFilters(symbol, instrument)) {
        // One odd listing must not hide all others: it stays listed, as one whose tick is not known.
        instrument.tickSize = Price{};
        instrument.stepSize = Qty{};
    }
    chooseQtyDecimals(instrument);
    readMore(symbol, instrument);
    return instrument;
}

} // namespace

StreamRequest combinedStreams(
    const std::string &url, std::span<const Instrument> instruments,
    std::span<const std::string_view> streams)
{
    // What servers and proxies commonly take as a request line.
    constexpr std::size_t longestUrl = 4096;
    const auto names = streamNames(instruments, streams);
    std::string whole = url + "?streams=";
    for (const std::string &name : names)
        whole += (whole.back() == '=' ? "" : "/") + urlEncoded(name);
    if (whole.size() <= longestUrl)
        return {whole, {}};
    return {url, messagesOf("SUBSCRIBE", names)};
}

std::vector<std::string> subscribeMessages(
    std::span<const Instrument> instruments, std::span<const std::string_view> streams)
{
    return messagesOf("SUBSCRIBE", streamNames(instruments, streams));
}

std::vector<std::string> unsubscribeMessages(
    std::span<const Instrument> instruments, std::span<const std::string_view> streams)
{
    return messagesOf("UNSUBSCRIBE", streamNames(instruments, streams));
}

Expected<std::vector<Instrument>> decodeInstrumentList(std::string_view body, ReadMore readMore)
{
    const auto root = json::parseObject(body, "the instrument list");
    if (!root)
        return Unexpected(root.error());
    const auto symbols = json::array(*root, "symbols");
    if (!symbols)
        return Unexpected(symbols.error());
    std::vector<Instrument> instruments;
    instruments.reserve(symbols->size());
    for (const json::Element element : *symbols) {
        json::Object symbol;
        if (element.get(symbol) != simdjson::SUCCESS)
            return failure(ErrorCode::UnexpectedShape, "an instrument is not an object");
        auto instrument = instrumentFrom(symbol, readMore);
        if (!instrument)
            return Unexpected(instrument.error());
        instruments.push_back(std::move(*instrument));
    }
    return instruments;
}

} // namespace touchline::binance
