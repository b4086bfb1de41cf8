// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/symbolheading.h"

#include "ui/panes/instrumentdelegate.h"

#include <QAbstractScrollArea>
#include <QPainter>

namespace touchline {

SymbolHeading::SymbolHeading(
    const InstrumentDelegate &delegate, const QAbstractScrollArea &list, QWidget *parent)
    : QWidget(parent),
      m_delegate(delegate),
      m_list(list)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

QSize SymbolHeading::sizeHint() const
{
    return {0, fontMetrics().height() + 8};
}

void SymbolHeading::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    // The lines end where a scroll bar begins.
    m_delegate.paintHeading(painter, QRect(0, 0, m_list.viewport()->width(), height()));
}

} // namespace touchline
