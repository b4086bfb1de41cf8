#!/usr/bin/env python3
# SPDX-FileCopyrightText: Touchline contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recordings with holes, replayed: every hole that a live book meets is shown as a gap, no book is published
that differs from the one of the whole recording, and a book is live again after the next usable snapshot.

    cutstest.py touchline-publish FOLDER [--rounds N] [--from SEED]

Prints what it met. Exit status 77, and the reason, where there are no recordings.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from cutrecording import Line, Plan, cut_recording, read_lines

SKIPPED = 77
PUBLISH = "--speed max --interval update --depth 1 --format json --digest --stats --replay".split()
GAP = re.compile(r"sequence gap: updates (\d+) to (\d+) are missing")
# The longest pause between two requests for a snapshot, and some updates.
LONGEST_RETRY_NS = 32_000_000_000
BUSY = "hftbacktest_spot_btcusdt_20240808.gz"
QUIET = ("cryptofeed_BINANCE_20211012.jsonl.gz", "cryptofeed_BINANCE_US_20211012.jsonl.gz")


class Wrong(Exception):
    pass


def require(holds: bool, what: str) -> None:
    if not holds:
        raise Wrong(what)


@dataclass
class Symbol:
    """What went in and what came out of one symbol."""

    updates: list[Line] = field(default_factory=list)
    snapshots: list[Line] = field(default_factory=list)
    published: list[dict] = field(default_factory=list)

    def holes(self) -> list[tuple[int, int, int]]:
        """First and last missing id, and when the next update shows it."""
        pairs = zip(self.updates, self.updates[1:])
        return [
            (before.ids[1] + 1, after.ids[0] - 1, after.nanos)
            for before, after in pairs if after.ids[0] > before.ids[1] + 1
        ]

    def books(self) -> list[dict]:
        return [line for line in self.published if line["type"] == "book"]


def publish(program: str, path: Path) -> list[dict]:
    ended = subprocess.run([program, *PUBLISH, str(path)], capture_output=True, text=True, timeout=120)
    require(ended.returncode == 0, f"touchline-publish ended with {ended.returncode}: {ended.stderr}")
    return [json.loads(line) for line in ended.stdout.splitlines()]


def by_symbol(lines: list[Line], published: list[dict]) -> dict[str, Symbol]:
    symbols: dict[str, Symbol] = defaultdict(Symbol)
    for line in lines:
        if line.ids:
            symbols[line.symbol].updates.append(line)
        elif line.snapshot is not None:
            symbols[line.symbol].snapshots.append(line)
    for line in published:
        if line["type"] != "stats":
            symbols[line["symbol"]].published.append(line)
    return symbols


def check_books_are_true(symbol: Symbol, truth: dict[int, str]) -> int:
    for book in symbol.books():
        require(book["state"] == "live", f"a book is published while {book['state']}")
        require(book["digest"] == truth.get(book["update_id"]), f"the book at {book['update_id']} is wrong")
    return len(symbol.books())


def check_gaps_are_shown(symbol: Symbol) -> int:
    """A live book that meets a hole says so at once, with the ids that are missing, and counts it."""
    holes = {first: last for first, last, _ in symbol.holes()}
    # The least that may be missing before an update.
    lasts = [0] + [update.ids[1] for update in symbol.updates]
    begins = {update.ids[0] - 1: last + 1 for update, last in zip(symbol.updates, lasts)}
    gaps = 0
    for line, after in zip(symbol.published, symbol.published[1:] + [{}]):
        gap = GAP.search(line.get("reason", ""))
        if gap:
            gaps += 1
            require(line["state"] == "resyncing", f"a gap is shown as {line['state']}")
            # A snapshot of the middle of a hole leaves the rest of it.
            first, last = int(gap[1]), int(gap[2])
            require(begins.get(last, last + 1) <= first <= last, f"there is no such hole: {line['reason']}")
        if line["type"] != "book":
            continue
        require(line["integrity"]["gaps"] == gaps, f"{gaps} gaps are shown, {line['integrity']} counts others")
        if line["update_id"] + 1 in holes:
            shown = GAP.search(after.get("reason", ""))
            require(bool(shown), f"the hole behind {line['update_id']} is not shown: {after}")
            require(int(shown[1]) == line["update_id"] + 1, f"another hole is shown: {after}")
    return gaps


