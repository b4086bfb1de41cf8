#!/usr/bin/env python3
# SPDX-FileCopyrightText: Touchline contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts the instructions of the hot path and fails where budget.json allows fewer.

In budget.json each count has a `limit`, which is checked, and may have a `goal`, which is what the project
wants to reach: a limit above its goal is a debt. --tighten brings the limits down to what was counted.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

BUDGET = Path(__file__).with_name("budget.json")
FLOWS = ("generated", "recorded")
# Libraries and compilers of the same release differ by less than this.
SLACK = 1.03


def counted(dumps: list[str], printed: str) -> dict[str, float]:
    """Mode -> instructions a unit, from callgrind's dumps and what the program said it did."""
    instructions = {}
    for dump in dumps:
        mode = re.search(r"^desc: Trigger: Client Request: (\w+)$", dump, re.MULTILINE)
        total = re.search(r"^(?:totals|summary): (\d+)", dump, re.MULTILINE)
        if mode and total:
            instructions[mode.group(1)] = int(total.group(1))
    units = {mode: int(count) for mode, _, count in re.findall(r"^(\w+) (\w+) (\d+)$", printed, re.MULTILINE)}
    return {mode: round(instructions[mode] / count, 1) for mode, count in units.items()}


def measure(valgrind: str, program: str, flow: str) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        command = [valgrind, "--tool=callgrind", "--instr-atstart=no", "--collect-atstart=no", "-q",
                   f"--callgrind-out-file={folder}/out", program, flow]
        # The library would choose by what this processor has; the oldest choice is the same everywhere.
        environment = os.environ | {"SIMDJSON_FORCE_IMPLEMENTATION": "westmere"}
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        if done.returncode != 0:
            raise SystemExit(f"{program} {flow} failed: {done.stderr.strip()}")
        dumps = [path.read_text() for path in Path(folder).iterdir()]
    return counted(dumps, done.stdout)


def verdict(count: float, allowed: dict[str, float]) -> str:
    if count > allowed["limit"]:
        return "OVER THE LIMIT"
    if count > allowed.get("goal", allowed["limit"]):
        return "goal not reached"
    return "good"


def table(budget: dict, counts: dict) -> tuple[list[str], bool]:
    """The lines to print and whether every count keeps its limit."""
    lines = [f"{'flow':10} {'mode':7} {'instructions':>12} {'limit':>7} {'goal':>6}"]
    keeps = True
    for flow, modes in counts.items():
        for mode, count in modes.items():
            allowed = budget.get(flow, {}).get(mode)
            if allowed is None:
                lines.append(f"{flow:10} {mode:7} {count:12} has no limit in the budget")
                keeps = False
                continue
            keeps = keeps and count <= allowed["limit"]
            goal = allowed.get("goal", "")
            lines.append(f"{flow:10} {mode:7} {count:12} {allowed['limit']:7} {goal:>6}  {verdict(count, allowed)}")
    return lines, keeps


def tightened(budget: dict, counts: dict) -> dict:
    for flow, modes in counts.items():
        for mode, count in modes.items():
            allowed = budget.setdefault(flow, {}).setdefault(mode, {"limit": round(count * SLACK)})
            allowed["limit"] = min(allowed["limit"], round(count * SLACK))
    return budget


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--valgrind", default="valgrind")
    parser.add_argument("--tighten", action="store_true", help="bring the limits down to what was counted")
    parser.add_argument("--json", action="store_true", help="print the counts alone")
    parser.add_argument("program", help="path of budgetbench")
    arguments = parser.parse_args()
    counts = {flow: measure(arguments.valgrind, arguments.program, flow) for flow in FLOWS}
    counts = {flow: modes for flow, modes in counts.items() if modes}
    if arguments.json:
        print(json.dumps(counts))
        return 0
    budget = json.loads(BUDGET.read_text())
    if arguments.tighten:
        budget = tightened(budget, counts)
        BUDGET.write_text(json.dumps(budget, indent=2) + "\n")
    lines, keeps = table(budget, counts)
    print("\n".join(lines))
    if "recorded" not in counts:
        print("there are no recordings in $TOUCHLINE_DATA: only the generated flow was counted")
    return 0 if keeps else 1


if __name__ == "__main__":
    sys.exit(main())
