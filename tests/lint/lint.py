#!/usr/bin/env python3
# SPDX-FileCopyrightText: Touchline contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the rules that no compiler holds: lint.py [--list] [--rule NAME] [ROOT]"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import layers
import text
from tree import read_tree

RULES = {rule.__name__.replace("_", "-"): rule for rule in layers.RULES + text.RULES}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--list", action="store_true", help="print the names of the rules")
    parser.add_argument("--rule", choices=sorted(RULES), help="check this rule alone")
    parser.add_argument("root", nargs="?", type=Path, default=Path(__file__).resolve().parents[2])
    arguments = parser.parse_args()
    if arguments.list:
        print("\n".join(RULES))
        return 0
    tree = read_tree(arguments.root)
    if not tree:
        print(f"{arguments.root} holds no file to check", file=sys.stderr)
        return 1
    found = 0
    for name in [arguments.rule] if arguments.rule else RULES:
        findings = list(RULES[name](tree))
        found += len(findings)
        for finding in findings:
            print(f"{finding} [{name}]")
        if findings:
            print(f"rule {name}: {RULES[name].__doc__}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
