// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "venues/krakeninstruments.h"

#include "venues/jsonnumber.h"

namespace touchline::kraken {

namespace {

using Instruments = Expected<std::vector<Instrument>>;

Unexpected<Error> noList()
{
    return failure(ErrorCode::UnexpectedShape, "this is not a list of pairs");
}

/// Where orders only come in, or may come in but not meet, nothing is traded. Of `limit_only` and
/// `reduce_only` that is not sure.
InstrumentStatus statusOf(std::string_view text)
{
    if (text == "online")
        return InstrumentStatus::Trading;
    if (text == "cancel_only")
        return InstrumentStatus::CancelOnly;
    if (text == "maintenance" || text == "delisted" || text == "post_only" || text == "work_in_progress")
        return InstrumentStatus::Halted;
    return InstrumentStatus::Unknown;
}

/// How many decimals are printed is what the checksum is made of: a pair that does not say so, or with more
/// than an exact number holds, is of no use.
std::optional<Decimals> decimalsOf(const Expected<std::uint64_t> &price, const Expected<std::uint64_t> &qty)
{
    constexpr auto most = static_cast<std::uint64_t>(maxDecimals);
    if (!price || !qty || *price > most || *qty > most)
        return std::nullopt;
    return Decimals{static_cast<int>(*price), static_cast<int>(*qty)};
}

/// One unit of the last decimal if the venue does not say, or says something odd.
template <class Value> Value increment(const Expected<std::string_view> &number, int decimals)
{
    const auto raw = parseDecimal(number.value_or({}), decimals);
    return Value(raw && *raw > 0 ? *raw : 1);
}

std::optional<Instrument> pairOnStream(json::TextObject pair)
{
    const auto symbol = json::text(pair, "symbol");
    if (!symbol)
        return std::nullopt;
    Instrument instrument = bareInstrument(std::string(*symbol));
    instrument.base = json::text(pair, "base").value_or({});
    instrument.quote = json::text(pair, "quote").value_or({});
    instrument.status = statusOf(json::text(pair, "status").value_or({}));
    const auto qtyDecimals = json::unsignedNumber(pair, "qty_precision");
    const auto decimals = decimalsOf(json::unsignedNumber(pair, "price_precision"), qtyDecimals);
    if (!decimals)
        return std::nullopt;
    instrument.decimals = *decimals;
    instrument.tickSize = increment<Price>(json::numberText(pair, "price_increment"), decimals->price);
    instrument.stepSize = increment<Qty>(json::numberText(pair, "qty_increment"), decimals->qty);
    return instrument;
}

/// None of many means that the list has another form.
Instruments unlessAllAreOdd(std::vector<Instrument> instruments, std::size_t pairs)
{
    if (instruments.empty() && pairs > 0)
        return noList();
    return instruments;
}

Instruments listOnStream(std::string_view body)
{
    auto root = json::readAsText(body);
    if (!root)
        return Unexpected(root.error());
    auto content = json::object(*root, "data");
    if (!content)
        return Unexpected(content.error());
    auto pairs = json::array(*content, "pairs");
    if (!pairs)
        return Unexpected(pairs.error());
    std::vector<Instrument> instruments;
    std::size_t count = 0;
    for (auto element : *pairs) {
        json::TextObject pair;
        if (element.get_object().get(pair) != simdjson::SUCCESS)
            return noList();
        ++count;
        if (auto instrument = pairOnStream(pair))
            instruments.push_back(std::move(*instrument));
    }
    return unlessAllAreOdd(std::move(instruments), count);
}

/// Of the names of v1, which REST still uses.
std::string currentName(std::string_view asset)
{
    if (asset == "XBT")
        return "BTC";
    return asset == "XDG" ? "DOGE" : std::string(asset);
}

std::optional<Instrument> pairOfRest(json::Object pair)
{
    const auto name = json::text(pair, "wsname").value_or({});
    const auto slash = name.find('/');
    const auto qtyDecimals = json::unsignedNumber(pair, "lot_decimals");
    const auto decimals = decimalsOf(json::unsignedNumber(pair, "pair_decimals"), qtyDecimals);
    if (slash == std::string_view::npos || !decimals)
        return std::nullopt;
    const std::string base = currentName(name.substr(0, slash));
    const std::string quote = currentName(name.substr(slash + 1));
    Instrument instrument = bareInstrument(base + '/' + quote);
    instrument.base = base;
    instrument.quote = quote;
    instrument.status = statusOf(json::text(pair, "status").value_or({}));
    instrument.decimals = *decimals;
    instrument.tickSize = increment<Price>(json::text(pair, "tick_size"), decimals->price);
    instrument.stepSize = Qty(1);
    return instrument;
}

Instruments listOfRest(json::Object root)
{
    const auto pairs = json::object(root, "result");
    if (!pairs)
        return Unexpected(pairs.error());
    std::vector<Instrument> instruments;
    for (const auto &[key, element] : *pairs) {
        json::Object pair;
        if (element.get(pair) != simdjson::SUCCESS)
            return noList();
        if (auto instrument = pairOfRest(pair))
            instruments.push_back(std::move(*instrument));
    }
    return unlessAllAreOdd(std::move(instruments), pairs->size());
}

} // namespace

Expected<std::vector<Instrument>> decodeInstruments(std::string_view body)
{
    const auto root = json::parseObject(body, "the list of pairs");
    if (!root)
        return Unexpected(root.error());
    const bool isSnapshot = json::text(*root, "type").value_or({}) == "snapshot";
    if (isSnapshot && json::text(*root, "channel").value_or({}) == "instrument")
        return listOnStream(body);
    // The stream's answer to the request has a `result`, too, but no list of errors.
    if (json::array(*root, "error"))
        return listOfRest(*root);
    return noList();
}

} // namespace touchline::kraken
