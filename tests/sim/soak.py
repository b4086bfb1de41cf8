#!/usr/bin/env python3
# SPDX-FileCopyrightText: Touchline contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the seeded sweep with new seeds for as long as asked, and adds up what it met.

    soak.py sessionsweeptest --minutes 60 [--from SEED]

A seed that fails ends it: the seed, what was wrong, and the command that replays it alone. Status 1.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Optional

FUNCTION = "aLiveBookIsAlwaysTheTruth"
SEEDS_A_ROUND = 2000
# Below are the seeds of the test itself; the test reads them as an int.
FIRST_SEED, LAST_SEED = 100_000, 2_000_000_000
FIGURE = re.compile(r"^(?P<what>[a-zA-Z][a-zA-Z ]*?)\s{2,}(?P<count>[\d.]+)(?P<unit> s)?$")
FAILED = re.compile(r"seed (\d+): (.*)")
# Of these the largest counts, not the sum.
EXTREMES = {"longest recovery after the faults"}


class Figures:
    def __init__(self) -> None:
        self.values: dict[str, float] = {}
        self.units: dict[str, str] = {}

    def add(self, output: str) -> None:
        for line in output.splitlines():
            figure = FIGURE.match(line)
            if not figure:
                continue
            what, value = figure["what"], float(figure["count"])
            before = self.values.get(what, 0.0)
            self.values[what] = max(before, value) if what in EXTREMES else before + value
            self.units[what] = figure["unit"] or ""

    def text(self) -> str:
        return "\n".join(
            f"{what:<36} {value:>14,.1f}{self.units[what]}" if self.units[what] else f"{what:<36} {value:>14,.0f}"
            for what, value in self.values.items()
        )


def sweep(program: Path, seed: int) -> tuple[bool, str]:
    environment = {"TOUCHLINE_SWEEP": str(SEEDS_A_ROUND), "TOUCHLINE_SWEEP_FROM": str(seed)}
    ended = subprocess.run([program, FUNCTION], capture_output=True, text=True, env={**os.environ, **environment})
    return ended.returncode == 0, ended.stdout + ended.stderr


def failure(program: Path, output: str) -> str:
    found: Optional[re.Match[str]] = FAILED.search(output)
    if not found:
        return f"the sweep failed without naming a seed:\n{output[-2000:]}"
    return (
        f"seed {found[1]} failed: {found[2]}\n"
        f"replay it: TOUCHLINE_SWEEP=1 TOUCHLINE_SWEEP_FROM={found[1]} {program} {FUNCTION}"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program", type=Path)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--from", type=int, dest="seed", default=random.randrange(FIRST_SEED, LAST_SEED))
    asked = parser.parse_args()
    figures = Figures()
    seed, end = asked.seed, time.monotonic() + asked.minutes * 60
    status = 0
    while status == 0 and time.monotonic() < end:
        passed, output = sweep(asked.program, seed)
        if passed:
            figures.add(output)
            seed += SEEDS_A_ROUND
        else:
            print(failure(asked.program, output))
            status = 1
    print(f"seeds {asked.seed} to {seed - 1}\n{figures.text()}")
    return status


if __name__ == "__main__":
    sys.exit(main())
