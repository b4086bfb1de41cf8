// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/faultinjector.h"

#include "sim/binance/binancefaults.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using namespace std::chrono_literals;

namespace {

constexpr Instant start = Instant::fromMillis(1'770'000'000'000);
constexpr const char *depth =
    R"({"e":"depthUpdate","E":1770000000123,"s":"BTCUSDT","U":101,"u":108,"b":[["1.0","2.0"]],"a":[]})";
constexpr const char *quote = R"({"u":108,"s":"BTCUSDT","b":"1.0","B":"2.0","a":"1.1","A":"3.0"})";

FaultPlan planOf(std::string_view text)
{
    return parseFaultPlan(text).value();
}

std::vector<Outgoing> messages(std::initializer_list<std::string> texts)
{
    std::vector<Outgoing> output;
    for (const std::string &text : texts)
        output.push_back({Outgoing::Kind::Text, text});
    return output;
}

std::vector<std::string> texts(const FaultyOutput &output)
{
    std::vector<std::string> all;
    for (const Outgoing &outgoing : output.sent)
        all.push_back(outgoing.kind == Outgoing::Kind::Ping ? "ping" : outgoing.text);
    return all;
}

using Texts = std::vector<std::string>;

/// One exchange with one client, and what reaches it.
struct Wire {
    explicit Wire(std::string_view plan) : injector(planOf(plan), start, binanceFaultTexts()) {}

    FaultyOutput pass(std::initializer_list<std::string> sent, Duration after = {})
    {
        return injector.onOutput(1, messages(sent), start + after);
    }
    FaultyReply get(std::string_view target, std::string body, Duration after = {})
    {
        return injector.onReply(target, RestReply{200, std::move(body), {{"X", "kept"}}}, start + after);
    }
    [[nodiscard]] std::string counts() const { return countsText(injector.counts()); }

    FaultInjector injector;
};

constexpr const char *snapshot = "/api/v3/depth?symbol=BTCUSDT&limit=5000";

} // namespace

