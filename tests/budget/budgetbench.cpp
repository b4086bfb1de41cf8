// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// budgetbench generated|recorded: plays one flow in each mode and prints `mode units count`. Under callgrind
// each mode leaves one dump of what was counted in it, and nothing else is counted.

#include "bench/depthtext.h"
#include "bench/livesession.h"
#include "bench/recordedflow.h"
#include "bench/workload.h"
#include "book/booksync.h"
#include "venues/venuetable.h"

#include <cstdio>
#include <cstdlib>
#include <valgrind/callgrind.h>

using namespace touchline;
using namespace touchline::bench;

namespace {

/// Counts from construction to destruction of one mode; toggled on and off inside it.
class Mode {
public:
    Mode(const char *name, const char *units) : m_name(name), m_units(units)
    {
        CALLGRIND_START_INSTRUMENTATION;
        CALLGRIND_ZERO_STATS;
    }
    ~Mode()
    {
        CALLGRIND_DUMP_STATS_AT(m_name);
        CALLGRIND_STOP_INSTRUMENTATION;
        std::printf("%s %s %zu\n", m_name, m_units, m_count);
    }
    Mode(const Mode &) = delete;
    Mode &operator=(const Mode &) = delete;

    template <class Work> void count(std::size_t units, Work &&work)
    {
        CALLGRIND_TOGGLE_COLLECT;
        work();
        CALLGRIND_TOGGLE_COLLECT;
        m_count += units;
    }

private:
    const char *m_name;
    const char *m_units;
    std::size_t m_count = 0;
};

[[noreturn]] void fail(const char *sentence)
{
    std::fprintf(stderr, "budgetbench: %s\n", sentence);
    std::exit(1);
}

/// Text to event, of the product's venue.
void decode(const Flow &flow)
{
    const Venue &venue = *findVenue("binance");
    const Instrument instrument = flowInstrument(flow.symbol());
    const InstrumentLookup lookup = [&instrument](std::string_view) { return &instrument; };
    DecodeBuffer buffer;
    const auto decodeAll = [&] {
        std::size_t decoded = 0;
        for (std::size_t i = 0; i < flow.size(); ++i)
            decoded += venue.decodeFrame(flow.frame(i), lookup, buffer).has_value() ? 1U : 0U;
        return decoded;
    };
    std::size_t decoded = decodeAll(); // whatever is made once is made now
    Mode mode("decode", "level");
    mode.count(flow.levels(), [&] { decoded = decodeAll(); });
    if (decoded != flow.size())
        fail("a frame was refused");
}

BookSnapshot snapshotOf(const Flow &flow)
{
    const std::string text = flow.snapshot() + std::string(simdjson::SIMDJSON_PADDING, ' ');
    BookSnapshot snapshot;
    DepthText parser;
    snapshot.lastUpdateId = parser.readSnapshot(
        std::string_view(text).substr(0, flow.snapshot().size()),
        [&snapshot](Side side, std::int64_t price, std::int64_t qty) {
            (side == Side::Bid ? snapshot.bids : snapshot.asks).push_back(Level{Price(price), Qty(qty)});
        });
    return snapshot;
}

std::vector<BookDelta> deltasOf(const Flow &flow)
{
    DepthText parser;
    std::vector<BookDelta> deltas(flow.size());
    for (std::size_t i = 0; i < flow.size(); ++i) {
        BookDelta &delta = deltas[i];
        delta.ids =
            parser.readFrame(flow.frame(i), [&delta](Side side, std::int64_t price, std::int64_t qty) {
                (side == Side::Bid ? delta.bids : delta.asks).push_back(Level{Price(price), Qty(qty)});
            });
    }
    return deltas;
}

/// Event to checked book.
void apply(const Flow &flow)
{
    const std::vector<BookDelta> deltas = deltasOf(flow);
    OrderBook book;
    BookSync sync;
    if (!sync.onSnapshot(snapshotOf(flow), book))
        fail("the snapshot was refused");
    std::size_t applied = 0;
    Mode mode("apply", "level");
    mode.count(flow.levels(), [&] {
        for (const BookDelta &delta : deltas)
            applied += sync.onDelta(delta, book).has_value() ? 1U : 0U;
    });
    if (applied != flow.size())
        fail("a delta was refused");
}

/// Text to checked book, through the session; with a view of 20 levels a side after each frame only the
/// views are counted.
void session(const Flow &flow, bool countsViews)
{
    const std::vector<Instrument> instruments{flowInstrument(flow.symbol())};
    LiveSession live(instruments, 0);
    live.load(0, flow.snapshot());
    {
        Mode mode(countsViews ? "view" : "path", countsViews ? "view" : "level");
        if (countsViews) {
            for (std::size_t i = 0; i < flow.size(); ++i) {
                live.frame(flow.frame(i));
                mode.count(1, [&] { live.view(Flow::topDepth); });
            }
        } else {
            mode.count(flow.levels(), [&] {
                for (std::size_t i = 0; i < flow.size(); ++i)
                    live.frame(flow.frame(i));
            });
        }
    }
    if (!live.isWhole() || live.top(0) != flow.startTop())
        fail("the book is not the right one");
}

Flow generated()
{
    FlowShape shape;
    shape.diffs = 1000;
    return generatedFlow(shape);
}

} // namespace

int main(int argc, char *argv[])
{
    const std::string_view source = argc == 2 ? argv[1] : "";
    if (source != "generated" && source != "recorded")
        fail("say generated or recorded");
    const auto flow = source == "recorded" ? recordedFlow() : std::optional(generated());
    if (!flow) {
        std::printf("absent\n");
        return 0;
    }
    decode(*flow);
    apply(*flow);
    session(*flow, false);
    session(*flow, true);
}
