// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/feedsource.h"

#include <QObject>

class QNetworkAccessManager;
class QNetworkReply;

namespace touchline {

/// Why there is no list, and when the venue allows to ask again.
struct CatalogFailure {
    Error error;
    int httpStatus = 0; ///< 0: there was no answer
    std::optional<Duration> retryAfter;
};

/// Fetches a venue's list of instruments.
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
    void onFinished(const Venue &venue, QNetworkReply &reply);

    QNetworkAccessManager &m_network;
    QNetworkReply *m_reply = nullptr;
};

} // namespace touchline
