// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/textlines.h"

#include "book/depth.h"

#include <QDateTime>

namespace touchline {

namespace {

std::string timeText(Instant at)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(at.millis(), Qt::UTC);
    return time.toString(QStringLiteral("HH:mm:ss.zzz")).toStdString();
}

/// Right-aligned, so that the columns of successive lines stand under each other.
std::string padded(std::string text, std::size_t width)
{
    if (text.size() < width)
        text.insert(0, width - text.size(), ' ');
    return text;
}

/// Symbols and reasons are the venue's words: they must neither break a line nor steer a terminal.
std::string readable(std::string text)
{
    for (char &c : text) {
        if (static_cast<unsigned char>(c) < 0x20U || c == '\x7f')
            c = ' ';
    }
    return text;
}

} // namespace

std::string textBookLine(const BookFeed &feed)
{
    constexpr std::size_t qtyWidth = 14;
    constexpr std::size_t priceWidth = 12;
    const Instrument &instrument = feed.instrument();
    const auto price = [&](Price value) {
        return format(value, instrument.decimals.price, instrument.shownPriceDecimals());
    };
    const auto qty = [&](Qty value) {
        return format(value, instrument.decimals.qty, instrument.shownQtyDecimals());
    };
    const auto bid = feed.book().bids().best();
    const auto ask = feed.book().asks().best();
    const auto touch = feed.book().touch();
    std::string line = timeText(feed.receiveTime().value_or(Instant{})) + ' ' + readable(instrument.symbol);
    line += ' ' + padded(bid ? qty(bid->qty) : "-", qtyWidth) + ' ' +
            padded(bid ? price(bid->price) : "-", priceWidth);
    line += " | " + padded(ask ? price(ask->price) : "-", priceWidth) + ' ' +
            padded(ask ? qty(ask->qty) : "-", qtyWidth);
    line += ' ' + (touch ? price(spread(*touch)) : std::string("-"));
    return line;
}

std::string textStateLine(const BookFeed &feed, Instant now)
{
    const FeedStatus &status = feed.status();
    std::string line =
        timeText(now) + ' ' + readable(feed.instrument().symbol) + ' ' + std::string(stateName(status.state));
    if (!status.reason.empty())
        line += ": " + readable(status.reason);
    return line;
}

} // namespace touchline
