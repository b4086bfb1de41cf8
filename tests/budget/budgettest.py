#!/usr/bin/env python3
# SPDX-FileCopyrightText: Touchline contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A budget that cannot be overdrawn is no budget."""

from __future__ import annotations

import unittest

from budget import counted, table, tightened

DUMP = "desc: Trigger: Client Request: decode\nevents: Ir\nsummary: 9000\n"


class BudgetTest(unittest.TestCase):
    def test_counts_are_divided_by_the_units_of_their_mode(self) -> None:
        self.assertEqual(counted([DUMP], "decode level 100\n"), {"decode": 90.0})

    def test_a_count_above_its_limit_fails(self) -> None:
        budget = {"recorded": {"decode": {"limit": 90}}}
        self.assertTrue(table(budget, {"recorded": {"decode": 90.0}})[1])
        self.assertFalse(table(budget, {"recorded": {"decode": 90.1}})[1])

    def test_a_count_without_a_limit_fails(self) -> None:
        self.assertFalse(table({}, {"recorded": {"decode": 1.0}})[1])

    def test_a_goal_that_is_not_reached_is_said_but_does_not_fail(self) -> None:
        lines, keeps = table({"recorded": {"decode": {"limit": 95, "goal": 90}}}, {"recorded": {"decode": 92.0}})
        self.assertTrue(keeps)
        self.assertIn("goal not reached", lines[-1])

    def test_tightening_never_loosens(self) -> None:
        budget = tightened({"recorded": {"decode": {"limit": 90, "goal": 80}}}, {"recorded": {"decode": 200.0}})
        self.assertEqual(budget["recorded"]["decode"], {"limit": 90, "goal": 80})


if __name__ == "__main__":
    unittest.main()
