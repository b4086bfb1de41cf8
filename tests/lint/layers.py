# SPDX-FileCopyrightText: Touchline contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may include whom: the table of CONTRIBUTING.md."""

from __future__ import annotations

import re
from typing import Iterator

from tree import Finding, TextFile

# Layer -> the layers its files may include, besides itself.
LAYERS = {
    "core/base": set(),
    "core/book": {"base"},
    "core/feed": {"base", "book"},
    "core/venues": {"base", "book", "feed"},
    "core/record": {"base", "book", "feed"},
    "core/net": {"base", "book", "feed", "record", "venues"},
    "core/publish": {"base", "book", "feed"},
    "core/sim": {"base", "book", "feed", "record", "venues"},
    "ui": {"base", "book", "feed"},
    "app": {"base", "book", "feed", "net", "publish", "record", "sim", "ui", "venues"},
}
NAMES = {layer.rsplit("/", 1)[-1] for layer in LAYERS}

# Parts of core/sim that hold sockets; everything else there is as free of Qt as the layers below it.
SIM_WITH_SOCKETS = re.compile(r"core/sim/\w*(server|socket|thread|host)\w*\.")
WITHOUT_QT = {"core/base", "core/book", "core/feed", "core/venues", "core/record", "core/sim"}

# Libraries beside Qt and the standard library, by the header that shows their use, and who may use them.
LIBRARIES = {
    r"simdjson": {"core/venues", "core/record", "core/sim"},
    r"spdlog": {"app"},
    r"zlib": {"core/record", "core/venues", "tests"},
    r"zstd": {"core/record", "tests"},
    r"benchmark": {"tests"},
}

# Qt modules beyond Core by the prefix of their headers, and who may use them.
QT_PARTS = {
    r"QWebSocket\w*|QTcp\w+|QSsl\w*|QHttpServer\w*|QAbstractHttpServer": {"core/net", "core/sim", "core/publish"},
    r"QNetwork\w+|QHost\w+": {"core/net", "core/sim", "core/publish", "app"},
    r"QWidget|QApplication|QMainWindow|QTableView|QPainter|QChart\w*|QtCharts.*": {"ui", "app"},
}

_OWN = r'^\s*#\s*include\s*"([^"]+)"'
_SYSTEM = r"^\s*#\s*include\s*<([^>]+)>"


def layer_includes(tree: list[TextFile]) -> Iterator[Finding]:
    """An include points down the table of layers, never up or across."""
    for file in tree:
        allowed = LAYERS.get(file.folder())
        if allowed is None or not file.is_source:
            continue
        own = file.folder().rsplit("/", 1)[-1]
        for line, match in file.matches(_OWN):
            target = match.group(1).split("/")[0]
            if "/" not in match.group(1):
                if own != "app" and not match.group(1).endswith(".moc"):
                    yield Finding(file.path, line, f'write the layer: "{own}/{match.group(1)}"')
            elif target in NAMES and target != own and target not in allowed:
                yield Finding(file.path, line, f"{file.folder()} must not include from {target}")


def venues_apart(tree: list[TextFile]) -> Iterator[Finding]:
    """One venue's files never include another venue's header."""
    headers = {file.path: file for file in tree if file.folder() == "core/venues" and file.path.endswith(".h")}
    venues = {path for path, file in headers.items() if re.search(r":\s*public\s+Venue\b|<Venue>\s+\w+Venue\(", file.text)}
    for file in tree:
        stem = file.path.rsplit(".", 1)[0]
        if file.folder() != "core/venues" or not file.is_source or f"{stem}.h" not in venues:
            continue
        for line, match in file.matches(_OWN):
            other = f"core/{match.group(1)}"
            if other in venues and other != f"{stem}.h":
                yield Finding(file.path, line, f"a venue must not know another one ({match.group(1)})")


def qt_free(tree: list[TextFile]) -> Iterator[Finding]:
    """What decides is free of Qt: base, book, feed, venues, record, and the simulated exchange but its server."""
    for file in tree:
        if file.folder() not in WITHOUT_QT or not file.is_source or SIM_WITH_SOCKETS.match(file.path):
            continue
        for line, match in file.matches(_SYSTEM):
            if re.match(r"Q[A-Za-z]|Qt/|Qt[A-Z]", match.group(1)):
                yield Finding(file.path, line, f"no Qt in {file.folder()} (<{match.group(1)}>)")


def libraries(tree: list[TextFile]) -> Iterator[Finding]:
    """Third-party libraries and the larger Qt modules stay in the layers that need them."""
    for file in tree:
        if not file.is_source:
            continue
        for line, match in file.matches(_SYSTEM):
            header = match.group(1)
            for pattern, users in {**LIBRARIES, **QT_PARTS}.items():
                named = re.match(rf"(?:{pattern})(?:$|[./])", header)
                if named and file.folder() not in users | {"tests"}:
                    yield Finding(file.path, line, f"<{header}> is for {', '.join(sorted(users))}")


def client_sockets(tree: list[TextFile]) -> Iterator[Finding]:
    """Sockets towards a venue are opened in core/net and nowhere else; servers hold theirs in sim and publish."""
    owners = {"QNetworkAccessManager": {"core/net"}, "QWebSocket": {"core/net", "core/sim", "core/publish"}}
    for file in tree:
        if not file.is_source or file.folder() == "tests":
            continue
        for line, match in file.matches(r"\b(QNetworkAccessManager|QWebSocket)\b", file.code()):
            if file.folder() not in owners[match.group(1)]:
                yield Finding(file.path, line, f"{match.group(1)} belongs in {', '.join(sorted(owners[match.group(1)]))}")
        if file.folder() in {"core/sim", "core/publish"}:
            for line, _ in file.matches(r"\bQWebSocket\b[^;]*?(?:->|\.)open\(|new QWebSocket\b", file.code()):
                yield Finding(file.path, line, "a server does not open connections")


RULES = [layer_includes, venues_apart, qt_free, libraries, client_sockets]
