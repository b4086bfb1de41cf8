// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ladder/ladderview.h"

#include "feedviews.h"
#include "modeltext.h"
#include "scriptedmarket.h"
#include "support/windowtest.h"
#include "ui/ladder/ladderdelegate.h"
#include "ui/ladder/laddermodel.h"
#include "ui/ladder/ladderoverlay.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

using namespace touchline;

namespace {

const LadderNote &noteOf(const LadderView &view)
{
    return view.findChild<LadderOverlay *>()->note();
}

const LadderStyle &styleOf(const LadderView &view)
{
    return static_cast<LadderDelegate *>(view.itemDelegate())->style();
}

/// The price in the middle row.
QString middlePrice(const LadderView &view)
{
    return view.ladder().index(view.ladder().window().rowsPerSide, 2).data().toString();
}

struct Halves {
    QImage bids;
    QImage asks;
};

/// What is painted of a row on both sides of the price.
Halves picturesOfHalves(const LadderView &view, int row)
{
    const int top = view.rowViewportPosition(row);
    const int price = view.columnViewportPosition(2);
    const int asks = price + view.columnWidth(2);
    const QImage all = view.viewport()->grab().toImage();
    return {
        all.copy(0, top, price, view.rowHeight(row)),
        all.copy(asks, top, all.width() - asks, view.rowHeight(row))};
}

struct PaintSpy : QObject {
    QRegion painted;
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint)
            painted += static_cast<QPaintEvent *>(event)->region();
        return false;
    }
};

} // namespace

class LadderViewTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<LadderView> m_view;

