// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "venues/levelscanner_paths.h"
#include "venues/leveltext.h"
#include "venues/priceorder.h"

namespace touchline {

template <class Form>
LevelScan scanLevelsPortable(std::string_view text, Side side, Decimals decimals, std::vector<Level> &out)
{
    out.clear();
    PriceOrder order(side);
    const char *const end = text.data() + text.size();
    const char *at = text.data();
    if (leveltext::isEmptyList<Form>(at, end))
        return {at, true};
    while (at) {
        Level level;
        at = leveltext::readPair<Form>(at, end, decimals, level);
        if (!at)
            return {};
        out.push_back(level);
        order.note(level.price);
        if (leveltext::isListOver<Form>(at, end))
            return {at, order.isBestFirst()};
    }
    return {};
}

template LevelScan scanLevelsPortable<TextPair>(std::string_view, Side, Decimals, std::vector<Level> &);
template LevelScan scanLevelsPortable<NumberPair>(std::string_view, Side, Decimals, std::vector<Level> &);

} // namespace touchline
