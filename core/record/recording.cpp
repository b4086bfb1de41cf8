// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/recording.h"

#include "record/fileloader.h"

namespace touchline {

Expected<Recording> loadRecordings(std::span<const std::string> paths)
{
    if (paths.empty())
        return failure(ErrorCode::BadArgument, "No recording was named; give at least one file.");
    Recording::Parts parts;
    for (const std::string &path : paths) {
        FileLoader loader(path, parts);
        if (const auto loaded = loader.load(); !loaded)
            return Unexpected(loaded.error());
        if (parts.damage)
            break;
    }
    return Recording(std::move(parts));
}

} // namespace touchline
