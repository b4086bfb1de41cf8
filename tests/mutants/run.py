#!/usr/bin/env python3
# SPDX-FileCopyrightText: Touchline contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Breaks a copy of the sources, one mutant at a time, and looks which test notices.

    run.py SOURCES COPY [--jobs N] [--only NAME]...

Status 1 if a mutant survives, does not apply or does not compile.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Optional

from mutants import MUTANTS, Mutant

TEST_TIMEOUT_S = 120
# A few hundred sessions of the sweep instead of all: what they would miss would be a matter of luck.
TEST_ENVIRONMENT = {"QT_QPA_PLATFORM": "offscreen", "TOUCHLINE_SWEEP": "400"}


def say(text: str) -> None:
    print(text, flush=True)


def write_if_new(path: Path, content: bytes) -> None:
    """A file that is written is built anew."""
    if path.exists() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def copy_sources(sources: Path, copy: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=sources, capture_output=True, text=True, check=True,
    )
    names = [name for name in listed.stdout.split("\0") if name and (sources / name).is_file()]
    for name in names:
        write_if_new(copy / name, (sources / name).read_bytes())
        (copy / name).chmod((sources / name).stat().st_mode)


class Tree:
    """The copy and its build."""

    def __init__(self, copy: Path, jobs: int) -> None:
        self.copy = copy
        self.folder = copy / "build" / "dev"
        self.jobs = str(jobs)
        self.log = copy / "build" / "mutants.log"

    def configure(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["cmake", "--preset", "dev"], cwd=self.copy, check=True, stdout=subprocess.DEVNULL)

    def builds(self, targets: list[str]) -> bool:
        with self.log.open("w", encoding="utf-8") as log:
            command = ["cmake", "--build", self.folder, "-j", self.jobs, "--target", *targets]
            return subprocess.run(command, stdout=log, stderr=subprocess.STDOUT).returncode == 0

    def passes(self, test: str) -> bool:
        """A test that does not end has noticed something, too."""
        try:
            ended = subprocess.run(
                [self.folder / "tests" / test], capture_output=True, timeout=TEST_TIMEOUT_S,
                env={**os.environ, **TEST_ENVIRONMENT},
            )
        except subprocess.TimeoutExpired:
            return False
        return ended.returncode == 0


def verdict(tree: Tree, mutant: Mutant) -> str:
    """"killed by TEST", or what is wrong with the mutant or the tests."""
    path = tree.copy / mutant.path
    right = path.read_text(encoding="utf-8")
    if right.count(mutant.old) != 1:
        return "does not apply"
    try:
        path.write_text(right.replace(mutant.old, mutant.new), encoding="utf-8")
        for test in mutant.tests:
            if not tree.builds([test]):
                return "does not compile"
            if not tree.passes(test):
                return f"killed by {test}"
        return "survived"
    finally:
        path.write_text(right, encoding="utf-8")


def failing_without_mutant(tree: Tree, mutants: list[Mutant]) -> Optional[str]:
    """Tests that fail anyway kill everything and prove nothing."""
    tests = list(dict.fromkeys(test for mutant in mutants for test in mutant.tests))
    if not tree.builds(tests):
        return f"the sources do not build; the log is {tree.log}"
    failing = [test for test in tests if not tree.passes(test)]
    return f"these tests fail without a mutant: {', '.join(failing)}" if failing else None


def run(tree: Tree, mutants: list[Mutant]) -> list[str]:
    left = []
    for mutant in mutants:
        begun = time.monotonic()
        found = verdict(tree, mutant)
        say(f"{mutant.name:<30} {found:<36} {time.monotonic() - begun:5.0f} s   {mutant.claim}")
        if not found.startswith("killed"):
            left.append(f"{mutant.name}: {found} ({mutant.path}): {mutant.claim}")
    return left


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("sources", type=Path)
    parser.add_argument("copy", type=Path)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 2)
    parser.add_argument("--only", action="append", default=[])
    asked = parser.parse_args()
    mutants = [mutant for mutant in MUTANTS if not asked.only or mutant.name in asked.only]
    if not mutants:
        say("There is no such mutant; the names are in tests/mutants/mutants.py")
        return 2
    copy_sources(asked.sources, asked.copy)
    tree = Tree(asked.copy, asked.jobs)
    tree.configure()
    wrong = failing_without_mutant(tree, mutants)
    if wrong:
        say(wrong)
        return 1
    left = run(tree, mutants)
    say(f"{len(mutants) - len(left)} killed, {len(left)} not killed")
    for line in left:
        say(line)
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
