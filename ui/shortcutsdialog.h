// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QAction;
class QGridLayout;

namespace touchline {

/// Lists the keys of actions, grouped under headings.
class ShortcutsDialog : public QDialog {
    Q_OBJECT

public:
    explicit ShortcutsDialog(QWidget *parent = nullptr);

    void addGroup(const QString &heading, const QList<QAction *> &actions);
    void addKey(const QString &keys, const QString &words);

private:
    QGridLayout *m_grid;
};

} // namespace touchline
