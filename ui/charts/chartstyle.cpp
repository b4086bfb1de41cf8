// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartstyle.h"

#include <QToolButton>

namespace touchline {

namespace {

QString headerStyle(const Theme &theme)
{
    return QStringLiteral("QWidget#chartPane { background: %6; }"
                          "QLabel { color: %1; background: transparent; }"
                          "QLabel#chartTitle { color: %2; font-weight: 600; }"
                          "QLabel#chartNote { color: %2; }"
                          "QToolButton { color: %2; background: transparent; border: 1px solid transparent;"
                          " border-radius: 4px; padding: 2px 4px; }"
                          "QToolButton:hover { color: %1; background: %3; }"
                          "QToolButton:checked { color: %1; background: %3; border-color: %4; }"
                          "QToolButton:focus { border-color: %5; }"
                          "QToolButton:disabled { color: %4; }")
        .arg(
            theme.text.name(), theme.mutedText.name(), theme.raised.name(), theme.border.name(),
            theme.accent.name(), theme.surface.name());
}

} // namespace

void applyChartStyle(QWidget &pane, const Theme &theme)
{
    pane.setObjectName(QStringLiteral("chartPane"));
    pane.setAttribute(Qt::WA_StyledBackground);
    pane.setStyleSheet(headerStyle(theme));
}

QColor mixed(const QColor &colour, const QColor &ground, double share)
{
    const auto channel = [share](int over, int under) {
        return qRound(over * share + under * (1.0 - share));
    };
    return QColor(
        channel(colour.red(), ground.red()), channel(colour.green(), ground.green()),
        channel(colour.blue(), ground.blue()));
}

QToolButton *headerButton(const QString &text, const QString &name, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setText(text);
    button->setAccessibleName(name);
    button->setToolTip(name);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace touchline
