// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "book/pricewindow.h"

#include "book/slotgather.h"
#include "support/random.h"

#include <QRegularExpression>
#include <QTest>

#include <vector>

using namespace touchline;
using Path = PriceWindow::CopyPath;

namespace {

constexpr std::uint64_t tick = 100;
constexpr Price touch(1'000'000'000);

/// As full as `share` of 64 says, with the first and the last slot taken.
PriceWindow filledWindow(std::uint64_t share, test::Random &random)
{
    PriceWindow window;
    window.open(PriceGrid(Side::Ask, touch, tick, PriceWindow::maxSlots));
    const std::size_t last = window.grid().slotCount() - 1;
    for (std::size_t slot = 0; slot <= last; ++slot) {
        if (slot == 0 || slot == last || random.below(64) < share)
            window.set(slot, Qty(static_cast<std::int64_t>(1 + random.below(1'000'000))));
    }
    return window;
}

std::vector<Level> allLevels(const PriceWindow &window)
{
    std::vector<Level> levels;
    window.visit([&levels](const Level &level) {
        levels.push_back(level);
        return true;
    });
    return levels;
}

std::vector<Path> pathsHere()
{
    std::vector<Path> paths{Path::OneByOne};
    if (slotgather::runsHere())
        paths.push_back(Path::Gathered);
    return paths;
}

} // namespace

class PriceWindowTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void copiesTheBestLevelsOnEachPath_data()
    {
        QTest::addColumn<quint64>("share");
        for (const quint64 share : {0U, 1U, 4U, 20U, 40U, 63U, 64U})
            QTest::addRow("%u of 64 taken", static_cast<unsigned>(share)) << share;
    }

    void copiesTheBestLevelsOnEachPath()
    {
        QFETCH(quint64, share);
        test::Random random(share + 1);
        const PriceWindow window = filledWindow(share, random);
        const auto all = allLevels(window);
        QCOMPARE(all.size(), window.size());
        for (const Path path : pathsHere()) {
            for (const std::size_t wanted :
                 {std::size_t{0}, std::size_t{1}, std::size_t{20}, std::size_t{63}, std::size_t{64},
                  std::size_t{65}, std::size_t{1000}, all.size()}) {
                const std::size_t count = std::min(wanted, all.size());
                std::vector<Level> best(count);
                window.copyBest(path, best);
                QVERIFY(std::equal(best.begin(), best.end(), all.begin()));
            }
        }
    }

    void beginsAtTheBestLevelWhereverItStandsInItsWord()
    {
        test::Random random(3);
        PriceWindow window = filledWindow(8, random);
        for (std::size_t slot = 0; slot < 300; ++slot) {
            window.set(slot, Qty());
            const auto all = allLevels(window);
            for (const Path path : pathsHere()) {
                std::vector<Level> best(20);
                window.copyBest(path, best);
                QVERIFY(std::equal(best.begin(), best.end(), all.begin()));
            }
        }
    }

    void copiesNothingOutOfAWindowThatWasNeverOpened()
    {
        const PriceWindow window;
        for (const Path path : pathsHere())
            window.copyBest(path, {});
    }
};

QTEST_GUILESS_MAIN(PriceWindowTest)
#include "pricewindowtest.moc"
