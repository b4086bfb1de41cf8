// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/touchpane.h"

#include "book/depth.h"
#include "ui/format.h"
#include "ui/ladder/ladderlayout.h"
#include "ui/venuewords.h"

#include <QFontMetricsF>
#include <QPaintEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <utility>

namespace touchline {

namespace {

constexpr int margin = 14;
constexpr int gap = 14;
constexpr int priceGap = 40; // nearer to each other, the two prices would be read as one number
constexpr int barHeight = 6;
constexpr int figureGap = 8;
constexpr int longestOverhang = 40;
constexpr qreal largestPrice = 30.0; // points
constexpr qreal smallestPrice = 10.0;
constexpr std::size_t lastFigure = 3;
constexpr Duration refreshEvery = std::chrono::milliseconds(200); // of an age while no view comes
constexpr std::size_t levelsForAStep = 20;
const QString dash = QStringLiteral("–");

QFont labelFont(const QFont &base)
{
    QFont font = base;
    font.setPointSizeF(base.pointSizeF() * 0.88);
    return font;
}

QString tipOf(const Instrument &instrument)
{
    const QString tip = TouchPane::tr(
        "Best bid and ask with their sizes. Mid: halfway. Micro: mid weighted by the opposite sizes, where "
        "the next trade is likelier. Bar: bid size against ask size at the touch.");
    if (instrument.contract.empty())
        return tip;
    return plainToolTip(tip + TouchPane::tr(" All sizes are %1.").arg(unitWords(instrument)));
}

/// Nothing where nobody knows the unit.
QStringList unitForms(const Instrument &instrument)
{
    const QString unit = unitText(instrument);
    if (unit.isEmpty())
        return {};
    return instrument.contract.empty() ? QStringList{unit} : QStringList{unit, TouchPane::tr("ct")};
}

} // namespace

TouchPane::TouchPane(QWidget *parent) : QWidget(parent), m_theme(theme(ThemeKind::Dark))
{
    setAccessibleName(tr("Touch"));
    setToolTip(tipOf(*m_venueInstrument));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAttribute(Qt::WA_OpaquePaintEvent);
    chooseFonts();
}

void TouchPane::showView(const FeedView &view)
{
    settleInstrument(view);
    settleDecimals(view);
    m_time.follow(view);
    m_agedAt = m_clock.now();
    m_tradedAt = view.lastTrade ? view.lastTrade->exchangeTime : std::nullopt;
    showTexts(textsOf(view));
}

void TouchPane::tick()
{
    const Instant now = m_clock.now();
    if (!m_tradedAt || now - m_agedAt < refreshEvery)
        return;
    m_agedAt = now;
    Texts texts = m_texts;
    texts.figures[lastFigure].more = ageOfTrade();
    showTexts(std::move(texts));
}

QString TouchPane::ageOfTrade() const
{
    return m_tradedAt ? QStringLiteral(" · ") + ageText(m_time.now() - *m_tradedAt) : QString();
}

void TouchPane::showTexts(Texts texts)
{
    if (texts == m_texts)
        return;
    const Texts before = std::exchange(m_texts, std::move(texts));
    const int chars = static_cast<int>(std::max(m_texts.bid.size(), m_texts.ask.size()));
    if (chars > m_priceChars) {
        m_priceChars = chars;
        choosePriceFont();
    }
    setAccessibleDescription(
        tr("bid %1, size %2; ask %3, size %4; sizes in %5")
            .arg(m_texts.bid, m_texts.bidQty, m_texts.ask, m_texts.askQty, unitWords(m_instrument)));
    updateChanged(before);
}

void TouchPane::updateChanged(const Texts &before)
{
    if (before.isLive != m_texts.isLive)
        return update();
    const Places at = places();
    if (before.bid != m_texts.bid || before.ask != m_texts.ask || before.bidQty != m_texts.bidQty ||
        before.askQty != m_texts.askQty || before.units != m_texts.units)
        update(at.prices);
    if (before.imbalance != m_texts.imbalance || before.imbalanceText != m_texts.imbalanceText)
        update(at.aroundBar);
    if (!std::equal(before.figures.begin(), before.figures.begin() + lastFigure, m_texts.figures.begin()))
        update(at.figures);
    else if (
        before.figures[lastFigure] != m_texts.figures[lastFigure] || before.lastTrade != m_texts.lastTrade)
        update(at.lastFigure);
}

void TouchPane::setTheme(const Theme &theme)
{
    m_theme = theme;
    chooseFonts(); // a theme brings the size of its texts along
}

void TouchPane::settleInstrument(const FeedView &view)
{
    if (isSame(view.instrument, m_venueInstrument))
        return;
    m_venueInstrument = view.instrument;
    m_instrument = *view.instrument;
    m_priceChars = 0;
    setToolTip(tipOf(m_instrument));
}

void TouchPane::settleDecimals(const FeedView &view)
{
    const Price used = effectiveTick(view.instrument->tickSize, view.instrument->decimals.price, *view.book);
    if (m_instrument.tickSize.isZero() || used < m_instrument.tickSize)
        m_instrument.tickSize = used;
    if (view.instrument->stepSize.isZero())
        settleStep(*view.book);
}

/// As many decimals as the sizes near the touch have: a ladder beside this pane shows them so, too.
void TouchPane::settleStep(const BookView &book)
{
    const int decimals = m_instrument.decimals.qty;
    int used = m_instrument.shownQtyDecimals();
    for (const auto *levels : {&book.bids, &book.asks}) {
        for (std::size_t i = 0; i < std::min(levelsForAStep, levels->size()); ++i)
            used = std::max(used, usedDecimals((*levels)[i].qty.raw(), decimals));
    }
    m_instrument.stepSize = Qty(powerOfTen(decimals - used));
}

TouchPane::Texts TouchPane::textsOf(const FeedView &view) const
{
    Texts texts;
    texts.isLive = view.status.isLive();
    texts.bid = view.book->bids.empty() ? dash : priceText(m_instrument, view.book->bids.front().price);
    texts.bidQty = view.book->bids.empty() ? QString() : qtyText(m_instrument, view.book->bids.front().qty);
    texts.ask = view.book->asks.empty() ? dash : priceText(m_instrument, view.book->asks.front().price);
    texts.askQty = view.book->asks.empty() ? QString() : qtyText(m_instrument, view.book->asks.front().qty);
    texts.units = unitForms(m_instrument);
    texts.figures = {
        Figure{tr("Spread"), dash, {}, {}}, Figure{tr("Mid"), dash, {}, {}},
        Figure{tr("Micro"), dash, {}, {}}, Figure{tr("Last"), dash, {}, {}}};
    if (const auto touch = view.book->touch()) {
        texts.figures[0].value = priceText(m_instrument, spread(*touch));
        texts.figures[0].remark = tr("%1 bps").arg(bpsText(spreadBps(*touch)));
        texts.figures[1].value = midText(m_instrument, *touch);
        texts.figures[2].value = micropriceText(m_instrument, *touch);
        texts.imbalance = imbalance(touch->bid.qty, touch->ask.qty);
        texts.imbalanceText = signedPercentText(*texts.imbalance);
    }
    if (view.lastTrade) {
        texts.lastTrade = view.lastTrade->aggressor;
        texts.figures[lastFigure].value = priceText(m_instrument, view.lastTrade->price);
        texts.figures[lastFigure].remark = qtyText(m_instrument, view.lastTrade->qty);
        texts.figures[lastFigure].more = ageOfTrade();
    }
    return texts;
}

QSize TouchPane::sizeHint() const
{
    const QFontMetrics words(labelFont(font()));
    const QFontMetrics values(tabularFont());
    const QFontMetrics prices(tabularFont(largestPrice / 10.0));
    const int figures = words.height() + 2 * values.height() + 4;
    return {
        420, margin + words.height() + prices.height() + values.height() + gap + barHeight + gap + figures +
                 margin};
}

QSize TouchPane::minimumSizeHint() const
{
    return {300, sizeHint().height()};
}

QColor TouchPane::ink(const QColor &color) const
{
    if (m_texts.isLive)
        return color;
    QColor dimmed = m_theme.mutedText;
    dimmed.setAlphaF(0.75F);
    return dimmed;
}

void TouchPane::chooseFonts()
{
    m_words = labelFont(font());
    m_values = NumberFont(tabularFont());
    m_remarks = NumberFont(tabularFont(0.9));
    choosePriceFont();
}

/// The largest one in which the longest price fits.
void TouchPane::choosePriceFont()
{
    const int half = (places().prices.width() - priceGap) / 2;
    m_priceFont = tabularFont();
    m_priceFont.setWeight(QFont::DemiBold);
    for (qreal points = largestPrice; points > smallestPrice; points -= 1.0) {
        m_priceFont.setPointSizeF(points);
        if (QFontMetricsF(m_priceFont).horizontalAdvance(QString(m_priceChars, QLatin1Char('0'))) <= half)
            break;
    }
    update();
}

void TouchPane::resizeEvent(QResizeEvent *)
{
    choosePriceFont();
}

void TouchPane::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        chooseFonts();
}

