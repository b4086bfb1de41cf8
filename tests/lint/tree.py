# SPDX-FileCopyrightText: Touchline contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files that the rules look at, and what a rule reports."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator

SKIPPED_FOLDERS = {".git", ".cache", "build", "corpus", "__pycache__"}
SOURCE_SUFFIXES = {".h", ".cpp"}
TEXT_SUFFIXES = SOURCE_SUFFIXES | {
    ".awk", ".cmake", ".desktop", ".json", ".md", ".py", ".qrc", ".sh", ".svg", ".txt", ".xml", ".yml",
}
TEXT_NAMES = {"dev", "run", ".clang-format", ".clang-tidy", ".editorconfig", ".gitignore"}

_UNSPOKEN = re.compile(r"'(?:\\.|[^'\\\n])'" r'|//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"', re.DOTALL)


@dataclass(frozen=True)
class Finding:
    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


@dataclass(frozen=True)
class TextFile:
    path: str  # relative to the root, with forward slashes
    text: str

    @property
    def name(self) -> str:
        return self.path.rsplit("/", 1)[-1]

    @property
    def is_source(self) -> bool:
        return Path(self.path).suffix in SOURCE_SUFFIXES

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    def folder(self) -> str:
        """The layer of a file: "core/base", "ui", "app", "tests", or "" for the top."""
        parts = self.path.split("/")[:-1]
        return "/".join(parts[:2]) if parts[:1] == ["core"] else "".join(parts[:1])

    def matches(self, pattern: str, text: str | None = None) -> Iterator[tuple[int, re.Match[str]]]:
        """Line number and match of every occurrence."""
        text = self.text if text is None else text
        for match in re.finditer(pattern, text, re.MULTILINE):
            yield text.count("\n", 0, match.start()) + 1, match

    def code(self) -> str:
        """The text without comments and strings, with its line numbers kept."""
        return _UNSPOKEN.sub(lambda match: "\n" * match.group().count("\n"), self.text)


def read_tree(root: Path) -> list[TextFile]:
    files = []
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in SKIPPED_FOLDERS)
        for name in sorted(names):
            path = Path(folder) / name
            if path.suffix in TEXT_SUFFIXES or name in TEXT_NAMES:
                text = path.read_text(encoding="utf-8", errors="replace")
                files.append(TextFile(path.relative_to(root).as_posix(), text))
    return files
