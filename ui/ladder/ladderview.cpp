// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ladder/ladderview.h"

#include "book/depth.h"
#include "ui/ladder/ladderdelegate.h"
#include "ui/ladder/laddermodel.h"
#include "ui/ladder/ladderoverlay.h"
#include "ui/statetext.h"

#include <QHeaderView>
#include <QPaintEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace touchline {

namespace {

constexpr int fewestPerSide = 2;
constexpr int headingMargin = 10;
constexpr int eighthsPerRow = 40; // a notch of a wheel is 120: three rows

/// True if a row on the screen holds a best price.
bool showsTouch(const LadderModel &model)
{
    for (int row = 0; row < model.rowCount(); ++row) {
        if (model.row(row).isBest || model.row(row).kind == RowKind::Spread)
            return true;
    }
    return false;
}

/// The next height that is a whole number of the screen's own pixels, where there is one near.
int wholePixels(int height, qreal ratio)
{
    constexpr int farthest = 3;
    for (int wanted = height; wanted <= height + farthest; ++wanted) {
        if (qFuzzyCompare(wanted * ratio, std::round(wanted * ratio)))
            return wanted;
    }
    return height;
}

} // namespace

LadderView::LadderView(QWidget *parent)
    : QTableView(parent),
      m_model(new LadderModel(this)),
      m_delegate(new LadderDelegate(this)),
      m_overlay(new LadderOverlay(viewport())),
      m_theme(theme(ThemeKind::Dark))
{
    setUpTable();
    addActions();
    connect(m_model, &LadderModel::widthsChanged, this, &LadderView::layOutColumns);
    connect(m_model, &LadderModel::headerDataChanged, this, &LadderView::layOutColumns);
    applyFonts();
}

void LadderView::setUpTable()
{
    setModel(m_model);
    setItemDelegate(m_delegate);
    setAccessibleName(tr("Order book ladder"));
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(QAbstractItemView::NoSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    setTabKeyNavigation(false);
    // Cells fill all of it: what lies below need not be painted first.
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    setMinimumSize(280, 160);
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(8);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setSectionsClickable(false);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setMinimumSectionSize(20);
}

void LadderView::showView(const FeedView &view)
{
    const bool isOther =
        view.exchange != m_view.exchange || view.instrument->symbol != m_view.instrument->symbol;
    const bool dims = view.status.isLive() == m_delegate->style().isDimmed;
    m_view = view;
    m_time.follow(view);
    if (isOther) {
        m_groupings.clear();
        m_pinnedAt.reset();
    }
    m_model->setView(view, m_clock.now());
    updateGroupings();
    if (!m_follows && !m_pinnedAt)
        pinAtTouch();
    if (dims)
        applyFonts();
    updateNote();
}

void LadderView::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_overlay->setTheme(theme);
    applyFonts();
}

void LadderView::tick()
{
    m_model->advance(m_clock.now());
    updateNote();
}

void LadderView::follow()
{
    setFollows(true);
    m_pinnedAt.reset();
    applyWindow();
}

void LadderView::pin()
{
    setFollows(false);
    pinAtTouch();
}

void LadderView::pinAtTouch()
{
    m_pinnedAt = pinPrice(m_model->book(), m_model->window());
    applyWindow();
}

void LadderView::centre()
{
    if (!m_follows)
        pinAtTouch();
}

void LadderView::scrollPrices(int rows)
{
    if (m_follows)
        pin();
    if (!m_pinnedAt)
        return;
    const std::int64_t step = grouping().raw();
    const std::int64_t wanted = saturatingAdd(m_pinnedAt->raw(), rows * step);
    m_pinnedAt = Price(std::max(step, wanted));
    applyWindow();
}

Price LadderView::grouping() const
{
    return m_model->window().step;
}

void LadderView::setGrouping(Price step)
{
    if (step == grouping() || std::find(m_groupings.begin(), m_groupings.end(), step) == m_groupings.end())
        return;
    if (m_pinnedAt)
        m_pinnedAt = groupPrice(*m_pinnedAt, step, Side::Ask);
    m_model->setWindow(m_model->window().rowsPerSide, step, m_pinnedAt);
    layOutColumns();
    updateNote();
    emit groupingChanged(step);
}

