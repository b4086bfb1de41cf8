# SPDX-FileCopyrightText: Touchline contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every file must and must not say."""

from __future__ import annotations

from typing import Iterator

from tree import Finding, TextFile

SPDX = ("SPDX-FileCopyrightText: Touchline contributors", "SPDX-License-Identifier: GPL-3.0-or-later")
WITHOUT_SPDX = {".json", ".md", ".txt"}  # CMakeLists.txt is held to it all the same
WITHOUT_SPDX_NAMES = {".editorconfig", ".gitignore"}
LONGEST_FILE = 400
LONGEST_README = 150

# Where the flags of all programs stand, and those that only a release gets and no test program can show.
HARDENED = "cmake/TouchlineTargets.cmake"
HARDENING = (
    "$<$<CONFIG:Release>:_FORTIFY_SOURCE=3>",
    "-fstack-protector-strong",
    "-fstack-clash-protection",
    "-fcf-protection",
    "-Wl,-z,relro,-z,now",
)

# Code that may not appear, with the reason, in the folders that follow.
FORBIDDEN = [
    (r"\bprocessEvents\s*\(", "no nested event handling", {"app", "core", "ui"}),
    (r"\bQEventLoop\b", "no nested event loop", {"app", "core", "ui"}),
    (r":\s*public\s+QThread\b", "move a worker to a thread; do not subclass QThread", {"app", "core", "ui", "tests"}),
    (r"\bstd::(?:cout|cerr)\b", "programs print in app; layers return values", {"core", "ui"}),
    (r"\b(?:sleep_for|sleep_until|msleep|usleep)\s*\(", "wait for events, not for time", {"app", "core", "ui"}),
    (r"\bconst_cast\b", "take the right constness instead", {"app", "core", "ui"}),
    (r"(?<![\w:.])tr\s*\(|\bQObject::tr\s*\(", "words for people belong in ui and app", {"core"}),
]


def spdx(tree: list[TextFile]) -> Iterator[Finding]:
    """Source, script and CMake files begin with the two SPDX lines (after a #! or <?xml line)."""
    for file in tree:
        suffix = "." + file.name.rsplit(".", 1)[-1]
        free = suffix in WITHOUT_SPDX or file.name in WITHOUT_SPDX_NAMES
        if free and file.name != "CMakeLists.txt":
            continue
        head = "\n".join(file.lines[:6])
        if not all(line in head for line in SPDX):
            yield Finding(file.path, 1, "the two SPDX lines are missing at the top")


def file_length(tree: list[TextFile]) -> Iterator[Finding]:
    """A source file has at most 400 lines."""
    for file in tree:
        if file.is_source and file.path.split("/")[0] in {"app", "core", "ui"} and len(file.lines) > LONGEST_FILE:
            yield Finding(file.path, LONGEST_FILE, f"{len(file.lines)} lines: split it")


def readme_length(tree: list[TextFile]) -> Iterator[Finding]:
    """The README stays under 150 lines."""
    for file in tree:
        if file.path == "README.md" and len(file.lines) >= LONGEST_README:
            yield Finding(file.path, LONGEST_README, f"{len(file.lines)} lines: move the rest to another page")


def unfinished(tree: list[TextFile]) -> Iterator[Finding]:
    """No notes to oneself: what is not done is an issue, not a comment."""
    for file in tree:
        if not file.path.startswith("tests/lint/"):
            for line, match in file.matches(r"\b(?:TODO|FIXME|XXX|HACK)\b"):
                yield Finding(file.path, line, f"'{match.group()}' left in the text")


def machine_paths(tree: list[TextFile]) -> Iterator[Finding]:
    """No path of somebody's machine."""
    for file in tree:
        if not file.path.startswith(("tests/lint/", "tests/bare/")):
            for line, match in file.matches(r"(?<![\w.$}])/(?:work|root|home|Users|tmp)/[\w.]+"):
                yield Finding(file.path, line, f"path of one machine: {match.group()}")


def forbidden_code(tree: list[TextFile]) -> Iterator[Finding]:
    """No nested loops, thread subclasses, sleeps, prints from layers, or words for people in core."""
    for file in tree:
        if not file.is_source:
            continue
        code = file.code()
        for pattern, reason, folders in FORBIDDEN:
            if file.path.split("/")[0] in folders:
                for line, match in file.matches(pattern, code):
                    yield Finding(file.path, line, f"{match.group().strip()}: {reason}")


def headers(tree: list[TextFile]) -> Iterator[Finding]:
    """A header is included once and imports no namespace into its readers."""
    for file in tree:
        if not file.path.endswith(".h"):
            continue
        if "#pragma once" not in file.lines:
            yield Finding(file.path, 1, "#pragma once is missing")
        for line, _ in file.matches(r"^\s*using namespace\b", file.code()):
            yield Finding(file.path, line, "no using namespace in a header")


def strict_tests(tree: list[TextFile]) -> Iterator[Finding]:
    """Every Qt Test program fails on a logged warning; tests of core do not sleep."""
    for file in tree:
        if not file.path.startswith("tests/") or not file.is_source:
            continue
        if file.path.endswith("test.cpp") and "QTest::failOnWarning(" not in file.code():
            yield Finding(file.path, 1, "init() must call QTest::failOnWarning")
        if file.path.startswith("tests/core/"):
            for line, match in file.matches(r"\b(?:qSleep|qWait|sleep_for)\s*\(", file.code()):
                yield Finding(file.path, line, f"{match.group()}: tests of core do not wait")


def hardening(tree: list[TextFile]) -> Iterator[Finding]:
    """What users run is compiled and linked with every hardening of HARDENING."""
    for file in tree:
        if file.path != HARDENED:
            continue
        for flag in HARDENING:
            if flag not in file.text:
                yield Finding(file.path, 1, f"{flag} is missing")


RULES = [
    spdx,
    file_length,
    readme_length,
    unfinished,
    machine_paths,
    forbidden_code,
    headers,
    strict_tests,
    hardening,
]
