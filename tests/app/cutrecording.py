#!/usr/bin/env python3
# SPDX-FileCopyrightText: Touchline contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A recording with lines cut out at random places, and with snapshots that come later.

    cutrecording.py --seed 7 --cuts 12 --snapshots --keep-first recording.gz > cut.txt

Reads collector or session files of Binance, plain or gzip. A cut takes away a run of 1 to 50 lines that begins
with a depth update. With --snapshots a snapshot of the true book, as old as an answer may be, stands some
seconds behind each cut. Without --keep-first the recording's own snapshots are cut out as well. The same seed
gives the same output, to the byte.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Iterator, Optional

LONGEST_CUT = 50
# How long a snapshot takes to come.
SHORTEST_WAIT_S, LONGEST_WAIT_S = 0.1, 12.0


@dataclass
class Line:
    """One line of a recording; `ids` of a depth update, `snapshot` of a REST answer."""

    text: str
    nanos: int
    symbol: str = ""
    ids: Optional[tuple[int, int]] = None
    snapshot: Optional[int] = None
    levels: tuple = ()


def read_lines(path: Path) -> list[Line]:
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as file:
        lines = [parse(text.rstrip("\n")) for text in file]
    # A collector's answers do not name their symbol: such a file has only one.
    symbol = next(line.symbol for line in lines if line.ids)
    for line in lines:
        line.symbol = line.symbol or symbol
    return sorted(lines, key=lambda line: line.nanos)


def parse(text: str) -> Line:
    if text.startswith("{"):
        record = json.loads(text)
        nanos = round(record["ts"] * 1e9)
        url = record.get("url", "")
        if record["t"] not in ("recv", "http") or (url and "/depth" not in url):
            return Line(text, nanos, "-")
        symbol = url.split("symbol=")[1].split("&")[0] if url else ""
        return classified(Line(text, nanos, symbol), json.loads(record["data"]))
    nanos, frame = text.split(" ", 1)
    return classified(Line(text, int(nanos)), json.loads(frame))


def classified(line: Line, frame: dict) -> Line:
    body = frame.get("data", frame)
    if body.get("e") == "depthUpdate":
        line.symbol = body["s"]
        line.ids = (body["U"], body["u"])
        line.levels = (body["b"], body["a"])
    elif "lastUpdateId" in body:
        line.snapshot = body["lastUpdateId"]
        line.levels = (body["bids"], body["asks"])
    return line


class Book:
    """The true book of one symbol, prices and quantities as the exchange prints them."""

    def __init__(self) -> None:
        self.id = 0
        self.sides: tuple[dict, dict] = ({}, {})
        self.early: list[Line] = []

    def take(self, line: Line) -> None:
        if line.ids and not self.id:
            self.early.append(line)
        elif line.ids and line.ids[1] > self.id:
            self.id = line.ids[1]
            self.set(line.levels)
        elif line.snapshot is not None and not self.id:
            self.id = line.snapshot
            self.set(line.levels)
            # An update that began before the snapshot may end behind it.
            for early in self.early:
                self.take(early)

    def set(self, levels: tuple) -> None:
        for side, changes in zip(self.sides, levels):
            for price, qty in changes:
                if float(qty) == 0:
                    side.pop(price, None)
                else:
                    side[price] = qty

    def body(self) -> str:
        bids, asks = (sorted(side.items(), key=lambda level: float(level[0])) for side in self.sides)
        return json.dumps({"lastUpdateId": self.id, "bids": bids[::-1], "asks": asks}, separators=(",", ":"))


@dataclass
class Plan:
    """What is taken away and what is put in."""

    cuts: int
    has_snapshots: bool
    keeps_first: bool


@dataclass
class Due:
    """A snapshot on its way: of which update, and when it arrives."""

    id_at: int
    nanos: int
    body: Optional[str] = None
    id: int = 0


@dataclass
class Cutter:
    plan: Plan
    dice: random.Random
    books: dict = field(default_factory=dict)
    due: dict = field(default_factory=dict)

    def cut(self, lines: list[Line]) -> Iterator[Line]:
        removed = self.places(lines)
        for at, line in enumerate(lines):
            yield from self.arrived(line.nanos, line.text)
            book = self.books.setdefault(line.symbol, Book())
            book.take(line)
            self.fill(line.symbol, at)
            if at in removed:
                if self.plan.has_snapshots and (line.ids or line.snapshot) and not self.due.get(line.symbol):
                    self.due[line.symbol] = self.answer(at, line.nanos)
            else:
                yield line

    def places(self, lines: list[Line]) -> set[int]:
        updates = [at for at, line in enumerate(lines) if line.ids]
        removed = set()
        for begin in self.dice.sample(updates, self.plan.cuts):
            length = self.dice.randint(1, LONGEST_CUT)
            removed.update(
                at for at in range(begin, min(begin + length, len(lines)))
                if lines[at].snapshot is None and lines[at].symbol != "-"
            )
        if not self.plan.keeps_first:
            removed.update(at for at, line in enumerate(lines) if line.snapshot is not None)
        return removed

    def answer(self, at: int, nanos: int) -> Due:
        wait = self.dice.uniform(SHORTEST_WAIT_S, LONGEST_WAIT_S)
        # Of any line of the cut or behind it: some are too old to be used.
        return Due(at + self.dice.randint(0, 2 * LONGEST_CUT), nanos + int(wait * 1e9))

    def fill(self, symbol: str, at: int) -> None:
        due = self.due.get(symbol)
        if due and due.body is None and at >= due.id_at and self.books[symbol].id:
            due.body, due.id = self.books[symbol].body(), self.books[symbol].id

    def arrived(self, nanos: int, like: str) -> Iterator[Line]:
        for symbol, due in list(self.due.items()):
            if due and due.body and nanos >= due.nanos:
                self.due[symbol] = None
                yield Line(snapshot_text(symbol, due, nanos, like), nanos, symbol, snapshot=due.id)


def snapshot_text(symbol: str, due: Due, nanos: int, like: str) -> str:
    """In the format of the line `like`."""
    if not like.startswith("{"):
        return f"{nanos} {due.body}"
    url = f"https://api.binance.com/api/v3/depth?symbol={symbol}&limit=5000"
    return json.dumps({"t": "http", "conn": "later", "ts": nanos / 1e9, "url": url, "data": due.body})


def cut_recording(path: Path, plan: Plan, seed: int) -> list[Line]:
    return list(Cutter(plan, random.Random(seed)).cut(read_lines(path)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("recording", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cuts", type=int, default=12)
    parser.add_argument("--snapshots", action="store_true")
    parser.add_argument("--keep-first", action="store_true")
    asked = parser.parse_args()
    plan = Plan(asked.cuts, asked.snapshots, asked.keep_first)
    sys.stdout.writelines(line.text + "\n" for line in cut_recording(asked.recording, plan, asked.seed))


if __name__ == "__main__":
    main()