TouchPane::Places TouchPane::places() const
{
    const QRect area = rect().adjusted(margin, margin, -margin, -margin);
    const int figureHeight = QFontMetrics(m_words).height() + 2 * qRound(m_values.height()) + 4;
    const int barTop = area.bottom() - figureHeight - gap - barHeight;
    const QRect bar(area.left(), barTop, area.width(), barHeight);
    const QRect figures(area.left(), area.bottom() - figureHeight, area.width() + margin, figureHeight);
    const int last = area.width() * static_cast<int>(lastFigure) / static_cast<int>(m_texts.figures.size());
    return {
        QRect(area.left(), area.top(), area.width(), barTop - gap - area.top()), bar,
        bar.adjusted(0, -gap, 1, gap), figures, figures.adjusted(last, 0, 0, 0)};
}

void TouchPane::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    painter.fillRect(event->rect(), m_theme.surface);
    const Places at = places();
    const QRegion &region = event->region();
    if (region.intersects(at.prices))
        paintPrices(painter, at.prices);
    if (region.intersects(at.aroundBar))
        paintImbalance(painter, at.bar);
    if (region.intersects(at.figures))
        paintFigures(painter, at.figures.adjusted(0, 0, -margin, 0), region);
}

void TouchPane::paintPrices(QPainter &painter, const QRect &area) const
{
    const int half = (area.width() - priceGap) / 2;
    const int labels = QFontMetrics(m_words).height();
    const int sizes = qRound(m_values.height());
    const QRect bid(area.left(), area.top(), half, area.height());
    const QRect ask(area.right() + 1 - half, area.top(), half, area.height());

    painter.fillRect(area.center().x(), area.top(), 1, area.height(), m_theme.border);
    painter.setFont(m_words);
    painter.setPen(m_theme.mutedText);
    painter.drawText(bid, Qt::AlignRight | Qt::AlignTop, tr("Best bid"));
    painter.drawText(ask, Qt::AlignLeft | Qt::AlignTop, tr("Best ask"));
    painter.setFont(m_priceFont);
    painter.setPen(ink(m_theme.bid));
    painter.drawText(bid.adjusted(0, labels, 0, -sizes), Qt::AlignRight | Qt::AlignVCenter, m_texts.bid);
    painter.setPen(ink(m_theme.ask));
    painter.drawText(ask.adjusted(0, labels, 0, -sizes), Qt::AlignLeft | Qt::AlignVCenter, m_texts.ask);
    paintSize(painter, bid, Side::Bid);
    paintSize(painter, ask, Side::Ask);
}

