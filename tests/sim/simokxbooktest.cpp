// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/okx/simokx.h"
#include "support/okxclient.h"
#include "venues/okxchecksum.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using namespace touchline::test;
using namespace std::chrono_literals;

namespace {

/// Ten messages a second, of a market that is busy enough for each of them.
constexpr int messages = 300;
constexpr std::string_view timeKey = "\"ts\":\"";
constexpr std::string_view countKey = "\"count\":\"";

std::int64_t numberIn(const std::string &frame, std::string_view key)
{
    return numberBehind(frame, key).value;
}

std::int64_t idIn(const std::string &frame)
{
    return numberIn(frame, R"("seqId":)");
}

std::int64_t previousIn(const std::string &frame)
{
    return numberIn(frame, R"("prevSeqId":)");
}

bool isSnapshot(const std::string &frame)
{
    return frame.find(R"("action":"snapshot")") != std::string::npos;
}

const char *const snapshotHead =
    R"({"arg":{"channel":"books","instId":"BTC-USDT"},"action":"snapshot","data":[{"asks":[[)";
/// Four hundred levels of four texts each.
const char *const bidsPattern = R"("bids":\[(\["\d+(\.\d+)?","\d+(\.\d+)?","0","[1-9]"\],?){400}\])";
/// A number with more digits than it needs.
const char *const paddedPattern = R"("\d+\.\d*0")";

bool matches(const std::string &frame, const char *pattern)
{
    return QRegularExpression(QString::fromLatin1(pattern)).match(QString::fromStdString(frame)).hasMatch();
}

} // namespace

