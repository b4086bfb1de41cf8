#!/usr/bin/env python3
# SPDX-FileCopyrightText: Touchline contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs everything that is measured and prints one table.

Contestants take turns: each round runs all of them, a ratio is the median of the rounds' ratios, a value the
median of the rounds; where a session's time has a target, a round is the fastest of eight turns of each. Times
are the processor's, of the thread that works, where nothing is said.

Machines differ, and a shared one differs from minute to minute. So times with a target are also given as they
would be at the pace of the machine that the targets are meant for: simdjson and std::map take 99.5 ns a level
of the recording there, and what they take here is measured in the same round.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import plot
import programs
from table import BASELINES, Measure, processor, read_last, table, write_last

LAST = Path(__file__).with_name("last.json")
FRAME_MS = 1000 / 60
DAY_SECONDS = 0.5  # of processing; the whole program may be slower, but not below 60 % of that pace
UNITS = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1.0}
TIMING = "session, timing a message"
SATURATED = "transport, book, 2 kB, ws, saturated, CPU a message"
# What has a target, and what it is held against: measured in more rounds, because a machine's mood passes.
TARGETED = f"^(recorded/session|recorded/sessionSampled|{programs.PACEMAKER}|generated15/sessionView)/"
OWN_FLOWS = {"sessionbench", "scalebench"}  # told apart from the benchmarks that are only listed


@dataclass(frozen=True)
class Effort:
    rounds: int
    diffs: int  # of a generated flow
    transport_seconds: float
    transport_rounds: int
    window_seconds: int


QUICK = Effort(5, 4000, 0.4, 5, 4)
LONG = Effort(7, 200_000, 2, 5, 20)


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def google(program: Path, effort: Effort, *options: str) -> list[dict]:
    """What a Google Benchmark program reports; a benchmark that could not be run is said and left out."""
    environment = os.environ | {"TOUCHLINE_BENCH_DIFFS": str(effort.diffs)}
    command = [str(program), "--benchmark_format=json", *options]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    good = []
    for one in json.loads(done.stdout)["benchmarks"]:
        if one.get("error_occurred"):
            say(f"  {one['name']}: {one['error_message']}")
        else:
            good.append(one)
    return good


def bare_name(one: dict) -> str:
    return one["name"].removesuffix("/manual_time")


def at_pace(rounds: list[dict], name: str, per: str) -> float | None:
    """Nanoseconds at the reference's pace; none without the recording."""
    if programs.PACEMAKER not in rounds[0]:
        return None
    return statistics.median(
        one[name][per] * 1e9 / programs.pace(one[programs.PACEMAKER]) for one in rounds if name in one)


def times_as_fast(rounds: list[dict], name: str, base: str) -> float:
    """As another contestant of the same round."""
    return statistics.median(
        one[base]["level"] / one[name]["level"] for one in rounds if name in one and base in one)


def session_runs(build: Path, effort: Effort, *options: str) -> list[dict]:
    return google(build / "bin/sessionbench", effort, "--benchmark_min_time=0.02", *options)


def targeted_round(build: Path, effort: Effort) -> dict:
    """Contestants take turns within parts of a second, each time in another order. The fastest of eight turns
    counts: whatever else a shared machine does meanwhile only adds to a time."""
    runs = session_runs(build, effort, f"--benchmark_filter={TARGETED}", "--benchmark_repetitions=8",
                        "--benchmark_enable_random_interleaving=true")
    best: dict[str, dict] = {}
    for one in runs:
        name = bare_name(one)
        # The rest are aggregates of these.
        if one["run_type"] == "iteration" and (name not in best or one["message"] < best[name]["message"]):
            best[name] = one
    return best


def session_rounds(build: Path, effort: Effort) -> list[dict]:
    rounds = []
    for number in range(effort.rounds):
        say(f"sessionbench, round {number + 1} of {effort.rounds}…")
        everything = {bare_name(one): one for one in session_runs(build, effort)}
        rounds.append(everything | targeted_round(build, effort))
        rounds += [targeted_round(build, effort) for _ in range(2)]
    return rounds


def session(build: Path, effort: Effort) -> list[Measure]:
    """Text to updated, verified book."""
    rounds = session_rounds(build, effort)
    measures = []
    for name in rounds[0]:
        flow, contestant = name.split("/")
        level = statistics.median(one[name]["level"] * 1e9 for one in rounds if name in one)
        message = statistics.median(one[name]["message"] * 1e9 for one in rounds if name in one)
        faster = {base: times_as_fast(rounds, name, f"{flow}/{base}") for base in BASELINES if base != contestant}
        is_recorded = flow == "recorded"
        measures.append(Measure(f"{name}, a level", level, "ns", faster,
                                at_most=12 if is_recorded and contestant == "session" else None,
                                at_pace=at_pace(rounds, name, "level") if is_recorded else None))
        if contestant.startswith("session"):
            is_usual = name == "generated15/sessionView"
            measures.append(Measure(f"{name}, a message", message, "ns", at_most=300 if is_usual else None,
                                    at_pace=at_pace(rounds, name, "message") if is_usual else None))
    if "recorded/session" in rounds[0]:
        against = next(one for one in measures if one.name == "recorded/session, a level").faster["simdjsonMap"]
        measures.append(Measure("recorded/session, times as fast as simdjson+map", against, "x", at_least=7))
        sampled = times_as_fast(rounds, "recorded/session", "recorded/sessionSampled")
        measures.append(Measure("instrumentation's share of a replay", 100 * (sampled - 1), "%", at_most=3))
    timing = statistics.median(
        one["generated4/sessionTimed"]["message"] - one["generated4/session"]["message"]
        for one in rounds if "generated4/session" in one)
    measures.append(Measure(TIMING, timing * 1e9, "ns"))
    return measures


