// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "feed/feedaction.h"

#include <string>

class QNetworkAccessManager;
class QNetworkReply;
class QUrl;

namespace touchline {

/// Starts a GET with the program's user agent and a time limit. The reply deletes itself once it has
/// finished.
[[nodiscard]] QNetworkReply *httpGet(QNetworkAccessManager &network, const std::string &url);

/// A finished reply as a value. Where there was no HTTP answer, the status is 0 and the body one sentence.
[[nodiscard]] HttpReply httpReplyFrom(QNetworkReply &reply, const std::string &usedWeightHeader = {});

/// "http://host:port" of a URL, for messages.
[[nodiscard]] std::string hostText(const QUrl &url);

} // namespace touchline
