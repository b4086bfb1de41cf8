// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panes/instrumentmodel.h"
#include "ui/theme.h"

#include <QFrame>
#include <QModelIndex>

class QLabel;
class QListView;

namespace touchline {

class InstrumentDelegate;
class SymbolHeading;

/// The list under a symbol picker. It is a child of the window and never takes the focus: typing goes on in
/// the picker's text, and every window system shows it in the same way.
class SymbolPopup : public QFrame {
    Q_OBJECT

public:
    explicit SymbolPopup(QWidget *anchor);

    void setTheme(const Theme &theme);

    /// Shows these lines and makes one of them the current one; `note` stands below.
    void showRows(InstrumentList instruments, std::vector<SymbolRow> rows, const QString &note);
    void setCurrentRow(int row);
    /// Shows a sentence in place of the list.
    void showMessage(const QString &message);

    void openUnderAnchor();

    /// By so many lines; stops at the ends.
    void moveBy(int lines);
    void movePage(int pages);

    [[nodiscard]] QString currentSymbol() const;
    [[nodiscard]] int currentRow() const;
    [[nodiscard]] QString message() const;
    [[nodiscard]] const InstrumentModel &model() const { return *m_model; }

signals:
    void chosen(const QString &symbol);
    void starClicked(const QString &symbol);

protected:
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    void place();
    void clicked(const QPoint &at);

    QWidget *m_anchor;
    InstrumentModel *m_model;
    InstrumentDelegate *m_delegate;
    QListView *m_list;
    SymbolHeading *m_heading;
    QLabel *m_message;
    QWidget *m_footer;
    QLabel *m_note;
};

} // namespace touchline
