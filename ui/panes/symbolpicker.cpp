// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/symbolpicker.h"

#include "ui/panes/instrumentdelegate.h"
#include "ui/panes/symbolpopup.h"
#include "ui/venuewords.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QFocusEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QShortcut>

#include <utility>

namespace touchline {

SymbolPicker::SymbolPicker(QWidget *parent)
    : QWidget(parent),
      m_exchanges(new QComboBox(this)),
      m_text(new QLineEdit(this)),
      m_star(new QAction(this)),
      m_popup(new SymbolPopup(m_text))
{
    build();
    for (const QKeySequence &keys : {QKeySequence(Qt::CTRL | Qt::Key_K), QKeySequence(Qt::Key_Slash)}) {
        const auto *shortcut = new QShortcut(keys, this);
        connect(shortcut, &QShortcut::activated, this, &SymbolPicker::startChoosing);
    }
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *before, QWidget *now) {
        if (now == m_text && before)
            m_focusBefore = before;
    });
    connect(this, &QObject::destroyed, m_popup, &QObject::deleteLater);
    connect(m_exchanges, &QComboBox::activated, this, &SymbolPicker::exchangeChosen);
    connect(m_text, &QLineEdit::textEdited, this, [this] {
        m_isTyped = true;
        open();
    });
    connect(m_star, &QAction::triggered, this, [this] { toggleFavourite(m_symbol); });
    connect(m_popup, &SymbolPopup::chosen, this, &SymbolPicker::choose);
    connect(m_popup, &SymbolPopup::starClicked, this, &SymbolPicker::toggleFavourite);
    setTheme(m_theme);
}

void SymbolPicker::build()
{
    m_exchanges->setToolTip(tr("Exchange"));
    m_exchanges->setAccessibleName(tr("Exchange"));
    m_exchanges->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_text->setPlaceholderText(tr("Symbol"));
    m_text->setToolTip(tr("Type to find a symbol (Ctrl+K or /)"));
    m_text->setAccessibleName(tr("Symbol"));
    m_text->setMinimumWidth(m_text->fontMetrics().averageCharWidth() * 18);
    m_text->addAction(m_star, QLineEdit::TrailingPosition);
    m_text->installEventFilter(this);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_exchanges);
    layout->addWidget(m_text, 1);
    setFocusProxy(m_text);
}

void SymbolPicker::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_popup->setTheme(theme);
    showStar();
}

void SymbolPicker::setExchanges(const std::vector<ExchangeChoice> &exchanges)
{
    const QString before = exchange();
    m_exchanges->clear();
    for (const ExchangeChoice &choice : exchanges)
        m_exchanges->addItem(choice.title, choice.name);
    const int kept = m_exchanges->findData(before);
    if (kept >= 0)
        m_exchanges->setCurrentIndex(kept);
    if (exchange() != before)
        beginExchange(exchange());
}

void SymbolPicker::setInstruments(InstrumentList instruments)
{
    m_error.clear();
    m_filter = InstrumentFilter(std::move(instruments));
    if (m_popup->isVisible())
        refilter();
}

void SymbolPicker::setInstrumentsError(const QString &sentence)
{
    m_error = sentence;
    m_filter = InstrumentFilter();
    if (m_popup->isVisible())
        refilter();
}

void SymbolPicker::setCurrent(const QString &exchangeName, const QString &symbol)
{
    const int at = m_exchanges->findData(exchangeName);
    if (at >= 0)
        m_exchanges->setCurrentIndex(at);
    if (exchange() != m_shelf.exchange())
        beginExchange(exchange());
    if (symbol == m_symbol)
        return;
    m_symbol = symbol;
    if (!symbol.isEmpty())
        m_shelf.noteUsed(symbol);
    showSymbol();
}

QString SymbolPicker::exchange() const
{
    return m_exchanges->currentData().toString();
}

void SymbolPicker::exchangeChosen()
{
    beginExchange(exchange());
    emit selected(exchange(), QString());
}

// Until its list arrives nothing is known of the exchange but the person's own symbols.
void SymbolPicker::beginExchange(const QString &exchange)
{
    m_shelf = SymbolShelf(exchange);
    m_symbol.clear();
    setInstruments(nullptr);
    showSymbol();
}

void SymbolPicker::startChoosing()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
    open();
}

void SymbolPicker::open()
{
    m_shelf.load();
    refilter();
    if (!m_popup->isVisible())
        m_popup->openUnderAnchor();
}

void SymbolPicker::close()
{
    m_popup->hide();
    m_isTyped = false;
    showSymbol();
}

// The keys go back to where the person was before.
void SymbolPicker::leave()
{
    close();
    if (m_focusBefore)
        m_focusBefore->setFocus(Qt::OtherFocusReason);
    m_focusBefore.clear();
}

