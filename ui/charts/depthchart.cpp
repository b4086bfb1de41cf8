// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/depthchart.h"

#include "feed/viewpace.h"
#include "ui/charts/chartcanvas.h"
#include "ui/charts/chartstyle.h"
#include "ui/charts/charttext.h"
#include "ui/charts/headervalue.h"
#include "ui/format.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QSettings>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace touchline {

namespace {

constexpr double panStep = 0.1;

QString reachKey()
{
    return QStringLiteral("charts/depthReach");
}

// The edge is drawn where the book has one, not where the picture ends: what goes on outside is continued
// beyond the plot, which cuts it off.
void showEdge(QLineSeries *edge, QList<QPointF> stairs)
{
    constexpr double outside = 0.05;
    if (!stairs.isEmpty()) {
        for (QPointF *end : {&stairs.front(), &stairs.back()}) {
            if (end->x() <= 0.0)
                end->setX(-outside);
            else if (end->x() >= 1.0)
                end->setX(1.0 + outside);
        }
        stairs.append(QPointF(stairs.back().x(), 0.0));
    }
    edge->replace(stairs);
}

} // namespace

DepthChart::DepthChart(QWidget *parent)
    : QWidget(parent),
      m_pacer(deepViewInterval),
      m_canvas(new ChartCanvas(this)),
      m_bidEdge(m_canvas->addLine()),
      m_askEdge(m_canvas->addLine()),
      m_totals(new HeaderValue(this)),
      m_reach(new QLabel(this)),
      m_follow(headerButton(tr("centre"), tr("Follow the mid again (Home)"), this))
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Depth chart"));
    const QSettings settings;
    if (settings.contains(reachKey()))
        m_zoom.setReach(settings.value(reachKey()).toLongLong());
    auto *header = new QHBoxLayout;
    buildHeader(header);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(header);
    layout->addWidget(m_canvas, 1);
    m_canvas->setNavigable(true);
    connectCanvas();
    setTheme(m_theme);
    refresh();
}

void DepthChart::buildHeader(QHBoxLayout *header)
{
    header->setContentsMargins(8, 4, 8, 0);
    header->setSpacing(2);
    auto *title = new QLabel(tr("Depth"), this);
    title->setObjectName(QStringLiteral("chartTitle"));
    m_totals->setToolTip(tr("All quantity in the prices that the chart shows: bids and asks"));
    m_reach->setToolTip(tr("How far the chart reaches from the mid"));
    m_reach->setObjectName(QStringLiteral("chartNote"));
    QToolButton *farther = headerButton(tr("−"), tr("Show prices farther from the mid (-)"), this);
    QToolButton *nearer = headerButton(tr("+"), tr("Show prices nearer to the mid (+)"), this);
    m_follow->setCheckable(true);
    header->addWidget(title);
    header->addSpacing(6);
    header->addWidget(m_totals, 1);
    header->addSpacing(6);
    header->addWidget(m_reach);
    header->addWidget(farther);
    header->addWidget(nearer);
    header->addSpacing(8);
    header->addWidget(m_follow);
    connect(farther, &QToolButton::clicked, this, [this] { zoomBy(-1, 0.5); });
    connect(nearer, &QToolButton::clicked, this, [this] { zoomBy(1, 0.5); });
    connect(m_follow, &QToolButton::clicked, this, &DepthChart::followMid);
}

void DepthChart::connectCanvas()
{
    connect(m_canvas, &ChartCanvas::pointerMoved, this, &DepthChart::showCrosshair);
    connect(m_canvas, &ChartCanvas::wheeled, this, &DepthChart::zoomBy);
    connect(m_canvas, &ChartCanvas::dragged, this, [this](double widths) { panBy(-widths); });
}

void DepthChart::showView(const FeedView &view)
{
    if (view.exchange != m_exchange || !isSame(view.instrument, m_instrument))
        showOtherFeed(view);
    const bool isOtherState = view.status.state != m_status.state || view.status.reason != m_status.reason;
    const bool isOtherBook =
        view.book != m_shown && (view.book->isDeep() || !m_shown->isDeep() || m_shown->updateId == 0);
    m_status = view.status;
    if (isOtherBook)
        m_shown = view.book;
    if (isOtherState)
        m_pacer.requestAtOnce();
    else if (isOtherBook)
        m_pacer.request();
}

void DepthChart::tick()
{
    if (isVisible() && m_pacer.takeDue(m_clock.now()))
        refresh();
}

// Pinned prices mean nothing to another instrument; the share of the mid does.
void DepthChart::showOtherFeed(const FeedView &view)
{
    const bool isOtherSymbol = view.exchange != m_exchange || view.instrument->symbol != m_instrument->symbol;
    m_exchange = view.exchange;
    m_instrument = view.instrument;
    m_scale.reset();
    m_pacer.request();
    if (isOtherSymbol) {
        m_shown = emptyBook();
        m_zoom.follow();
        m_hasDefaultReach = false;
    }
}

void DepthChart::setTheme(const Theme &theme)
{
    m_theme = theme;
    applyChartStyle(*this, theme);
    m_canvas->setTheme(theme);
    m_totals->setFont(tabularFont());
    m_bidEdge->setPen(QPen(theme.bid, 1.5));
    m_askEdge->setPen(QPen(theme.ask, 1.5));
    m_pacer.request();
}