def live_instrumentation(measures: list[Measure]) -> list[Measure]:
    """A message from a socket is always timed: what that takes of all that the message takes."""
    values = {one.name: one.value for one in measures}
    if TIMING not in values or SATURATED not in values:
        return []
    share = values[TIMING] / (1000 * values[SATURATED])
    return [Measure("instrumentation's share of a message from a saturated socket", 100 * share, "%", at_most=3)]


def scale(build: Path, effort: Effort) -> list[Measure]:
    """Cost a message by symbols and by levels, and what a book weighs."""
    say("scalebench…")
    found = {}
    for one in google(build / "bin/scalebench", effort, "--benchmark_min_time=0.05"):
        symbols, levels = map(int, re.findall(r":(\d+)", one["name"]))
        found[symbols, levels] = one
    nanos = {key: one["message"] * 1e9 for key, one in found.items()}
    series = {
        "symbols (1000 levels a side)": sorted((s, y) for (s, levels), y in nanos.items() if levels == 1000),
        "levels a side (one symbol)": sorted((levels, y) for (s, levels), y in nanos.items() if s == 1),
    }
    for path in plot.write(build, series):
        say(f"  {path}")
    measures = [Measure(f"scale, {s:,} x {levels:,} levels a side, a message", y, "ns")
                for (s, levels), y in nanos.items()]
    for key in ((500, 1000), (1, 100_000)):
        weight = found[key]["bookBytes"] / 1024
        measures.append(Measure(f"scale, a book of {key[1]:,} levels a side weighs", weight, "KiB"))
    return measures


def transport_name(one: dict) -> str:
    parts = [f"{one['bytes'] // 1000} kB", "wss" if one["tls"] else "ws"]
    if one["connections"] > 1:
        parts.append(f"{one['connections']} connections")
    parts.append(f"{one['rate']:,}/s" if one["rate"] else "saturated")
    return f"transport, {one['handling']}, " + ", ".join(parts)