void SymbolPicker::refilter()
{
    const QString typed = m_isTyped ? m_text->text() : QString();
    const InstrumentList &instruments = m_filter.instruments();
    std::vector<SymbolRow> rows = m_filter.matching(typed, m_shelf);
    if (rows.empty()) {
        m_popup->showMessage(emptyText(typed));
        return;
    }
    const QLocale locale;
    const QString note = tr("%1 of %2")
                             .arg(
                                 locale.toString(static_cast<qulonglong>(rows.size())),
                                 locale.toString(static_cast<qulonglong>(instruments->size())));
    m_popup->showRows(instruments, std::move(rows), note);
}

QString SymbolPicker::emptyText(const QString &typed) const
{
    const QString title = m_exchanges->currentText();
    if (!m_error.isEmpty()) {
        return tr("The symbols of %1 could not be loaded.\n%2\n\nPress Enter to try again, or choose another "
                  "exchange.")
            .arg(title, m_error);
    }
    if (!m_filter.instruments())
        return tr("Loading the symbols of %1 …").arg(title);
    if (m_filter.instruments()->empty())
        return tr("%1 lists no symbols. Choose another exchange.").arg(title);
    return tr("No symbol of %1 matches “%2”.\n\nTry less of it: “btc us” finds BTCUSDT.").arg(title, typed);
}

void SymbolPicker::enter()
{
    if (!m_error.isEmpty()) {
        setInstruments(nullptr);
        emit selected(exchange(), QString());
        return;
    }
    const QString symbol = m_popup->currentSymbol();
    if (!symbol.isEmpty())
        choose(symbol);
}

void SymbolPicker::choose(const QString &symbol)
{
    m_symbol = symbol;
    m_shelf.noteUsed(symbol);
    leave();
    emit selected(exchange(), symbol);
}

void SymbolPicker::toggleFavourite(const QString &symbol)
{
    m_shelf.toggleFavourite(symbol);
    showStar();
    if (!m_popup->isVisible())
        return;
    // The line stays the current one wherever its new place is.
    refilter();
    for (int row = 0; row < m_popup->model().rowCount(); ++row) {
        if (m_popup->model().index(row).data(InstrumentModel::SymbolRole).toString() == symbol)
            return m_popup->setCurrentRow(row);
    }
}

void SymbolPicker::showSymbol()
{
    if (!m_isTyped)
        m_text->setText(m_symbol);
    showStar();
}

void SymbolPicker::showStar()
{
    const bool isFavourite = m_shelf.isFavourite(m_symbol);
    m_star->setIcon(starIcon(m_theme, isFavourite));
    m_star->setVisible(!m_symbol.isEmpty());
    m_star->setToolTip(plainToolTip(
        isFavourite ? tr("Remove %1 from the favourites (F2)").arg(m_symbol)
                    : tr("Add %1 to the favourites (F2)").arg(m_symbol)));
}

bool SymbolPicker::keyPressed(int key, Qt::KeyboardModifiers modifiers)
{
    const bool isOpen = m_popup->isVisible();
    const bool isStarKey = key == Qt::Key_F2 || (key == Qt::Key_D && modifiers == Qt::ControlModifier);
    if (isStarKey) {
        toggleFavourite(isOpen ? m_popup->currentSymbol() : m_symbol);
        return true;
    }
    // A line edit has a meaning of its own for Ctrl+K.
    if (key == Qt::Key_K && modifiers == Qt::ControlModifier) {
        startChoosing();
        return true;
    }
    if (isOpen)
        return keyPressedOpen(key);
    if (key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter) {
        m_text->selectAll();
        open();
        return true;
    }
    return false;
}

bool SymbolPicker::keyPressedOpen(int key)
{
    switch (key) {
    case Qt::Key_Up:
        m_popup->moveBy(-1);
        return true;
    case Qt::Key_Down:
        m_popup->moveBy(1);
        return true;
    case Qt::Key_PageUp:
        m_popup->movePage(-1);
        return true;
    case Qt::Key_PageDown:
        m_popup->movePage(1);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        enter();
        return true;
    case Qt::Key_Escape:
        leave();
        return true;
    default:
        return false;
    }
}

bool SymbolPicker::eventFilter(QObject *object, QEvent *event)
{
    if (object != m_text || !m_popup)
        return QWidget::eventFilter(object, event);
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        return keyPressed(key->key(), key->modifiers());
    }
    if (event->type() == QEvent::MouseButtonPress && !m_popup->isVisible()) {
        // After the press, which would place the cursor and undo the selection.
        QMetaObject::invokeMethod(this, &SymbolPicker::startChoosing, Qt::QueuedConnection);
    }
    if (event->type() == QEvent::FocusOut) {
        // A context menu or another window takes the focus for a while only.
        const Qt::FocusReason reason = static_cast<QFocusEvent *>(event)->reason();
        if (reason != Qt::PopupFocusReason && reason != Qt::ActiveWindowFocusReason && m_popup->isVisible())
            close();
    }
    return QWidget::eventFilter(object, event);
}

} // namespace touchline
