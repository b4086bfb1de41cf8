// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QRegularExpression>
#include <QSettings>
#include <QTemporaryDir>

/// What every test that opens a window needs.
namespace touchline::test {

/// Warnings that no window may cause. The offscreen platform has no window manager to tell a window's
/// smallest size, and says so of each.
inline QRegularExpression warningsOfWindows()
{
    return QRegularExpression(QStringLiteral("^(?!This plugin does not support propagateSizeHints)"));
}

/// The program's own settings, but in `folder`: nothing of the user's is read or written. False if there is
/// no such folder.
[[nodiscard]] inline bool useSettingsIn(const QTemporaryDir &folder)
{
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder.path());
    QCoreApplication::setOrganizationName(QStringLiteral("Touchline"));
    QCoreApplication::setApplicationName(QStringLiteral("Touchline"));
    return folder.isValid();
}

} // namespace touchline::test
