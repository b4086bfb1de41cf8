// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/httpget.h"

#include "net/networkfailure.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QUrl>

namespace touchline {

namespace {

constexpr int timeLimitMs = 20'000;
/// What was wrong with the certificate, kept with the reply until it has finished.
constexpr const char *certificateProblem = "certificateProblem";

std::optional<Duration> retryAfterOf(const QNetworkReply &reply)
{
    bool isNumber = false;
    const qlonglong seconds = reply.rawHeader("Retry-After").toLongLong(&isNumber);
    if (!isNumber || seconds < 0)
        return std::nullopt;
    return std::chrono::seconds(seconds);
}

std::optional<int> usedWeightOf(const QNetworkReply &reply, const std::string &header)
{
    bool isNumber = false;
    const int weight =
        header.empty() ? 0 : reply.rawHeader(QByteArray::fromStdString(header)).toInt(&isNumber);
    return isNumber && weight >= 0 ? std::optional(weight) : std::nullopt;
}

} // namespace

QNetworkReply *httpGet(QNetworkAccessManager &network, const std::string &url)
{
    QNetworkRequest request(QUrl(QString::fromStdString(url)));
    request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("touchline"));
    request.setTransferTimeout(timeLimitMs);
    QNetworkReply *const reply = network.get(request);
    // Whoever asked may be gone when the answer comes.
    QObject::connect(reply, &QNetworkReply::finished, reply, &QObject::deleteLater);
    QObject::connect(reply, &QNetworkReply::sslErrors, reply, [reply](const QList<QSslError> &errors) {
        reply->setProperty(certificateProblem, certificateFailure(errors));
    });
    return reply;
}

HttpReply httpReplyFrom(QNetworkReply &reply, const std::string &usedWeightHeader)
{
    HttpReply answer;
    answer.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const bool wasCutOff = reply.error() != QNetworkReply::NoError && answer.status == 200;
    if (answer.status == 0 || wasCutOff) {
        answer.status = 0;
        const QString certificate = reply.property(certificateProblem).toString();
        const QString why =
            certificate.isEmpty() ? requestFailure(reply.error(), reply.errorString()) : certificate;
        const QString proxy = throughProxy(reply.manager()->proxy());
        answer.body =
            "cannot reach " + hostText(reply.url()) + proxy.toStdString() + ": " + why.toStdString();
        return answer;
    }
    answer.body = reply.readAll().toStdString();
    answer.retryAfter = retryAfterOf(reply);
    answer.usedWeight = usedWeightOf(reply, usedWeightHeader);
    return answer;
}

std::string hostText(const QUrl &url)
{
    const auto hidden = QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveUserInfo | QUrl::RemoveFragment;
    return url.toString(hidden).toStdString();
}

} // namespace touchline
