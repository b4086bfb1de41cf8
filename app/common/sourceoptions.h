// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/common/log.h"
#include "net/feedsource.h"

#include <QCommandLineParser>

namespace touchline {

/// The flags that say what a program follows: exchange, symbols, recording, hosts.
class SourceOptions {
public:
    /// Adds the flags; `parser` must outlive this.
    explicit SourceOptions(QCommandLineParser &parser);

    /// What was asked for, or BadArgument in one line that says what is wrong and how to mend it.
    [[nodiscard]] Expected<FeedSource> source() const;

    /// Book updates a second of the demo's busy symbols.
    [[nodiscard]] Expected<std::int64_t> demoRate() const;

    /// Where the log goes and what it holds.
    [[nodiscard]] Expected<LogOptions> log() const;

    /// Where a trace goes; empty: none.
    [[nodiscard]] std::string tracePath() const;

    /// True when the simulated exchange must be started inside the program.
    [[nodiscard]] static bool needsDemo(const FeedSource &source);

private:
    Expected<void> readVenue(FeedSource &source) const;
    Expected<void> readHosts(FeedSource &source) const;
    Expected<void> readReplay(FeedSource &source) const;
    Expected<void> readProxy(FeedSource &source) const;

    QCommandLineParser &m_parser;
};

} // namespace touchline
