// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// From a frame's text to levels. `level` is the time for one of them.
#include "record/recording.h"
#include "venues/binancedepth.h"
#include "venues/binancestrict.h"
#include "venues/leveltext.h"

#include <benchmark/benchmark.h>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <random>
#include <simdjson.h>
#include <string>

using namespace touchline;

namespace {

constexpr Decimals decimals{8, 8};
constexpr std::size_t generatedFrames = 500;
constexpr std::size_t levelsPerSide = 23; // the recording has 46 in a frame

using Frames = std::vector<std::string>;
using WriteLevel = std::function<std::string(std::mt19937_64 &)>;

std::string levelList(std::mt19937_64 &random, const WriteLevel &writeLevel)
{
    std::string list = "[";
    for (std::size_t i = 0; i < levelsPerSide; ++i)
        list += (i > 0 ? "," : "") + writeLevel(random);
    return list + "]";
}

Frames generated(const WriteLevel &writeLevel)
{
    std::mt19937_64 random(7);
    Frames frames;
    for (std::size_t i = 0; i < generatedFrames; ++i) {
        const std::string id = std::to_string(50'093'239'189 + i);
        frames.push_back(
            R"({"stream":"btcusdt@depth@100ms","data":{"e":"depthUpdate","E":1723161255208,"s":"BTCUSDT","U":)" +
            id + R"(,"u":)" + id + R"(,"b":)" + levelList(random, writeLevel) + R"(,"a":)" +
            levelList(random, writeLevel) + "}}");
    }
    return frames;
}

std::string textPair(std::int64_t price, std::int64_t qty)
{
    return "[\"" + formatDecimal(price, 8, 8) + "\",\"" + formatDecimal(qty, 8, 8) + "\"]";
}

/// 61,xxx.xx with quantities of five decimals, half of them zero.
std::string writeBitcoin(std::mt19937_64 &random)
{
    const auto price = static_cast<std::int64_t>(6'100'000 + random() % 200'000);
    const auto qty = static_cast<std::int64_t>(random() % 2 == 0 ? 0 : random() % 500'000);
    return textPair(price * 1'000'000, qty * 1'000);
}

/// 0.35xx with quantities of one to six digits in front of the point.
std::string writeAltcoin(std::mt19937_64 &random)
{
    const std::int64_t magnitude = powerOfTen(static_cast<int>(1 + random() % 6));
    const auto price = static_cast<std::int64_t>(3'500 + random() % 100);
    const auto qty = static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(magnitude));
    return textPair(price * 10'000, qty * 100'000'000);
}

/// 0.00000xxx with quantities of five to ten digits in front of the point: too long for a vector.
std::string writeMemecoin(std::mt19937_64 &random)
{
    const std::int64_t magnitude = powerOfTen(static_cast<int>(5 + random() % 6));
    const auto price = static_cast<std::int64_t>(100 + random() % 900);
    const auto qty = static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(magnitude));
    return textPair(price, qty * 100'000'000);
}

/// The depth updates of the BTCUSDT recording; none where it is not there.
Frames recorded()
{
    const char *const folder = std::getenv("TOUCHLINE_DATA");
    if (!folder)
        return {};
    const std::string path = std::string(folder) + "/binance/hftbacktest_spot_btcusdt_2024080";
    const auto recording = loadRecordings(std::vector{path + "8.gz", path + "9.gz"});
    Frames frames;
    for (std::size_t i = 0; recording && i < recording->records().size(); ++i) {
        const std::string_view text = recording->records()[i].data;
        if (text.find("depthUpdate") != std::string_view::npos)
            frames.emplace_back(text);
    }
    return frames;
}

struct Sides {
    std::vector<Level> bids;
    std::vector<Level> asks;

    [[nodiscard]] std::size_t size() const { return bids.size() + asks.size(); }
};

// Each decoder gives the number of levels in the frame.

std::size_t scanFrame(std::string_view frame, Sides &sides)
{
    const auto payload = binance::payloadOf(frame);
    const auto head = payload ? binance::readDepthHead(*payload) : std::nullopt;
    if (!head || binance::readDepthLevels(head->levels, decimals, sides.bids, sides.asks) ==
                     binance::DepthLevels::Unusual)
        std::abort();
    return sides.size();
}

template <ScanPath path> std::size_t scanLists(std::string_view frame, Sides &sides)
{
    const std::size_t begin = frame.find("\"b\":") + 4;
    const char *const behindBids =
        scanLevels<TextPair>(path, frame.substr(begin), Side::Bid, decimals, sides.bids).end;
    if (!behindBids)
        std::abort();
    const std::size_t asks = static_cast<std::size_t>(behindBids - frame.data()) + 5;
    if (!scanLevels<TextPair>(path, frame.substr(asks), Side::Ask, decimals, sides.asks).end)
        std::abort();
    return sides.size();
}

std::size_t strict(std::string_view frame, Sides &)
{
    static DecodeBuffer buffer;
    static const Instrument instrument = bareInstrument("BTCUSDT");
    const auto event = binance::decodeFrameStrictly(
        frame, [](std::string_view) { return &instrument; }, buffer, binance::TradeStream::Trade);
    const BookDelta &delta = *std::get<DepthEvent>(*event).delta;
    return delta.bids.size() + delta.asks.size();
}

void onDemandSide(simdjson::ondemand::array list, std::vector<Level> &side)
{
    side.clear();
    for (auto entry : list) {
        std::array<std::int64_t, 2> raw{};
        std::size_t i = 0;
        for (auto member : entry.get_array()) {
            const std::string_view text = member.get_string().value();
            if (!leveltext::readNumber(text.data(), text.data() + text.size(), 8, raw[i++]))
                std::abort();
        }
        side.push_back(Level{Price(raw[0]), Qty(raw[1])});
    }
}

std::size_t onDemand(std::string_view frame, Sides &sides)
{
    static simdjson::ondemand::parser parser;
    const simdjson::padded_string_view padded(frame, frame.size() + simdjson::SIMDJSON_PADDING);
    auto document = parser.iterate(padded);
    auto payload = document["data"].get_object();
    onDemandSide(payload["b"].get_array(), sides.bids);
    onDemandSide(payload["a"].get_array(), sides.asks);
    return sides.size();
}

std::size_t copyBytes(std::string_view frame, Sides &)
{
    static std::vector<char> copy(1 << 20);
    std::memcpy(copy.data(), frame.data(), frame.size());
    benchmark::DoNotOptimize(copy.data());
    benchmark::ClobberMemory();
    return 0;
}

using Decode = std::size_t (*)(std::string_view frame, Sides &sides);

/// Out of line, so that a profiler can be told to count this and nothing else.
[[gnu::noinline]] std::size_t decodeAll(const Frames &frames, Decode decode, Sides &sides)
{
    std::size_t levels = 0;
    for (const std::string &frame : frames)
        levels += decode(frame, sides);
    return levels;
}

void decodeFrames(benchmark::State &state, const Frames &frames, Decode decode)
{
    Sides sides;
    const std::size_t levels = decodeAll(frames, scanFrame, sides);
    for (auto _ : state)
        benchmark::DoNotOptimize(decodeAll(frames, decode, sides));
    const auto total = static_cast<double>(levels) * static_cast<double>(state.iterations());
    state.counters["level"] =
        benchmark::Counter(total, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
    state.counters["levels"] = static_cast<double>(levels);
}

void addText(const std::string &name, Frames frames)
{
    static std::vector<std::unique_ptr<Frames>> kept;
    for (std::string &frame : frames)
        frame.reserve(frame.size() + simdjson::SIMDJSON_PADDING);
    const Frames &all = *kept.emplace_back(std::make_unique<Frames>(std::move(frames)));
    const auto add = [&](const char *decoder, Decode decode) {
        benchmark::RegisterBenchmark(
            ("decode/" + name + "/" + decoder).c_str(),
            [&all, decode](benchmark::State &state) { decodeFrames(state, all, decode); });
    };
    add("memcpy", copyBytes);
    add("scanned", scanFrame);
    if (runsHere(ScanPath::Sse41))
        add("lists-sse41", scanLists<ScanPath::Sse41>);
    add("lists-portable", scanLists<ScanPath::Portable>);
    add("simdjson-ondemand", onDemand);
    add("strict", strict);
}

} // namespace

int main(int argc, char *argv[])
{
    addText("bitcoin", generated(writeBitcoin));
    addText("altcoin", generated(writeAltcoin));
    addText("memecoin", generated(writeMemecoin));
    if (Frames frames = recorded(); !frames.empty())
        addText("recorded", std::move(frames));
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
