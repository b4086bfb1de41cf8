// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/spreadchart.h"

#include "ui/charts/chartcanvas.h"
#include "ui/charts/chartstyle.h"
#include "ui/charts/charttext.h"
#include "ui/charts/headervalue.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QSettings>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace touchline {

namespace {

constexpr Duration shortestGap = std::chrono::milliseconds(250);
/// Farther from this machine's time is a recording, or a clock that is wrong.
constexpr Duration longestDelay = std::chrono::seconds(5);

QString windowKey()
{
    return QStringLiteral("charts/spreadMinutes");
}

QString unitKey()
{
    return QStringLiteral("charts/spreadInBasisPoints");
}

int minutes(SpreadWindow window)
{
    return static_cast<int>(std::chrono::duration_cast<std::chrono::minutes>(windowLength(window)).count());
}

SpreadChoice rememberedChoice()
{
    const QSettings settings;
    SpreadChoice choice;
    const int remembered = settings.value(windowKey(), minutes(choice.window)).toInt();
    for (const SpreadWindow window : spreadWindows) {
        if (minutes(window) == remembered)
            choice.window = window;
    }
    choice.unit = settings.value(unitKey(), true).toBool() ? SpreadUnit::BasisPoints : SpreadUnit::PriceUnits;
    return choice;
}

NiceScale scaleFor(SpreadUnit unit, const Instrument &instrument)
{
    if (unit == SpreadUnit::BasisPoints)
        return NiceScale();
    return NiceScale(static_cast<double>(std::max<std::int64_t>(1, instrument.tickSize.raw())));
}

} // namespace

SpreadChart::SpreadChart(QWidget *parent)
    : QWidget(parent),
      m_pacer(shortestGap),
      m_choice(rememberedChoice()),
      m_canvas(new ChartCanvas(this)),
      m_current(new HeaderValue(this)),
      m_windows(new QButtonGroup(this)),
      m_units(new QButtonGroup(this))
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Spread chart"));
    auto *header = new QHBoxLayout;
    buildHeader(header);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(header);
    layout->addWidget(m_canvas, 1);
    m_scale = scaleFor(m_choice.unit, *m_instrument);
    connect(m_canvas, &ChartCanvas::pointerMoved, this, &SpreadChart::showCrosshair);
    setTheme(m_theme);
    refresh();
}

void SpreadChart::buildHeader(QHBoxLayout *header)
{
    header->setContentsMargins(8, 4, 8, 0);
    header->setSpacing(2);
    auto *title = new QLabel(tr("Spread"), this);
    title->setObjectName(QStringLiteral("chartTitle"));
    m_current->setToolTip(
        tr("The spread now. A hatched stretch of the chart means that the book was not live then."));
    header->addWidget(title);
    header->addSpacing(6);
    header->addWidget(m_current, 1);
    header->addSpacing(6);
    addUnitButtons(header);
    header->addSpacing(8);
    addWindowButtons(header);
}

void SpreadChart::addUnitButtons(QHBoxLayout *header)
{
    QToolButton *bps = headerButton(tr("bps"), tr("Spread in basis points of the mid (B)"), this);
    QToolButton *price = headerButton(tr("price"), tr("Spread in price (B)"), this);
    m_units->addButton(bps, static_cast<int>(SpreadUnit::BasisPoints));
    m_units->addButton(price, static_cast<int>(SpreadUnit::PriceUnits));
    for (QToolButton *button : {bps, price}) {
        button->setCheckable(true);
        header->addWidget(button);
    }
    m_units->button(static_cast<int>(m_choice.unit))->setChecked(true);
    connect(
        m_units, &QButtonGroup::idClicked, this, [this](int id) { setUnit(static_cast<SpreadUnit>(id)); });
}

void SpreadChart::addWindowButtons(QHBoxLayout *header)
{
    for (const SpreadWindow window : spreadWindows) {
        QToolButton *button = headerButton(
            tr("%1m").arg(minutes(window)),
            tr("Show the last %n minute(s) (+ and -)", nullptr, minutes(window)), this);
        button->setCheckable(true);
        m_windows->addButton(button, static_cast<int>(window));
        header->addWidget(button);
    }
    m_windows->button(static_cast<int>(m_choice.window))->setChecked(true);
    connect(m_windows, &QButtonGroup::idClicked, this, [this](int id) {
        setWindow(static_cast<SpreadWindow>(id));
    });
}

void SpreadChart::showView(const FeedView &view)
{
    m_history.add(view);
    if (!isSame(view.instrument, m_instrument)) {
        m_instrument = view.instrument;
        m_scale = scaleFor(m_choice.unit, *m_instrument);
    }
    // A recording has a time of its own, which stands still when it ends.
    m_time.follow(view);
    m_movesOn = std::chrono::abs(m_clock.now() - m_time.now()) < longestDelay;
    const bool isOtherState = std::exchange(m_state, view.status.state) != view.status.state;
    if (isOtherState)
        m_pacer.requestAtOnce();
    else
        m_pacer.request();
    showHeader();
}

