// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "venues/okx.h"

#include "support/frametext.h"
#include "support/levels.h"
#include "support/refusals.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using test::addRefusal;
using test::changed;
using test::level;

namespace {

constexpr std::string_view snapshotFrame =
    R"({"arg":{"channel":"books","instId":"BTC-USDT"},"action":"snapshot","data":[{"asks":[["64000.2","0.7","0",)"
    R"("4"]],"bids":[["64000.1","0.5","0","3"]],"ts":"1770000000000","checksum":0,"prevSeqId":-1,"seqId":500100}]})";

constexpr std::string_view updateFrame =
    R"({"arg":{"channel":"books","instId":"BTC-USDT"},"action":"update","data":[{"asks":[["64000.2","0","0","0"],)"
    R"(["64000.3","1.5","0","1"]],"bids":[["64000","2","0","9"]],"ts":"1770000000100","checksum":-914047754,)"
    R"("prevSeqId":500100,"seqId":500107}]})";

constexpr std::string_view tradeFrame =
    R"({"arg":{"channel":"trades","instId":"BTC-USDT"},"data":[{"instId":"BTC-USDT","tradeId":"800000001",)"
    R"("px":"64000.2","sz":"0.01","side":"buy","ts":"1770000000050","count":"1","source":"0","seqId":500103}]})";

/// As in recordings of 2022.
std::string withoutIds(std::string_view frame)
{
    return changed(frame, R"(,"prevSeqId":500100,"seqId":500107)", "");
}

QByteArray refusalOf(const char *symbol)
{
    return QByteArray(R"({"event":"error","code":"60018","connId":"a4b5","msg":)") +
           "\"Wrong URL or channel:books,instId:" + symbol + " doesn't exist. Please use the correct URL.\"}";
}

DecodeBuffer &decodeBuffer()
{
    static DecodeBuffer buffer;
    return buffer;
}

/// Only BTC-USDT is followed.
Expected<FeedEvent> decode(std::string_view frame)
{
    static const Instrument instrument = bareInstrument("BTC-USDT");
    return Okx().decodeFrame(
        frame, [](std::string_view symbol) { return symbol == instrument.symbol ? &instrument : nullptr; },
        decodeBuffer());
}

template <class Event> Event decodedAs(std::string_view frame)
{
    const auto event = decode(frame);
    if (!event || !std::holds_alternative<Event>(*event)) {
        QTest::qFail("decoded to something else", __FILE__, __LINE__);
        return {};
    }
    return std::get<Event>(*event);
}

/// The frame with its entry once more, the first `from` of which is changed.
std::string withSecond(std::string_view frame, std::string_view from, std::string_view to)
{
    const auto begin = frame.find("[{") + 1;
    const auto entry = frame.substr(begin, frame.size() - 2 - begin);
    return std::string(frame.substr(0, frame.size() - 2)) + ',' + changed(entry, from, to) + "]}";
}

void addShape(const char *name, std::string_view from, std::string_view to)
{
    addRefusal(name, changed(updateFrame, from, to), ErrorCode::UnexpectedShape);
}

} // namespace

class OkxTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aSnapshotBecomesABook()
    {
        const auto event = decodedAs<SnapshotEvent>(snapshotFrame);
        QCOMPARE(event.instrument->symbol, std::string("BTC-USDT"));
        QCOMPARE(event.snapshot->lastUpdateId, std::uint64_t{500100});
        QVERIFY(event.snapshot->exchangeTime == Instant::fromMillis(1770000000000));
        QVERIFY(event.snapshot->bids == std::vector{level("64000.1", "0.5")});
        QVERIFY(event.snapshot->asks == std::vector{level("64000.2", "0.7")});
        QVERIFY(!event.snapshot->checksum);
    }

    void anUpdateBecomesADelta()
    {
        const auto event = decodedAs<DepthEvent>(updateFrame);
        QCOMPARE(event.instrument->symbol, std::string("BTC-USDT"));
        QVERIFY(event.delta->ids == (UpdateIds{500107, 500107, 500100}));
        QVERIFY(event.delta->exchangeTime == Instant::fromMillis(1770000000100));
        QVERIFY(event.delta->bids == std::vector{level("64000", "2")});
        QVERIFY(event.delta->asks == (std::vector{level("64000.2", "0"), level("64000.3", "1.5")}));
        QVERIFY(event.delta->checksum == static_cast<std::uint32_t>(-914047754));
    }

    void aChecksumOfZeroIsNone()
    {
        QVERIFY(decodedAs<DepthEvent>(updateFrame).delta->checksum);
        QVERIFY(!decodedAs<DepthEvent>(changed(updateFrame, "-914047754", "0")).delta->checksum);
        QVERIFY(decodedAs<DepthEvent>(updateFrame).delta->checksum);
        QVERIFY(!decodedAs<DepthEvent>(changed(updateFrame, "checksum", "gone")).delta->checksum);
    }

    void equalAndFallingIdsAreRead()
    {
        const auto alive = decodedAs<DepthEvent>(
            R"({"arg":{"channel":"books","instId":"BTC-USDT"},"action":"update","data":[{"asks":[],"bids":[],)"
            R"("ts":"1770000000100","checksum":0,"prevSeqId":500107,"seqId":500107}]})");
        QVERIFY(alive.delta->ids == (UpdateIds{500107, 500107, 500107}));
        QVERIFY(alive.delta->bids.empty() && alive.delta->asks.empty());
        const auto fallen = decodedAs<DepthEvent>(changed(updateFrame, ":500107", ":3"));
        QVERIFY(fallen.delta->ids == (UpdateIds{3, 3, 500100}));
    }

    void anOldRecordingHasAChecksumInsteadOfIds()
    {
        const auto update = decodedAs<DepthEvent>(withoutIds(updateFrame));
        QVERIFY(!update.delta->ids.areKnown());
        QVERIFY(update.delta->checksum);
        const auto snapshot = decodedAs<SnapshotEvent>(
            changed(snapshotFrame, R"("checksum":0,"prevSeqId":-1,"seqId":500100)", R"("checksum":5)"));
        QCOMPARE(snapshot.snapshot->lastUpdateId, std::uint64_t{0});
        QVERIFY(snapshot.snapshot->checksum == 5U);
    }

    void memberOrderAndUnknownMembersDoNotMatter()
    {
        const auto event = decodedAs<DepthEvent>(
            R"({"new":[{}],"data":[{"seqId":8,"x":null,"bids":[["1","2"]],"prevSeqId":7,"ts":"5","asks":[]}],)"
            R"("action":"update","arg":{"instId":"BTC-USDT","x":1,"channel":"books"}})");
        QVERIFY(event.delta->ids == (UpdateIds{8, 8, 7}));
        QVERIFY(event.delta->bids == std::vector{level("1", "2")});
    }

    void severalEntriesAreABatchInTheirOrder()
    {
        const std::string frame = withSecond(
            changed(updateFrame, R"("prevSeqId":500100)", R"("prevSeqId":500000)"), ":500107", ":500109");
        for (int round = 0; round < 3; ++round) {
            decodedAs<BatchEvent>(frame);
            const auto &batch = decodeBuffer().batch;
            QCOMPARE(batch.size(), std::size_t{2});
            const auto *const first = std::get<DepthEvent>(batch[0]).delta;
            const auto *const second = std::get<DepthEvent>(batch[1]).delta;
            QVERIFY(first != second);
            QCOMPARE(first->ids.last, std::uint64_t{500107});
            QCOMPARE(second->ids.last, std::uint64_t{500109});
            QCOMPARE(second->asks.size(), std::size_t{2});
        }
        QCOMPARE(decodeBuffer().moreDeltas.size(), std::size_t{1});
        decodedAs<DepthEvent>(updateFrame);
    }

    void severalSnapshotsAreABatch()
    {
        decodedAs<BatchEvent>(withSecond(snapshotFrame, "0.5", "0.6"));
        const auto &batch = decodeBuffer().batch;
        QCOMPARE(batch.size(), std::size_t{2});
        QVERIFY(std::get<SnapshotEvent>(batch[0]).snapshot->bids == std::vector{level("64000.1", "0.5")});
        QVERIFY(std::get<SnapshotEvent>(batch[1]).snapshot->bids == std::vector{level("64000.1", "0.6")});
    }

    void aTradeTellsWhoWasTheTaker()
    {
        const auto bought = decodedAs<TradeEvent>(tradeFrame);
        const Level print = level("64000.2", "0.01");
        const Instant at = Instant::fromMillis(1770000000050);
        QVERIFY(bought.trade == (Trade{print.price, print.qty, Aggressor::Buyer, at, 800000001}));
        const auto sold = decodedAs<TradeEvent>(changed(tradeFrame, "buy", "sell"));
        QVERIFY(sold.trade.aggressor == Aggressor::Seller);
        const auto unnumbered = decodedAs<TradeEvent>(changed(tradeFrame, "800000001", "x1"));
        QCOMPARE(unnumbered.trade.id, std::uint64_t{0});
    }

    void severalTradesAreABatch()
    {
        decodedAs<BatchEvent>(withSecond(tradeFrame, "800000001", "800000002"));
        const auto &batch = decodeBuffer().batch;
        QCOMPARE(batch.size(), std::size_t{2});
        QCOMPARE(std::get<TradeEvent>(batch[0]).trade.id, std::uint64_t{800000001});
        QCOMPARE(std::get<TradeEvent>(batch[1]).trade.id, std::uint64_t{800000002});
    }

    void anErrorIsTheVenuesRefusal_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::addColumn<bool>("isOfOne");
        QTest::newRow("words") << refusalOf("BTC-USDT") << true;
        QTest::newRow("argument")
            << QByteArray(
                   R"({"event":"error","arg":{"channel":"books","instId":"BTC-USDT"},"code":"1","msg":"x"})")
            << true;
        QTest::newRow("of none") << QByteArray(R"({"event":"error","code":"60012","msg":"Invalid request"})")
                                 << false;
        QTest::newRow("ends with the name")
            << QByteArray(R"({"event":"error","code":"1","msg":"no instId:BTC-USDT"})") << true;
        QTest::newRow("without words") << QByteArray(R"({"event":"error"})") << false;
    }

    void anErrorIsTheVenuesRefusal()
    {
        QFETCH(QByteArray, frame);
        QFETCH(bool, isOfOne);
        const auto refused = decodedAs<RefusedEvent>(frame.toStdString());
        QCOMPARE(refused.instrument != nullptr, isOfOne);
        QVERIFY(refused.message.empty() != frame.contains("msg"));
    }

    void aRefusalOfWhatIsNotFollowedIsNobodysAffair()
    {
        decodedAs<OtherEvent>(refusalOf("NOPE-USDT").toStdString());
    }

    void theMaintenanceNoticeAnnouncesTheEnd()
    {
        decodedAs<ShutdownEvent>(
            R"({"event":"notice","code":"64008","msg":"The connection will soon be closed"})");
        decodedAs<OtherEvent>(R"({"event":"notice","code":"64009","msg":"Something else"})");
    }

    void whatIsOfNoBookIsIgnored_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::newRow("answer to a ping") << QByteArray("pong");
        QTest::newRow("acknowledgement") << QByteArray(
            R"({"event":"subscribe","arg":{"channel":"books","instId":"BTC-USDT"},"connId":"a4"})");
        QTest::newRow("its opposite")
            << QByteArray(R"({"event":"unsubscribe","arg":{"channel":"books","instId":"X"},"connId":"a4"})");
        QTest::newRow("count of connections") << QByteArray(
            R"({"event":"channel-conn-count","channel":"books","connCount":"2","connId":"a4"})");
        QTest::newRow("other channel")
            << QByteArray(R"({"arg":{"channel":"tickers","instId":"X"},"data":[{"last":"1"}]})");
        QTest::newRow("depth of five") << QByteArray(
            R"({"arg":{"channel":"books5","instId":"BTC-USDT"},"data":[{"asks":[],"bids":[]}]})");
        QTest::newRow("nothing") << QByteArray("{}");
    }

    void whatIsOfNoBookIsIgnored()
    {
        QFETCH(QByteArray, frame);
        decodedAs<OtherEvent>(frame.toStdString());
    }

    void malformedIsRefused_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::addColumn<int>("code");
        refusedTexts();
        refusedMembers();
        refusedIds();
        refusedTrades();
    }

    void malformedIsRefused()
    {
        QFETCH(QByteArray, frame);
        QFETCH(int, code);
        const auto event = decode(frame.toStdString());
        QVERIFY(!event);
        QCOMPARE(errorName(event.error().code), errorName(static_cast<ErrorCode>(code)));
        QVERIFY(!event.error().detail.empty());
    }

