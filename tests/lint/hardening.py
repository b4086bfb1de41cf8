#!/usr/bin/env python3
# SPDX-FileCopyrightText: Touchline contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks for the hardening of a program in its file: hardening.py READELF PROGRAM..."""

from __future__ import annotations

import re
import subprocess
import sys

# What readelf prints of a program that has it.
SIGNS = {
    "position independent": r"Type:\s+DYN",
    "read-only relocations": r"GNU_RELRO",
    "bound at the start": r"BIND_NOW|FLAGS_1.*\bNOW\b",
    "stack protector": r"__stack_chk_fail",
}
EXECUTABLE_STACK = r"GNU_STACK(?:\s+\S+){5}\s+RWE"


def missing(listing: str) -> list[str]:
    found = [name for name, sign in SIGNS.items() if not re.search(sign, listing)]
    return found + (["stack that cannot be executed"] if re.search(EXECUTABLE_STACK, listing) else [])


def main() -> int:
    readelf, *programs = sys.argv[1:]
    failed = False
    for program in programs:
        command = [readelf, "--wide", "--file-header", "--program-headers", "--dynamic", "--dyn-syms", program]
        listing = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        for name in missing(listing):
            print(f"{program}: {name} is missing")
            failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
