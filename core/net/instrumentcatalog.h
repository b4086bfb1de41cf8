// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/feedsource.h"
#include "net/streamsocket.h"

#include <QObject>
#include <QTimer>

#include <deque>
#include <memory>
#include <string>
#include <vector>

class QNetworkAccessManager;
class QNetworkReply;

namespace touchline {

/// Why there is no list, and when the venue allows to ask again.
struct CatalogFailure {
    Error error;
    int httpStatus = 0; ///< 0: there was no answer
    std::optional<Duration> retryAfter;
};

/// Fetches a venue's list of instruments, or its lists one after the other.
class InstrumentCatalog : public QObject {
    Q_OBJECT

public:
    /// `network` must outlive the catalog.
    explicit InstrumentCatalog(QNetworkAccessManager &network, QObject *parent = nullptr);

    /// Ends in loaded() or failed(); an earlier fetch is dropped.
    void fetch(const Venue &venue, const VenueHosts &hosts);
    /// Drops a fetch that runs: nothing is emitted for it.
    void cancel();

signals:
    /// The answer as it came, before loaded() or failed().
    void answered(const QString &url, const touchline::HttpReply &answer);
    void loaded(touchline::InstrumentList instruments);
    void failed(const touchline::CatalogFailure &failure);

private:
    void fetchNext();
    void get(const std::string &url);
    void openStream(const std::string &url);
    void dropStream();
    void onFrame(std::string_view text);
    void onPatienceOver();
    void onFinished(QNetworkReply &reply);
    void addAll(std::vector<Instrument> instruments);

    QNetworkAccessManager &m_network;
    QNetworkReply *m_reply = nullptr;
    std::unique_ptr<StreamSocket> m_stream; ///< of a list that comes on one
    QTimer m_patience;
    const Venue *m_venue = nullptr;
    std::deque<std::string> m_urls; ///< of the lists that are still to be fetched
    std::vector<Instrument> m_instruments;
};

} // namespace touchline
