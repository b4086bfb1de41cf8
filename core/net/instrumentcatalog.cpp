// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/instrumentcatalog.h"

#include "net/httpget.h"

#include <QNetworkReply>

#include <utility>

namespace touchline {

namespace {

constexpr int httpOk = 200;

std::string remedyFor(int status)
{
    constexpr int forbidden = 403;
    constexpr int notFound = 404;
    constexpr int banned = 418;
    constexpr int tooMany = 429;
    constexpr int notHere = 451;
    constexpr int serverFailed = 500;
    if (status == notFound)
        return "check the address, or name the symbols to go without the list";
    if (status == tooMany || status == banned)
        return "wait some minutes before you try again";
    if (status == forbidden || status == notHere)
        return "the exchange may not serve this network; try another exchange or address";
    if (status >= serverFailed)
        return "the exchange is in trouble; try again later";
    return "check the address";
}

} // namespace

InstrumentCatalog::InstrumentCatalog(QNetworkAccessManager &network, QObject *parent)
    : QObject(parent),
      m_network(network)
{
}

void InstrumentCatalog::fetch(const Venue &venue, const VenueHosts &hosts)
{
    cancel();
    QNetworkReply *const reply = httpGet(m_network, venue.instrumentsUrl(hosts));
    m_reply = reply;
    connect(reply, &QNetworkReply::finished, this, [this, reply, &venue] {
        if (reply == m_reply)
            onFinished(venue, *std::exchange(m_reply, nullptr));
    });
}

void InstrumentCatalog::cancel()
{
    if (QNetworkReply *const earlier = std::exchange(m_reply, nullptr))
        earlier->abort();
}

void InstrumentCatalog::onFinished(const Venue &venue, QNetworkReply &reply)
{
    const HttpReply answer = httpReplyFrom(reply);
    if (answer.status == 0) {
        emit failed({Error{ErrorCode::ConnectionFailed, answer.body}, 0, std::nullopt});
        return;
    }
    emit answered(reply.url().toString(), answer);
    const std::string from = hostText(reply.url());
    if (answer.status != httpOk) {
        const std::string words = venue.errorText(answer.body);
        const std::string detail = from + " answers the request for its list of instruments with HTTP " +
                                   std::to_string(answer.status) + (words.empty() ? "" : ": " + words) +
                                   "; " + remedyFor(answer.status);
        emit failed({Error{ErrorCode::HttpFailed, detail}, answer.status, answer.retryAfter});
        return;
    }
    auto instruments = venue.decodeInstruments(answer.body);
    if (!instruments) {
        const std::string detail = "the list of instruments from " + from +
                                   " cannot be used: " + instruments.error().detail + "; check the address";
        emit failed({Error{instruments.error().code, detail}, answer.status, std::nullopt});
        return;
    }
    emit loaded(std::make_shared<const std::vector<Instrument>>(std::move(*instruments)));
}

} // namespace touchline