def check_returns(symbol: Symbol) -> int:
    """After a snapshot that joins the updates behind it the book is live, if there is time to ask for it. One that
    comes before the hole has shown itself was not asked for."""
    returns = 0
    end = max((update.nanos for update in symbol.updates), default=0)
    for snapshot in symbol.snapshots:
        deadline = snapshot.nanos + LONGEST_RETRY_NS
        isWhole = all(
            shown <= snapshot.nanos if last <= snapshot.snapshot else shown > deadline
            for _, last, shown in symbol.holes()
        )
        if not isWhole or deadline > end:
            continue
        returns += 1
        require(
            any(book["update_id"] >= snapshot.snapshot and book["receive_time_ns"] <= deadline
                for book in symbol.books()),
            f"not live within the longest pause after the snapshot of {snapshot.snapshot}",
        )
    return returns


def check_end(symbol: Symbol) -> int:
    """Without a snapshot behind the last hole the book stays out of use, and the last word says why."""
    holes = symbol.holes()
    states = [line for line in symbol.published if line["type"] == "state"]
    last_hole = holes[-1][1] if holes else 0
    if any(snapshot.snapshot >= last_hole for snapshot in symbol.snapshots):
        return 0
    require(all(book["update_id"] < last_hole for book in symbol.books()), "a book without a snapshot")
    require(states[-1]["state"] in ("resyncing", "syncing"), f"the last state is {states[-1]['state']}")
    require(bool(states[-1]["reason"]), "the last state has no reason")
    return 1


class Recording:
    """One recording and what is true at each of its ids."""

    def __init__(self, program: str, path: Path) -> None:
        self.program = program
        self.path = path
        self.truth: dict[str, dict[int, str]] = defaultdict(dict)
        for line in publish(program, path):
            if line["type"] == "book":
                self.truth[line["symbol"]][line["update_id"]] = line["digest"]

    def check(self, plan: Plan, seed: int) -> Counter:
        lines = cut_recording(self.path, plan, seed)
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
            file.writelines(line.text + "\n" for line in lines)
            file.flush()
            published = publish(self.program, Path(file.name))
        met = Counter(replays=1)
        for name, symbol in by_symbol(lines, published).items():
            if name == "-":
                continue
            met["holes"] += len(symbol.holes())
            met["books compared"] += check_books_are_true(symbol, self.truth[name])
            met["gaps shown"] += check_gaps_are_shown(symbol)
            met["live again"] += check_returns(symbol)
            met["left out of use"] += check_end(symbol)
        require(published[-1]["gaps"] == met["gaps shown"], f"the statistics count {published[-1]['gaps']} gaps")
        return met


def plans(rounds: int) -> list[Plan]:
    """Cuts with later snapshots, cuts without, and recordings whose first snapshot is gone."""
    kinds = [
        Plan(14, True, True), Plan(5, True, True), Plan(1, False, True), Plan(8, True, False), Plan(2, False, False)
    ]
    return [kinds[at % len(kinds)] for at in range(rounds)]


def run(program: str, folder: Path, rounds: int, first_seed: int) -> Counter:
    met: Counter = Counter()
    for name in (BUSY, *QUIET):
        recording = Recording(program, folder / name)
        require(bool(recording.truth), f"{name} shows no book")
        for at, plan in enumerate(plans(rounds)):
            seed = first_seed + at
            try:
                met += recording.check(plan, seed)
            except Wrong as wrong:
                raise Wrong(f"{name}, seed {seed}, {plan}: {wrong}") from wrong
    return met


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--from", type=int, default=1, dest="seed")
    asked = parser.parse_args()
    if not (asked.folder / BUSY).exists():
        print("SKIP   : cutstest: there is no recorded market data here; set TOUCHLINE_DATA to the folder that has it")
        return SKIPPED
    try:
        met = run(asked.program, asked.folder, asked.rounds, asked.seed)
        for proof in ("books compared", "gaps shown", "live again", "left out of use"):
            require(met[proof] > 0, f"these rounds prove nothing: {proof} is 0")
    except Wrong as wrong:
        print(wrong)
        return 1
    for what, count in met.items():
        print(f"{what:<20} {count:>8}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
