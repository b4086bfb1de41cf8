// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "book/digest.h"

namespace touchline {

namespace {

void appendSide(std::string &text, char name, const BookSide &side, Decimals decimals)
{
    side.visitBestFirst([&](const Level &level) {
        text += name;
        text += ' ';
        appendDecimal(text, level.price.raw(), decimals.price);
        text += ' ';
        appendDecimal(text, level.qty.raw(), decimals.qty);
        text += '\n';
        return true;
    });
}

} // namespace

std::string digestText(const OrderBook &book, Decimals decimals)
{
    constexpr std::size_t typicalLine = 24;
    std::string text;
    text.reserve((book.bids().size() + book.asks().size()) * typicalLine);
    appendSide(text, 'b', book.bids(), decimals);
    appendSide(text, 'a', book.asks(), decimals);
    return text;
}

} // namespace touchline
