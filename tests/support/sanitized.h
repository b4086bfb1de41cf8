// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace touchline::test {

/// True where a sanitizer watches this program: it keeps memory that was freed, and takes its time.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool isSanitized = true;
#else
inline constexpr bool isSanitized = false;
#endif

/// How many times as long as in a plain build something may take.
inline constexpr int patience = isSanitized ? 4 : 1;

} // namespace touchline::test
