// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/httpget.h"

#include "net/networkfailure.h"

#include <QCoreApplication>
#include <QEvent>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QUrl>

#include <algorithm>

namespace touchline {

namespace {

constexpr int httpOk = 200;
constexpr int timeLimitMs = 20'000;
/// The longest answer of a venue, its list of instruments, has some 20 MiB.
constexpr qint64 largestBody = qint64{64} << 20;
/// What was wrong with the certificate, kept with the reply until it has finished.
constexpr const char *certificateProblem = "certificateProblem";
/// True once a reply was given up for its size.
constexpr const char *isTooLarge = "isTooLarge";

void giveUpIfLarge(QNetworkReply &reply, qint64 bytes)
{
    if (bytes <= largestBody || reply.property(isTooLarge).toBool())
        return;
    reply.setProperty(isTooLarge, true);
    // A reply with an error has come to its end already, and may not be given a second one.
    if (reply.error() != QNetworkReply::NoError)
        return;
    reply.abort();
    // Its end may be on the way from Qt's thread by now: that would be the second one.
    QCoreApplication::removePostedEvents(&reply, QEvent::MetaCall);
}

std::string failureOf(QNetworkReply &reply)
{
    const std::string host = hostText(reply.url());
    if (reply.property(isTooLarge).toBool())
        return host + " answers with more than " + std::to_string(largestBody >> 20) +
               " MiB; check the address";
    const QString certificate = reply.property(certificateProblem).toString();
    const QString why =
        certificate.isEmpty() ? requestFailure(reply.error(), reply.errorString()) : certificate;
    const QString proxy = throughProxy(reply.manager()->proxy());
    return "cannot reach " + host + proxy.toStdString() + ": " + why.toStdString();
}

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
    QObject::connect(reply, &QNetworkReply::downloadProgress, reply, [reply](qint64 received, qint64 all) {
        giveUpIfLarge(*reply, std::max(received, all));
    });
    return reply;
}

HttpReply httpReplyFrom(QNetworkReply &reply, const std::string &usedWeightHeader)
{
    HttpReply answer;
    answer.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const bool wasCutOff = reply.error() != QNetworkReply::NoError && answer.status == httpOk;
    if (answer.status == 0 || wasCutOff || reply.property(isTooLarge).toBool()) {
        answer.status = 0;
        answer.body = failureOf(reply);
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