/// What each kind of fault does to messages and answers.
class FaultInjectorTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void withoutFaultsEverythingPasses()
    {
        FaultInjector injector({}, start, binanceFaultTexts());
        auto sent = messages({"a", "b"});
        sent.push_back({Outgoing::Kind::Ping, "p"});
        sent.push_back({Outgoing::Kind::Close, "why"});
        const FaultyOutput output = injector.onOutput(1, sent, start);
        QVERIFY(output.sent == sent);
        QVERIFY(!output.end);
        const FaultyReply reply = injector.onReply(snapshot, RestReply{200, "body", {}}, start);
        QCOMPARE(reply.reply.status, 200);
        QCOMPARE(reply.reply.body, std::string("body"));
        QCOMPARE(reply.wait, Duration::zero());
    }

    void dropLosesAMessage()
    {
        Wire wire("drop@2");
        QCOMPARE(texts(wire.pass({"a", "b", "c"})), (Texts{"a", "c"}));
        QCOMPARE(wire.counts(), std::string("drop 1"));
    }

    void duplicateSendsTwice()
    {
        Wire wire("duplicate@2");
        QCOMPARE(texts(wire.pass({"a", "b", "c"})), (Texts{"a", "b", "b", "c"}));
    }

    void reorderLetsTheNextOvertake()
    {
        Wire wire("reorder@2");
        QCOMPARE(texts(wire.pass({"a", "b"})), (Texts{"a"}));
        QCOMPARE(texts(wire.pass({})), Texts{});
        QCOMPARE(texts(wire.pass({"c", "d"})), (Texts{"c", "b", "d"}));
    }

    void reorderIsOfOneStream()
    {
        const std::string depth = R"({"stream":"a@depth","data":1})";
        const std::string quote = R"({"stream":"a@bookTicker","data":2})";
        const std::string later = R"({"stream":"a@depth","data":3})";
        Wire wire("reorder@1");
        QCOMPARE(texts(wire.pass({depth, quote})), (Texts{quote}));
        QCOMPARE(texts(wire.pass({later})), (Texts{later, depth}));
    }

    void delayHoldsUpWhatComesBehindAsWell()
    {
        Wire wire("delay@2/250ms");
        QCOMPARE(texts(wire.pass({"a", "b", "c"})), (Texts{"a"}));
        QCOMPARE(texts(wire.pass({"d"}, 249ms)), Texts{});
        QCOMPARE(texts(wire.pass({"e"}, 250ms)), (Texts{"b", "c", "d", "e"}));
        QCOMPARE(texts(wire.pass({"f"}, 251ms)), (Texts{"f"}));
    }

    void whatIsHeldUpHasABound()
    {
        Wire wire("delay/1s");
        const std::string large(FaultyLine::mostWaiting / 2, 'x');
        QVERIFY(!wire.pass({large, large}).end);
        QCOMPARE(wire.pass({"x"}).end, std::optional(LineEnd{LineEnd::Kind::Abort}));
        // What does not wait has none.
        Wire quick("drop@1000");
        QVERIFY(!quick.pass({large, large, large}).end);
    }

    void stallLosesWhatComesButPings()
    {
        Wire wire("stall@2/5s");
        QCOMPARE(texts(wire.pass({"a", "b", "c"})), (Texts{"a"}));
        const std::vector<Outgoing> ping{{Outgoing::Kind::Ping, "p"}};
        QCOMPARE(texts(wire.injector.onOutput(1, ping, start + 4s)), (Texts{"ping"}));
        QCOMPARE(texts(wire.pass({"d"}, 4'999ms)), Texts{});
        QCOMPARE(texts(wire.pass({"e"}, 5s)), (Texts{"e"}));
    }

    void corruptChangesOneByte()
    {
        Wire wire("corrupt");
        for (int i = 0; i < 200; ++i) {
            const auto changed = texts(wire.pass({depth})).front();
            QCOMPARE(changed.size(), std::string(depth).size());
            int different = 0;
            for (std::size_t at = 0; at < changed.size(); ++at)
                different += changed[at] != depth[at] ? 1 : 0;
            QCOMPARE(different, 1);
        }
    }

    void truncateLosesTheEnd()
    {
        Wire wire("truncate");
        for (int i = 0; i < 200; ++i) {
            const auto cut = texts(wire.pass({depth})).front();
            QVERIFY(cut.size() < std::string(depth).size());
            QVERIFY(std::string(depth).starts_with(cut));
        }
    }

    void splitSendsBothHalves()
    {
        Wire wire("split");
        for (int i = 0; i < 200; ++i) {
            const auto halves = texts(wire.pass({depth}));
            QCOMPARE(halves.size(), std::size_t{2});
            QVERIFY(!halves[0].empty() && !halves[1].empty());
            QCOMPARE(halves[0] + halves[1], std::string(depth));
        }
        QCOMPARE(texts(wire.pass({"x"})), (Texts{"x"}));
    }

    void garbageComesInAddition()
    {
        Wire wire("garbage@2");
        const auto all = texts(wire.pass({"a", "b"}));
        QCOMPARE(all.size(), std::size_t{3});
        QCOMPARE(all[0], std::string("a"));
        QVERIFY(!all[1].empty());
        QCOMPARE(all[2], std::string("b"));
    }

    void aHalfOpenLineSaysNothingEverMore()
    {
        Wire wire("half-open@2");
        const FaultyOutput output = wire.pass({"a", "b"});
        QCOMPARE(texts(output), (Texts{"a"}));
        QCOMPARE(output.end, std::optional(LineEnd{LineEnd::Kind::Mute}));
        const std::vector<Outgoing> ping{{Outgoing::Kind::Ping, "p"}};
        QVERIFY(wire.injector.onOutput(1, ping, start + 1h).sent.empty());
        QCOMPARE(texts(wire.injector.onOutput(2, messages({"c"}), start)), (Texts{"c"}));
    }

    void abortAndCloseEndTheLine()
    {
        Wire aborted("abort@2");
        const FaultyOutput gone = aborted.pass({"a", "b", "c"});
        QCOMPARE(texts(gone), (Texts{"a"}));
        QCOMPARE(gone.end, std::optional(LineEnd{LineEnd::Kind::Abort}));
        Wire closed("close@1/1012");
        QCOMPARE(closed.pass({"a"}).end, std::optional(LineEnd{LineEnd::Kind::Close, 1012}));
    }

    void aShutdownIsAnnouncedAndThenHappens()
    {
        Wire wire("shutdown/3s");
        const std::string notice = R"({"e":"serverShutdown","E":1770000000123})";
        QCOMPARE(texts(wire.pass({depth, quote})), (Texts{notice, depth, quote}));
        QVERIFY(!wire.pass({}, 2'999ms).end);
        const FaultyOutput last = wire.pass({"a"}, 3s);
        QCOMPARE(texts(last), (Texts{"a"}));
        QCOMPARE(last.end, std::optional(LineEnd{LineEnd::Kind::Close, 1001}));
        QCOMPARE(wire.counts(), std::string("shutdown 1"));
    }

    void theNoticeIsWrappedAsItsNeighboursAre()
    {
        Wire wire("shutdown@1");
        const std::string wrapped = R"({"stream":"btcusdt@bookTicker","data":{"u":1}})";
        QCOMPARE(
            texts(wire.pass({wrapped})),
            (Texts{
                R"({"stream":"!serverShutdown","data":{"e":"serverShutdown","E":1770000000000}})", wrapped}));
    }

    void wrongIdsAreThoseOfDepthUpdates()
    {
        Wire wire("wrong-ids/-5");
        QCOMPARE(
            texts(wire.pass({quote, depth})),
            (Texts{
                quote,
                R"({"e":"depthUpdate","E":1770000000123,"s":"BTCUSDT","U":96,"u":103,"b":[["1.0","2.0"]],"a":[]})"}));
        QCOMPARE(wire.counts(), std::string("wrong-ids 1"));
    }

    void skewShiftsTheTimeOfEvents()
    {
        Wire wire("skew/-2s");
        QCOMPARE(
            texts(wire.pass({quote, depth})),
            (Texts{
                quote,
                R"({"e":"depthUpdate","E":1769999998123,"s":"BTCUSDT","U":101,"u":108,"b":[["1.0","2.0"]],"a":[]})"}));
        QCOMPARE(wire.counts(), std::string("skew 1"));
    }

    void faultsAddUp()
    {
        Wire wire("duplicate@1,skew/1ms,wrong-ids/1,delay@1/1s");
        QCOMPARE(texts(wire.pass({depth})), Texts{});
        const std::string changed =
            R"({"e":"depthUpdate","E":1770000000124,"s":"BTCUSDT","U":102,"u":109,"b":[["1.0","2.0"]],"a":[]})";
        QCOMPARE(texts(wire.pass({}, 1s)), (Texts{changed, changed}));
    }

    void aSlowSnapshotWaits()
    {
        Wire wire("slow-snapshot/2s");
        QCOMPARE(wire.get(snapshot, "body").wait, Duration(2s));
        QCOMPARE(wire.get("/api/v3/time", "body").wait, Duration::zero());
    }

    void aStaleSnapshotIsAnEarlierOneOfTheSameBook()
    {
        Wire wire("stale-snapshot");
        const char *other = "/api/v3/depth?symbol=ETHUSDT&limit=5000";
        QCOMPARE(wire.get(snapshot, "first").reply.body, std::string("first"));
        QCOMPARE(wire.get(other, "other").reply.body, std::string("other"));
        QCOMPARE(wire.get(snapshot, "second").reply.body, std::string("first"));
        QCOMPARE(wire.get(snapshot, "third").reply.body, std::string("first"));
        QCOMPARE(wire.counts(), std::string("stale-snapshot 2"));
    }

    void aSnapshotCanFail()
    {
        Wire wire("failed-snapshot@2");
        QCOMPARE(wire.get(snapshot, "first").reply.status, 200);
        QCOMPARE(wire.get("/api/v3/time", "time").reply.status, 200);
        const FaultyReply failed = wire.get(snapshot, "second");
        QCOMPARE(failed.reply.status, 500);
        QVERIFY(failed.reply.body.starts_with(R"({"code":-1000,)"));
        QCOMPARE(wire.get(snapshot, "third").reply.status, 200);
    }

    void aLimitAndABanLastAsLongAsTheySay_data()
    {
        QTest::addColumn<QString>("plan");
        QTest::addColumn<int>("status");
        QTest::newRow("limit") << QStringLiteral("429@2/5s") << 429;
        QTest::newRow("ban") << QStringLiteral("418@2/5s") << 418;
    }

    void aLimitAndABanLastAsLongAsTheySay()
    {
        QFETCH(QString, plan);
        QFETCH(int, status);
        Wire wire(plan.toStdString());
        QCOMPARE(wire.get("/api/v3/time", "a").reply.status, 200);
        const FaultyReply refused = wire.get(snapshot, "b", 1s);
        QCOMPARE(refused.reply.status, status);
        QCOMPARE(refused.reply.headers.at("Retry-After"), std::string("5"));
        QCOMPARE(refused.reply.headers.at("X"), std::string("kept"));
        QVERIFY(refused.reply.body.starts_with(R"({"code":-1003,)"));
        const bool saysUntil = refused.reply.body.find("1770000006000") != std::string::npos;
        QCOMPARE(saysUntil, status == 418);
        QCOMPARE(wire.get("/api/v3/time", "c", 4s).reply.headers.at("Retry-After"), std::string("2"));
        QCOMPARE(wire.get("/api/v3/time", "d", 6s).reply.status, 200);
        QCOMPARE(wire.counts(), plan.left(3).toStdString() + " 1");
    }

    void sameSeedAndTrafficGiveTheSameWire()
    {
        const auto run = [](const char *plan) {
            Wire wire(plan);
            Texts all;
            for (int i = 0; i < 500; ++i) {
                for (std::string &text : texts(wire.pass({depth, quote}, std::chrono::milliseconds(i))))
                    all.push_back(std::move(text));
            }
            return all;
        };
        const char *plan = "drop:0.1,duplicate:0.1,reorder:0.1,delay:0.1/3ms,corrupt:0.1,truncate:0.1,"
                           "split:0.1,garbage:0.1,seed=5";
        QVERIFY(run(plan) == run(plan));
        QVERIFY(
            run(plan) != run("drop:0.1,duplicate:0.1,reorder:0.1,delay:0.1/3ms,corrupt:0.1,truncate:0.1,"
                             "split:0.1,garbage:0.1,seed=6"));
    }
};

QTEST_APPLESS_MAIN(FaultInjectorTest)
#include "faultinjectortest.moc"
