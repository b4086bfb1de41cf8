// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/networkwatch.h"

#include <QNetworkInformation>

#include <utility>

namespace touchline {

void NetworkWatch::start()
{
    if (std::exchange(m_isStarted, true) ||
        !QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability))
        return;
    connect(
        QNetworkInformation::instance(), &QNetworkInformation::reachabilityChanged, this,
        [this](QNetworkInformation::Reachability reach) {
            setOnline(reach != QNetworkInformation::Reachability::Disconnected);
        });
}

void NetworkWatch::setOnline(bool isOnline)
{
    if (!std::exchange(m_isOnline, isOnline) && isOnline)
        emit back();
}

} // namespace touchline
