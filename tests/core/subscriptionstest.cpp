// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/subscriptions.h"

#include "venues/venuetable.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using Step = Subscriptions::Step;

namespace {

std::vector<Instrument> named(std::initializer_list<const char *> symbols)
{
    std::vector<Instrument> instruments;
    for (const char *symbol : symbols)
        instruments.push_back(bareInstrument(symbol));
    return instruments;
}

std::vector<std::string> symbolsOf(const std::optional<Subscriptions::Turn> &turn)
{
    std::vector<std::string> symbols;
    for (const Instrument &instrument : turn ? turn->instruments : std::vector<Instrument>{})
        symbols.push_back(instrument.symbol);
    return symbols;
}

} // namespace

/// What a connection has still to be told, and how each exchange is told it.
class SubscriptionsTest : public QObject {
    Q_OBJECT

private:
    const Instrument m_a = bareInstrument("A");
    const Instrument m_b = bareInstrument("B");

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void whatIsWrittenGoesFirst()
    {
        Subscriptions stream(StreamId{1}, {"one", "two"});
        stream.begin(m_a);
        QVERIFY(!stream.takeTurn());
        QVERIFY(stream.takeMessage() == "one" && stream.takeMessage() == "two");
        QVERIFY(!stream.takeMessage() && !stream.isDone());
        QCOMPARE(symbolsOf(stream.takeTurn()), (std::vector<std::string>{"A"}));
        QVERIFY(stream.isDone());
    }

    void whatWaitsTogetherIsToldTogether()
    {
        Subscriptions stream(StreamId{1}, {});
        stream.begin(m_a);
        stream.begin(m_b);
        QVERIFY(stream.isWaiting("A") && stream.isWaiting("B") && !stream.isWaiting("C"));
        QCOMPARE(symbolsOf(stream.takeTurn()), (std::vector<std::string>{"A", "B"}));
        QVERIFY(stream.isDone() && !stream.isWaiting("A"));
    }

    void whatWasNotAskedForIsNotEnded()
    {
        Subscriptions stream(StreamId{1}, {});
        stream.begin(m_a);
        stream.end(m_a);
        QVERIFY(stream.isDone());
        stream.begin(m_a);
        stream.begin(m_b);
        stream.end(m_a);
        const auto turn = stream.takeTurn();
        QVERIFY(turn && turn->step == Step::Begin);
        QCOMPARE(symbolsOf(turn), (std::vector<std::string>{"B"}));
        QVERIFY(stream.isDone());
    }

    void whoComesDoesNotWaitForWhoGoes()
    {
        Subscriptions stream(StreamId{1}, {});
        stream.end(m_a);
        stream.begin(m_b);
        stream.begin(m_a);
        const auto turn = stream.takeTurn();
        QVERIFY(turn && turn->step == Step::Begin);
        QCOMPARE(symbolsOf(turn), (std::vector<std::string>{"B"}));
        QVERIFY(stream.takeTurn()->step == Step::End);
        QCOMPARE(symbolsOf(stream.takeTurn()), (std::vector<std::string>{"A"}));
        QVERIFY(stream.isDone());
    }

    void whatEndsAndBeginsAgainDoesBoth()
    {
        Subscriptions stream(StreamId{1}, {});
        stream.end(m_a);
        stream.begin(m_a);
        QVERIFY(stream.takeTurn()->step == Step::End);
        QVERIFY(stream.takeTurn()->step == Step::Begin);
        stream.end(m_a);
        stream.begin(m_a);
        stream.end(m_a);
        QVERIFY(stream.takeTurn()->step == Step::End);
        QVERIFY(stream.isDone());
    }

