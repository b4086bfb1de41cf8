// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"

#include <QStringList>

#include <chrono>

class QCommandLineParser;

namespace touchline {

/// What every program ends with.
enum class ExitCode { Done = 0, SourceFailed = 1, BadArguments = 2 };

[[nodiscard]] ExitCode exitCodeFor(ErrorCode code);

/// Parses, and answers --help and --version. BadArgument says in one line what is wrong and how to mend it.
[[nodiscard]] Expected<void> parseCommandLine(QCommandLineParser &parser, const QStringList &arguments);

/// Writes "program: sentence" on standard error and gives the status to end with.
[[nodiscard]] int reportFailure(const Error &error);

/// A whole number within bounds, or BadArgument that names the flag and the bounds.
[[nodiscard]] Expected<int> wholeNumber(const QString &flag, const QString &text, int lowest, int highest);

/// A time above zero, or BadArgument that names the flag.
[[nodiscard]] Expected<std::chrono::milliseconds> seconds(const QString &flag, const QString &text);

} // namespace touchline