private slots:
    void init()
    {
        QTest::failOnWarning(test::warningsOfWindows());
        m_view = std::make_unique<LadderView>();
        m_view->resize(520, 600);
        m_view->show();
        m_view->setFocus();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
        m_view->showView(smallView());
    }

    void cleanup() { m_view.reset(); }

    void followsUntilAPriceKeyPinsIt()
    {
        QVERIFY(m_view->isFollowing());
        QTest::keyClick(m_view.get(), Qt::Key_Up);
        QVERIFY(!m_view->isFollowing());
        QCOMPARE(middlePrice(*m_view), QStringLiteral("100.02"));
        QTest::keyClick(m_view.get(), Qt::Key_Down);
        QTest::keyClick(m_view.get(), Qt::Key_Down);
        QCOMPARE(middlePrice(*m_view), QStringLiteral("100.00"));
    }

    void spaceReturnsToFollowing()
    {
        QSignalSpy follows(m_view.get(), &LadderView::followChanged);
        QTest::keyClick(m_view.get(), Qt::Key_PageDown);
        QTest::keyClick(m_view.get(), Qt::Key_Space);
        QVERIFY(m_view->isFollowing());
        QCOMPARE(follows.count(), 2);
        const int middle = m_view->ladder().window().rowsPerSide;
        QVERIFY(m_view->ladder().index(middle, 0).data(LadderModel::SpreadRowRole).toBool());
    }

    void homeCentresAndStaysPinned()
    {
        QTest::keyClick(m_view.get(), Qt::Key_PageUp);
        QTest::keyClick(m_view.get(), Qt::Key_Home);
        QVERIFY(!m_view->isFollowing());
        QCOMPARE(middlePrice(*m_view), QStringLiteral("100.01"));
    }

    void pageMovesByHalfTheLadder()
    {
        const int perSide = m_view->ladder().window().rowsPerSide;
        QTest::keyClick(m_view.get(), Qt::Key_PageUp);
        QCOMPARE(middlePrice(*m_view), QString::number(100.01 + perSide * 0.01, 'f', 2));
    }

    void aPinnedLadderSaysWhereTheTouchWent()
    {
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(m_view.get(), Qt::Key_PageUp);
        QVERIFY(noteOf(*m_view).below.contains(QStringLiteral("100.00")));
        QVERIFY(noteOf(*m_view).above.isEmpty());
        QTest::keyClick(m_view.get(), Qt::Key_Space);
        QVERIFY(noteOf(*m_view).isEmpty());
    }

    void pricesCannotBeScrolledBelowZero()
    {
        for (int i = 0; i < 2000; ++i)
            m_view->scrollPrices(-50);
        QCOMPARE(middlePrice(*m_view), QStringLiteral("0.01"));
    }

    void plusAndMinusWalkThroughTheGroupings()
    {
        QSignalSpy changed(m_view.get(), &LadderView::groupingChanged);
        QTest::keyClick(m_view.get(), Qt::Key_Plus);
        QCOMPARE(m_view->grouping(), price("0.02"));
        QTest::keyClick(m_view.get(), Qt::Key_Equal);
        QCOMPARE(m_view->grouping(), price("0.05"));
        QTest::keyClick(m_view.get(), Qt::Key_Minus);
        QTest::keyClick(m_view.get(), Qt::Key_Minus);
        QTest::keyClick(m_view.get(), Qt::Key_Minus);
        QCOMPARE(m_view->grouping(), price("0.01"));
        QCOMPARE(changed.count(), 4);
    }

    void aGroupingThatIsNotOnOfferIsIgnored()
    {
        m_view->setGrouping(price("0.03"));
        QCOMPARE(m_view->grouping(), price("0.01"));
    }

    void isDimmedAndLabelledWhileNotLive()
    {
        QVERIFY(!styleOf(*m_view).isDimmed);
        QVERIFY(noteOf(*m_view).isEmpty());
        FeedView view = smallView();
        view.status.state = FeedState::Reconnecting;
        view.status.reason = "the exchange closed the connection";
        view.status.retryAt = view.takenAt + std::chrono::seconds(5);
        m_view->showView(view);
        QVERIFY(styleOf(*m_view).isDimmed);
        QVERIFY(m_view->findChild<LadderOverlay *>()->isVisible());
        QCOMPARE(noteOf(*m_view).title, QStringLiteral("Reconnecting"));
        QCOMPARE(
            noteOf(*m_view).detail,
            QStringLiteral("The exchange closed the connection. Retrying in 5 s; press F5 to retry now."));
        QCOMPARE(
            rowText(m_view->ladder(), m_view->ladder().window().rowsPerSide + 1),
            QStringLiteral("1.5|1.5|100.00||"));
        m_view->showView(smallView());
        QVERIFY(!styleOf(*m_view).isDimmed);
        QVERIFY(noteOf(*m_view).isEmpty());
    }

    void everyStateButLiveDims_data()
    {
        QTest::addColumn<FeedState>("state");
        for (const auto state :
             {FeedState::Connecting, FeedState::Syncing, FeedState::Stale, FeedState::Resyncing,
              FeedState::Failed}) {
            const auto name = stateName(state);
            QTest::newRow(name.data()) << state;
        }
    }

    void everyStateButLiveDims()
    {
        QFETCH(FeedState, state);
        FeedView view = smallView();
        view.status.state = state;
        m_view->showView(view);
        QVERIFY(styleOf(*m_view).isDimmed);
        QVERIFY(!noteOf(*m_view).title.isEmpty());
        QVERIFY(!noteOf(*m_view).detail.isEmpty());
    }

    void anotherSymbolIsPinnedAtItsOwnTouchUngrouped()
    {
        QTest::keyClick(m_view.get(), Qt::Key_Plus);
        QTest::keyClick(m_view.get(), Qt::Key_PageUp);
        FeedView other = liveView(levels({{"7.00", "1"}}), levels({{"7.01", "1"}}));
        ownInstrument(other).symbol = "XYZUSDT";
        FeedView blank = other;
        blank.book = emptyBook();
        m_view->showView(blank);
        m_view->showView(other);
        QVERIFY(!m_view->isFollowing());
        QCOMPARE(m_view->grouping(), price("0.01"));
        QCOMPARE(middlePrice(*m_view), QStringLiteral("7.01"));
    }

    void pricesAreNeverTruncatedInANarrowLadder_data()
    {
        QTest::addColumn<int>("width");
        for (const int width : {280, 360, 520, 900})
            QTest::addRow("%d", width) << width;
    }

    void pricesAreNeverTruncatedInANarrowLadder()
    {
        QFETCH(int, width);
        m_view->resize(width, 600);
        m_view->showView(ScriptedMarket(ScriptedMarket::tiny()).view());
        const auto *delegate = static_cast<LadderDelegate *>(m_view->itemDelegate());
        QVERIFY(m_view->columnWidth(2) >= delegate->neededWidth(LadderColumn::Prices));
        QVERIFY(m_view->columnWidth(1) >= delegate->neededWidth(LadderColumn::BidSize));
        QVERIFY(m_view->columnWidth(3) >= delegate->neededWidth(LadderColumn::AskSize));
        int sum = 0;
        for (int column = 0; column < ladderColumns; ++column)
            sum += m_view->isColumnHidden(column) ? 0 : m_view->columnWidth(column);
        QCOMPARE(sum, m_view->viewport()->width());
    }

    void rowsBehindTheSnapshotLookOtherThanKnownOnes_data()
    {
        QTest::addColumn<ThemeKind>("kind");
        QTest::newRow("dark") << ThemeKind::Dark;
        QTest::newRow("light") << ThemeKind::Light;
    }

    void rowsBehindTheSnapshotLookOtherThanKnownOnes()
    {
        QFETCH(ThemeKind, kind);
        m_view->setTheme(theme(kind));
        const int row = m_view->ladder().window().rowsPerSide + 3;
        const QImage known = picturesOfHalves(*m_view, row).asks;
        FeedView view = smallView();
        ownBook(view).known.lowest = price("99.99");
        m_view->showView(view);
        const QImage edge = picturesOfHalves(*m_view, row).asks;
        const QImage behind = picturesOfHalves(*m_view, row + 1).asks;
        QVERIFY(known != behind);
        QVERIFY(edge != behind);
        QCOMPARE(edge.pixelColor(edge.width() - 2, 0), theme(kind).mutedText);
        QVERIFY(known.pixelColor(known.width() - 2, 0) != theme(kind).mutedText);
    }

    void wordsAreWrittenWholeOrNotAtAll_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<QString>("written");
        QTest::newRow("wide") << 900 << QStringLiteral("known to 99.99");
        QTest::newRow("narrow") << 280 << QStringLiteral("edge");
    }

    void wordsAreWrittenWholeOrNotAtAll()
    {
        QFETCH(int, width);
        QFETCH(QString, written);
        m_view->resize(width, 600);
        const auto *delegate = static_cast<LadderDelegate *>(m_view->itemDelegate());
        const QStringList forms{QStringLiteral("known to 99.99"), QStringLiteral("edge")};
        const QRect half(0, 0, (m_view->viewport()->width() - m_view->columnWidth(2)) / 2, 20);
        const auto painted = [&](const QStringList &words) {
            QImage image(half.size(), QImage::Format_RGB32);
            image.fill(Qt::black);
            QPainter painter(&image);
            delegate->paintWords(painter, half, Side::Ask, words);
            return image;
        };
        QCOMPARE(painted(forms), painted({written}));
        QVERIFY(painted(forms) != painted({}));
        QCOMPARE(painted({QString(200, QLatin1Char('0'))}), painted({}));
    }

    void theSpreadInBasisPointsFitsBesideTotals()
    {
        // Just wide enough for the totals: the cell of the words is then as narrow as it gets.
        m_view->showView(liveView(levels({{"64000.00", "1"}}), levels({{"64000.01", "1"}})));
        int width = m_view->minimumWidth();
        do
            m_view->resize(width++, 600);
        while (m_view->isColumnHidden(0) && width < 520);
        QVERIFY(m_view->ladder().texts().bps().size() * 8 > m_view->columnWidth(3));
        const QImage half = picturesOfHalves(*m_view, m_view->ladder().window().rowsPerSide).asks;
        const QImage besideTheCell =
            half.copy(m_view->columnWidth(3), 0, m_view->columnWidth(4), half.height());
        QImage blank = besideTheCell;
        blank.fill(theme(ThemeKind::Dark).raised);
        QVERIFY(besideTheCell != blank);
    }

    void aFlashLeavesTheBarItsColour()
    {
        const int row = m_view->ladder().window().rowsPerSide + 3;
        const QImage before = picturesOfHalves(*m_view, row).bids;
        FeedView next = smallView();
        ownBook(next).bids[2].qty = parseQty("4.1", 8).value();
        m_view->showView(next);
        const QImage after = picturesOfHalves(*m_view, row).bids;
        const auto at = [](const QImage &image, int fromPrice) {
            return image.pixelColor(image.width() - 1 - fromPrice, 3);
        };
        const Theme &dark = theme(ThemeKind::Dark);
        QCOMPARE(at(after, 1), dark.flash);
        QCOMPARE(at(before, 1), dark.surface);
        for (int x = 4; x < 30; ++x) {
            QVERIFY(at(before, x) != dark.surface);
            QCOMPARE(at(after, x), at(before, x));
        }
    }

    void headingsAreNeverCut()
    {
        LadderView empty;
        FeedView contracts = smallView();
        ownInstrument(contracts).contract = "0.01 BTC";
        LadderView ofContracts;
        ofContracts.showView(contracts);
        for (LadderView *const view : {&empty, &ofContracts}) {
            for (const int width : {280, 520}) {
                view->resize(width, 400);
                view->grab();
                const QHeaderView &header = *view->horizontalHeader();
                for (int column = 0; column < ladderColumns; ++column) {
                    const QString heading =
                        view->ladder().headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
                    const int words = header.fontMetrics().horizontalAdvance(heading);
                    QVERIFY2(
                        view->isColumnHidden(column) || view->columnWidth(column) >= words + 16,
                        qPrintable(heading));
                }
            }
        }
    }

    void anEmptyBookHasNoColumnOfPrices()
    {
        LadderView view;
        view.resize(520, 400);
        view.grab();
        const auto halves = picturesOfHalves(view, 0);
        const QImage price = view.viewport()->grab(QRect(halves.bids.width(), 0, 20, 10)).toImage();
        QCOMPARE(price.pixelColor(5, 5), theme(ThemeKind::Dark).surface);
    }

    void rowsAreEquallyHighAndFillTheHeight()
    {
        for (const int height : {200, 333, 600, 1001}) {
            m_view->resize(520, height);
            const int rows = m_view->ladder().rowCount();
            for (int row = 0; row < rows; ++row)
                QCOMPARE(m_view->rowHeight(row), m_view->rowHeight(0));
            const int end = m_view->rowViewportPosition(rows - 1) + m_view->rowHeight(rows - 1);
            const int left = m_view->viewport()->height() - end;
            QVERIFY2(left >= 0 && left < rows, QByteArray::number(left));
            // Below them nothing of an older picture is left.
            if (left > 0) {
                const QImage below = m_view->viewport()->grab(QRect(0, end, 100, left)).toImage();
                QCOMPARE(below.pixelColor(50, left - 1), theme(ThemeKind::Dark).surface);
            }
        }
    }

    void largeSizesAreGrouped()
    {
        const auto *delegate = static_cast<LadderDelegate *>(m_view->itemDelegate());
        const NumberFont font(styleOf(*m_view).font);
        m_view->showView(liveView(levels({{"100.00", "9999"}}), levels({{"100.01", "1"}})));
        const int four = delegate->neededWidth(LadderColumn::BidSize);
        m_view->showView(liveView(levels({{"100.00", "4550340"}}), levels({{"100.01", "1"}})));
        const int seven = delegate->neededWidth(LadderColumn::BidSize);
        const qreal more = 3 * font.digitWidth() + 2 * font.digitGap();
        QVERIFY2(std::abs(seven - four - more) <= 1.0, QByteArray::number(seven - four));
        QCOMPARE(styleOf(*m_view).widths.totalGaps, 2);
    }

    void onlyChangedRowsAreRepainted()
    {
        QTest::qWait(0);
        FeedView next = smallView();
        ownBook(next).bids[1].qty = parseQty("2.5", 8).value();
        PaintSpy spy;
        QTRY_VERIFY(m_view->isVisible());
        QTest::qWait(30);
        m_view->viewport()->installEventFilter(&spy);
        m_view->showView(next);
        QTRY_VERIFY(!spy.painted.isEmpty());
        const int row = m_view->ladder().window().rowsPerSide + 2;
        const int firstOther = m_view->rowViewportPosition(row + 2);
        QVERIFY(!spy.painted.intersects(QRect(0, 0, 520, m_view->rowViewportPosition(row))));
        QVERIFY(!spy.painted.intersects(QRect(0, firstOther, 520, 600)));
    }

    void aFlashThatFadesRepaintsNothingElse()
    {
        const int size = static_cast<int>(LadderColumn::BidSize);
        const int row = m_view->ladder().window().rowsPerSide + 2;
        FeedView next = smallView();
        ownBook(next).bids[1].qty = parseQty("2.5", 8).value();
        m_view->showView(next);
        QTest::qWait(30);
        PaintSpy spy;
        m_view->viewport()->installEventFilter(&spy);
        while (spy.painted.isEmpty()) {
            m_view->tick();
            QTest::qWait(5);
        }
        const QRect cell = m_view->visualRect(m_view->ladder().index(row, size));
        QCOMPARE(spy.painted, QRegion(LadderDelegate::flashPlace(cell, LadderColumn::BidSize)));
    }

    void aFlashOnItsOwnLooksAsWithItsCell()
    {
        const int row = m_view->ladder().window().rowsPerSide + 2;
        FeedView next = smallView();
        ownBook(next).bids[1].qty = parseQty("2.5", 8).value();
        m_view->showView(next);
        for (const LadderColumn column : {LadderColumn::BidSize, LadderColumn::AskSize}) {
            const QRect cell = m_view->visualRect(m_view->ladder().index(row, static_cast<int>(column)));
            const QRect place = LadderDelegate::flashPlace(cell, column);
            QPixmap alone(m_view->viewport()->size());
            m_view->viewport()->render(&alone, place.topLeft(), place);
            QCOMPARE(alone.toImage().copy(place), m_view->viewport()->grab().toImage().copy(place));
        }
    }

    void copiesAPictureWithACaption()
    {
        QSignalSpy notice(m_view.get(), &LadderView::notice);
        QTest::keyClick(m_view.get(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(notice.count(), 1);
        const QImage image = QGuiApplication::clipboard()->image();
        QCOMPARE(image.width(), 520);
        QVERIFY(image.height() > 600);
    }
};

QTEST_MAIN(LadderViewTest)
#include "ladderviewtest.moc"