    void eachExchangeIsToldInItsWords_data()
    {
        QTest::addColumn<QByteArray>("begin");
        QTest::addColumn<QByteArray>("end");
        const QByteArray spot = R"(["a@depth@100ms","a@bookTicker","a@trade"],"id":1})";
        const QByteArray usdm = R"(["a@depth@100ms","a@bookTicker"],"id":1})";
        const QByteArray side = "\nside "
                                R"({"method":"%1","params":["a@aggTrade"],"id":1})";
        const QByteArray subscribe = R"({"method":"SUBSCRIBE","params":)";
        const QByteArray unsubscribe = R"({"method":"UNSUBSCRIBE","params":)";
        QTest::newRow("binance") << subscribe + spot << unsubscribe + spot;
        QTest::newRow("binance-us") << subscribe + spot << unsubscribe + spot;
        QTest::newRow("binance-usdm") << subscribe + usdm + QByteArray(side).replace("%1", "SUBSCRIBE")
                                      << unsubscribe + usdm + QByteArray(side).replace("%1", "UNSUBSCRIBE");
        QTest::newRow("kraken")
            << QByteArray(
                   R"({"method":"subscribe","params":{"channel":"book","depth":1000,"snapshot":true,"symbol":["A"]}})"
                   "\n"
                   R"({"method":"subscribe","params":{"channel":"trade","snapshot":false,"symbol":["A"]}})")
            << QByteArray(
                   R"({"method":"unsubscribe","params":{"channel":"book","depth":1000,"symbol":["A"]}})"
                   "\n"
                   R"({"method":"unsubscribe","params":{"channel":"trade","symbol":["A"]}})");
        QTest::newRow("coinbase")
            << QByteArray(R"({"type":"subscribe","product_ids":["A"],"channel":"level2"})"
                          "\n"
                          R"({"type":"subscribe","product_ids":["A"],"channel":"market_trades"})")
            << QByteArray(R"({"type":"unsubscribe","product_ids":["A"],"channel":"level2"})"
                          "\n"
                          R"({"type":"unsubscribe","product_ids":["A"],"channel":"market_trades"})");
        const QByteArray args =
            R"("args":[{"channel":"books","instId":"A"},{"channel":"trades","instId":"A"}]})";
        QTest::newRow("okx") << R"({"op":"subscribe",)" + args << R"({"op":"unsubscribe",)" + args;
    }

    void eachExchangeIsToldInItsWords()
    {
        QFETCH(QByteArray, begin);
        QFETCH(QByteArray, end);
        const Venue *const venue = findVenue(QTest::currentDataTag());
        QVERIFY(venue);
        const auto written = [](const StreamMessages &made) {
            QByteArrayList lines;
            for (const std::string &message : made.messages)
                lines << QByteArray::fromStdString(message);
            for (const std::string &message : made.sideMessages)
                lines << "side " + QByteArray::fromStdString(message);
            return lines.join('\n');
        };
        QCOMPARE(written(venue->subscribeMessages({&m_a, 1})), begin);
        QCOMPARE(written(venue->unsubscribeMessages({&m_a, 1}, {&m_b, 1})), end);
    }

    void manyNeedFewMessages()
    {
        std::vector<Instrument> many;
        for (int i = 0; i < 100; ++i)
            many.push_back(bareInstrument("SYMBOL" + std::to_string(i) + "-USDT"));
        for (const Venue *venue : allVenues()) {
            const StreamMessages made = venue->subscribeMessages(many);
            QVERIFY2(made.messages.size() <= 2, std::string(venue->name()).c_str());
            std::size_t longest = 0;
            for (const std::string &message : made.messages)
                longest = std::max(longest, message.size());
            QVERIFY2(longest < 64U * 1024, std::string(venue->name()).c_str());
        }
    }

    void aNameOfABookThatIsStillFollowedIsLeftAlone()
    {
        const Venue &coinbase = *findVenue("coinbase");
        const auto gone = named({"BTC-USDC", "ETH-USD"});
        const auto made = coinbase.unsubscribeMessages(gone, named({"BTC-USD", "SOL-USD"})).messages;
        QCOMPARE(made.size(), std::size_t{2});
        QCOMPARE(
            made[0], std::string(R"({"type":"unsubscribe","product_ids":["ETH-USD"],"channel":"level2"})"));
        QVERIFY(coinbase.unsubscribeMessages(named({"BTC-USD"}), named({"BTC-USDC"})).messages.empty());
        QCOMPARE(
            coinbase.unsubscribeMessages(named({"USDT-USDC"}), named({"USDT-USD"})).messages.size(),
            std::size_t{2});
    }
};

QTEST_GUILESS_MAIN(SubscriptionsTest)
#include "subscriptionstest.moc"
