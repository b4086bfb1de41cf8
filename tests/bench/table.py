# SPDX-FileCopyrightText: Touchline contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures, their targets and baselines, as one table; and the recorded run that a later one is held against."""

from __future__ import annotations

import datetime
import json
import platform
from dataclasses import dataclass, field
from pathlib import Path

BASELINES = ("simdjsonMap", "qtJsonMap", "copyText")
HEADINGS = ("measure", "value", "x simdjson+map", "x QJson+QMap", "x memcpy", "x last run", "target", "holds", "at reference pace")


@dataclass
class Measure:
    name: str
    value: float
    unit: str
    faster: dict[str, float] = field(default_factory=dict)  # baseline -> how many times as fast as it
    at_most: float | None = None
    at_least: float | None = None
    at_pace: float | None = None  # what a time would be on a machine of the pace that the targets are meant for

    def verdict(self, value: float) -> str:
        if self.at_most is not None:
            return "yes" if value <= self.at_most else "NO"
        if self.at_least is not None:
            return "yes" if value >= self.at_least else "NO"
        return ""

    def target(self) -> str:
        if self.at_most is not None:
            return f"<= {self.at_most:g}"
        return f">= {self.at_least:g}" if self.at_least is not None else ""


def short(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


def cells(measure: Measure, last: dict[str, float]) -> list[str]:
    before = last.get(measure.name)
    return [
        measure.name,
        f"{short(measure.value)} {measure.unit}",
        *(short(measure.faster[name]) if name in measure.faster else "" for name in BASELINES),
        f"{measure.value / before:.2f}" if before else "",
        measure.target(),
        measure.verdict(measure.value),
        f"{short(measure.at_pace)} {measure.verdict(measure.at_pace)}" if measure.at_pace is not None else "",
    ]


def table(measures: list[Measure], last: dict[str, float]) -> str:
    rows = [list(HEADINGS)] + [cells(measure, last) for measure in measures]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    lines = []
    for row in rows:
        others = [cell.rjust(width) for cell, width in zip(row[1:], widths[1:])]
        lines.append("  ".join([row[0].ljust(widths[0]), *others]).rstrip())
    lines.insert(1, "-" * max(map(len, lines)))
    return "\n".join(lines)


def processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor()


def read_last(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"values": {}}


def write_last(path: Path, measures: list[Measure], mode: str) -> None:
    recorded = {
        "processor": processor(),
        "date": datetime.date.today().isoformat(),
        "mode": mode,
        "values": {measure.name: float(f"{measure.value:.5g}") for measure in measures},
    }
    path.write_text(json.dumps(recorded, indent=2) + "\n", encoding="utf-8")
