// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/certificates.h"

#include "support/program.h"

#include <QFile>
#include <QProcess>
#include <QSslKey>
#include <QSslSocket>

namespace touchline::test {

namespace {

QStringList newKey()
{
    return typed("-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes");
}

} // namespace

CertificateAuthority::CertificateAuthority()
{
    m_isUsable = QSslSocket::supportsSsl() && openssl(
                                                  typed("req -x509 -days 2 -subj /CN=Authority") + newKey() +
                                                  QStringList{
                                                      QStringLiteral("-keyout"), path("authority.key"),
                                                      QStringLiteral("-out"), path("authority.pem")});
}

QSslCertificate CertificateAuthority::certificate() const
{
    return QSslCertificate::fromPath(path("authority.pem")).value(0);
}

std::optional<QSslConfiguration> CertificateAuthority::server(const char *names, int days) const
{
    QFile extension(path("names"));
    if (!extension.open(QIODevice::WriteOnly) || extension.write(QByteArray("subjectAltName=") + names) < 0)
        return std::nullopt;
    extension.close();
    const bool isMade =
        openssl(
            typed("req -subj /CN=server") + newKey() +
            QStringList{
                QStringLiteral("-keyout"), path("key.pem"), QStringLiteral("-out"), path("request")}) &&
        openssl(
            typed("x509 -req -days") + QStringList{
                                           QString::number(days), QStringLiteral("-in"), path("request"),
                                           QStringLiteral("-CA"), path("authority.pem"),
                                           QStringLiteral("-CAkey"), path("authority.key"),
                                           QStringLiteral("-CAcreateserial"), QStringLiteral("-extfile"),
                                           path("names"), QStringLiteral("-out"), path("server.pem")});
    QFile key(path("key.pem"));
    if (!isMade || !key.open(QIODevice::ReadOnly))
        return std::nullopt;
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificate(QSslCertificate::fromPath(path("server.pem")).value(0));
    tls.setPrivateKey(QSslKey(&key, QSsl::Ec));
    return tls;
}

bool CertificateAuthority::openssl(const QStringList &arguments) const
{
    QProcess process;
    process.start(QStringLiteral("openssl"), arguments);
    return process.waitForFinished(10'000) && process.exitStatus() == QProcess::NormalExit &&
           process.exitCode() == 0;
}

QString CertificateAuthority::path(const char *name) const
{
    return m_folder.filePath(QLatin1String(name));
}

} // namespace touchline::test
