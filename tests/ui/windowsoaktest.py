# SPDX-FileCopyrightText: Touchline contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A soak of the window passes a good window, and names what is wrong with a bad one."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

EXCHANGE = """#!/bin/sh
echo REST http://127.0.0.1:1
echo WS ws://127.0.0.1:2
exec sleep 60
"""
# Stands for the window: breaks once and recovers, and does what its test is about.
WINDOW = """#!{python} -u
import json, os, sys, time, threading
log = open(sys.argv[sys.argv.index("--log") + 1], "a", buffering=1)
state = lambda to: log.write(json.dumps({{"message": "state", "to": to, "reason": "sequence gap"}}) + "\\n")
frames = lambda p99, longest: log.write(json.dumps(
    {{"message": "performance", "messages": 7, "frame_ns": {{"p99": p99 * 10**6, "max": longest * 10**6}}}}) + "\\n")
def count(objects, timers):
    with open(os.environ["OBJECT_COUNT_FILE"] + ".new", "w") as file:
        file.write(f"{{objects}} {{timers}}\\n")
    os.replace(file.name, os.environ["OBJECT_COUNT_FILE"])
kept = []
if {counts}:
    count(500, 20)
state("live")
step, last = 0, 1000
def turn():
{turn}
while True:
    step += 1
    if step == 2 and {breaks}:
        state("resyncing")
    if step == 4 and {recovers}:
        state("live")
    if step % 5 == 0:
        turn()
    time.sleep(0.02)
"""


class WindowSoakTest(unittest.TestCase):
    def soak(self, turn: str = "frames(9, 30)", breaks: bool = True, recovers: bool = True, counts: bool = True) -> subprocess.CompletedProcess[str]:
        told = {"breaks": breaks, "recovers": recovers, "counts": counts}
        window = WINDOW.format(python=sys.executable, turn=f"    {turn}", **told)
        with tempfile.TemporaryDirectory() as folder:
            for name, text in (("touchline-simex", EXCHANGE), ("touchline", window)):
                program = Path(folder) / name
                program.write_text(text, encoding="utf-8")
                program.chmod(0o755)
            script = Path(__file__).with_name("windowsoak.py")
            command = [sys.executable, "-B", str(script), folder, "/dev/null", "--minutes", "0.03", "--every", "0.05"]
            environment = {**os.environ, "DISPLAY": ":none"}
            return subprocess.run(command, capture_output=True, text=True, env=environment)

    def assert_fails(self, ended: subprocess.CompletedProcess[str], of: str) -> None:
        self.assertEqual(ended.returncode, 1, ended.stdout + ended.stderr)
        self.assertIn(of, ended.stdout.splitlines()[-1])

    def test_a_good_window_passes(self) -> None:
        ended = self.soak()
        self.assertEqual(ended.returncode, 0, ended.stdout + ended.stderr)
        self.assertEqual(ended.stdout.splitlines()[-1], "PASS")

    def test_memory_that_grows_is_named(self) -> None:
        self.assert_fails(self.soak('frames(9, 30), kept.append("x" * 2_000_000)'), "memory")

    def test_files_that_stay_open_are_named(self) -> None:
        self.assert_fails(self.soak("frames(9, 30), kept.append([open(os.devnull) for _ in range(3)])"), "open files")

    def test_threads_that_do_not_end_are_named(self) -> None:
        turn = "frames(9, 30), threading.Thread(target=time.sleep, args=(60,), daemon=True).start()"
        self.assert_fails(self.soak(turn), "threads")

    def test_objects_and_timers_that_grow_are_named(self) -> None:
        self.assert_fails(self.soak("frames(9, 30), count(500 + step, 20)"), "objects")
        self.assert_fails(self.soak("frames(9, 30), count(500, 20 + step)"), "timers")

    def test_a_window_whose_objects_are_not_counted_proves_nothing(self) -> None:
        self.assert_fails(self.soak(counts=False), "objects, timers")

    def test_slow_frames_are_named(self) -> None:
        self.assert_fails(self.soak("frames(40, 90)"), "99 of 100 frames")
        self.assert_fails(self.soak("frames(9, 600)"), "longest frame")

    def test_a_window_that_paints_nothing_is_named(self) -> None:
        self.assert_fails(self.soak("pass"), "99 of 100 frames")

    def test_a_run_without_a_break_proves_nothing(self) -> None:
        self.assert_fails(self.soak(breaks=False), "breaks")

    def test_a_book_that_is_not_live_again_is_named(self) -> None:
        self.assert_fails(self.soak(recovers=False), "state in the end")

    def test_a_window_that_ends_is_named(self) -> None:
        self.assert_fails(self.soak("sys.exit(3)"), "the window ended by itself, with status 3")


if __name__ == "__main__":
    unittest.main()
