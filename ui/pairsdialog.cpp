// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pairsdialog.h"

#include <QDialogButtonBox>
#include <QIcon>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace touchline {

namespace {

QLabel *plainLabel(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    return label;
}

} // namespace

PairsDialog::PairsDialog(const QString &title, QWidget *parent) : QDialog(parent)
{
    setWindowTitle(title);
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

void PairsDialog::addHeading(const QString &heading)
{
    auto *title = plainLabel(heading, this);
    QFont strong = title->font();
    strong.setWeight(QFont::DemiBold);
    title->setFont(strong);
    title->setContentsMargins(0, 8, 0, 0);
    m_grid->addWidget(title, m_grid->rowCount(), 0, 1, 2);
}

void PairsDialog::addPair(const QString &left, const QString &right)
{
    const int row = m_grid->rowCount();
    m_grid->addWidget(plainLabel(left, this), row, 0);
    m_grid->addWidget(plainLabel(right, this), row, 1);
}

} // namespace touchline
