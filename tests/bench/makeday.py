#!/usr/bin/env python3
# SPDX-FileCopyrightText: Touchline contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A recording of any length from a short one: its diffs again and again, with continuing ids and times.

    makeday.py --messages 864000 recording.gz [more.gz] > day.txt

Reads collector files (plain or gzip, one symbol, in the order given) and writes one: the snapshot, then the
diffs that follow it. Quantities are absolute, so the beginning does not fit the book at the end: the market
has moved. Between two passes stands one diff that turns the book back into what it was before the first.
The same input gives the same output, to the byte.
"""

import argparse
import gzip
import json
import re
import sys
from pathlib import Path

# What changes from pass to pass, all before the levels; the levels stay as they are.
DIFF = re.compile(
    r'(?P<stream>\{"stream":"[^"]+","data":\{"e":"depthUpdate","E":)(?P<millis>\d+)'
    r'(?P<symbol>,"s":"[^"]+","U":)(?P<first>\d+),"u":(?P<last>\d+)(?P<levels>,"b":.*)'
)
ZERO = re.compile(r"0*\.?0*")


class Diff:
    def __init__(self, nanos, fields):
        self.nanos = nanos
        self.millis = int(fields["millis"])
        self.first = int(fields["first"])
        self.last = int(fields["last"])
        self.head = fields["stream"]
        self.symbol = fields["symbol"]
        self.levels = fields["levels"]

    def line(self, passed, nanos, ids):
        """As it is recorded `passed` ns and `ids` ids later."""
        millis = self.millis + passed // 1_000_000
        return (
            f"{nanos} {self.head}{millis}{self.symbol}{self.first + ids},"
            f'"u":{self.last + ids}{self.levels}\n'
        )


class Book:
    """Levels as texts: a recording prints a price always alike."""

    def __init__(self, bids=(), asks=()):
        self.sides = [dict(bids), dict(asks)]

    def copy(self):
        return Book(*self.sides)

    def apply(self, levels):
        for side, changes in zip(self.sides, levels):
            for price, qty in changes:
                if ZERO.fullmatch(qty):
                    side.pop(price, None)
                else:
                    side[price] = qty

    def way_to(self, wanted):
        """The changes that turn this book into `wanted`, best first as an exchange sends them."""
        changes = []
        for side, (have, want) in enumerate(zip(self.sides, wanted.sides)):
            gone = [[price, "0.00000000"] for price in have if price not in want]
            other = [[price, qty] for price, qty in want.items() if have.get(price) != qty]
            changes.append(sorted(gone + other, key=lambda level: float(level[0]), reverse=side == 0))
        return changes


def lines_of(paths):
    for path in paths:
        opened = gzip.open if path.read_bytes()[:2] == b"\x1f\x8b" else open
        with opened(path, "rt", encoding="utf-8", newline="\n") as file:
            for line in file:
                nanos, _, text = line.rstrip("\r\n").partition(" ")
                yield int(nanos), text


def read(paths):
    """The first snapshot as (ns, text), and the diffs that continue it."""
    snapshot, diffs = None, []
    for nanos, text in lines_of(paths):
        if text.startswith('{"lastUpdateId"') and snapshot is None:
            snapshot = (nanos, text)
        elif fields := DIFF.fullmatch(text):
            diffs.append(Diff(nanos, fields))
    if snapshot is None:
        sys.exit("makeday: there is no snapshot in the recording; give a collector file that has one")
    known = json.loads(snapshot[1])["lastUpdateId"]
    diffs = [diff for diff in diffs if diff.last > known]
    if not diffs or diffs[0].first > known + 1:
        sys.exit("makeday: no diff of the recording continues its snapshot; give the file that follows it")
    return snapshot, diffs


def levels_of(diff):
    payload = json.loads("{" + diff.levels[1:-1])
    return payload["b"], payload["a"]


def way_back(snapshot, diffs):
    """The diff after the last one that restores the book before the first one."""
    whole = json.loads(snapshot[1])
    start = Book(whole["bids"], whole["asks"])
    book = start.copy()
    for diff in diffs:
        book.apply(levels_of(diff))
    bids, asks = book.way_to(start)
    last = diffs[-1]
    gap = max(1, (last.nanos - diffs[0].nanos) // max(1, len(diffs) - 1))
    text = json.dumps({"b": bids, "a": asks}, separators=(",", ":"))
    return Diff(
        last.nanos + gap,
        {
            "millis": last.millis + gap // 1_000_000,
            "first": last.last + 1,
            "last": last.last + 1,
            "stream": last.head,
            "symbol": last.symbol,
            "levels": f",{text[1:]}}}",
        },
    )


def write(out, messages, snapshot, diffs):
    restoring = way_back(snapshot, diffs)
    cycle = [*diffs, restoring]
    pause = restoring.nanos - diffs[-1].nanos
    duration = restoring.nanos + pause - diffs[0].nanos
    # The first diff may begin before the snapshot; the passes after it continue the restoring one.
    ids = restoring.last + 1 - diffs[0].first
    begun = max(snapshot[0], diffs[0].nanos)
    out.write(f"{begun} {snapshot[1]}\n")
    for n in range(messages):
        turn, index = divmod(n, len(cycle))
        diff = cycle[index]
        passed = turn * duration
        out.write(diff.line(passed, max(begun, diff.nanos + passed), turn * ids))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--messages", type=int, default=864_000, help="diffs to write (default: a day's)")
    parser.add_argument("recordings", type=Path, nargs="+", metavar="RECORDING")
    arguments = parser.parse_args()
    snapshot, diffs = read(arguments.recordings)
    with open(sys.stdout.fileno(), "w", encoding="utf-8", newline="\n", buffering=1 << 20) as out:
        write(out, arguments.messages, snapshot, diffs)


if __name__ == "__main__":
    main()
