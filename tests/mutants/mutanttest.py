# SPDX-FileCopyrightText: Touchline contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every mutant still fits: its text occurs exactly once in the sources. Running them takes minutes; this does not."""

from __future__ import annotations

import unittest
from collections import Counter
from pathlib import Path

from mutants import MUTANTS

ROOT = Path(__file__).resolve().parent.parent.parent


class MutantsTest(unittest.TestCase):
    def test_every_text_occurs_once(self) -> None:
        for mutant in MUTANTS:
            with self.subTest(mutant.name):
                text = (ROOT / mutant.path).read_text(encoding="utf-8")
                self.assertEqual(text.count(mutant.old), 1, f"in {mutant.path}: {mutant.old}")
                self.assertNotEqual(mutant.old, mutant.new)

    def test_names_are_unique(self) -> None:
        twice = [name for name, count in Counter(mutant.name for mutant in MUTANTS).items() if count > 1]
        self.assertEqual(twice, [])

    def test_the_tests_exist(self) -> None:
        names = {path.stem for path in (ROOT / "tests").rglob("*test.cpp")}
        for mutant in MUTANTS:
            self.assertLessEqual(set(mutant.tests), names, mutant.name)


if __name__ == "__main__":
    unittest.main()
