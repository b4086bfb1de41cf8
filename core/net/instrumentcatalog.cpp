// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/instrumentcatalog.h"

#include "net/httpget.h"

#include <QNetworkReply>

#include <utility>

namespace touchline {

namespace {

constexpr int httpOk = 200;
/// For a list that comes on a stream.
constexpr std::chrono::seconds streamPatience{15};

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
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &InstrumentCatalog::onPatienceOver);
}

void InstrumentCatalog::fetch(const Venue &venue, const VenueHosts &hosts)
{
    cancel();
    m_venue = &venue;
    m_instruments.clear();
    const auto urls = venue.instrumentUrls(hosts);
    m_urls.assign(urls.begin(), urls.end());
    fetchNext();
}

void InstrumentCatalog::cancel()
{
    if (QNetworkReply *const earlier = std::exchange(m_reply, nullptr))
        earlier->abort();
    dropStream();
}

void InstrumentCatalog::fetchNext()
{
    if (m_urls.empty()) {
        emit loaded(std::make_shared<const std::vector<Instrument>>(std::move(m_instruments)));
        return;
    }
    const std::string url = std::move(m_urls.front());
    m_urls.pop_front();
    if (url.starts_with("ws"))
        openStream(url);
    else
        get(url);
}

void InstrumentCatalog::get(const std::string &url)
{
    QNetworkReply *const reply = httpGet(m_network, url);
    m_reply = reply;
    connect(reply, &QNetworkReply::finished, this, [this, reply] {
        if (reply == m_reply)
            onFinished(*std::exchange(m_reply, nullptr));
    });
}

void InstrumentCatalog::openStream(const std::string &url)
{
    m_stream = std::make_unique<StreamSocket>(m_network.proxy());
    connect(m_stream.get(), &StreamSocket::opened, this, [this] {
        m_stream->send(m_venue->instrumentsMessage());
    });
    connect(m_stream.get(), &StreamSocket::frame, this, &InstrumentCatalog::onFrame);
    connect(m_stream.get(), &StreamSocket::lost, this, [this](const Error &error) {
        dropStream();
        emit failed({error, 0, std::nullopt});
    });
    m_patience.start(streamPatience);
    m_stream->open(url);
}

void InstrumentCatalog::dropStream()
{
    m_patience.stop();
    // It may be dropped from inside one of its own signals.
    if (m_stream)
        m_stream.release()->drop();
}

/// A stream says other things, too, before it comes to the list.
void InstrumentCatalog::onFrame(std::string_view text)
{
    auto instruments = m_venue->decodeInstruments(text);
    if (!instruments)
        return;
    dropStream();
    addAll(std::move(*instruments));
}

void InstrumentCatalog::onPatienceOver()
{
    const std::string from = m_stream->host();
    dropStream();
    emit failed({Error{ErrorCode::TimedOut, "no list of instruments came from " + from}, 0, std::nullopt});
}

void InstrumentCatalog::addAll(std::vector<Instrument> instruments)
{
    m_instruments.insert(
        m_instruments.end(), std::make_move_iterator(instruments.begin()),
        std::make_move_iterator(instruments.end()));
    fetchNext();
}

void InstrumentCatalog::onFinished(QNetworkReply &reply)
{
    const HttpReply answer = httpReplyFrom(reply);
    if (answer.status == 0) {
        emit failed({Error{ErrorCode::ConnectionFailed, answer.body}, 0, std::nullopt});
        return;
    }
    emit answered(reply.url().toString(), answer);
    const std::string from = hostText(reply.url());
    if (answer.status != httpOk) {
        const std::string words = m_venue->errorText(answer.body);
        const std::string detail = from + " answers the request for its list of instruments with HTTP " +
                                   std::to_string(answer.status) + (words.empty() ? "" : ": " + words) +
                                   "; " + remedyFor(answer.status);
        emit failed({Error{ErrorCode::HttpFailed, detail}, answer.status, answer.retryAfter});
        return;
    }
    auto instruments = m_venue->decodeInstruments(answer.body);
    if (!instruments) {
        const std::string detail = "the list of instruments from " + from +
                                   " cannot be used: " + instruments.error().detail + "; check the address";
        emit failed({Error{instruments.error().code, detail}, answer.status, std::nullopt});
        return;
    }
    addAll(std::move(*instruments));
}

} // namespace touchline
