// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/feedview.h"
#include "ui/theme.h"

#include <QString>
#include <QWidget>

namespace touchline {

/// What is written over a ladder.
struct LadderNote {
    FeedState state = FeedState::Connecting;
    QString title;  ///< empty: nothing to say
    QString detail; ///< sentences
    QString since;  ///< for how long that has been so; empty: nobody knows
    bool hasBook = false;
    QString above; ///< the touch stands above the rows shown; empty: it does not
    QString below;

    [[nodiscard]] bool isEmpty() const { return title.isEmpty() && above.isEmpty() && below.isEmpty(); }
    bool operator==(const LadderNote &) const = default;
};

/// Lies over the ladder's rows, lets the mouse through, and is hidden while there is nothing to say.
class LadderOverlay : public QWidget {
    Q_OBJECT

public:
    explicit LadderOverlay(QWidget *parent);

    void setNote(const LadderNote &note);
    void setTheme(const Theme &theme);
    [[nodiscard]] const LadderNote &note() const { return m_note; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintCard(QPainter &painter) const;
    void paintEdge(QPainter &painter, const QString &text, bool atTop) const;

    LadderNote m_note;
    Theme m_theme;
};

} // namespace touchline
