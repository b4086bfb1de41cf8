#!/usr/bin/env python3
# SPDX-FileCopyrightText: Touchline contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shows the window for as long as asked, on a busy simulated exchange where much goes wrong, and watches what it needs.

    windowsoak.py build/dev/bin build/dev/tests/objectcounter.so --minutes 60

The window is shown on $DISPLAY or $WAYLAND_DISPLAY; without one, on an Xvfb of its own. The faults end some time before
the run does: by then the book has to be live. Memory, threads, open files, objects and timers of Qt, and frames have
limits; what does not hold is named, and the status is 1.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Optional

from soakfigures import Limits, Sample, Story, rows, sample_of, table

# Rare enough for the book to be live most of the time, so that breaks and recoveries are many.
FAULTS = (
    "drop:0.0005,duplicate:0.002,reorder:0.001,delay:0.0005/400ms,stall:0.00002/10s,corrupt:0.0002,truncate:0.0001,"
    "split:0.0001,garbage:0.0001,half-open:0.00002,abort:0.00005,close:0.00005,shutdown:0.00002/5s,wrong-ids:0.0002,"
    "skew:0.001,slow-snapshot:0.2/2s,stale-snapshot:0.1,failed-snapshot:0.1,429:0.02/5s,418:0.005/20s"
)
LONGEST_CALM = 90.0  # seconds without faults in the end: the longest wait for a snapshot is over by then
CALM = 0.25  # of a shorter run
PROGRESS_EVERY = 300.0


class Ended(Exception):
    """One of the programs has ended by itself."""


@dataclass
class Run:
    window: subprocess.Popen[str]
    exchange: subprocess.Popen[str]
    log: Path
    counts: Path
    samples: list[Sample]
    story: Story


class LogTail:
    """The lines of a log that is moved aside when it has grown large."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: Optional[IO[str]] = None
        self._rest = ""

    def lines(self) -> list[str]:
        text = self._rest
        while True:
            text += self._file.read() if self._file else ""
            if not self._path.exists() or self._is_current():
                break
            if self._file:
                self._file.close()
            self._file = self._path.open(encoding="utf-8", errors="replace")
        *whole, self._rest = text.split("\n")
        return whole

    def _is_current(self) -> bool:
        return self._file is not None and os.fstat(self._file.fileno()).st_ino == self._path.stat().st_ino


def stop(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def start(stack: ExitStack, command: list[str], **options: object) -> subprocess.Popen[str]:
    process = subprocess.Popen(command, text=True, **options)  # type: ignore[call-overload]
    stack.callback(stop, process)
    return process


def displayed(stack: ExitStack) -> dict[str, str]:
    """An environment in which a window can be seen."""
    environment = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    if environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"):
        return environment
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    xvfb = start(stack, command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    number = xvfb.stdout.readline().strip() if xvfb.stdout else ""
    if not number:
        raise Ended("Xvfb did not start")
    return {**environment, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}


def address(line: str) -> str:
    words = line.split()
    if len(words) != 2:
        raise Ended("the exchange did not say where it listens")
    return words[1]


def begin(stack: ExitStack, asked: argparse.Namespace, seconds: float) -> Run:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="touchline-soak-")))
    environment = {**displayed(stack), "XDG_CONFIG_HOME": str(folder)}
    calm = min(LONGEST_CALM, CALM * seconds)
    faults = f"{asked.faults},seed={asked.seed},until={max(1, round((seconds - calm) * 1000))}ms"
    exchange = start(
        stack,
        [str(asked.programs / "touchline-simex"), "--rate", str(asked.rate), "--faults", faults],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    if not exchange.stdout:
        raise Ended("the exchange has no output")
    rest, ws = address(exchange.stdout.readline()), address(exchange.stdout.readline())
    log = folder / "window.log"
    command = [str(asked.programs / "touchline"), "--exchange", "binance", "--symbol", "BTCUSDT"]
    command += ["--rest-url", rest, "--ws-url", ws, "--log", str(log)]
    counts = folder / "counts"
    counted = {"LD_PRELOAD": str(asked.counter.resolve()), "OBJECT_COUNT_FILE": str(counts)}
    window = start(stack, command, env={**environment, **counted})
    return Run(window, exchange, log, counts, [], Story())


def progress(run: Run) -> str:
    newest = run.samples[-1]
    return (
        f"{newest.at / 60:6.1f} min  {newest.rss_kib:,} KiB  {newest.threads} threads  {newest.files} files  "
        f"{newest.objects} objects  {newest.timers} timers  "
        f"{run.story.breaks} breaks  longest frame {run.story.frame_longest_ms:.0f} ms  {run.story.state}"
    )


def watch(run: Run, seconds: float, every: float) -> None:
    tail, begun = LogTail(run.log), time.monotonic()
    told = 0.0
    while (passed := time.monotonic() - begun) < seconds:
        for name, process in (("window", run.window), ("exchange", run.exchange)):
            if process.poll() is not None:
                raise Ended(f"the {name} ended by itself, with status {process.returncode}")
        try:
            run.samples.append(sample_of(run.window.pid, run.counts, passed))
        except OSError:
            run.window.wait(10)  # it is ending: the next turn says so
            continue
        for line in tail.lines():
            run.story.read(line)
        if passed - told >= PROGRESS_EVERY:
            told = passed
            print(progress(run), flush=True)
        time.sleep(min(every, max(0.0, seconds - passed)))
    # Its last figures are written as it ends; the exchange goes on, so that this is no break.
    state = run.story.state
    stop(run.window)
    for line in tail.lines():
        run.story.read(line)
    run.story.state = state


def verdict(run: Run, limits: Limits) -> bool:
    judged = rows(run.samples, run.story, limits)
    print(table(judged))
    print(f"{run.story.messages:,} messages, {run.story.reconnects} reconnects, {run.story.resyncs} resyncs; breaks by cause:")
    for cause, count in sorted(run.story.causes.items(), key=lambda item: -item[1]):
        print(f"  {count:>6}  {cause}")
    holds = all(row.holds for row in judged)
    print("PASS" if holds else "FAIL: " + ", ".join(row.what for row in judged if not row.holds))
    return holds


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("programs", type=Path, help="the folder of touchline and touchline-simex")
    parser.add_argument("counter", type=Path, help="objectcounter.so, which is loaded into the window")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--every", type=float, default=3, help="seconds between two samples")
    parser.add_argument("--rate", type=int, default=1000, help="book updates a second")
    parser.add_argument("--faults", default=FAULTS)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def main() -> int:
    asked = arguments()
    with ExitStack() as stack:
        try:
            run = begin(stack, asked, asked.minutes * 60)
            watch(run, asked.minutes * 60, asked.every)
        except (Ended, OSError, subprocess.TimeoutExpired) as error:
            print(f"FAIL: {error}")
            return 1
        return 0 if verdict(run, Limits()) else 1


if __name__ == "__main__":
    sys.exit(main())
