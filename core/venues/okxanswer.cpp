// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "venues/okxanswer.h"

#include "venues/okxmessage.h"

namespace touchline::okx {

Expected<json::Array> dataIn(std::string_view body, std::string_view what)
{
    const auto root = json::parseObject(body, what);
    if (!root)
        return Unexpected(root.error());
    const auto code = json::text(*root, "code");
    if (!code)
        return Unexpected(code.error());
    if (*code != "0")
        return failure(
            ErrorCode::VenueRefused,
            "code " + std::string(code->substr(0, 40)) + ": " + json::sentence(*root, "msg"));
    return json::array(*root, "data");
}

Expected<BookSnapshot> decodeSnapshot(std::string_view body, const Instrument &instrument)
{
    const auto data = dataIn(body, "the book");
    if (!data)
        return Unexpected(data.error());
    if (data->size() != 1)
        return wrongShape("'data' is not one book");
    json::Object object;
    if (data->at(0).get(object) != simdjson::SUCCESS)
        return wrongShape("an entry of 'data' is not an object");
    return bookIn(object, instrument.decimals);
}

} // namespace touchline::okx
