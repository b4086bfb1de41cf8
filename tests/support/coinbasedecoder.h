// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "venues/venuetable.h"

#include <QTest>

#include <algorithm>
#include <string>
#include <vector>

namespace touchline::test::coinbase {

/// Decodes with the products that are followed, one frame after another.
struct Decoder {
    std::vector<Instrument> followed;
    DecodeBuffer buffer;

    explicit Decoder(const std::vector<std::string> &products = {"BTC-USD", "ETH-USD"})
    {
        std::transform(products.begin(), products.end(), std::back_inserter(followed), bareInstrument);
    }

    Expected<FeedEvent> decode(std::string_view frame)
    {
        const auto lookup = [this](std::string_view symbol) -> const Instrument * {
            const auto at = std::find_if(
                followed.begin(), followed.end(), [symbol](const auto &one) { return one.symbol == symbol; });
            return at == followed.end() ? nullptr : &*at;
        };
        return findVenue("coinbase")->decodeFrame(frame, lookup, buffer);
    }

    template <class Event> Event decodedAs(std::string_view frame)
    {
        const auto event = decode(frame);
        if (!event || !std::holds_alternative<Event>(*event)) {
            QTest::qFail("decoded to something else", __FILE__, __LINE__);
            return {};
        }
        return std::get<Event>(*event);
    }
};

} // namespace touchline::test::coinbase