/// What OKX says of a market.
class SimOkxBookTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aBookBeginsWithItsSnapshot()
    {
        OkxClients market;
        OkxClient &client = market.join();
        const auto frames = client.takeFrames();
        QCOMPARE(frames.size(), std::size_t{2});
        QVERIFY(frames[0].starts_with(R"({"event":"subscribe","arg":{"channel":"books",)"));
        QVERIFY(frames[1].starts_with(snapshotHead));
        QVERIFY(
            frames[1].find(R"(,"ts":"1770000000000","checksum":0,"prevSeqId":-1,"seqId":)") !=
            std::string::npos);
        QCOMPARE(idIn(frames[1]), static_cast<std::int64_t>(market.listing().updateId));
        QCOMPARE(client.book().bids().size(), std::size_t{400});
        QCOMPARE(client.book().asks().size(), std::size_t{400});
        QVERIFY(client.book() == market.truth());
    }

    void levelsHaveFourTexts()
    {
        OkxClients market;
        const std::string frame = market.join().takeFrames().back();
        QVERIFY(matches(frame, bidsPattern));
        QVERIFY(!matches(frame, paddedPattern));
    }

    void updatesFollowEachOtherEveryTenthOfASecond()
    {
        OkxClients market;
        OkxClient &client = market.join();
        std::int64_t last = idIn(client.takeFrames().back());
        for (int i = 1; i <= messages; ++i) {
            market.runFor(100ms);
            const auto frames = client.takeFrames();
            QCOMPARE(frames.size(), std::size_t{1});
            QCOMPARE(numberIn(frames[0], timeKey), 1'770'000'000'000 + 100 * i);
            QCOMPARE(previousIn(frames[0]), last);
            last = idIn(frames[0]);
            QCOMPARE(last, static_cast<std::int64_t>(market.listing().updateId));
            QVERIFY(client.book() == market.truth());
        }
    }

    void levelsThatLeaveTheBestAreDeleted()
    {
        OkxRules rules;
        rules.depth = 20;
        OkxClients market(rules);
        OkxClient &client = market.join();
        std::size_t left = 0;
        for (int i = 0; i < messages; ++i) {
            const OrderBook before = client.book();
            market.runFor(100ms);
            static_cast<void>(client.takeFrames());
            QVERIFY(client.book().bids().size() <= rules.depth && client.book().asks().size() <= rules.depth);
            QVERIFY(client.book() == market.truth());
            before.bids().visitBestFirst([&](const Level &level) {
                const bool isGone = client.book().bids().qtyAt(level.price).isZero();
                left += isGone && !market.listing().book.bids().qtyAt(level.price).isZero();
                return true;
            });
        }
        QVERIFY(left > 10);
    }

    void nothingIsSaidOfLevelsBehindTheBest()
    {
        OkxRules rules;
        rules.depth = 1;
        OkxClients market(rules, 30);
        OkxClient &client = market.join();
        std::int64_t last = idIn(client.takeFrames().back());
        std::size_t said = 0;
        for (int i = 0; i < messages; ++i) {
            market.runFor(100ms);
            for (const std::string &frame : client.takeFrames()) {
                QCOMPARE(previousIn(frame), last);
                last = idIn(frame);
                ++said;
            }
            QVERIFY(client.book() == market.truth());
        }
        QVERIFY(said > 0);
        QVERIFY(said < messages);
    }

    void aQuietBookIsSaidToBeAlive()
    {
        OkxClients market({}, 0);
        OkxClient &client = market.join();
        const std::int64_t id = idIn(client.takeFrames().back());
        for (int minute = 1; minute <= 3; ++minute) {
            market.runFor(59s);
            QCOMPARE(client.takeFrames(), std::vector<std::string>{});
            market.runFor(1s);
            const std::string number = std::to_string(id);
            QCOMPARE(
                client.takeFrames(),
                std::vector<std::string>{
                    R"({"arg":{"channel":"books","instId":"BTC-USDT"},"action":"update","data":[{"asks":[],)"
                    R"("bids":[],"ts":")" +
                    std::to_string(market.now().millis()) + R"(","checksum":0,"prevSeqId":)" + number +
                    R"(,"seqId":)" + number + "}]}"});
            QVERIFY(client.book() == market.truth());
        }
    }

    void aClientThatComesLaterJoinsTheSameChain()
    {
        OkxClients market;
        OkxClient &first = market.join();
        static_cast<void>(first.takeFrames());
        market.runFor(150ms);
        static_cast<void>(first.takeFrames());
        OkxClient &second = market.join();
        const auto told = first.takeFrames();
        const auto joined = second.takeFrames();
        QCOMPARE(told.size(), std::size_t{1});
        QVERIFY(!isSnapshot(told[0]));
        QCOMPARE(joined.size(), std::size_t{2});
        QVERIFY(isSnapshot(joined[1]));
        QCOMPARE(idIn(joined[1]), idIn(told[0]));
        market.runFor(50ms);
        const auto next = first.takeFrames();
        QCOMPARE(next.size(), std::size_t{1});
        QCOMPARE(next, second.takeFrames());
        QVERIFY(first.book() == market.truth() && second.book() == market.truth());
    }

    void subscribingAgainBeginsTheBookAnew()
    {
        OkxClients market;
        OkxClient &client = market.join();
        market.runFor(250ms);
        static_cast<void>(client.takeFrames());
        market.say(client, "unsubscribe");
        market.runFor(1s);
        QCOMPARE(client.takeFrames().size(), std::size_t{1}); // that it is confirmed
        market.say(client, "subscribe");
        const auto frames = client.takeFrames();
        QCOMPARE(frames.size(), std::size_t{2});
        QVERIFY(isSnapshot(frames[1]));
        market.runFor(50ms);
        QVERIFY(!client.takeFrames().empty());
        QVERIFY(client.book() == market.truth());
    }

    void checksumsAreThoseThatClientsCompute()
    {
        OkxRules rules;
        rules.hasChecksums = true;
        OkxClients market(rules);
        OkxClient &client = market.join();
        const Decimals held = market.listing().instrument.decimals;
        for (int i = 0; i < messages; ++i) {
            const auto frames = client.takeFrames();
            QVERIFY(!frames.empty());
            const auto expected = static_cast<std::int32_t>(okxChecksum(client.book(), held, held));
            QCOMPARE(numberIn(frames.back(), R"("checksum":)"), std::int64_t{expected});
            market.runFor(100ms);
        }
        QVERIFY(client.checksumsVerified() >= messages);
    }

    void idsBeginAnewOnceAfterAMaintenance()
    {
        OkxRules rules;
        rules.idsBeginAnewAfter = 1s;
        OkxClients market(rules);
        OkxClient &client = market.join();
        static_cast<void>(client.takeFrames());
        int falls = 0;
        for (int i = 0; i < 30; ++i) {
            market.runFor(100ms);
            for (const std::string &frame : client.takeFrames())
                falls += idIn(frame) < previousIn(frame);
            QVERIFY(client.book() == market.truth());
        }
        QCOMPARE(falls, 1);
    }

    void tradesAreToldOncePerOrderAndPrice()
    {
        OkxClients market;
        OkxClient &client = market.join("trades");
        static_cast<void>(client.takeFrames());
        std::size_t fills = 0;
        std::size_t frames = 0;
        for (int i = 0; i < 20; ++i) {
            market.runFor(100ms);
            for (const std::string &frame : client.takeFrames()) {
                fills += static_cast<std::size_t>(numberIn(frame, countKey));
                ++frames;
            }
        }
        std::int64_t sum = 0;
        const auto &tape = market.listing().tape.recent();
        QVERIFY(fills > 0 && fills <= tape.size() && frames < fills);
        for (auto trade = tape.end() - static_cast<std::ptrdiff_t>(fills); trade != tape.end(); ++trade)
            sum += trade->qty.raw();
        QCOMPARE(client.traded(), sum);
        QVERIFY(client.lastTrade() == market.lastTrade());
    }
};

QTEST_APPLESS_MAIN(SimOkxBookTest)
#include "simokxbooktest.moc"