void LadderView::stepGrouping(int by)
{
    const auto at = std::find(m_groupings.begin(), m_groupings.end(), grouping());
    if (at == m_groupings.end())
        return;
    const auto wanted = (at - m_groupings.begin()) + by;
    if (wanted >= 0 && wanted < std::ssize(m_groupings))
        setGrouping(m_groupings[static_cast<std::size_t>(wanted)]);
}

void LadderView::setFollows(bool follows)
{
    if (follows == m_follows)
        return;
    m_follows = follows;
    m_followAction->setChecked(follows);
    emit followChanged(follows);
}

void LadderView::applyWindow()
{
    m_model->setWindow(m_model->window().rowsPerSide, grouping(), m_pinnedAt);
    updateNote();
}

void LadderView::updateGroupings()
{
    const auto touch = m_view.book->touch();
    const Price tick = m_model->window().tick;
    if (!touch || (!m_groupings.empty() && tick == m_groupedTick))
        return;
    m_groupedTick = tick;
    m_groupings = groupingSteps(tick, touch->bid.price);
    emit groupingsChanged();
}

void LadderView::updateNote()
{
    const Instant now = m_time.now();
    LadderNote note;
    note.state = m_view.status.state;
    note.hasBook = !m_view.book->bids.empty() || !m_view.book->asks.empty();
    if (!m_view.status.isLive()) {
        note.title = stateWord(note.state);
        note.detail = stateAdvice(m_view, now);
        note.since = notLiveFor(m_view, now);
    } else if (!note.hasBook) {
        note.title = tr("The book is empty");
        note.detail = tr("Nobody bids or offers at the moment.");
    }
    if (const auto touch = m_view.book->touch(); touch && m_pinnedAt && !showsTouch(*m_model)) {
        const bool isAbove = touch->bid.price > *m_pinnedAt;
        const QString text = tr("touch %1 · Space centres").arg(m_model->texts().price(touch->bid.price));
        (isAbove ? note.above : note.below) = text;
    }
    m_overlay->setNote(note);
}

void LadderView::applyFonts()
{
    LadderStyle style;
    style.theme = m_theme;
    style.font = tabularFont();
    style.strongFont = style.font;
    style.strongFont.setWeight(QFont::Bold);
    style.widths = m_model->texts().widths();
    style.isDimmed = !m_view.status.isLive();
    m_delegate->setStyle(style);
    layOutRows();
    layOutColumns();
    viewport()->update();
}

/// All rows are equally high, on the screen as well. What is left over stays without numbers below the last
/// one; two rows fewer may leave less.
void LadderView::layOutRows()
{
    const int height = viewport()->height();
    const int least = wholePixels(m_delegate->rowHeight(), devicePixelRatioF());
    const int most = std::max(fewestPerSide, (height / least - 1) / 2);
    const auto leftOver = [&](int perSide) {
        const int rows = 2 * perSide + 1;
        return height - rows * heightOfEach(rows, least);
    };
    const bool isFewerBetter = most > fewestPerSide && leftOver(most - 1) < leftOver(most);
    const int perSide = isFewerBetter ? most - 1 : most;
    if (perSide != m_model->window().rowsPerSide)
        m_model->setWindow(perSide, grouping(), m_pinnedAt);
    const int rows = m_model->rowCount();
    const int each = heightOfEach(rows, least);
    for (int row = 0; row < rows; ++row)
        verticalHeader()->resizeSection(row, each);
    m_overlay->setGeometry(viewport()->rect());
}

/// A heading is never cut, either.
int LadderView::neededWidth(LadderColumn column) const
{
    const int section = static_cast<int>(column);
    const QString heading = m_model->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString();
    const int words = horizontalHeader()->fontMetrics().horizontalAdvance(heading) + 2 * headingMargin;
    return std::max(m_delegate->neededWidth(column), words);
}

int LadderView::heightOfEach(int rows, int least) const
{
    int each = std::max(least, viewport()->height() / rows);
    while (each > least && wholePixels(each, devicePixelRatioF()) != each)
        --each;
    return each;
}

