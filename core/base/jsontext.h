// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace touchline {

/// Appends a JSON string with its quotes. `text` must be UTF-8.
void appendJsonString(std::string &out, std::string_view text);

} // namespace touchline
