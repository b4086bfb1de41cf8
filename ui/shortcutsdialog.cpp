// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shortcutsdialog.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QIcon>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace touchline {

namespace {

QString keysOf(const QAction &action)
{
    QStringList keys;
    for (const QKeySequence &key : action.shortcuts())
        keys << key.toString(QKeySequence::NativeText);
    return keys.join(QObject::tr(" or "));
}

QString wordsOf(const QAction &action)
{
    return action.text().remove(QLatin1Char('&')).remove(QStringLiteral("…"));
}

} // namespace

ShortcutsDialog::ShortcutsDialog(QWidget *parent) : QDialog(parent)
{
    setWindowTitle(tr("Keyboard shortcuts"));
    auto *column = new QVBoxLayout(this);
    m_grid = new QGridLayout;
    m_grid->setHorizontalSpacing(28);
    m_grid->setVerticalSpacing(5);
    column->addLayout(m_grid);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    // The style's own icons are drawn for light windows.
    buttons->button(QDialogButtonBox::Close)->setIcon(QIcon());
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
}

void ShortcutsDialog::addGroup(const QString &heading, const QList<QAction *> &actions)
{
    auto *title = new QLabel(heading, this);
    QFont strong = title->font();
    strong.setWeight(QFont::DemiBold);
    title->setFont(strong);
    title->setContentsMargins(0, 8, 0, 0);
    m_grid->addWidget(title, m_grid->rowCount(), 0, 1, 2);
    for (const QAction *action : actions) {
        if (action->isVisible() && !action->shortcut().isEmpty())
            addKey(keysOf(*action), wordsOf(*action));
    }
}

void ShortcutsDialog::addKey(const QString &keys, const QString &words)
{
    const int row = m_grid->rowCount();
    m_grid->addWidget(new QLabel(words, this), row, 0);
    m_grid->addWidget(new QLabel(keys, this), row, 1);
}

} // namespace touchline
