// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "venues/levelscanner.h"

#include "venues/levelscanner_paths.h"

#include <cassert>

namespace touchline {

namespace {

// Before this is initialised it is Portable, which is right everywhere.
const ScanPath fastestPath = runsHere(ScanPath::Sse41) ? ScanPath::Sse41 : ScanPath::Portable;

} // namespace

bool runsHere(ScanPath path)
{
    switch (path) {
    case ScanPath::Portable:
        return true;
    case ScanPath::Sse41:
#if TOUCHLINE_HAS_SSE41_PATH
        return __builtin_cpu_supports("sse4.1") != 0;
#else
        return false;
#endif
    }
    return false;
}

template <class Form>
const char *scanLevels(ScanPath path, std::string_view text, Decimals decimals, std::vector<Level> &out)
{
    assert(runsHere(path));
    assert(decimals.price >= 0 && decimals.price <= maxDecimals);
    assert(decimals.qty >= 0 && decimals.qty <= maxDecimals);
#if TOUCHLINE_HAS_SSE41_PATH
    if (path == ScanPath::Sse41 && decimals.price <= 16 && decimals.qty <= 16)
        return scanLevelsSse41<Form>(text, decimals, out);
#endif
    return scanLevelsPortable<Form>(text, decimals, out);
}

template <class Form>
const char *scanLevels(std::string_view text, Decimals decimals, std::vector<Level> &out)
{
    return scanLevels<Form>(fastestPath, text, decimals, out);
}

template const char *scanLevels<TextPair>(std::string_view, Decimals, std::vector<Level> &);
template const char *scanLevels<NumberPair>(std::string_view, Decimals, std::vector<Level> &);
template const char *scanLevels<TextPair>(ScanPath, std::string_view, Decimals, std::vector<Level> &);
template const char *scanLevels<NumberPair>(ScanPath, std::string_view, Decimals, std::vector<Level> &);

} // namespace touchline