private:
    static void refusedTexts()
    {
        addRefusal("empty", "", ErrorCode::BadJson);
        addRefusal("ping", "ping", ErrorCode::BadJson);
        addRefusal("pong and more", "pong ", ErrorCode::BadJson);
        addRefusal("two in one", std::string(updateFrame) + std::string(updateFrame), ErrorCode::BadJson);
        addRefusal("list", "[]", ErrorCode::UnexpectedShape);
        addRefusal("data without argument", R"({"data":[]})", ErrorCode::UnexpectedShape);
        addRefusal("event a number", R"({"event":1})", ErrorCode::UnexpectedShape);
        addRefusal("not followed", changed(updateFrame, "BTC-USDT", "ETH-USDT"), ErrorCode::UnknownSymbol);
    }

    static void refusedMembers()
    {
        for (const char *key :
             {"channel", "instId", "action", "data", "asks", "bids", "ts", "prevSeqId", "seqId"}) {
            const std::string name = std::string("without ") + key;
            addShape(name.c_str(), '"' + std::string(key) + "\":", "\"gone\":");
        }
        addShape("other action", R"("update")", R"("partial")");
        addShape(
            "data empty",
            std::string_view(updateFrame)
                .substr(updateFrame.find("[{") + 1, updateFrame.size() - 2 - updateFrame.find("[{") - 1),
            "");
        addShape("entry a number", "[{\"asks\"", "[1,{\"asks\"");
        addShape("side an object", R"([["64000","2","0","9"]])", "{}");
        addShape("level without quantity", R"(["64000","2","0","9"])", R"(["64000"])");
        addShape("time a number", R"("1770000000100")", "1770000000100");
        addShape("time a word", "1770000000100", "soon");
        addShape("time too late", "1770000000100", "17700000001000");
        addShape("checksum a fraction", "-914047754", "-914047754.5");
        addShape("checksum as text", "-914047754", R"("-914047754")");
        addShape("checksum beyond 32 bits", "-914047754", "-9140477540");
        addRefusal("negative price", changed(updateFrame, "64000.3", "-64000.3"), ErrorCode::BadNumber);
        addRefusal("negative quantity", changed(updateFrame, "1.5", "-1.5"), ErrorCode::NegativeQty);
        addRefusal("price of zero", changed(updateFrame, "64000.3", "0"), ErrorCode::BadNumber);
        addRefusal(
            "too fine", changed(updateFrame, "64000.3", "64000.000000003"), ErrorCode::TooManyDecimals);
        addRefusal("second entry", withSecond(updateFrame, "64000.3", "x"), ErrorCode::BadNumber);
    }

    static void refusedIds()
    {
        addShape("id as text", ":500107", R"(:"500107")");
        addShape("id a fraction", ":500107", ":500107.5");
        addShape("id zero", ":500107", ":0");
        addShape("id negative", ":500107", ":-1");
        addShape("update that follows nothing", ":500100", ":-1");
        addShape("id beyond 63 bits", ":500107", ":18446744073709551615");
        addRefusal(
            "no ids and a checksum of zero", changed(withoutIds(updateFrame), "-914047754", "0"),
            ErrorCode::UnexpectedShape);
        addRefusal(
            "no ids and no checksum", changed(withoutIds(updateFrame), R"("checksum")", R"("gone")"),
            ErrorCode::UnexpectedShape);
    }

    static void refusedTrades()
    {
        for (const char *key : {"tradeId", "px", "sz", "side", "\"ts"}) {
            const std::string name = std::string("trade without ") + key;
            addRefusal(
                name.c_str(), changed(tradeFrame, std::string(key) + "\":", std::string(key) + "x\":"),
                ErrorCode::UnexpectedShape);
        }
        addRefusal("no such side", changed(tradeFrame, "buy", "bid"), ErrorCode::UnexpectedShape);
        addRefusal(
            "trade id a number", changed(tradeFrame, R"("800000001")", "8"), ErrorCode::UnexpectedShape);
        addRefusal("negative price", changed(tradeFrame, "64000.2", "-1"), ErrorCode::BadNumber);
        addRefusal("trade not followed", changed(tradeFrame, "BTC-USDT", "X"), ErrorCode::UnknownSymbol);
        addRefusal("second trade", withSecond(tradeFrame, "0.01", "x"), ErrorCode::BadNumber);
    }
};

QTEST_APPLESS_MAIN(OkxTest)
#include "okxtest.moc"
