// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <QString>

namespace touchline::test {

/// A line of the JSON Lines format; an empty object if it is not one.
[[nodiscard]] inline QJsonObject jsonLine(const QByteArray &line)
{
    return QJsonDocument::fromJson(line).object();
}

[[nodiscard]] inline bool isOfType(const QJsonObject &line, const char *type)
{
    return line.value(QStringLiteral("type")).toString() == QLatin1String(type);
}

/// All lines of one type, in order.
[[nodiscard]] inline QList<QJsonObject> linesOfType(const QList<QByteArray> &lines, const char *type)
{
    QList<QJsonObject> found;
    for (const QByteArray &line : lines) {
        const QJsonObject object = jsonLine(line);
        if (isOfType(object, type))
            found << object;
    }
    return found;
}

} // namespace touchline::test