void DepthChart::zoomBy(int notches, double anchor)
{
    m_zoom.zoom(notches, anchor);
    QSettings().setValue(reachKey(), qlonglong{m_zoom.reach()});
    m_scale.reset();
    refresh();
}

void DepthChart::panBy(double widths)
{
    if (!m_frame)
        return;
    m_zoom.pan(widths, m_book.mid());
    refresh();
}

void DepthChart::resetZoom()
{
    m_zoom.reset();
    QSettings().remove(reachKey());
    m_scale.reset();
    refresh();
}

void DepthChart::followMid()
{
    m_zoom.follow();
    m_scale.reset();
    refresh();
}

void DepthChart::takeBook()
{
    m_book.bids.setLevels(m_shown->bids);
    m_book.asks.setLevels(m_shown->asks);
    m_book.hasMoreBids = m_shown->bidLevels > m_shown->bids.size();
    m_book.hasMoreAsks = m_shown->askLevels > m_shown->asks.size();
    m_book.known = m_shown->known;
    if (const std::optional<Touch> touch = m_shown->touch()) {
        m_book.midInTenths = midInTenths(*touch);
        return;
    }
    // With one side only, its best price is the nearest thing to a mid.
    const std::vector<Level> &side = m_shown->bids.empty() ? m_shown->asks : m_shown->bids;
    m_book.midInTenths = side.empty() ? 0 : side.front().price.raw() * 10;
}

void DepthChart::refresh()
{
    m_follow->setChecked(m_zoom.isFollowing());
    m_reach->setText(tr("±%1").arg(percentText(m_zoom.reach())));
    takeBook();
    if (m_book.bids.isEmpty() && m_book.asks.isEmpty())
        return showEmpty();
    chooseDefaultReach();
    m_reach->setText(tr("±%1").arg(percentText(m_zoom.reach())));
    const PriceRange range = m_zoom.range(m_book.mid());
    DepthPicture picture =
        DepthSketch(*m_instrument, m_book).picture(range, m_canvas->plot().size(), m_scale);
    m_frame = picture.frame;
    showEdge(m_bidEdge, picture.bids);
    showEdge(m_askEdge, picture.asks);
    picture.parts.areas = {{Side::Bid, picture.bids}, {Side::Ask, picture.asks}};
    if (!m_status.isLive())
        picture.parts.banner = notLiveWord(m_status.state);
    if (m_status.state == FeedState::Failed)
        picture.parts.bannerKind = ShadeKind::Failed;
    m_canvas->setDimmed(!m_status.isLive());
    m_canvas->setParts(std::move(picture.parts));
    showHeader(range);
    showCrosshair();
}

// Once an instrument: a zoom that followed the book about would not stay where the person saw it.
void DepthChart::chooseDefaultReach()
{
    if (m_hasDefaultReach || m_book.bids.isEmpty() || m_book.asks.isEmpty())
        return;
    m_hasDefaultReach = true;
    const std::int64_t mid = m_book.mid().raw();
    const std::int64_t known = std::max(mid - m_book.bids.end()->raw(), m_book.asks.end()->raw() - mid);
    m_zoom.setDefaultReach(defaultReachFor(m_book.mid(), Price(known), m_instrument->tickSize));
}

void DepthChart::showEmpty()
{
    m_frame.reset();
    showEdge(m_bidEdge, {});
    showEdge(m_askEdge, {});
    m_totals->setPieces({});
    PlotParts parts;
    parts.message = m_status.isLive() ? tr("The book is empty: there are no orders.")
                                      : tr("%1\nThe depth of the book appears here as soon as it is live.")
                                            .arg(notLiveText(m_status.state, m_status.reason));
    m_canvas->setParts(std::move(parts));
    showCrosshair();
}

void DepthChart::showHeader(const PriceRange &range)
{
    const DepthSketch sketch(*m_instrument, m_book);
    m_totals->setPieces(
        {{sketch.shortQty(m_book.bids.highestIn(range)), m_theme.bid},
         {QStringLiteral(" · "), m_theme.text},
         {sketch.shortQty(m_book.asks.highestIn(range)), m_theme.ask}},
        {unitText(*m_instrument), m_theme.text});
}

void DepthChart::showCrosshair()
{
    const std::optional<double> x = m_canvas->pointer();
    if (!x || !m_frame)
        m_canvas->setCrosshair(std::nullopt);
    else
        m_canvas->setCrosshair(DepthSketch(*m_instrument, m_book).readingAt(*m_frame, *x));
}

void DepthChart::keyPressEvent(QKeyEvent *event)
{
    const bool isShifted = event->modifiers().testFlag(Qt::ShiftModifier);
    switch (event->key()) {
    case Qt::Key_Left:
        return isShifted ? panBy(-panStep) : m_canvas->stepPointer(-1, 0.5);
    case Qt::Key_Right:
        return isShifted ? panBy(panStep) : m_canvas->stepPointer(1, 0.5);
    case Qt::Key_Escape:
        return m_canvas->setPointer(std::nullopt);
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoomBy(1, 0.5);
    case Qt::Key_Minus:
        return zoomBy(-1, 0.5);
    case Qt::Key_0:
        return resetZoom();
    case Qt::Key_Home:
        return followMid();
    default:
        return QWidget::keyPressEvent(event);
    }
}

} // namespace touchline
