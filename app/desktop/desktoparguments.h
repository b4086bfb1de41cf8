// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/common/log.h"
#include "net/feedsource.h"

#include <QString>
#include <QStringList>

#include <chrono>

namespace touchline {

struct DesktopArguments {
    FeedSource source;
    std::int64_t demoRate = 0;
    LogOptions log;
    std::string tracePath;  ///< empty: none
    QString screenshotPath; ///< empty: none
    std::chrono::milliseconds screenshotAfter = std::chrono::seconds(5);
};

/// Reads the command line of touchline; --help and --version end the process.
[[nodiscard]] Expected<DesktopArguments> readDesktopArguments(const QStringList &arguments);

} // namespace touchline
