// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace touchline {

/// RFC 4648, standard alphabet, padded.
void appendBase64(std::string &out, std::string_view bytes);

/// None when the text is not base64.
[[nodiscard]] std::optional<std::string> decodeBase64(std::string_view text);

} // namespace touchline
