// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QPointF>
#include <QRawFont>
#include <QString>

#include <array>

class QPainter;

namespace touchline {

/// The gaps in a number of so many digits before the point: between groups of three, from five digits on.
[[nodiscard]] constexpr int digitGaps(int wholeDigits)
{
    return wholeDigits > 4 ? (wholeDigits - 1) / 3 : 0;
}

/// Draws numbers in a tabular font. Every character is as wide as a digit, so that nothing has to be laid
/// out: that is most of what drawing a short text costs.
class NumberFont {
public:
    NumberFont() : NumberFont(QFont()) {}
    explicit NumberFont(const QFont &font);

    [[nodiscard]] qreal digitWidth() const { return m_digitWidth; }
    [[nodiscard]] qreal ascent() const { return m_ascent; }
    [[nodiscard]] qreal height() const { return m_height; }
    [[nodiscard]] qreal capHeight() const { return m_capHeight; }
    [[nodiscard]] qreal width(QStringView text) const;
    /// Of a number that is drawn with gaps between its groups of digits.
    [[nodiscard]] qreal groupedWidth(QStringView number) const;
    /// The thin space between two groups of digits.
    [[nodiscard]] qreal digitGap() const;

    /// `at` is the left end of the baseline; colour and font are left to this function and the painter's pen.
    void draw(QPainter &painter, QPointF at, QStringView text) const;
    void drawGrouped(QPainter &painter, QPointF at, QStringView number) const;

private:
    /// With gaps in the first `whole` characters.
    void drawWithGaps(QPainter &painter, QPointF at, QStringView text, int whole) const;

    static constexpr std::size_t tableSize = 256; // Latin 1

    QFont m_font;
    QRawFont m_raw;
    std::array<quint32, tableSize> m_glyphs{}; ///< 0: not in the font
    qreal m_digitWidth = 8.0;
    qreal m_ascent = 10.0;
    qreal m_height = 14.0;
    qreal m_capHeight = 8.0;
};

} // namespace touchline
