// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/venuewords.h"

#include <QTextDocument>

namespace touchline {

QString plainToolTip(const QString &text)
{
    return Qt::mightBeRichText(text) ? Qt::convertFromPlainText(text, Qt::WhiteSpaceNormal) : text;
}

QString fileNamePart(std::string_view symbol)
{
    QString name = QString::fromUtf8(symbol.data(), static_cast<qsizetype>(symbol.size()));
    for (QChar &c : name) {
        if (!c.isLetterOrNumber() && c != QLatin1Char('-'))
            c = QLatin1Char('_');
    }
    return name;
}

} // namespace touchline
