// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/common/log.h"
#include "app/publish/publishrun.h"
#include "net/feedsource.h"

#include <QStringList>

namespace touchline {

struct PublishArguments {
    FeedSource source;
    PublishRunOptions run;
    LogOptions log;
    std::string tracePath; ///< empty: none
    bool needsDemo = false;
    std::int64_t demoRate = 0;
};

/// Reads the command line of touchline-publish; --help and --version end the process.
[[nodiscard]] Expected<PublishArguments> readPublishArguments(const QStringList &arguments);

} // namespace touchline
