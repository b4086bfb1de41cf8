// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractSocket>
#include <QList>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QSslError>
#include <QString>

namespace touchline {

/// Why a connection or a request failed and what to do about it, for a person: "WHY; REMEDY".
/// The network library's own words speak of its classes; they are used only where nothing better is known.

[[nodiscard]] QString streamFailure(QAbstractSocket::SocketError error, const QString &words);
[[nodiscard]] QString requestFailure(QNetworkReply::NetworkError error, const QString &words);
/// " through the proxy HOST:PORT" or nothing, to go after the name of the host.
[[nodiscard]] QString throughProxy(const QNetworkProxy &proxy);
[[nodiscard]] QString certificateFailure(const QList<QSslError> &errors);

} // namespace touchline
