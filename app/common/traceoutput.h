// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/common/tracefile.h"

namespace touchline {

/// The trace that the command line asks for, with this thread in it; null for an empty path. It must outlive
/// every other thread that enters it.
[[nodiscard]] Expected<std::unique_ptr<TraceFile>> openTrace(
    const std::string &path, std::string_view nameOfThread);

} // namespace touchline