void LadderView::layOutColumns()
{
    LadderStyle style = m_delegate->style();
    style.widths = m_model->texts().widths();
    m_delegate->setStyle(style);
    const int width = viewport()->width();
    const int price = neededWidth(LadderColumn::Prices);
    const int size = std::max(neededWidth(LadderColumn::BidSize), neededWidth(LadderColumn::AskSize));
    const int total = std::max(neededWidth(LadderColumn::BidTotal), neededWidth(LadderColumn::AskTotal));
    const bool showTotals = width >= price + 2 * (size + total);
    const int side = (width - price) / 2;
    const int sizeWidth = showTotals ? side * size / (size + total) : side;
    setColumnHidden(static_cast<int>(LadderColumn::BidTotal), !showTotals);
    setColumnHidden(static_cast<int>(LadderColumn::AskTotal), !showTotals);
    setColumnWidth(static_cast<int>(LadderColumn::BidTotal), side - sizeWidth);
    setColumnWidth(static_cast<int>(LadderColumn::BidSize), sizeWidth);
    setColumnWidth(static_cast<int>(LadderColumn::Prices), width - 2 * side);
    setColumnWidth(static_cast<int>(LadderColumn::AskSize), sizeWidth);
    setColumnWidth(static_cast<int>(LadderColumn::AskTotal), side - sizeWidth);
}

/// Cells without grid, selection, focus and spans: for those a table spends twice the time of the delegate.
void LadderView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const int top = rowViewportPosition(row);
        for (int column = 0; column < m_model->columnCount(); ++column) {
            const QRect cell(columnViewportPosition(column), top, columnWidth(column), rowHeight(row));
            if (event->region().intersects(cell))
                m_delegate->paintPart(painter, cell, m_model->index(row, column), event->region());
        }
        paintWords(painter, row, event->region());
    }
    paintBelowRows(painter, event->region());
}

void LadderView::dataChanged(
    const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles)
{
    if (roles != QList<int>{LadderModel::FlashRole})
        return QTableView::dataChanged(topLeft, bottomRight, roles);
    for (int column = topLeft.column(); column <= bottomRight.column(); ++column) {
        const QRect cell = visualRect(topLeft.siblingAtColumn(column));
        viewport()->update(LadderDelegate::flashPlace(cell, static_cast<LadderColumn>(column)));
    }
}

/// The last row goes on, but for its numbers.
void LadderView::paintBelowRows(QPainter &painter, const QRegion &region) const
{
    const int last = m_model->rowCount() - 1;
    const int top = rowViewportPosition(last) + rowHeight(last);
    const QRect below(0, top, viewport()->width(), viewport()->height() - top);
    if (below.height() <= 0 || !region.intersects(below))
        return;
    for (int column = 0; column < m_model->columnCount(); ++column) {
        const QRect cell(columnViewportPosition(column), top, columnWidth(column), below.height());
        m_delegate->paintBackground(painter, cell, m_model->index(last, column));
    }
}

/// Over the cells, as words may take the room of two.
void LadderView::paintWords(QPainter &painter, int row, const QRegion &region) const
{
    const int price = static_cast<int>(LadderColumn::Prices);
    const int left = columnViewportPosition(price);
    const int right = left + columnWidth(price);
    const QRect bids(0, rowViewportPosition(row), left, rowHeight(row));
    const QRect asks(right, bids.top(), viewport()->width() - right, bids.height());
    for (const Side half : {Side::Bid, Side::Ask}) {
        const QRect &area = half == Side::Bid ? bids : asks;
        const QStringList forms = m_model->texts().words(m_model->row(row), half);
        if (!forms.isEmpty() && region.intersects(area))
            m_delegate->paintWords(painter, area, half, forms);
    }
}

void LadderView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    layOutRows();
    layOutColumns();
}

void LadderView::wheelEvent(QWheelEvent *event)
{
    m_wheelRest += event->angleDelta().y();
    const int rows = m_wheelRest / eighthsPerRow;
    m_wheelRest -= rows * eighthsPerRow;
    if (rows != 0)
        scrollPrices(rows);
    event->accept();
}

void LadderView::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange && m_delegate != nullptr)
        applyFonts();
}

} // namespace touchline
