// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/feedhost.h"
#include "net/smallexchange.h"
#include "support/cannedserver.h"
#include "support/certificates.h"
#include "support/relay.h"
#include "support/selfsigned.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace touchline;
using namespace touchline::test;

/// Who is believed to be the exchange, over real TLS on the loopback.
class TlsTest : public QObject {
    Q_OBJECT

private:
    const BinanceSpot m_venue{{"binance", "Binance", "https://host.invalid", "wss://host.invalid"}};
    CertificateAuthority m_authority;
    QSslConfiguration m_usual = QSslConfiguration::defaultConfiguration();
    ExchangeServer m_exchange{smallExchange(400)};
    quint16 m_port = 0;

    struct Followed {
        FeedHost host{[](BookFeed &, FeedChange::Kind, Instant) {}};
        QSignalSpy failed{&host, &FeedHost::failed};

        [[nodiscard]] bool isLive() const
        {
            const auto sessions = host.sessions();
            return !sessions.empty() && sessions.front()->book(0).status().isLive();
        }
        [[nodiscard]] bool hasBeenOpen() const
        {
            const auto sessions = host.sessions();
            return !sessions.empty() && sessions.front()->hasBeenOpen();
        }
        [[nodiscard]] QByteArray sentence() const
        {
            return QByteArray::fromStdString(failed.constFirst().at(0).value<Error>().detail);
        }
    };

    void trust() const
    {
        QSslConfiguration tls = m_usual;
        tls.addCaCertificate(m_authority.certificate());
        QSslConfiguration::setDefaultConfiguration(tls);
    }

    /// Both services behind this certificate, and the stream alone: each is refused with the reason.
    void verifyRefused(const QSslConfiguration &tls, const QByteArray &reason) const
    {
        const Relay relay(m_port, {.tls = tls});
        QVERIFY(relay.isListening());
        const std::string plain = "http://127.0.0.1:" + std::to_string(m_port);
        Followed both;
        Followed stream;
        both.host.open(sourceAt(m_venue, relay.url("https"), relay.url("wss"), {"BTCUSDT"}));
        stream.host.open(sourceAt(m_venue, plain, relay.url("wss"), {"BTCUSDT"}));
        QTRY_VERIFY_WITH_TIMEOUT(!both.failed.isEmpty() && !stream.failed.isEmpty(), 20'000);
        for (const Followed *const feed : {&both, &stream}) {
            QVERIFY2(feed->sentence().contains("certificate is not trusted"), feed->sentence());
            QVERIFY2(feed->sentence().contains(reason), feed->sentence());
            QVERIFY(!feed->hasBeenOpen());
        }
    }

private slots:
    void initTestCase()
    {
        qRegisterMetaType<Error>();
        qRegisterMetaType<InstrumentList>();
        if (!m_authority.isUsable())
            QSKIP("no certificate could be made here: openssl or TLS is missing");
        m_port = m_exchange.listen(0).value();
    }

    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void cleanup() { QSslConfiguration::setDefaultConfiguration(m_usual); }

    void aTrustedPrivateAuthorityIsEnough()
    {
        trust();
        const Relay relay(m_port, {.tls = m_authority.server("IP:127.0.0.1").value()});
        Followed feed;
        feed.host.open(sourceAt(m_venue, relay.url("https"), relay.url("wss"), {"BTCUSDT"}));
        QTRY_VERIFY_WITH_TIMEOUT(feed.isLive(), 10'000);
        QVERIFY(feed.failed.isEmpty());
        QVERIFY(relay.connections() >= 2);
    }

    void anUnknownAuthorityIsRefused()
    {
        verifyRefused(m_authority.server("IP:127.0.0.1").value(), "issuer certificate");
    }

    void aCertificateOfAnotherHostIsRefused()
    {
        trust();
        verifyRefused(
            m_authority.server("DNS:other.example,IP:127.0.0.2").value(), "host name did not match");
    }

    void anExpiredCertificateIsRefused()
    {
        trust();
        verifyRefused(m_authority.server("IP:127.0.0.1", -1).value(), "expired");
    }

    void aSelfSignedCertificateIsRefused()
    {
        trust();
        verifyRefused(selfSignedTls().value(), "self-signed");
    }
};

QTEST_GUILESS_MAIN(TlsTest)
#include "tlstest.moc"