/// With its unit in the longest form for which there is room.
void TouchPane::paintSize(QPainter &painter, const QRect &half, Side side) const
{
    const QString &size = side == Side::Bid ? m_texts.bidQty : m_texts.askQty;
    if (size.isEmpty())
        return;
    const qreal number = m_values.groupedWidth(size);
    const auto widthWith = [&](const QString &unit) {
        return number + m_values.digitWidth() + m_values.width(unit);
    };
    const auto unit = std::find_if(m_texts.units.begin(), m_texts.units.end(), [&](const QString &form) {
        return widthWith(form) <= half.width();
    });
    const bool hasUnit = unit != m_texts.units.end();
    const qreal width = hasUnit ? widthWith(*unit) : number;
    const qreal left = side == Side::Bid ? half.right() + 1 - width : half.left();
    const QPointF at(left, half.bottom() + 1 - m_values.height() + m_values.ascent());
    painter.setPen(ink(m_theme.text));
    m_values.drawGrouped(painter, at, size);
    if (!hasUnit)
        return;
    painter.setPen(ink(m_theme.mutedText));
    m_values.draw(painter, at + QPointF(number + m_values.digitWidth(), 0), *unit);
}

void TouchPane::paintImbalance(QPainter &painter, const QRect &area) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.raised);
    const int textWidth = qRound(m_values.width(u"+100 %")) + 10;
    const QRectF bar(area.left(), area.top(), area.width() - textWidth, area.height());
    painter.drawRoundedRect(bar, 3, 3);
    if (m_texts.imbalance) {
        QPainterPath shape;
        shape.addRoundedRect(bar, 3, 3);
        const qreal split = bar.left() + bar.width() * (*m_texts.imbalance + 1.0) / 2.0;
        painter.setClipPath(shape);
        painter.fillRect(QRectF(bar.topLeft(), QPointF(split - 1, bar.bottom())), ink(m_theme.bid));
        painter.fillRect(QRectF(QPointF(split + 1, bar.top()), bar.bottomRight()), ink(m_theme.ask));
        painter.setClipping(false);
    }
    painter.setFont(tabularFont());
    painter.setPen(ink(m_theme.text));
    const int height = qRound(m_values.height());
    painter.drawText(
        QRect(area.right() - textWidth, area.center().y() - height / 2, textWidth + 1, height),
        Qt::AlignRight | Qt::AlignVCenter, m_texts.imbalanceText);
}

