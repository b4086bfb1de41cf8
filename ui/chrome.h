// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme.h"

#include <QString>

namespace touchline {

/// The style sheet of a window's frame parts (bars, splitters, headers, buttons), from the theme's roles.
[[nodiscard]] QString chromeStyle(const Theme &theme);

} // namespace touchline
