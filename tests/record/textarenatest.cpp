// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/textarena.h"

#include <QRegularExpression>
#include <QTest>

#include <random>
#include <string>

using namespace touchline;

class TextArenaTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void textsOfAllSizesStayApartAndSurviveAMove()
    {
        TextArena arena;
        std::mt19937 random(7);
        std::vector<std::pair<char, std::string_view>> kept;
        std::size_t total = 0;
        for (std::size_t n = 0; n < 400; ++n) {
            const char letter = static_cast<char>('a' + n % 26);
            // Mostly small, some larger than any block.
            const std::size_t size = n % 100 == 50 ? 9'000'000 + n : random() % (n % 10 == 0 ? 200'000 : 300);
            kept.emplace_back(letter, arena.keep(std::string(size, letter)));
            total += size;
        }
        const TextArena moved = std::move(arena);
        QCOMPARE(moved.size(), total);
        std::size_t seen = 0;
        for (const auto &[letter, text] : kept) {
            QVERIFY(text.find_first_not_of(letter) == std::string_view::npos);
            seen += text.size();
        }
        QCOMPARE(seen, total);
    }

    void internedTextsAreStoredOnce()
    {
        TextArena arena;
        const std::string name = "BINANCE.ws.1";
        const std::string_view first = arena.intern(name);
        QCOMPARE(
            static_cast<const void *>(arena.intern(std::string(name)).data()),
            static_cast<const void *>(first.data()));
        QCOMPARE(arena.size(), name.size());
        QVERIFY(arena.intern("").empty());
    }
};

QTEST_APPLESS_MAIN(TextArenaTest)
#include "textarenatest.moc"
