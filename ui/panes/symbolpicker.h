// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panes/instrumentfilter.h"
#include "ui/panes/symbolshelf.h"
#include "ui/theme.h"

#include <QList>
#include <QPair>
#include <QPointer>
#include <QWidget>

#include <vector>

class QAction;
class QComboBox;
class QLineEdit;

namespace touchline {

class SymbolPopup;

/// An exchange to choose: its name on the command line and its title for people.
struct ExchangeChoice {
    QString name;
    QString title;
    QList<QPair<QString, QString>> facts = {}; ///< what it offers: a name and its value each
    QString otherHost = {}; ///< where its data come from instead of its own servers; empty: from those
};

/// Chooses an exchange and one of its symbols. Ctrl+K or / puts the cursor into the text; typing filters; Up,
/// Down and Enter choose; Esc leaves; F2 or Ctrl+D keeps the symbol as a favourite.
class SymbolPicker : public QWidget {
    Q_OBJECT

public:
    explicit SymbolPicker(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    void setExchanges(const std::vector<ExchangeChoice> &exchanges);

    /// All instruments of the current exchange; null while they are being fetched.
    void setInstruments(InstrumentList instruments);
    /// They could not be fetched; one sentence says why.
    void setInstrumentsError(const QString &sentence);

    /// What is shown elsewhere in the window. Emits nothing. Another exchange has no instruments until they
    /// are set.
    void setCurrent(const QString &exchange, const QString &symbol);

    [[nodiscard]] QString exchange() const;
    [[nodiscard]] QString symbol() const { return m_symbol; }
    [[nodiscard]] const SymbolShelf &shelf() const { return m_shelf; }

    /// As Ctrl+K does: cursor into the text, list open.
    void startChoosing();

signals:
    /// With an empty symbol: an exchange was chosen, or its instruments are wanted again after a failure.
    void selected(const QString &exchange, const QString &symbol);

protected:
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    void build();
    void open();
    void close();
    void leave();
    [[nodiscard]] bool keyPressed(int key, Qt::KeyboardModifiers modifiers);
    [[nodiscard]] bool keyPressedOpen(int key);
    void exchangeChosen();
    void beginExchange(const QString &exchange);
    void enter();
    void choose(const QString &symbol);
    void toggleFavourite(const QString &symbol);
    void refilter();
    [[nodiscard]] QString emptyText(const QString &typed) const;
    void showStar();
    void showSymbol();

    SymbolShelf m_shelf;
    InstrumentFilter m_filter;
    QString m_error;
    QString m_symbol;
    bool m_isTyped = false; ///< the text is a search and not the current symbol
    QPointer<QWidget> m_focusBefore;
    Theme m_theme = theme(ThemeKind::Dark);

    QComboBox *m_exchanges;
    QLineEdit *m_text;
    QAction *m_star;
    QPointer<SymbolPopup> m_popup; ///< child of the window, which may destroy it first
};

} // namespace touchline