/// Only those in or beside `region`: a long value may reach into the next cell.
void TouchPane::paintFigures(QPainter &painter, const QRect &area, const QRegion &region) const
{
    const int count = static_cast<int>(m_texts.figures.size());
    for (int i = 0; i < count; ++i) {
        const int left = area.left() + area.width() * i / count;
        const QRect cell(left, area.top(), area.width() / count - figureGap, area.height());
        if (region.intersects(cell.adjusted(0, 0, longestOverhang, 0)))
            paintFigure(painter, cell, static_cast<std::size_t>(i));
    }
}

void TouchPane::paintFigure(QPainter &painter, const QRect &cell, std::size_t which) const
{
    const Figure &figure = m_texts.figures[which];
    const bool isTrade = which == lastFigure && m_texts.lastTrade;
    const bool byBuyer = isTrade && *m_texts.lastTrade == Aggressor::Buyer;
    const QColor side = byBuyer ? m_theme.bid : m_theme.ask;
    const QFontMetrics words(m_words);
    painter.setFont(m_words);
    painter.setPen(m_theme.mutedText);
    painter.drawText(cell, Qt::AlignLeft | Qt::AlignTop, figure.label);
    if (isTrade) {
        const int x = cell.left() + words.horizontalAdvance(figure.label) + 6;
        const qreal y = cell.top() + words.height() / 2.0;
        const qreal tip = byBuyer ? -4.0 : 4.0;
        QPainterPath arrow(QPointF(x + 4, y + tip));
        arrow.lineTo(x, y - tip);
        arrow.lineTo(x + 8, y - tip);
        arrow.closeSubpath();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.fillPath(arrow, ink(side));
    }
    painter.setPen(ink(isTrade ? side : m_theme.text));
    const qreal valueTop = cell.top() + words.height() + 2.0;
    m_values.draw(painter, QPointF(cell.left(), valueTop + m_values.ascent()), figure.value);
    painter.setPen(ink(m_theme.mutedText));
    const qreal remarkTop = valueTop + m_values.height() + 2.0;
    const QString whole = figure.remark + figure.more;
    const bool fits = cell.left() + m_remarks.width(whole) <= width();
    m_remarks.draw(
        painter, QPointF(cell.left(), remarkTop + m_remarks.ascent()), fits ? whole : figure.remark);
}

} // namespace touchline
