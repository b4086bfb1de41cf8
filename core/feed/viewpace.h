// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace touchline {

/// How often views of a book that changes carry all of it, and whoever draws all of it draws anew.
inline constexpr std::chrono::milliseconds deepViewInterval{200};

} // namespace touchline
