# SPDX-FileCopyrightText: Touchline contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each rule is shown a tree that breaks it and one that keeps it: a rule that cannot fail is no rule."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

from lint import RULES
from tree import read_tree

SPDX = "// SPDX-FileCopyrightText: Touchline contributors\n// SPDX-License-Identifier: GPL-3.0-or-later\n"
VENUE = "class {}Venue : public Venue {{}};\n"

# Rule -> trees that break it, as path -> text.
BAD = {
    "layer-includes": [
        {"core/book/a.cpp": '#include "feed/feedview.h"\n'},
        {"core/base/a.h": '#include "book/level.h"\n'},
        {"ui/ladder/a.cpp": '#include "net/feedworker.h"\n'},
        {"core/venues/a.cpp": '#include "record/recording.h"\n'},
        {"core/book/a.cpp": '#include "level.h"\n'},
    ],
    "venues-apart": [
        {
            "core/venues/a.h": VENUE.format("A"),
            "core/venues/b.h": VENUE.format("B"),
            "core/venues/a.cpp": '#include "venues/b.h"\n',
        }
    ],
    "qt-free": [
        {"core/base/a.h": "#include <QString>\n"},
        {"core/sim/market.cpp": "#include <QtCore/QString>\n"},
    ],
    "libraries": [
        {"core/net/a.cpp": "#include <simdjson.h>\n"},
        {"ui/a.cpp": "#include <QNetworkReply>\n"},
        {"core/net/a.cpp": "#include <QWidget>\n"},
    ],
    "client-sockets": [
        {"core/sim/server.cpp": "QNetworkAccessManager manager;\n"},
        {"ui/a.h": "QWebSocket *socket;\n"},
        {"core/publish/server.cpp": "auto *socket = new QWebSocket;\n"},
    ],
    "spdx": [
        {"core/base/a.h": "#pragma once\n"},
        {"core/base/CMakeLists.txt": "touchline_layer(base)\n"},
        {"dev": "#!/usr/bin/env bash\n"},
    ],
    "file-length": [{"ui/a.cpp": "int a;\n" * 401}],
    "readme-length": [{"README.md": "line\n" * 150}],
    "unfinished": [{"ui/a.cpp": "// TODO later\n"}, {"CONTRIBUTING.md": "FIXME\n"}],
    "machine-paths": [{"dev": "cd /home/me/touchline\n"}, {"README.md": "see /tmp/out.txt\n"}],
    "forbidden-code": [
        {"ui/a.cpp": "qApp->processEvents();\n"},
        {"core/net/a.h": "class Worker : public QThread {};\n"},
        {"core/net/a.cpp": "std::cout << 1;\n"},
        {"core/net/a.cpp": "std::this_thread::sleep_for(x);\n"},
        {"core/net/a.cpp": "return tr(text);\n"},
    ],
    "hardening": [{"cmake/TouchlineTargets.cmake": "-fstack-protector-strong\n"}],
    "headers": [{"ui/a.h": SPDX}, {"ui/a.h": "#pragma once\nusing namespace touchline;\n"}],
    "strict-tests": [
        {"tests/core/atest.cpp": "class ATest {};\n"},
        {"tests/core/atest.cpp": "QTest::failOnWarning(x);\nQTest::qWait(5);\n"},
    ],
}

# Breaks no rule, though it comes near to several.
GOOD = {
    "core/feed/a.h": SPDX + '#pragma once\n#include "book/level.h"\n#include <string>\n',
    "core/net/a.cpp": SPDX + '#include "venues/a.h"\n#include <QWebSocket>\nauto *socket = new QWebSocket;\n',
    "core/sim/exchangeserver.h": SPDX + "#pragma once\n#include <QHttpServer>\nclass QWebSocket;\n",
    "core/venues/a.h": SPDX + "#pragma once\n" + VENUE.format("A"),
    "core/venues/a.cpp": SPDX + '#include "venues/a.h"\n#include "venues/json.h"\n#include <simdjson.h>\n',
    "core/venues/json.h": SPDX + "#pragma once\n",
    "ui/a.cpp": SPDX + '#include "ui/a.h"\n// processEvents() would nest\nconst char *text = "std::cout";\n',
    "tests/net/atest.cpp": SPDX + "QTest::failOnWarning(x);\nQTest::qWait(5);\n#include \"atest.moc\"\n",
    "README.md": "line\n" * 149,
}


def findings(rule: str, files: dict[str, str]) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        for path, content in files.items():
            target = Path(folder) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(content, encoding="utf-8")
        return [str(finding) for finding in RULES[rule](read_tree(Path(folder)))]


class LintTest(unittest.TestCase):
    def test_every_rule_has_a_bad_example(self) -> None:
        self.assertEqual(set(BAD), set(RULES))

    def test_every_bad_example_is_found(self) -> None:
        for rule, trees in BAD.items():
            for files in trees:
                with self.subTest(rule=rule, files=list(files)):
                    self.assertNotEqual(findings(rule, files), [])

    def test_the_good_example_passes(self) -> None:
        for rule in RULES:
            with self.subTest(rule=rule):
                self.assertEqual(findings(rule, GOOD), [])


if __name__ == "__main__":
    unittest.main()
