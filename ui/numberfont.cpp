// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/numberfont.h"

#include <QFontMetricsF>
#include <QGlyphRun>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace touchline {

namespace {

constexpr qsizetype longestRun = 32;

int wholeDigits(QStringView number)
{
    const qsizetype point = number.indexOf(QLatin1Char('.'));
    return static_cast<int>(point < 0 ? number.size() : point);
}

} // namespace

NumberFont::NumberFont(const QFont &font) : m_font(font), m_raw(QRawFont::fromFont(font))
{
    const QFontMetricsF metrics(font);
    m_digitWidth = metrics.horizontalAdvance(QLatin1Char('0'));
    m_ascent = metrics.ascent();
    m_height = metrics.height();
    m_capHeight = metrics.capHeight();
    for (std::size_t code = u' '; code < tableSize; ++code) {
        const QList<quint32> glyphs = m_raw.glyphIndexesForString(QChar(static_cast<char16_t>(code)));
        // A font that is not tabular after all, or lacks the character, is drawn the long way.
        const bool isTabular = metrics.horizontalAdvance(QChar(static_cast<char16_t>(code))) == m_digitWidth;
        m_glyphs[code] = glyphs.size() == 1 && isTabular ? glyphs.front() : 0;
    }
}

qreal NumberFont::width(QStringView text) const
{
    return m_digitWidth * static_cast<qreal>(text.size());
}

qreal NumberFont::groupedWidth(QStringView number) const
{
    return width(number) + digitGap() * digitGaps(wholeDigits(number));
}

qreal NumberFont::digitGap() const
{
    return std::round(m_digitWidth / 3.0);
}

void NumberFont::draw(QPainter &painter, QPointF at, QStringView text) const
{
    drawWithGaps(painter, at, text, 0);
}

void NumberFont::drawGrouped(QPainter &painter, QPointF at, QStringView number) const
{
    drawWithGaps(painter, at, number, wholeDigits(number));
}

void NumberFont::drawWithGaps(QPainter &painter, QPointF at, QStringView text, int whole) const
{
    const int gaps = digitGaps(whole);
    std::array<quint32, longestRun> glyphs;
    std::array<QPointF, longestRun> places;
    const qsizetype length = std::min(text.size(), longestRun);
    bool isPlain = length == text.size();
    qreal x = 0.0;
    for (qsizetype i = 0; i < length; ++i) {
        const char16_t code = text[i].unicode();
        const auto slot = static_cast<std::size_t>(i);
        glyphs[slot] = code < tableSize ? m_glyphs[code] : 0;
        // Groups are counted from the point.
        if (gaps > 0 && i > 0 && i < whole && (whole - i) % 3 == 0)
            x += digitGap();
        places[slot] = QPointF(x, 0.0);
        x += m_digitWidth;
        isPlain = isPlain && glyphs[slot] != 0;
    }
    if (!isPlain) {
        painter.setFont(m_font);
        painter.drawText(at, text.toString());
        return;
    }
    QGlyphRun run;
    run.setRawFont(m_raw);
    run.setRawData(glyphs.data(), places.data(), static_cast<int>(length));
    painter.drawGlyphRun(at, run);
}

} // namespace touchline
