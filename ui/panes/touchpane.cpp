// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/touchpane.h"

#include "book/depth.h"
#include "ui/format.h"
#include "ui/ladder/ladderlayout.h"
#include "ui/venuewords.h"

#include <QEvent>
#include <QFontMetricsF>

#include <algorithm>
#include <utility>

namespace touchline {

namespace {

constexpr int gap = 14;
constexpr int priceGap = 40; // nearer to each other, the two prices would be read as one number
constexpr int barHeight = 6;
constexpr qreal largestPrice = 30.0; // points
constexpr qreal smallestPrice = 10.0;
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
    const bool areOtherUnits = before.units != m_texts.units;
    if (before.bid != m_texts.bid || before.bidQty != m_texts.bidQty || areOtherUnits)
        update(at.bidNumbers);
    if (before.ask != m_texts.ask || before.askQty != m_texts.askQty || areOtherUnits)
        update(at.askNumbers);
    if (before.imbalance != m_texts.imbalance || before.imbalanceText != m_texts.imbalanceText)
        update(at.aroundBar);
    if (!std::equal(before.figures.begin(), before.figures.begin() + lastFigure, m_texts.figures.begin()))
        update(at.values);
    if (before.lastTrade != m_texts.lastTrade)
        update(at.lastFigure);
    else if (before.figures[lastFigure] != m_texts.figures[lastFigure])
        update(at.lastFigure & at.values);
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
    QFont font = tabularFont();
    font.setWeight(QFont::DemiBold);
    for (qreal points = largestPrice; points > smallestPrice; points -= 1.0) {
        font.setPointSizeF(points);
        if (QFontMetricsF(font).horizontalAdvance(QString(m_priceChars, QLatin1Char('0'))) <= half)
            break;
    }
    m_prices = NumberFont(font);
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
    const int labels = QFontMetrics(m_words).height();
    const int figureHeight = labels + 2 * qRound(m_values.height()) + 4;
    const int barTop = area.bottom() - figureHeight - gap - barHeight;
    const QRect bar(area.left(), barTop, area.width(), barHeight);
    const QRect figures(area.left(), area.bottom() - figureHeight, area.width() + margin, figureHeight);
    const int last = area.width() * static_cast<int>(lastFigure) / static_cast<int>(m_texts.figures.size());
    const QRect prices(area.left(), area.top(), area.width(), barTop - gap - area.top());
    const int half = (prices.width() - priceGap) / 2;
    const QRect bid(prices.left(), prices.top() + labels, half, prices.height() - labels);
    return {
        prices,
        bid,
        bid.translated(prices.width() - half, 0),
        bar,
        bar.adjusted(0, -gap, 1, gap),
        figures,
        figures.adjusted(0, labels, 0, 0),
        figures.adjusted(last, 0, 0, 0)};
}

} // namespace touchline