void SpreadChart::tick()
{
    if (!isVisible())
        return;
    moveOn();
    if (m_pacer.takeDue(m_clock.now()))
        refresh();
}

/// Asks for a repaint when the picture has moved by a pixel.
void SpreadChart::moveOn()
{
    if (!m_movesOn || !m_drawnTo)
        return;
    const Instant feedNow = m_time.now();
    const int width = std::max(1, static_cast<int>(m_canvas->plot().width()));
    if (feedNow - *m_drawnTo < windowLength(m_choice.window) / width)
        return;
    m_history.advance(feedNow);
    m_pacer.request();
}

void SpreadChart::setTheme(const Theme &theme)
{
    m_theme = theme;
    applyChartStyle(*this, theme);
    m_canvas->setTheme(theme);
    m_current->setFont(tabularFont());
    for (QLineSeries *line : m_lines)
        line->setPen(QPen(theme.accent, 1.5));
    showHeader();
    m_pacer.request();
}

void SpreadChart::setWindow(SpreadWindow window)
{
    choose({window, m_choice.unit});
}

void SpreadChart::setUnit(SpreadUnit unit)
{
    choose({m_choice.window, unit});
}

void SpreadChart::choose(SpreadChoice choice)
{
    if (choice.unit != m_choice.unit)
        m_scale = scaleFor(choice.unit, *m_instrument);
    m_scale.reset();
    m_choice = choice;
    m_windows->button(static_cast<int>(choice.window))->setChecked(true);
    m_units->button(static_cast<int>(choice.unit))->setChecked(true);
    QSettings settings;
    settings.setValue(windowKey(), minutes(choice.window));
    settings.setValue(unitKey(), choice.unit == SpreadUnit::BasisPoints);
    refresh();
    showHeader();
}

void SpreadChart::refresh()
{
    const SpreadSketch sketch(*m_instrument);
    SpreadPicture picture = sketch.picture(m_history, m_choice, m_canvas->plot().size(), m_scale);
    m_range = picture.range;
    m_drawnTo = m_history.now();
    showLines(picture.lines);
    if (!m_history.now())
        picture.parts.message = tr("The spread appears here as soon as the book is live.");
    m_canvas->setParts(std::move(picture.parts));
    showCrosshair();
}

void SpreadChart::showLines(const std::vector<QList<QPointF>> &lines)
{
    for (; m_lines.size() > lines.size(); m_lines.pop_back())
        m_canvas->removeLine(m_lines.back());
    while (m_lines.size() < lines.size()) {
        m_lines.push_back(m_canvas->addLine());
        m_lines.back()->setPen(QPen(m_theme.accent, 1.5));
    }
    for (std::size_t i = 0; i < lines.size(); ++i)
        m_lines[i]->replace(lines[i]);
}

void SpreadChart::showHeader()
{
    const QString value = SpreadSketch(*m_instrument).currentText(m_history, m_choice.unit);
    const bool isInBps = m_choice.unit == SpreadUnit::BasisPoints;
    const QString unit = isInBps ? tr("bps") : QString::fromStdString(m_instrument->quote);
    if (!m_history.isInGap()) {
        m_current->setPieces({{value, m_theme.text}}, {value.isEmpty() ? QString() : unit, m_theme.text});
        return;
    }
    const FeedState state = m_history.gaps().back().state;
    const QColor warning = state == FeedState::Failed ? m_theme.bad : m_theme.caution;
    m_current->setPieces({{notLiveWord(state), warning}});
}

void SpreadChart::showCrosshair()
{
    const std::optional<double> x = m_canvas->pointer();
    if (!x || !m_history.now()) {
        m_canvas->setCrosshair(std::nullopt);
        return;
    }
    m_canvas->setCrosshair(SpreadSketch(*m_instrument).readingAt(m_history, m_choice, *x, m_range.top));
}

void SpreadChart::keyPressEvent(QKeyEvent *event)
{
    const int window = static_cast<int>(m_choice.window);
    const int longest = static_cast<int>(spreadWindows.size()) - 1;
    switch (event->key()) {
    case Qt::Key_Left:
        return m_canvas->stepPointer(-1, 1.0);
    case Qt::Key_Right:
        return m_canvas->stepPointer(1, 1.0);
    case Qt::Key_Escape:
        return m_canvas->setPointer(std::nullopt);
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return setWindow(static_cast<SpreadWindow>(std::max(0, window - 1)));
    case Qt::Key_Minus:
        return setWindow(static_cast<SpreadWindow>(std::min(longest, window + 1)));
    case Qt::Key_B:
        return setUnit(
            m_choice.unit == SpreadUnit::PriceUnits ? SpreadUnit::BasisPoints : SpreadUnit::PriceUnits);
    default:
        return QWidget::keyPressEvent(event);
    }
}

} // namespace touchline
