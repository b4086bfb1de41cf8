# SPDX-FileCopyrightText: Touchline contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cost a message against the number of symbols and of levels, as CSV and as a picture (SVG)."""

from __future__ import annotations

import math
from pathlib import Path

WIDTH, HEIGHT, MARGIN = 460, 300, 56
Points = list[tuple[float, float]]


def csv(series: dict[str, Points]) -> str:
    lines = ["against,count,ns_a_message"]
    lines += [f"{name},{x:g},{y:.1f}" for name, points in series.items() for x, y in points]
    return "\n".join(lines) + "\n"


def text(x: float, y: float, words: str, anchor: str = "middle") -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}">{words}</text>'


def panel(left: float, name: str, points: Points) -> list[str]:
    """One diagram: the count on a logarithmic axis, nanoseconds from zero on a linear one."""
    low, high = math.log10(points[0][0]), math.log10(points[-1][0])
    top = max(y for _, y in points) * 1.15

    def place(x: float, y: float) -> tuple[float, float]:
        along = (math.log10(x) - low) / ((high - low) or 1)
        return left + MARGIN + along * (WIDTH - 2 * MARGIN), HEIGHT - MARGIN - y / top * (HEIGHT - 2 * MARGIN)

    marks = [text(left + WIDTH / 2, 24, f"ns a message against {name}")]
    floor = HEIGHT - MARGIN
    marks.append(f'<path d="M{left + MARGIN} {MARGIN}V{floor}H{left + WIDTH - MARGIN}" class="axis"/>')
    marks.append('<polyline points="' + " ".join(f"{x:.1f},{y:.1f}" for x, y in (place(*p) for p in points)) + '"/>')
    for x, y in points:
        across, down = place(x, y)
        marks.append(f'<circle cx="{across:.1f}" cy="{down:.1f}" r="3"/>')
        marks.append(text(across, down - 8, f"{y:,.0f}"))
        marks.append(text(across, floor + 18, f"{x:,.0f}"))
    marks.append(text(left + MARGIN - 8, floor, "0", "end"))
    return marks


def svg(series: dict[str, Points]) -> str:
    style = ("text{font:11px sans-serif;fill:#333}.axis{fill:none;stroke:#999}"
             "polyline{fill:none;stroke:#1769aa;stroke-width:2}circle{fill:#1769aa}")
    marks = [mark for i, (name, points) in enumerate(series.items()) for mark in panel(i * WIDTH, name, points)]
    size = f'width="{WIDTH * len(series)}" height="{HEIGHT}"'
    body = "\n".join(marks)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" {size}><style>{style}</style>'
            f'<rect {size} fill="white"/>\n{body}\n</svg>\n')


def write(folder: Path, series: dict[str, Points]) -> list[Path]:
    written = [folder / "scale.csv", folder / "scale.svg"]
    written[0].write_text(csv(series), encoding="utf-8")
    written[1].write_text(svg(series), encoding="utf-8")
    return written
