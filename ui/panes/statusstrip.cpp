// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/statusstrip.h"

#include "ui/format.h"
#include "ui/integritytext.h"
#include "ui/panes/statebadge.h"
#include "ui/statetext.h"
#include "ui/venuewords.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>

#include <utility>

namespace touchline {

namespace {

constexpr Duration refreshEvery = std::chrono::milliseconds(200); // faster, and digits cannot be read
// A person is to notice the age of the data before the feed makes up its mind about a silence.
constexpr Duration silentAfter = std::chrono::seconds(3);
constexpr Duration noticeTime = std::chrono::seconds(6);

QString colored(const QColor &color)
{
    return QStringLiteral("color: %1;").arg(color.name());
}

QString tagStyle(const QColor &color)
{
    return QStringLiteral(
               "color: %1; border: 1px solid %1; border-radius: 3px; padding: 0px 6px; font-weight: 600;")
        .arg(color.name());
}

void setTextIfOther(QLabel *label, const QString &text)
{
    if (label->text() != text)
        label->setText(text);
}

/// Without its size hint, which lays the text out: every character of these labels is equally wide.
bool hasRoomFor(const QLabel *label, const QString &text)
{
    const QFontMetricsF metrics(label->font());
    const qreal width = metrics.horizontalAdvance(QLatin1Char('0')) * static_cast<qreal>(text.size());
    return label->minimumWidth() == label->maximumWidth() && width <= label->maximumWidth();
}

/// For texts that change several times a second: they only grow, and the line is laid out anew only then.
void setNumber(QLabel *label, const QString &text)
{
    setTextIfOther(label, text);
    if (hasRoomFor(label, text))
        return;
    const QSize wanted = label->sizeHint();
    if (wanted.width() > label->maximumWidth() || label->minimumWidth() != label->maximumWidth())
        label->setFixedSize(std::max(wanted.width(), label->minimumWidth()), wanted.height());
}

} // namespace

StatusStrip::StatusStrip(QWidget *parent) : QWidget(parent), m_theme(theme(ThemeKind::Dark))
{
    // In a low window other panes give way, not the state.
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(6, 0, 10, 1);
    row->setSpacing(14);
    m_badge = new StateBadge(this);
    m_badge->setToolTip(tr("State of the book: only a live one can be traded on"));
    row->addWidget(m_badge);
    m_message = new QLabel(this);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_message->installEventFilter(this);
    row->addWidget(m_message, 1);
    m_age = addLabel(
        *row, tr("Time since the last message for this symbol"),
        tr("data %1").arg(QStringLiteral("00 min 00 s")));
    m_rate = addLabel(
        *row, tr("Messages a second, over the last second"), tr("%1 msg/s").arg(QStringLiteral("00000")));
    m_integrity = addLabel(*row, QString(), QString());
    m_halt = addLabel(*row, tr("What the exchange says about this instrument"), QString());
    m_otherHost = addLabel(
        *row,
        tr("The data come from this address, not from the exchange's own servers; see Help, About this "
           "exchange"),
        QString());
    m_otherHost->setTextFormat(Qt::PlainText);
    m_otherHost->hide();
    m_origin = addLabel(*row, QString(), QString());
    m_origin->hide();
    setTheme(m_theme);
}

QLabel *StatusStrip::addLabel(QBoxLayout &row, const QString &toolTip, const QString &widest)
{
    auto *label = new QLabel(this);
    label->setToolTip(toolTip);
    label->setFont(tabularFont(0.92));
    label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    if (!widest.isEmpty())
        label->setMinimumWidth(label->fontMetrics().horizontalAdvance(widest));
    // A label of a fixed size would limit the height of the whole line, were it not aligned in it.
    row.addWidget(label, 0, Qt::AlignVCenter);
    return label;
}

void StatusStrip::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_badge->setTheme(theme);
    m_age->setFont(tabularFont(0.92));
    for (QLabel *label : {m_rate, m_integrity}) {
        label->setFont(tabularFont(0.92));
        label->setStyleSheet(colored(theme.mutedText));
    }
    m_age->setStyleSheet(colored(m_isSilent ? theme.caution : theme.mutedText));
    m_message->setStyleSheet(colored(theme.text));
    m_halt->setStyleSheet(tagStyle(theme.caution));
    m_origin->setStyleSheet(tagStyle(m_view.isRecording ? theme.accent : theme.demo));
    m_otherHost->setStyleSheet(tagStyle(theme.demo));
}

void StatusStrip::showView(const FeedView &view)
{
    const bool isOther =
        view.exchange != m_view.exchange || view.instrument->symbol != m_view.instrument->symbol;
    const bool isUrgent = isOther || view.status.state != m_view.status.state;
    if (isOther)
        m_meter.clear();
    m_view = view;
    m_time.follow(view);
    if (isUrgent)
        refresh();
}

void StatusStrip::setOtherHost(const QString &host)
{
    setTextIfOther(m_otherHost, host);
    m_otherHost->setVisible(!host.isEmpty());
    setAccessibleName(spoken());
}

