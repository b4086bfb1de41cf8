// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plotstyle.h"

#include <QImage>
#include <QPainter>

namespace touchline {

namespace {

QColor withAlpha(QColor colour, int alpha)
{
    colour.setAlpha(alpha);
    return colour;
}

/// A wash with a hatch on it. Qt's own pattern is 8 pixels wide and is laid tile by tile, which takes several
/// times as long as laying a wide one.
QBrush hatched(const QColor &colour)
{
    QImage tile(256, 8, QImage::Format_ARGB32_Premultiplied);
    tile.fill(withAlpha(colour, 22));
    QPainter painter(&tile);
    painter.fillRect(tile.rect(), QBrush(withAlpha(colour, 40), Qt::BDiagPattern));
    painter.end();
    return QBrush(tile);
}

} // namespace

QFont plotFont()
{
    return tabularFont(0.85);
}

PlotStyle::PlotStyle(const Theme &wanted) : theme(wanted), font(plotFont())
{
    for (const ShadeKind kind : {ShadeKind::Unknown, ShadeKind::Interrupted, ShadeKind::Failed})
        shadeBrushes.at(static_cast<std::size_t>(kind)) = hatched(shadeColour(kind));
}

QBrush PlotStyle::shadeBrush(ShadeKind kind, qreal devicePixelRatio) const
{
    QBrush brush = shadeBrushes.at(static_cast<std::size_t>(kind));
    brush.setTransform(QTransform::fromScale(1.0 / devicePixelRatio, 1.0 / devicePixelRatio));
    return brush;
}

QColor PlotStyle::shadeColour(ShadeKind kind) const
{
    switch (kind) {
    case ShadeKind::Unknown:
        return theme.mutedText;
    case ShadeKind::Interrupted:
        return theme.caution;
    case ShadeKind::Failed:
        return theme.bad;
    }
    return theme.mutedText;
}

} // namespace touchline
