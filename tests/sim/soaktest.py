# SPDX-FileCopyrightText: Touchline contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a soak prints: sums, extremes, and the command for a seed that failed."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from soak import Figures

ROUND = """
PASS   : SessionSweepTest::initTestCase()
sessions                                     2000
frames lost                                    17
virtual time                                100 s
longest recovery after the faults            {} s
Totals: 3 passed, 0 failed
"""
WRONG = "FAIL!  : SessionSweepTest::aLiveBookIsAlwaysTheTruth() 'false' returned FALSE. (seed 7041: a live book went back)"


class SoakTest(unittest.TestCase):
    def soak(self, output: str, status: int) -> subprocess.CompletedProcess[str]:
        with tempfile.TemporaryDirectory() as folder:
            program = Path(folder) / "sweep"
            program.write_text(f"#!/bin/sh\ncat <<'END'\n{output}\nEND\nexit {status}\n", encoding="utf-8")
            program.chmod(0o755)
            script = Path(__file__).with_name("soak.py")
            command = [sys.executable, "-B", script, program, "--minutes", "0.0001", "--from", "7000"]
            return subprocess.run(command, capture_output=True, text=True)

    def test_rounds_are_added_up(self) -> None:
        figures = Figures()
        figures.add(ROUND.format("12.5"))
        figures.add(ROUND.format("3.0"))
        self.assertEqual(figures.values["sessions"], 4000)
        self.assertEqual(figures.values["virtual time"], 200)
        self.assertEqual(figures.values["longest recovery after the faults"], 12.5)

    def test_a_good_round_is_printed(self) -> None:
        ended = self.soak(ROUND.format("2.0"), 0)
        self.assertEqual(ended.returncode, 0)
        self.assertIn("frames lost", ended.stdout)

    def test_a_failing_seed_comes_with_its_command(self) -> None:
        ended = self.soak(WRONG, 1)
        self.assertEqual(ended.returncode, 1)
        self.assertIn("a live book went back", ended.stdout)
        self.assertIn("TOUCHLINE_SWEEP=1 TOUCHLINE_SWEEP_FROM=7041", ended.stdout)


if __name__ == "__main__":
    unittest.main()
