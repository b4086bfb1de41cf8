// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/symbolpopup.h"

#include "ui/panes/instrumentdelegate.h"
#include "ui/panes/symbolheading.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QMouseEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace touchline {

namespace {

constexpr int narrowest = 460;
constexpr int widest = 560;
constexpr int highest = 420;
constexpr int highestMessage = 150;
constexpr int distance = 4; // to the anchor and to the edges of the window

} // namespace

SymbolPopup::SymbolPopup(QWidget *anchor)
    : QFrame(anchor->window()),
      m_anchor(anchor),
      m_model(new InstrumentModel(this)),
      m_delegate(new InstrumentDelegate(this)),
      m_list(new QListView(this)),
      m_heading(new SymbolHeading(*m_delegate, *m_list, this)),
      m_message(new QLabel(this)),
      m_footer(new QWidget(this)),
      m_note(new QLabel(this))
{
    setObjectName(QStringLiteral("symbolPopup"));
    hide();
    m_list->setModel(m_model);
    m_list->setItemDelegate(m_delegate);
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setAccessibleName(tr("Symbols"));
    m_list->viewport()->installEventFilter(this);
    m_message->setTextFormat(Qt::PlainText);
    m_note->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setMargin(16);
    m_note->setObjectName(QStringLiteral("symbolNote"));
    auto *keys = new QLabel(tr("↑↓ choose  Enter open  F2 favourite  Esc close"), this);
    keys->setObjectName(QStringLiteral("symbolNote"));
    auto *footer = new QHBoxLayout(m_footer);
    footer->setContentsMargins(10, 4, 10, 4);
    footer->addWidget(m_note);
    footer->addStretch(1);
    footer->addWidget(keys);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addWidget(m_heading);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_message, 1);
    layout->addWidget(m_footer);
    setTheme(theme(ThemeKind::Dark));
}

void SymbolPopup::setTheme(const Theme &theme)
{
    m_delegate->setTheme(theme);
    setStyleSheet(
        QStringLiteral("#symbolPopup { background: %1; border: 1px solid %2; border-radius: 6px; }"
                       "QListView { background: %1; border: none; }"
                       "QLabel { color: %3; background: transparent; }"
                       "QLabel#symbolNote { color: %4; }")
            .arg(theme.raised.name(), theme.border.name(), theme.text.name(), theme.mutedText.name()));
}

void SymbolPopup::showRows(InstrumentList instruments, std::vector<SymbolRow> rows, const QString &note)
{
    m_model->setRows(std::move(instruments), std::move(rows));
    m_heading->show();
    m_list->show();
    m_message->hide();
    m_footer->show();
    m_note->setText(note);
    place();
    setCurrentRow(0);
}

void SymbolPopup::setCurrentRow(int row)
{
    const QModelIndex index = m_model->index(std::clamp(row, 0, std::max(0, m_model->rowCount() - 1)));
    m_list->setCurrentIndex(index);
    m_list->scrollTo(index);
}

void SymbolPopup::showMessage(const QString &message)
{
    m_model->setRows(nullptr, {});
    m_heading->hide();
    m_list->hide();
    m_footer->hide();
    m_message->setText(message);
    m_message->show();
    place();
}

void SymbolPopup::openUnderAnchor()
{
    // The anchor may have been put into another window since.
    if (parentWidget() != m_anchor->window())
        setParent(m_anchor->window());
    window()->removeEventFilter(this);
    window()->installEventFilter(this);
    place();
    show();
    raise();
}

void SymbolPopup::place()
{
    const QRect room = window()->rect().adjusted(distance, distance, -distance, -distance);
    QPoint corner = m_anchor->mapTo(window(), QPoint(0, m_anchor->height() + distance));
    const int width = std::min(std::clamp(m_anchor->width(), narrowest, widest), room.width());
    corner.setX(std::clamp(corner.x(), room.left(), room.right() + 1 - width));
    const int height =
        std::clamp(room.bottom() + 1 - corner.y(), 0, message().isEmpty() ? highest : highestMessage);
    setGeometry(QRect(corner, QSize(width, height)));
}

void SymbolPopup::moveBy(int lines)
{
    if (m_model->rowCount() > 0)
        setCurrentRow(currentRow() + lines);
}

void SymbolPopup::movePage(int pages)
{
    const int lineHeight = std::max(1, m_list->sizeHintForRow(0));
    moveBy(pages * std::max(1, m_list->viewport()->height() / lineHeight - 1));
}

QString SymbolPopup::currentSymbol() const
{
    return m_list->currentIndex().data(InstrumentModel::SymbolRole).toString();
}

int SymbolPopup::currentRow() const
{
    return m_list->currentIndex().row();
}

QString SymbolPopup::message() const
{
    return m_message->isHidden() ? QString() : m_message->text();
}

bool SymbolPopup::eventFilter(QObject *object, QEvent *event)
{
    if (object == window() && event->type() == QEvent::Resize && isVisible())
        place();
    if (object == m_list->viewport() && event->type() == QEvent::MouseButtonRelease) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        if (mouse->button() == Qt::LeftButton)
            clicked(mouse->position().toPoint());
    }
    return QFrame::eventFilter(object, event);
}

void SymbolPopup::clicked(const QPoint &at)
{
    const QModelIndex index = m_list->indexAt(at);
    if (!index.isValid())
        return;
    const QString symbol = index.data(InstrumentModel::SymbolRole).toString();
    if (InstrumentDelegate::starArea(m_list->visualRect(index)).contains(at))
        emit starClicked(symbol);
    else
        emit chosen(symbol);
}

} // namespace touchline
