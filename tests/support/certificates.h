// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QTemporaryDir>

#include <optional>

namespace touchline::test {

/// A private certificate authority and the servers it vouches for, made by the openssl program.
class CertificateAuthority {
public:
    /// False where openssl or TLS is missing.
    [[nodiscard]] bool isUsable() const { return m_isUsable; }

    CertificateAuthority();

    [[nodiscard]] QSslCertificate certificate() const;

    /// A server's side of TLS. `names` as in a subjectAltName ("DNS:localhost,IP:127.0.0.1"); `days` until
    /// the certificate expires, below zero for one that has.
    [[nodiscard]] std::optional<QSslConfiguration> server(const char *names, int days = 2) const;

private:
    [[nodiscard]] bool openssl(const QStringList &arguments) const;
    [[nodiscard]] QString path(const char *name) const;

    QTemporaryDir m_folder;
    bool m_isUsable = false;
};

} // namespace touchline::test
