// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"

#include <QString>

namespace touchline {

/// Sends the log, a line a message with time and level, to a file from now on; to standard error if `path` is
/// empty. FileUnwritable when the file cannot be opened.
[[nodiscard]] Expected<void> openLog(const QString &path);

} // namespace touchline
