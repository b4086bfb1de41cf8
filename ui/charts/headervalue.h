// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QString>
#include <QWidget>

#include <vector>

namespace touchline {

/// Changing numbers in the header of a chart. It takes what room the buttons leave: where that is too narrow
/// for everything the unit is left out, then all of it, but no number is ever cut. A new text lays nothing
/// out anew, as that of a label does.
class HeaderValue : public QWidget {
    Q_OBJECT

public:
    struct Piece {
        QString text;
        QColor color;

        bool operator==(const Piece &) const = default;
    };

    explicit HeaderValue(QWidget *parent);

    void setPieces(std::vector<Piece> pieces, Piece unit = {});

    /// All of it, whatever the room.
    [[nodiscard]] QString text() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QString pieceText() const;

    std::vector<Piece> m_pieces;
    Piece m_unit;
};

} // namespace touchline
