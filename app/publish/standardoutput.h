// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace touchline {

/// Writes all of the bytes, waiting for the reader as long as it takes. 0, or an errno.
[[nodiscard]] int writeToStandardOutput(std::string_view bytes);

} // namespace touchline
