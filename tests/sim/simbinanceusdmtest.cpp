// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/binanceusdm/simbinanceusdm.h"

#include "sim/exchange.h"
#include "venues/venuetable.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using namespace std::chrono_literals;

namespace {

constexpr Instant start = Instant::fromMillis(1'770'000'000'000);

SimExchange futures()
{
    SeededOptions options;
    options.levels = 100;
    return SimExchange(std::move(options), simBinanceUsdm());
}

/// What the client of one path is sent in two seconds.
QList<QJsonObject> heardAt(std::string_view target)
{
    auto exchange = futures();
    const ConnectionId client = exchange.connect(target, start);
    QList<QJsonObject> heard;
    for (Instant now = start; now < start + 2s; now = now + 10ms) {
        exchange.advance(now);
        for (const Outgoing &outgoing : exchange.takeOutput(client)) {
            if (outgoing.kind == Outgoing::Kind::Text)
                heard.append(QJsonDocument::fromJson(QByteArray::fromStdString(outgoing.text)).object());
        }
    }
    return heard;
}

QString text(const QJsonObject &event, const char *key)
{
    return event.value(QLatin1String(key)).toString();
}

qint64 number(const QJsonObject &event, const char *key)
{
    return event.value(QLatin1String(key)).toInteger(-1);
}

} // namespace

class SimBinanceUsdmTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void eachUpdateNamesTheOneBefore()
    {
        const auto heard = heardAt("/public/ws/btcusdt@depth@100ms");
        QVERIFY(heard.size() > 10);
        for (qsizetype i = 1; i < heard.size(); ++i) {
            QCOMPARE(text(heard[i], "e"), QStringLiteral("depthUpdate"));
            QCOMPARE(number(heard[i], "pu"), number(heard[i - 1], "u"));
            QVERIFY(number(heard[i], "U") > number(heard[i], "pu") + 1);
            QVERIFY(number(heard[i], "U") < number(heard[i], "u"));
        }
    }

    void theOtherPathIsSilent()
    {
        QVERIFY(heardAt("/market/ws/btcusdt@depth@100ms").isEmpty());
        QVERIFY(heardAt("/public/ws/btcusdt@aggTrade").isEmpty());
        QVERIFY(!heardAt("/public/ws/btcusdt@bookTicker").isEmpty());
    }

    void thePathsBefore2026AreClosed()
    {
        auto exchange = futures();
        const ConnectionId client = exchange.connect("/ws/btcusdt@depth", start);
        const auto output = exchange.takeOutput(client);
        QCOMPARE(output.size(), std::size_t{1});
        QVERIFY(output.front().kind == Outgoing::Kind::Close);
    }

    void tradesAreAggregates()
    {
        const auto heard = heardAt("/market/ws/btcusdt@aggTrade");
        QVERIFY(heard.size() > 3);
        for (qsizetype i = 1; i < heard.size(); ++i) {
            QCOMPARE(text(heard[i], "e"), QStringLiteral("aggTrade"));
            QCOMPARE(number(heard[i], "a"), number(heard[i - 1], "a") + 1);
            QCOMPARE(number(heard[i], "f"), number(heard[i - 1], "l") + 1);
        }
    }

    void contractsDecodeToWhatIsListed()
    {
        auto exchange = futures();
        const RestReply reply = exchange.get("/fapi/v1/exchangeInfo", start);
        QCOMPARE(reply.status, 200);
        const auto decoded = findVenue("binance-usdm")->decodeInstruments(reply.body);
        QVERIFY(decoded.has_value());
        QCOMPARE(decoded->size(), exchange.instruments().size());
        int dated = 0;
        for (std::size_t i = 0; i < decoded->size(); ++i) {
            const Instrument &listed = exchange.instruments()[i];
            QCOMPARE((*decoded)[i].normalisedName(), listed.normalisedName());
            QCOMPARE((*decoded)[i].tickSize, listed.tickSize);
            QCOMPARE((*decoded)[i].decimals, listed.decimals);
            dated += listed.kind == InstrumentKind::Dated ? 1 : 0;
        }
        QCOMPARE(dated, 2);
        QCOMPARE(decoded->front().normalisedName(), std::string("BTC/USDT PERP"));
        QCOMPARE(decoded->back().normalisedName(), std::string("ETH/USDT 2027-03-26"));
    }

    void aBookWeighsWhatItsDepthCosts()
    {
        auto exchange = futures();
        const auto weightOf = [&](const char *target, const char *client) {
            return exchange.get(target, start, client).headers["X-MBX-USED-WEIGHT-1M"];
        };
        QCOMPARE(weightOf("/fapi/v1/depth?symbol=BTCUSDT&limit=1000", "a"), std::string("20"));
        QCOMPARE(weightOf("/fapi/v1/depth?symbol=BTCUSDT", "b"), std::string("10"));
        QCOMPARE(weightOf("/fapi/v1/depth?symbol=BTCUSDT&limit=5", "c"), std::string("2"));
        QCOMPARE(exchange.get("/fapi/v1/depth?symbol=NOSUCH", start).status, 400);
        QCOMPARE(exchange.get("/api/v3/depth?symbol=BTCUSDT", start).status, 404);
    }
};

QTEST_APPLESS_MAIN(SimBinanceUsdmTest)
#include "simbinanceusdmtest.moc"