void StatusStrip::tick()
{
    const Instant now = m_clock.now();
    m_meter.sample(m_view.counters.frames, now);
    if (now - m_refreshedAt >= refreshEvery)
        refresh();
}

void StatusStrip::showNotice(const QString &sentence)
{
    m_notice = sentence;
    m_noticeUntil = m_clock.now() + noticeTime;
    refresh();
}

QString StatusStrip::spoken() const
{
    QStringList parts{
        stateWord(m_view.status.state), m_message->toolTip(), m_age->text(), m_rate->text(),
        m_integrity->text()};
    if (!m_halt->isHidden())
        parts << m_halt->text();
    for (const QLabel *tag : {m_otherHost, m_origin}) {
        if (!tag->isHidden())
            parts << tag->text();
    }
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" | "));
}

QString StatusStrip::headline() const
{
    if (!m_notice.isEmpty() && m_clock.now() < m_noticeUntil)
        return m_notice;
    return stateAdvice(m_view, m_time.now());
}

void StatusStrip::setMessage(const QString &message)
{
    // The whole sentence is in the tool tip: a narrow window shows its beginning only.
    m_sentence = message;
    m_message->setToolTip(plainToolTip(message));
    fitMessage();
}

/// While the book is not live, the reason counts for more than figures of a feed that stands still.
void StatusStrip::makeRoom()
{
    int room = m_message->width();
    for (const QLabel *figure : {m_rate, m_integrity})
        room -= figure->isHidden() ? figure->width() + layout()->spacing() : 0;
    const bool isTight = m_message->fontMetrics().horizontalAdvance(m_sentence) > room;
    for (QLabel *figure : {m_rate, m_integrity})
        figure->setVisible(m_view.status.isLive() || !isTight);
}

void StatusStrip::fitMessage()
{
    makeRoom();
    setTextIfOther(
        m_message, m_message->fontMetrics().elidedText(m_sentence, Qt::ElideRight, m_message->width()));
}

/// The figures beside the message take room from it when they grow.
bool StatusStrip::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_message && event->type() == QEvent::Resize)
        fitMessage();
    return QWidget::eventFilter(watched, event);
}

void StatusStrip::showOrigin()
{
    const QString origin = originText(m_view);
    if (m_origin->text() == origin)
        return;
    m_origin->setText(origin);
    m_origin->setStyleSheet(tagStyle(m_view.isRecording ? m_theme.accent : m_theme.demo));
    m_origin->setToolTip(
        m_view.isRecording ? tr("Played from a file: what is shown happened at another time")
                           : tr("A simulated market inside this program; no real prices"));
    m_origin->setVisible(!origin.isEmpty());
}

void StatusStrip::showAge()
{
    const Instant feedNow = m_time.now();
    // After the end of a recording nothing is awaited.
    const auto frameAt = m_view.status.state == FeedState::Ended ? std::nullopt : m_view.lastFrameAt;
    setNumber(m_age, tr("data %1").arg(frameAt ? ageText(feedNow - *frameAt) : QStringLiteral("–")));
    const bool isSilent = frameAt && feedNow - *frameAt >= silentAfter;
    if (std::exchange(m_isSilent, isSilent) != isSilent)
        m_age->setStyleSheet(colored(isSilent ? m_theme.caution : m_theme.mutedText));
}

void StatusStrip::refresh()
{
    m_refreshedAt = m_clock.now();
    m_badge->setState(m_view.status.state);
    setMessage(headline());
    showAge();
    setNumber(m_rate, tr("%1 msg/s").arg(rateText(m_meter.perSecond())));
    refreshIntegrity();
    const QString halt = haltText(*m_view.instrument);
    setTextIfOther(m_halt, halt);
    m_halt->setVisible(!halt.isEmpty());
    showOrigin();
    setAccessibleName(spoken());
}

void StatusStrip::refreshIntegrity()
{
    const auto &counters = m_view.counters;
    const QString faults = counters.gaps + counters.resyncs == 0
                               ? QString()
                               : tr(" · gaps %1 · resyncs %2").arg(counters.gaps).arg(counters.resyncs);
    setNumber(m_integrity, integrityText(m_view, m_time.now()) + faults);
    m_integrity->setToolTip(countersText());
}

QString StatusStrip::countersText() const
{
    const auto &c = m_view.counters;
    return integritySentences(m_view) + QLatin1Char('\n') +
           tr("%1 messages, %2 updates applied, %3 skipped as already known\n"
              "%4 gaps, %5 resyncs, %6 reconnects, %7 connections followed in time by the next,\n"
              "%8 unreadable, %9 dropped, %10 pictures not shown")
               .arg(c.frames)
               .arg(c.deltas)
               .arg(c.stale)
               .arg(c.gaps)
               .arg(c.resyncs)
               .arg(c.reconnects)
               .arg(c.handovers)
               .arg(c.malformed)
               .arg(c.dropped)
               .arg(c.conflated);
}

} // namespace touchline
