# SPDX-FileCopyrightText: Touchline contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a soak of the window has seen, and what it makes of it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any, Callable, Iterable, Optional

WARM_UP = 0.25  # of the run: caches fill, charts get their buckets, every kind of dialogue has been needed once
NANOS_A_MS = 1e6


@dataclass(frozen=True)
class Limits:
    """What a window may need. Frames are those of a slow machine that draws without a graphics card."""

    growth: float = 0.05  # of the memory, of the last half over the first
    more_threads: int = 1
    more_files: int = 4  # a connection that is opened anew while the old one closes
    more_objects: float = 0.05  # part of the first half's; a chart has a dozen for each break that it shows
    more_timers: int = 4  # of a connection, too
    frame_p99_ms: float = 25.0
    frame_longest_ms: float = 500.0


@dataclass(frozen=True)
class Sample:
    """Of the window's process, at one time."""

    at: float  # seconds since the run began
    rss_kib: int
    threads: int
    files: int
    objects: Optional[int]  # of Qt; none: not counted yet
    timers: Optional[int]


def counts_in(file: Path) -> tuple[Optional[int], Optional[int]]:
    """What the object counter has written last: objects and timers."""
    try:
        objects, timers = file.read_text(encoding="utf-8").split()
    except OSError:
        return None, None
    return int(objects), int(timers)


def sample_of(process: int, counts: Path, at: float) -> Sample:
    """Raises OSError once the process is gone."""
    folder = Path("/proc") / str(process)
    status = dict(line.split(":", 1) for line in (folder / "status").read_text(encoding="utf-8").splitlines())
    if "VmRSS" not in status:
        raise ProcessLookupError(process)
    files = sum(1 for _ in (folder / "fd").iterdir())
    return Sample(at, int(status["VmRSS"].split()[0]), int(status["Threads"]), files, *counts_in(counts))


@dataclass
class Story:
    """What the window's log tells."""

    breaks: int = 0
    recoveries: int = 0
    state: str = ""
    frame_p99_ms: list[float] = field(default_factory=list)  # of each record of ten seconds
    frame_longest_ms: float = 0.0
    messages: int = 0
    reconnects: int = 0
    resyncs: int = 0
    causes: dict[str, int] = field(default_factory=dict)

    def read(self, line: str) -> None:
        try:
            record = json.loads(line)
        except ValueError:
            return  # the last line may be on its way
        if record.get("message") == "state":
            self._state(record)
        elif record.get("message") == "performance":
            self._performance(record)

    def _state(self, record: dict[str, Any]) -> None:
        before, self.state = self.state, record["to"]
        if before == "live" and self.state != "live":
            self.breaks += 1
            cause = record.get("reason", "")
            self.causes[cause] = self.causes.get(cause, 0) + 1
        elif self.breaks > self.recoveries and self.state == "live":
            self.recoveries += 1

    def _performance(self, record: dict[str, Any]) -> None:
        self.messages = record.get("messages", 0)
        self.reconnects = record.get("reconnects", 0)
        self.resyncs = record.get("resyncs", 0)
        frames = record.get("frame_ns")
        if frames:
            self.frame_p99_ms.append(frames["p99"] / NANOS_A_MS)
            self.frame_longest_ms = max(self.frame_longest_ms, frames["max"] / NANOS_A_MS)


@dataclass(frozen=True)
class Row:
    what: str
    first: str
    last: str
    limit: str
    holds: bool


def halves(samples: list[Sample]) -> tuple[list[Sample], list[Sample]]:
    """Of the time after the warm-up."""
    end = samples[-1].at if samples else 0.0
    warm = [sample for sample in samples if sample.at >= WARM_UP * end]
    return warm[: len(warm) // 2], warm[len(warm) // 2 :]


def steady_row(
    what: str, samples: list[Sample], value: Callable[[Sample], Optional[int]], most: Callable[[float], float]
) -> Row:
    first, last = (
        [counted for sample in half if (counted := value(sample)) is not None] for half in halves(samples)
    )
    if not first or not last:
        return Row(what, "–", "–", "at least two samples after the warm-up", False)
    before, after = median(first), median(last)
    return Row(what, f"{before:,.0f}", f"{after:,.0f}", f"at most {most(before):,.0f}", after <= most(before))


def rows(samples: list[Sample], story: Story, limits: Limits) -> list[Row]:
    p99 = median(story.frame_p99_ms) if story.frame_p99_ms else None
    return [
        steady_row("memory, KiB", samples, lambda s: s.rss_kib, lambda before: before * (1 + limits.growth)),
        steady_row("threads", samples, lambda s: s.threads, lambda before: before + limits.more_threads),
        steady_row("open files", samples, lambda s: s.files, lambda before: before + limits.more_files),
        steady_row("objects", samples, lambda s: s.objects, lambda before: before * (1 + limits.more_objects)),
        steady_row("timers", samples, lambda s: s.timers, lambda before: before + limits.more_timers),
        frames_row("99 of 100 frames, ms", p99, limits.frame_p99_ms),
        frames_row("longest frame, ms", story.frame_longest_ms or None, limits.frame_longest_ms),
        Row("breaks", "", f"{story.breaks}", "at least 1", story.breaks > 0),
        Row("recoveries", "", f"{story.recoveries}", "as many as breaks", story.recoveries == story.breaks > 0),
        Row("state in the end", "", story.state or "none", "live", story.state == "live"),
    ]


def frames_row(what: str, value: Optional[float], most: float) -> Row:
    shown = "none painted" if value is None else f"{value:,.1f}"
    return Row(what, "", shown, f"at most {most:,.0f}", value is not None and value <= most)


def table(shown: Iterable[Row]) -> str:
    lines = [f"{'':<22}{'first half':>14}{'last half':>14}  limit"]
    lines += [
        f"{row.what:<22}{row.first:>14}{row.last:>14}  {row.limit}{'' if row.holds else '   <-- does not hold'}"
        for row in shown
    ]
    return "\n".join(lines)
