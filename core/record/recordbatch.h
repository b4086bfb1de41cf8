// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "record/record.h"
#include "record/textblock.h"

#include <vector>

namespace touchline {

/// Some records in a row and the text their data is in: mostly the lines as they were read, without a copy.
struct RecordBatch {
    std::vector<Record> records;
    TextBlock lines;
    TextBlock unescaped; ///< data that stands in its line in another form
};

} // namespace touchline
