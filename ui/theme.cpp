// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QPalette>
#include <QStyleFactory>

namespace touchline {

namespace {

constexpr qreal textPoints = 10.0;

/// Asking the font database costs more than drawing with its answer: callers keep it.
QString firstInstalled(const QStringList &families)
{
    for (const QString &family : families) {
        if (QFontDatabase::hasFamily(family))
            return family;
    }
    return {};
}

Theme darkTheme()
{
    Theme theme;
    theme.kind = ThemeKind::Dark;
    theme.window = QColor(0x0e1217);
    theme.surface = QColor(0x151a21);
    theme.raised = QColor(0x1d242d);
    theme.border = QColor(0x2b3440);
    theme.grid = QColor(0x222a34);
    theme.text = QColor(0xe6ebf1);
    theme.mutedText = QColor(0x93a0ae);
    theme.bid = QColor(0x2fc58d);
    theme.ask = QColor(0xf7697c);
    theme.bidBar = QColor(0x2f, 0xc5, 0x8d, 56);
    theme.askBar = QColor(0xf7, 0x69, 0x7c, 56);
    theme.flash = QColor(0xff, 0xe0, 0x82);
    theme.accent = QColor(0x4da3ff);
    theme.good = QColor(0x2fc58d);
    theme.caution = QColor(0xf0b429);
    theme.bad = QColor(0xff6b6b);
    theme.demo = QColor(0xb79cff);
    return theme;
}

Theme lightTheme()
{
    Theme theme;
    theme.kind = ThemeKind::Light;
    theme.window = QColor(0xf1f4f7);
    theme.surface = QColor(0xffffff);
    theme.raised = QColor(0xe9edf2);
    theme.border = QColor(0xcdd5de);
    theme.grid = QColor(0xe4e9ee);
    theme.text = QColor(0x14202c);
    theme.mutedText = QColor(0x566473);
    theme.bid = QColor(0x087f50);
    theme.ask = QColor(0xc22b45);
    theme.bidBar = QColor(0x08, 0x7f, 0x50, 44);
    theme.askBar = QColor(0xc2, 0x2b, 0x45, 40);
    theme.flash = QColor(0xc8, 0x7f, 0x0a);
    theme.accent = QColor(0x1769d2);
    theme.good = QColor(0x087f50);
    theme.caution = QColor(0x8a5a00);
    theme.bad = QColor(0xc22b2b);
    theme.demo = QColor(0x6a48d7);
    return theme;
}

} // namespace

const Theme &theme(ThemeKind kind)
{
    static const Theme dark = darkTheme();
    static const Theme light = lightTheme();
    return kind == ThemeKind::Dark ? dark : light;
}

void applyTheme(QApplication &application, const Theme &theme)
{
    QPalette palette;
    palette.setColor(QPalette::Window, theme.window);
    palette.setColor(QPalette::WindowText, theme.text);
    palette.setColor(QPalette::Base, theme.surface);
    palette.setColor(QPalette::AlternateBase, theme.raised);
    palette.setColor(QPalette::Text, theme.text);
    palette.setColor(QPalette::PlaceholderText, theme.mutedText);
    palette.setColor(QPalette::Button, theme.raised);
    palette.setColor(QPalette::ButtonText, theme.text);
    palette.setColor(QPalette::ToolTipBase, theme.raised);
    palette.setColor(QPalette::ToolTipText, theme.text);
    palette.setColor(QPalette::Highlight, theme.accent);
    palette.setColor(QPalette::HighlightedText, theme.kind == ThemeKind::Dark ? theme.window : theme.surface);
    palette.setColor(QPalette::Link, theme.accent);
    palette.setColor(QPalette::Mid, theme.border);
    palette.setColor(QPalette::Disabled, QPalette::Text, theme.mutedText);
    palette.setColor(QPalette::Disabled, QPalette::ButtonText, theme.mutedText);
    palette.setColor(QPalette::Disabled, QPalette::WindowText, theme.mutedText);
    application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    application.setPalette(palette);
    application.setFont(uiFont());
}

QFont uiFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    static const QString family = firstInstalled({QStringLiteral("Inter")});
    if (!family.isEmpty())
        font.setFamilies({family});
    font.setPointSizeF(textPoints);
    return font;
}

QFont tabularFont(qreal scale)
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    static const QString family =
        firstInstalled({QStringLiteral("JetBrains Mono"), QStringLiteral("DejaVu Sans Mono")});
    if (!family.isEmpty())
        font.setFamilies({family});
    font.setPointSizeF(
        QApplication::font().pointSizeF() > 0 ? QApplication::font().pointSizeF() * scale
                                              : textPoints * scale);
    font.setStyleHint(QFont::Monospace);
    return font;
}

} // namespace touchline
