// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace touchline::test {

/// How often this program has asked for memory with `new` so far. Whoever links this counts.
[[nodiscard]] std::size_t allocations();

} // namespace touchline::test
