#!/usr/bin/env python3
# SPDX-FileCopyrightText: Touchline contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole programs: a day's replay, the window's start, its frames and what it uses.

    programs.py BUILD_FOLDER [--messages N] [--seconds S] [--rounds R]

prints one JSON object. The processor's time of a program is what it and its threads used, whatever else runs.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
RECORDINGS = ("hftbacktest_spot_btcusdt_20240808.gz", "hftbacktest_spot_btcusdt_20240809.gz")
DAY = 864_000
PACEMAKER = "recorded/simdjsonMap"
REFERENCE_NANOS = 99.5  # a level of it, on the machine that the targets are meant for
FLOOD = 2000  # depth updates a second
FLOOD_SPEED = "210"  # the recording has 9.66 a second


def recordings() -> list[str]:
    folder = Path(os.environ.get("TOUCHLINE_DATA", HERE.parents[2] / "shared/data"))
    files = [str(folder / "binance" / name) for name in RECORDINGS]
    return files if all(map(os.path.exists, files)) else []


def medians(runs: list[dict]) -> dict:
    """Of each number, the median over the runs."""
    return {key: statistics.median(run[key] for run in runs) for key in runs[0]}


def pace(pacemaker: dict) -> float:
    """How many times as long as the reference this machine took for what a benchmark reports."""
    return pacemaker["level"] * 1e9 / REFERENCE_NANOS


def pace_now(build: Path) -> float:
    command = [str(build / "bin/sessionbench"), f"--benchmark_filter=^{PACEMAKER}/", "--benchmark_format=json",
               "--benchmark_min_time=0.02"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return pace(json.loads(done.stdout)["benchmarks"][0])


def write_day(folder: str, messages: int) -> str | None:
    maker = HERE / "makeday.py"
    if not recordings() or not maker.exists():
        return None
    path = os.path.join(folder, "day.txt")
    with open(path, "wb") as day:
        subprocess.run([sys.executable, "-B", str(maker), "--messages", str(messages), *recordings()],
                       stdout=day, check=True)
    return path


def replay_once(build: Path, path: str, messages: int) -> dict:
    slower = pace_now(build)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.monotonic()
    command = [str(build / "bin/touchline-publish"), "--replay", path, "--speed", "max", "--stats", "--format", "json",
               "--interval", "1000000"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    wall = time.monotonic() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    stats = json.loads(done.stdout.splitlines()[-1])
    if stats["gaps"] or stats["resyncs"] or stats["malformed"] or stats["messages"] < messages:
        raise SystemExit(f"the day was not replayed whole: {stats}")
    processing = stats["processing_ns"]["total"] / 1e9
    elapsed = float(stats["elapsed_s"])
    return {
        "processing_s": processing,
        "processing_s_at_pace": processing / slower,
        "elapsed_s": elapsed,
        "elapsed_s_at_pace": elapsed / slower,
        "wall_s": wall,
        "cpu_s": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        "peak_rss_mib": int(stats["peak_rss_kib"]) / 1024,
    }


def replay_day(build: Path, messages: int, rounds: int) -> dict | None:
    with tempfile.TemporaryDirectory() as folder:
        path = write_day(folder, messages)
        if path is None:
            return None
        runs = [replay_once(build, path, messages) for _ in range(rounds)]
    return medians(runs)


def window_once(build: Path, seconds: int, arguments: list[str]) -> dict:
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "TOUCHLINE_BENCH_SECONDS": str(seconds),
        "TOUCHLINE_BENCH_STARTED": str(time.monotonic_ns()),
    }
    with tempfile.TemporaryDirectory() as home:
        # Nobody's choices of window and market.
        environment |= {"HOME": home, "XDG_CONFIG_HOME": home, "XDG_CACHE_HOME": home}
        done = subprocess.run([str(build / "measure/windowbench"), *arguments], capture_output=True, text=True,
                              env=environment, timeout=60 + 3 * seconds, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def window(build: Path, seconds: int, rounds: int, arguments: list[str]) -> dict:
    return medians([window_once(build, seconds, arguments) for _ in range(rounds)])


def flooded(build: Path, seconds: int, rounds: int) -> dict | None:
    """The window under 2,000 depth updates a second: those of the recording, faster."""
    with tempfile.TemporaryDirectory() as folder:
        path = write_day(folder, FLOOD * (seconds + 3))
        if path is None:
            return None
        return window(build, seconds, rounds, ["--replay", path, "--speed", FLOOD_SPEED])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=Path)
    parser.add_argument("--messages", type=int, default=DAY, help="of the day that is replayed")
    parser.add_argument("--seconds", type=int, default=5, help="of each watch on the window")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    build, seconds, rounds = arguments.build, arguments.seconds, arguments.rounds
    result = {
        "day": replay_day(build, arguments.messages, rounds),
        "start": window(build, 1, rounds, []),
        "flooded": flooded(build, seconds, 1),
        "normal": None,
        "binary_mib": {name: (build / "bin" / name).stat().st_size / 2**20
                       for name in ("touchline", "touchline-publish")},
    }
    if recordings():
        result["normal"] = window(build, seconds, 1, ["--replay", recordings()[0], "--speed", "1"])
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