def transport(build: Path, effort: Effort) -> list[Measure]:
    """From a loopback socket to a published view."""
    rounds: dict[str, list[dict]] = {}
    for number in range(effort.transport_rounds):
        say(f"transportbench, round {number + 1} of {effort.transport_rounds}…")
        command = [str(build / "measure/transportbench"), "--seconds", str(effort.transport_seconds)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        for line in done.stdout.splitlines():
            one = json.loads(line)
            rounds.setdefault(transport_name(one), []).append(one)

    def middle(name: str, key: str) -> float:
        return statistics.median(one[key] for one in rounds[name])

    measures = []
    for name, runs in rounds.items():
        if not all(one["whole"] for one in runs):
            raise SystemExit(f"{name}: the book is not whole")
        measures.append(Measure(f"{name}, CPU a message", middle(name, "cpu_us"), "us"))
        if not runs[0]["rate"]:
            measures.append(Measure(f"{name}, messages a second", middle(name, "per_second"), ""))
    def beyond(more: str, less: str, pace: str) -> float:
        """What one handling takes more than another, in units of what a bare QWebSocket takes."""
        runs = [rounds[f"transport, {handling}, 2 kB, ws, {pace}"] for handling in (more, less, "count")]
        return statistics.median((a["cpu_us"] - b["cpu_us"]) / c["cpu_us"] for a, b, c in zip(*runs))

    book = "transport, book, 2 kB, ws, "
    fast, paced, saturated = book + "100,000/s", book + "20,000/s", book + "saturated"
    bare = "transport, count, 2 kB, ws, saturated"
    own = statistics.median(a["processing_us"] / b["cpu_us"] for a, b in zip(rounds[saturated], rounds[bare]))
    return measures + [
        # By the product's own clock. One view is made for all the messages that one reading of the socket brings.
        Measure("transport, saturated, decode to published view against QWebSocket itself", own, "x", at_most=1),
        # With what it costs Qt and the kernel that more waits in the socket when less is read a second.
        Measure("transport, saturated, all beyond QWebSocket with a buffer against QWebSocket itself",
                beyond("book", "buffer", "saturated"), "x"),
        Measure("transport, saturated, all beyond QWebSocket itself against it",
                beyond("book", "count", "saturated"), "x"),
        Measure("transport, 100,000/s, all beyond QWebSocket itself against it",
                beyond("book", "count", "100,000/s"), "x"),
        Measure(f"{fast}, taken", middle(fast, "per_second"), "a second", at_least=99_000),
        Measure(f"{fast}, lost or not taken in the end", middle(fast, "lost"), "", at_most=0),
        Measure(f"{fast}, growth", middle(fast, "growth_kib") / 1024, "MiB", at_most=4),
        Measure(f"{paced}, p99 socket to published", middle(paced, "p99_us"), "us", at_most=1000),
    ]


def day(result: dict | None) -> list[Measure]:
    if result is None:
        say("  no day to replay: it needs makeday.py and the recordings in $TOUCHLINE_DATA")
        return []
    return [
        Measure("day of 864,000 diffs, processing", result["processing_s"], "s", at_most=DAY_SECONDS,
                at_pace=result["processing_s_at_pace"]),
        Measure("day, whole program", result["elapsed_s"], "s", at_most=DAY_SECONDS / 0.6,
                at_pace=result["elapsed_s_at_pace"]),
        Measure("day, whole program, CPU of all threads", result["cpu_s"], "s"),
        Measure("day, processing's share of the whole", 100 * result["processing_s"] / result["elapsed_s"], "%",
                at_least=60),
        Measure("day, peak memory", result["peak_rss_mib"], "MiB"),
    ]


def whole_programs(build: Path, effort: Effort) -> list[Measure]:
    """What a person waits for and what their machine does."""
    say("replay of a day…")
    measures = day(programs.replay_day(build, programs.DAY, 5))
    say("the window…")
    start = programs.window(build, 1, 3, [])
    lively = programs.window(build, effort.window_seconds, 3, ["--demo-rate", "2000"])
    measures += [
        Measure("window, demo at 2,000/s, a frame's work p99", lively["frame_p99_ms"], "ms", at_most=8),
        Measure("window, demo at 2,000/s, its thread", lively["window_percent"], "% of a core", at_most=25),
        Measure("window, start to first live demo book", start["first_live_ms"], "ms", at_most=1000),
        Measure("window, peak memory", start["peak_rss_kib"] / 1024, "MiB", at_most=120),
        Measure("window, demo with its exchange, minimised", start["minimised_percent"], "% of a core"),
    ]
    if programs.recordings():
        busy = programs.flooded(build, effort.window_seconds, 3)
        to_paint = busy["take_p99_ms"] + busy["paint_p99_ms"]
        measures += [
            Measure("window, recorded at 2,000/s, depth updates a second", busy["deltas_per_second"], "", at_least=1950),
            Measure("window, recorded at 2,000/s, a frame's work p50", busy["frame_p50_ms"], "ms"),
            Measure("window, recorded at 2,000/s, a frame's work p99", busy["frame_p99_ms"], "ms", at_most=8),
            Measure("window, recorded at 2,000/s, p99 published to taken + p99 to painted", to_paint, "ms",
                    at_most=FRAME_MS + 8),
            Measure("window, recorded at 2,000/s, its thread", busy["window_percent"], "% of a core", at_most=25),
        ]
        normal = programs.window(
            build, effort.window_seconds, 3, ["--replay", programs.recordings()[0], "--speed", "1"])
        measures += [
            Measure("window, recorded feed, whole process", normal["process_percent"], "% of a core", at_most=5),
            Measure("window, recorded feed, minimised", normal["minimised_percent"], "% of a core", at_most=1),
        ]
    for name in ("touchline", "touchline-publish"):
        size = (build / "bin" / name).stat().st_size / 2**20
        measures.append(Measure(f"{name}, size of the program", size, "MiB"))
    return measures


def others(build: Path, effort: Effort) -> list[Measure]:
    """The benchmarks of single parts."""
    measures = []
    for program in sorted((build / "bin").glob("*bench")):
        if program.name in OWN_FLOWS:
            continue
        say(f"{program.name}…")
        for one in google(program, effort, "--benchmark_min_time=0.1"):
            nanos = one["cpu_time"] * UNITS[one["time_unit"]] * 1e9
            measures.append(Measure(f"{program.name}, {bare_name(one)}", nanos, "ns"))
    return measures


PARTS = {"session": session, "scale": scale, "transport": transport, "programs": whole_programs, "others": others}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=Path, help="folder of the bench preset")
    parser.add_argument("--long", action="store_true", help="longer flows and more rounds")
    parser.add_argument("--record", action="store_true", help="keep this run as the one to compare with")
    parser.add_argument("--only", choices=list(PARTS), action="append", help="this part alone; may be given again")
    arguments = parser.parse_args()
    effort = LONG if arguments.long else QUICK
    measures = [measure for part in arguments.only or PARTS for measure in PARTS[part](arguments.build, effort)]
    measures += live_instrumentation(measures)
    last = read_last(LAST)
    print(table(measures, last["values"]))
    print(f"\non {processor()}")
    if last["values"]:
        print(f"last run: {last['mode']}, {last['date']}, on {last['processor']}")
    if arguments.record:
        write_last(LAST, measures, "long" if arguments.long else "quick")
    return 0


if __name__ == "__main__":
    sys.exit(main())
