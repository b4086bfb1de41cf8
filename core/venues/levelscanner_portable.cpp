// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "venues/levelscanner_paths.h"
#include "venues/leveltext.h"

namespace touchline {

template <class Form>
const char *scanLevelsPortable(std::string_view text, Decimals decimals, std::vector<Level> &out)
{
    out.clear();
    const char *const end = text.data() + text.size();
    const char *at = text.data();
    if (leveltext::isEmptyList<Form>(at, end))
        return at;
    while (at) {
        Level level;
        at = leveltext::readPair<Form>(at, end, decimals, level);
        if (!at)
            return nullptr;
        out.push_back(level);
        if (leveltext::isListOver<Form>(at, end))
            return at;
    }
    return nullptr;
}

template const char *scanLevelsPortable<TextPair>(std::string_view, Decimals, std::vector<Level> &);
template const char *scanLevelsPortable<NumberPair>(std::string_view, Decimals, std::vector<Level> &);

} // namespace touchline
