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
LevelScan scanLevels(
    ScanPath path, std::string_view text, Side side, Decimals decimals, std::vector<Level> &out)
{
    assert(runsHere(path));
    assert(decimals.price >= 0 && decimals.price <= maxDecimals);
    assert(decimals.qty >= 0 && decimals.qty <= maxDecimals);
#if TOUCHLINE_HAS_SSE41_PATH
    if (path == ScanPath::Sse41 && decimals.price <= 16 && decimals.qty <= 16)
        return scanLevelsSse41<Form>(text, side, decimals, out);
#endif
    return scanLevelsPortable<Form>(text, side, decimals, out);
}

template <class Form>
LevelScan scanLevels(std::string_view text, Side side, Decimals decimals, std::vector<Level> &out)
{
    return scanLevels<Form>(fastestPath, text, side, decimals, out);
}

template LevelScan scanLevels<TextPair>(std::string_view, Side, Decimals, std::vector<Level> &);
template LevelScan scanLevels<NumberPair>(std::string_view, Side, Decimals, std::vector<Level> &);
template LevelScan scanLevels<TextPair>(ScanPath, std::string_view, Side, Decimals, std::vector<Level> &);
template LevelScan scanLevels<NumberPair>(ScanPath, std::string_view, Side, Decimals, std::vector<Level> &);

} // namespace touchline
