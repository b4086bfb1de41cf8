// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAbstractScrollArea;

namespace touchline {

class InstrumentDelegate;

/// Says over a list of instruments what its columns are.
class SymbolHeading : public QWidget {
    Q_OBJECT

public:
    /// Both must outlive this.
    SymbolHeading(const InstrumentDelegate &delegate, const QAbstractScrollArea &list, QWidget *parent);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const InstrumentDelegate &m_delegate;
    const QAbstractScrollArea &m_list;
};

} // namespace touchline
