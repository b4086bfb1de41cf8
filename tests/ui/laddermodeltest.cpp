// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ladder/laddermodel.h"

#include "feedviews.h"
#include "modeltext.h"
#include "scriptedmarket.h"
#include "ui/ladder/ladderdiff.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace touchline;

namespace {

constexpr Instant start = Instant::fromMillis(1000);

Instant after(int ms)
{
    return start + std::chrono::milliseconds(ms);
}

/// "row: first column-last column" of each dataChanged.
QStringList changes(const QSignalSpy &spy)
{
    QStringList result;
    for (const auto &arguments : spy) {
        const auto from = arguments.at(0).toModelIndex();
        const auto to = arguments.at(1).toModelIndex();
        result << QStringLiteral("%1-%2: %3-%4")
                      .arg(from.row())
                      .arg(to.row())
                      .arg(from.column())
                      .arg(to.column());
    }
    return result;
}

int flashAt(const LadderModel &model, int row, LadderColumn column)
{
    return model.index(row, static_cast<int>(column)).data(LadderModel::FlashRole).toInt();
}

/// The small view, of which the snapshot ended at 99.99 and at 100.02.
FeedView partlyKnownView()
{
    FeedView view = smallView();
    ownBook(view).known = KnownRange{price("99.99"), price("100.02")};
    return view;
}

/// A character for each row: '.' known, '/' behind an edge, '-' the first of those.
QString knowledge(const LadderModel &model)
{
    QString rows;
    for (int row = 0; row < model.rowCount(); ++row) {
        const LadderRow &shown = model.row(row);
        rows += QLatin1Char(shown.isEdge ? '-' : shown.beyond ? '/' : '.');
    }
    return rows;
}

} // namespace

class LadderModelTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void showsAsksAboveTheSpreadAndBidsBelow()
    {
        LadderModel model;
        model.setWindow(3, {}, {});
        model.setView(smallView(), start);
        const QStringList expected{
            QStringLiteral("||100.05|10.0|13.5"), QStringLiteral("||100.02|3.0|3.5"),
            QStringLiteral("||100.01|0.5|0.5"),   QStringLiteral("|spread|0.01|1.00 bps|"),
            QStringLiteral("1.5|1.5|100.00||"),   QStringLiteral("3.5|2.0|99.99||"),
            QStringLiteral("7.5|4.0|99.97||")};
        QCOMPARE(modelText(model), expected);
    }

    void aShortBookLeavesRowsBlankAndTheSpreadInTheMiddle()
    {
        LadderModel model;
        model.setWindow(5, {}, {});
        model.setView(smallView(), start);
        QCOMPARE(rowText(model, 0), QStringLiteral("||||"));
        QVERIFY(model.index(5, 0).data(LadderModel::SpreadRowRole).toBool());
        QCOMPARE(rowText(model, 10), QStringLiteral("||||"));
    }

    void groupsByValueAndNeverShowsABetterPrice()
    {
        LadderModel model;
        model.setWindow(2, {}, {});
        model.setView(smallView(), start);
        model.setWindow(2, price("0.05"), {});
        const QStringList expected{
            QStringLiteral("||||"), QStringLiteral("||100.05|13.5|13.5"),
            QStringLiteral("|spread|0.01|1.00 bps|"), QStringLiteral("1.5|1.5|100.00||"),
            QStringLiteral("7.5|6.0|99.95||")};
        QCOMPARE(modelText(model), expected);
    }

    void aBucketCutByTheEndOfTheViewIsLeftOut()
    {
        FeedView view = smallView();
        ownBook(view).bidLevels = 50;
        LadderModel model;
        model.setWindow(2, {}, {});
        model.setView(view, start);
        model.setWindow(2, price("0.05"), {});
        QCOMPARE(rowText(model, 3), QStringLiteral("1.5|1.5|100.00||"));
        QCOMPARE(rowText(model, 4), QStringLiteral("||||"));
        QVERIFY(!model.index(4, 0).data(LadderModel::CarriedRole).toBool());
    }

    void pinnedRowsStayAtTheirPricesWhileTheMarketMoves()
    {
        LadderModel model;
        model.setView(smallView(), start);
        model.setWindow(2, {}, price("100.01"));
        const QStringList before{
            QStringLiteral("||100.03||"), QStringLiteral("||100.02|3.0|3.5"),
            QStringLiteral("||100.01|0.5|0.5"), QStringLiteral("1.5|1.5|100.00||"),
            QStringLiteral("3.5|2.0|99.99||")};
        QCOMPARE(modelText(model), before);
        model.setView(
            liveView(levels({{"100.02", "7"}, {"99.99", "2"}}), levels({{"100.03", "1"}, {"100.05", "10"}})),
            after(10));
        const QStringList moved{
            QStringLiteral("||100.03|1.0|1.0"), QStringLiteral("7.0|7.0|100.02||"),
            QStringLiteral("||100.01||"), QStringLiteral("||100.00||"), QStringLiteral("9.0|2.0|99.99||")};
        QCOMPARE(modelText(model), moved);
    }

    void pricesBeyondTheViewAreMarkedUnknownInsteadOfEmpty()
    {
        FeedView view = smallView();
        ownBook(view).askLevels = 9;
        LadderModel model;
        model.setView(view, start);
        model.setWindow(1, {}, price("100.05"));
        QVERIFY(!model.index(0, 2).data(LadderModel::CarriedRole).toBool());
        QVERIFY(model.index(2, 2).data(LadderModel::CarriedRole).toBool());
    }

    void rowsBehindTheSnapshotAreMarkedOnBothSides()
    {
        LadderModel model;
        model.setWindow(4, {}, {});
        model.setView(partlyKnownView(), start);
        QCOMPARE(knowledge(model), QStringLiteral("/-.....-/"));
        QCOMPARE(rowText(model, 1), QStringLiteral("||100.05|10.0|13.5"));
        QVERIFY(model.index(0, 0).data(LadderModel::BeyondRole).toBool());
        QVERIFY(!model.index(2, 0).data(LadderModel::BeyondRole).toBool());
    }

    void pinnedPricesBehindTheSnapshotAreMarked()
    {
        LadderModel model;
        model.setView(partlyKnownView(), start);
        model.setWindow(4, {}, price("100.01"));
        QCOMPARE(knowledge(model), QStringLiteral("//-....-/"));
    }

    void aGroupThatTheEdgeCutsIsBehindIt()
    {
        FeedView view = partlyKnownView();
        LadderModel model;
        model.setWindow(2, {}, {});
        model.setView(view, start);
        model.setWindow(2, price("0.05"), {});
        QCOMPARE(knowledge(model), QStringLiteral("/-..-"));
        ownBook(view).known = KnownRange{price("99.95"), price("100.05")};
        model.setView(view, after(10));
        QCOMPARE(knowledge(model), QStringLiteral("-...."));
    }

    void aBookThatIsKnownToItsEndHasNoEdge()
    {
        LadderModel model;
        model.setWindow(5, {}, {});
        model.setView(smallView(), start);
        QCOMPARE(knowledge(model), QString(11, QLatin1Char('.')));
    }

    void anEdgeThatMovesIsPaintedAnew()
    {
        LadderModel model;
        model.setWindow(4, {}, {});
        FeedView view = partlyKnownView();
        ownBook(view).known.lowest.reset();
        model.setView(view, start);
        QSignalSpy changed(&model, &LadderModel::dataChanged);
        const QStringList lowestRows{QStringLiteral("7-7: 0-4"), QStringLiteral("8-8: 0-4")};
        ownBook(view).known.lowest = price("99.99");
        model.setView(view, after(10));
        QCOMPARE(changes(changed), lowestRows);
        changed.clear();
        ownBook(view).known.lowest = price("99.97");
        model.setView(view, after(20));
        QCOMPARE(changes(changed), lowestRows);
    }

    void anEdgeSaysWhereItIsAndWhatItMeans()
    {
        LadderModel model;
        model.setWindow(4, {}, {});
        model.setView(partlyKnownView(), start);
        const LadderText &texts = model.texts();
        QCOMPARE(texts.words(model.row(1), Side::Bid).value(0), QStringLiteral("known to 100.02"));
        QCOMPARE(texts.words(model.row(7), Side::Ask).value(0), QStringLiteral("known to 99.99"));
        QVERIFY(texts.words(model.row(1), Side::Ask).isEmpty());
        QVERIFY(texts.words(model.row(0), Side::Bid).isEmpty());
        QCOMPARE(
            model.index(8, 3).data(Qt::ToolTipRole).toString(),
            QStringLiteral(
                "The bids are known down to 99.99: below it, only those show that updates have told of."));
        QCOMPARE(
            model.index(7, 2).data(Qt::AccessibleTextRole).toString(),
            QStringLiteral("99.97, known in part"));
    }

    void headingsAndTipsSayThatSizesAreContracts()
    {
        LadderModel model;
        FeedView view = smallView();
        const auto tip = [&model](LadderColumn column) {
            return model.index(model.window().rowsPerSide + 1, static_cast<int>(column))
                .data(Qt::ToolTipRole)
                .toString();
        };
        const auto heading = [&model](LadderColumn column, int role) {
            return model.headerData(static_cast<int>(column), Qt::Horizontal, role).toString();
        };
        model.setView(view, start);
        QCOMPARE(heading(LadderColumn::BidSize, Qt::DisplayRole), QStringLiteral("Bid"));
        QCOMPARE(tip(LadderColumn::BidSize), QStringLiteral("1.5 bid at 100.00"));
        // The venue's list may come after the book.
        ownInstrument(view).contract = "0.01 BTC";
        QSignalSpy changed(&model, &LadderModel::headerDataChanged);
        model.setView(view, after(10));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(heading(LadderColumn::BidSize, Qt::DisplayRole), QStringLiteral("Bid (ct)"));
        QCOMPARE(heading(LadderColumn::AskSize, Qt::DisplayRole), QStringLiteral("Ask (ct)"));
        for (const LadderColumn column :
             {LadderColumn::BidTotal, LadderColumn::BidSize, LadderColumn::AskSize, LadderColumn::AskTotal})
            QVERIFY(heading(column, Qt::ToolTipRole).contains(QStringLiteral("contracts of 0.01 BTC")));
        QCOMPARE(tip(LadderColumn::BidSize), QStringLiteral("1.5 contracts of 0.01 BTC bid at 100.00"));
    }

    void aBookThatEndsBeforeTheWindowDoesIsReplacedByTheLastWholeOne()
    {
        LadderModel model;
        model.setWindow(1, {}, {});
        const FeedView whole = smallView();
        model.setView(whole, start);
        FeedView shallow = smallView();
        BookView &book = ownBook(shallow);
        book.bids.resize(1);
        book.asks.resize(1);
        book.bids[0].qty = parseQty("1.7", 8).value();
        model.setView(shallow, after(10));
        QCOMPARE(rowText(model, 2), QStringLiteral("1.7|1.7|100.00||"));
        model.setWindow(3, {}, {});
        QCOMPARE(rowText(model, 4), QStringLiteral("1.5|1.5|100.00||"));
        QCOMPARE(rowText(model, 6), QStringLiteral("7.5|4.0|99.97||"));
        for (int row = 0; row < model.rowCount(); ++row)
            QVERIFY(model.index(row, 0).data(LadderModel::CarriedRole).toBool());
    }

    void asksForTheLevelsOfItsWindow()
    {
        LadderModel model;
        model.setWindow(3, {}, {});
        model.setView(smallView(), start);
        QVERIFY(model.scope().rows >= 3);
        QVERIFY(model.scope().step.isZero());
        QVERIFY(!model.scope().lowest && !model.scope().highest);
        model.setWindow(3, price("0.05"), price("100.00"));
        QCOMPARE(model.scope().step, price("0.05"));
        QVERIFY(*model.scope().lowest <= price("99.85"));
        QVERIFY(*model.scope().highest >= price("100.15"));
        model.setWindow(3, price("50"), price("100.00"));
        QCOMPARE(*model.scope().lowest, Price());
    }

    void emitsOnlyTheCellsThatChanged()
    {
        LadderModel model;
        model.setWindow(3, {}, {});
        model.setView(smallView(), start);
        QSignalSpy changed(&model, &LadderModel::dataChanged);
        QSignalSpy reset(&model, &LadderModel::modelReset);
        FeedView next = smallView();
        ownBook(next).bids[2].qty = parseQty("4.1", 8).value();
        model.setView(next, after(10));
        QCOMPARE(changes(changed), QStringList{QStringLiteral("6-6: 0-1")});
        QCOMPARE(reset.count(), 0);
    }

    void anEqualViewEmitsNothing()
    {
        LadderModel model;
        model.setView(smallView(), start);
        QSignalSpy changed(&model, &LadderModel::dataChanged);
        model.setView(smallView(), after(10));
        QCOMPARE(changed.count(), 0);
    }

    void onlyChangedLevelsFlashAndFadeAway()
    {
        LadderModel model;
        model.setWindow(3, {}, {});
        model.setView(smallView(), start);
        FeedView next = smallView();
        ownBook(next).asks[1].qty = parseQty("2.9", 8).value();
        model.setView(next, after(100));
        QCOMPARE(flashAt(model, 1, LadderColumn::AskSize), 255);
        for (const int row : {0, 2, 3, 4, 5, 6}) {
            QCOMPARE(flashAt(model, row, LadderColumn::AskSize), 0);
            QCOMPARE(flashAt(model, row, LadderColumn::BidSize), 0);
        }
        model.advance(after(400));
        QVERIFY(flashAt(model, 1, LadderColumn::AskSize) < 255);
        QVERIFY(flashAt(model, 1, LadderColumn::AskSize) > 0);
        QSignalSpy changed(&model, &LadderModel::dataChanged);
        model.advance(after(100) + Flashes::fadeTime);
        QCOMPARE(flashAt(model, 1, LadderColumn::AskSize), 0);
        QCOMPARE(changes(changed), QStringList{QStringLiteral("1-1: 3-3")});
        model.advance(after(5000));
        QCOMPARE(changed.count(), 1);
    }

    void whatChangesBesideAFlashIsToldApart()
    {
        LadderModel model;
        model.setWindow(3, {}, {});
        model.setView(smallView(), start);
        FeedView next = smallView();
        ownBook(next).asks[1].qty = parseQty("2.9", 8).value();
        QSignalSpy changed(&model, &LadderModel::dataChanged);
        model.setView(next, after(100));
        QVERIFY(!changed.isEmpty());
        for (const auto &arguments : changed)
            QVERIFY(arguments.at(2).value<QList<int>>().isEmpty());
        changed.clear();
        model.advance(after(400));
        QCOMPARE(changes(changed), QStringList{QStringLiteral("1-1: 3-3")});
        QCOMPARE(changed.front().at(2).value<QList<int>>(), QList<int>{LadderModel::FlashRole});
    }

    void columnsThatStayAreNotTold()
    {
        const LadderRow before;
        LadderRow after = before;
        after.bid.total = parseQty("2.9", 8).value();
        after.ask.flash = 200;
        const std::vector<ColumnRange> wanted{
            {LadderColumn::BidTotal, LadderColumn::BidTotal, false},
            {LadderColumn::AskSize, LadderColumn::AskSize, true}};
        QVERIFY(changedColumns(before, after) == wanted);
        QVERIFY(changedColumns(after, after).empty());
    }

    void flashesFadeAtTheSameInstants()
    {
        Flashes flashes;
        flashes.note(Side::Bid, Price(1), after(100));
        flashes.note(Side::Ask, Price(2), after(133));
        int repaints = 0;
        std::pair<int, int> shown{255, 255};
        for (int ms = 134; ms < 700; ++ms) {
            const std::pair<int, int> now{
                flashes.strength(Side::Bid, Price(1), after(ms)),
                flashes.strength(Side::Ask, Price(2), after(ms))};
            repaints += now != shown ? 1 : 0;
            shown = now;
        }
        QCOMPARE(shown, (std::pair<int, int>{0, 0}));
        QVERIFY2(repaints <= 8, qPrintable(QString::number(repaints)));
    }

    void aFlashMovesWithItsLevel()
    {
        LadderModel model;
        model.setWindow(3, {}, {});
        model.setView(smallView(), start);
        FeedView next = smallView();
        ownBook(next).bids[1].qty = parseQty("2.5", 8).value();
        model.setView(next, after(100));
        QCOMPARE(flashAt(model, 5, LadderColumn::BidSize), 255);
        BookView &fewer = ownBook(next);
        fewer.bids.erase(fewer.bids.begin());
        fewer.bidLevels = fewer.bids.size();
        model.setView(next, after(110));
        QCOMPARE(rowText(model, 4), QStringLiteral("2.5|2.5|99.99||"));
        QVERIFY(flashAt(model, 4, LadderColumn::BidSize) > 0);
    }

    void aLevelThatComesIntoSightDoesNotFlash()
    {
        LadderModel model;
        model.setWindow(3, {}, {});
        FeedView view = smallView();
        ownBook(view).bidLevels = 9;
        model.setView(view, start);
        BookView &moved = ownBook(view);
        moved.bids.erase(moved.bids.begin());
        moved.bids.push_back(Level{price("99.90"), Qty(500'000'000)});
        model.setView(view, after(10));
        QCOMPARE(rowText(model, 6), QStringLiteral("11.0|5.0|99.90||"));
        QCOMPARE(flashAt(model, 6, LadderColumn::BidSize), 0);
    }

    void aBookFetchedAnewDoesNotFlash()
    {
        LadderModel model;
        FeedView view = smallView();
        view.status.state = FeedState::Resyncing;
        model.setView(view, start);
        FeedView next = smallView();
        ownBook(next).asks[0].qty = parseQty("9", 8).value();
        model.setView(next, after(10));
        QCOMPARE(flashAt(model, 11, LadderColumn::AskSize), 0);
    }

    void marksThePriceOfTheLastTrade()
    {
        LadderModel model;
        model.setWindow(3, {}, {});
        FeedView view = smallView();
        view.lastTrade = Trade{price("100.01"), Qty(1), Aggressor::Buyer, std::nullopt};
        model.setView(view, start);
        QCOMPARE(
            model.index(2, 2).data(LadderModel::LastTradeRole).toInt(), static_cast<int>(Aggressor::Buyer));
        QVERIFY(!model.index(1, 2).data(LadderModel::LastTradeRole).isValid());
    }

    void quantitiesShareTheirDecimalsOnceAFinerOneAppears()
    {
        LadderModel model;
        model.setWindow(1, {}, {});
        model.setView(smallView(), start);
        QSignalSpy widths(&model, &LadderModel::widthsChanged);
        FeedView finer = smallView();
        ownBook(finer).asks[0].qty = parseQty("0.525", 8).value();
        model.setView(finer, after(10));
        QCOMPARE(rowText(model, 0), QStringLiteral("||100.01|0.525|0.525"));
        QCOMPARE(rowText(model, 2), QStringLiteral("1.500|1.500|100.00||"));
        QCOMPARE(widths.count(), 1);
        model.setView(smallView(), after(20));
        QCOMPARE(rowText(model, 2), QStringLiteral("1.500|1.500|100.00||"));
    }

    void aTickThatTheVenueDoesNotNameIsReadFromThePrices()
    {
        FeedView view = smallView();
        ownInstrument(view).tickSize = Price();
        LadderModel model;
        model.setView(view, start);
        QCOMPARE(model.window().tick, price("0.01"));
    }

    void anInstrumentThatBecomesKnownLaterIsShownWithItsTick()
    {
        FeedView blank;
        blank.exchange = "demo";
        blank.instrument = std::make_shared<const Instrument>(bareInstrument("ABCUSDT"));
        LadderModel model;
        model.setWindow(1, {}, {});
        model.setView(blank, start);
        model.setView(smallView(), after(10));
        QCOMPARE(rowText(model, 2), QStringLiteral("1.5|1.5|100.00||"));
        QCOMPARE(model.window().step, price("0.01"));
    }

    void anotherSymbolClearsTheOldBookAtOnce()
    {
        LadderModel model;
        model.setView(smallView(), start);
        FeedView other;
        other.exchange = "demo";
        other.instrument = std::make_shared<const Instrument>(bareInstrument("XYZUSDT"));
        model.setView(other, after(10));
        for (const QString &row : modelText(model))
            QCOMPARE(row, QStringLiteral("||||"));
    }

    void screenReadersHearWhatANumberMeans()
    {
        LadderModel model;
        model.setWindow(1, {}, {});
        model.setView(smallView(), start);
        QCOMPARE(
            model.index(0, 3).data(Qt::AccessibleTextRole).toString(),
            QStringLiteral("0.5 offered at 100.01"));
    }

    void barsAreAgainstTheLargestShown()
    {
        LadderModel model;
        model.setWindow(3, {}, {});
        model.setView(smallView(), start);
        const auto bar = [&](int row, LadderColumn column) {
            return model.index(row, static_cast<int>(column)).data(LadderModel::BarRole).toInt();
        };
        QCOMPARE(bar(0, LadderColumn::AskSize), 204); // the largest: four fifths
        QCOMPARE(bar(6, LadderColumn::BidSize), 81);  // 4 of 10
        QCOMPARE(bar(0, LadderColumn::AskTotal), 204);
        QCOMPARE(bar(3, LadderColumn::AskSize), 0);
    }

    void holdsToTheRulesOfAModelWhileAMarketRuns()
    {
        LadderModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy reset(&model, &LadderModel::modelReset);
        ScriptedMarket market(ScriptedMarket::bitcoin());
        for (int i = 0; i < 300; ++i) {
            market.advance(std::chrono::milliseconds(100));
            if (i % 50 == 20)
                model.setWindow(5 + i % 7, price("0.05"), price("61824"));
            else if (i % 50 == 40)
                model.setWindow(5 + i % 5, {}, {});
            model.setView(market.view(), after(i * 16));
            model.advance(after(i * 16 + 8));
        }
        QCOMPARE(reset.count(), 1); // the first view
    }
};

QTEST_GUILESS_MAIN(LadderModelTest)
#include "laddermodeltest.moc"
