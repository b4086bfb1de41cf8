// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/mutation.h"
#include "support/okxfeed.h"
#include "venues/okx.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using test::OkxFeed;

namespace {

std::string tradeFrame()
{
    return R"({"arg":{"channel":"trades","instId":"A-USDT"},"data":[{"instId":"A-USDT","tradeId":"8",)"
           R"("px":"64000.2","sz":"0.01","side":"buy","ts":"1770000000050","count":"1","seqId":5}]})";
}

std::string twoUpdates()
{
    return test::okxFrame(
        "A-USDT", "update",
        test::okxEntry({100, 107, {{"10.5", "3"}}}) + ',' + test::okxEntry({107, 109, {}, {{"11", "0"}}}));
}

std::string listing()
{
    return R"({"code":"0","msg":"","data":[{"instType":"FUTURES","instId":"A-USD-270326","uly":"A-USD",)"
           R"("tickSz":"0.1","lotSz":"1","state":"live","ctVal":"100","ctMult":"1","ctValCcy":"USD",)"
           R"("expTime":"1806048000000"}]})";
}

std::vector<std::string> goodFrames()
{
    return {
        test::okxSnapshot("A-USDT", 100, -914047754),
        test::okxUpdate("A-USDT", {100, 107, {{"10.5", "3"}, {"9", "0"}}, {{"11.5", "1"}}}),
        twoUpdates(),
        tradeFrame(),
        R"({"event":"error","arg":{"channel":"books","instId":"A-USDT"},"code":"60018","msg":"no instId:A-USDT"})",
        R"({"event":"notice","code":"64008","msg":"soon"})",
        "pong",
    };
}

/// An event that changes what is shown.
bool saysSomething(const Expected<FeedEvent> &event)
{
    return event && !std::holds_alternative<OtherEvent>(*event);
}

/// Room that is used for one frame after another, as in a session.
class Decoder {
public:
    Expected<FeedEvent> read(std::string_view frame)
    {
        const auto lookup = [this](std::string_view symbol) {
            return symbol == m_instrument.symbol ? &m_instrument : nullptr;
        };
        return m_venue.decodeFrame(frame, lookup, m_buffer);
    }

private:
    Okx m_venue;
    Instrument m_instrument = bareInstrument("A-USDT");
    DecodeBuffer m_buffer;
};

} // namespace

/// Whatever comes, a book has either all of a frame or nothing of it.
class OkxHostileTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aCutFrameIsNeverGood()
    {
        Decoder decoder;
        for (const std::string &frame : goodFrames()) {
            for (std::size_t length = 0; length < frame.size(); ++length) {
                QVERIFY2(!decoder.read(frame.substr(0, length)), frame.substr(0, length).c_str());
                QVERIFY(!decoder.read(frame.substr(frame.size() - length)) || length == 0);
            }
        }
    }

    void anythingBehindAFrameIsRefused()
    {
        Decoder decoder;
        for (const std::string &frame : goodFrames()) {
            QVERIFY(decoder.read(frame));
            for (const char *more : {"x", "}", "{}", ",", "pong"})
                QVERIFY2(!decoder.read(frame + more), frame.c_str());
        }
    }

    void everyFlippedByteIsSurvived()
    {
        Decoder decoder;
        for (const std::string &frame : goodFrames()) {
            for (std::size_t at = 0; at < frame.size(); ++at) {
                for (int other = 0; other < 256; ++other) {
                    std::string wrong = frame;
                    wrong[at] = static_cast<char>(other);
                    static_cast<void>(decoder.read(wrong));
                }
            }
            QVERIFY(decoder.read(frame));
        }
    }

    /// Of the members that make a book, each is needed and each of its kind.
    void aRenamedMemberIsNeverGood()
    {
        Decoder decoder;
        const std::string frame = test::okxUpdate("A-USDT", {100, 107, {{"10.5", "3"}}});
        for (const char *key :
             {"arg", "channel", "instId", "action", "data", "asks", "bids", "ts", "seqId"}) {
            const auto at = frame.find('"' + std::string(key) + '"') + 1;
            for (std::size_t i = 0; key[i] != '\0'; ++i) {
                std::string wrong = frame;
                wrong[at + i] = '#';
                QVERIFY2(!saysSomething(decoder.read(wrong)), wrong.c_str());
            }
        }
    }

    void manyFaultsAtOnceAreSurvived()
    {
        Decoder decoder;
        test::Random random(7);
        for (int round = 0; round < 20'000; ++round) {
            for (const std::string &frame : goodFrames())
                static_cast<void>(decoder.read(test::mutated(frame, random)));
        }
    }

    void oddListsAreSurvived()
    {
        const Okx venue;
        const std::string body = listing();
        for (std::size_t length = 0; length < body.size(); ++length)
            QVERIFY(!venue.decodeInstruments(body.substr(0, length)));
        test::Random random(9);
        for (int round = 0; round < 50'000; ++round) {
            const auto list = venue.decodeInstruments(test::mutated(body, random));
            if (list && !list->empty())
                QVERIFY(
                    list->front().decimals.price <= maxDecimals && list->front().decimals.qty <= maxDecimals);
        }
    }

    /// A session that hears nothing but faults is live only with a book that its ids prove.
    void aRefusedFrameLeavesTheBookAlone()
    {
        const std::string good = test::okxUpdate("A-USDT", {100, 107, {{"10.5", "3"}}});
        for (std::size_t length = 0; length < good.size(); ++length) {
            OkxFeed feed;
            feed.goLive(100);
            const OrderBook before = feed.session.book(0).book();
            feed.frame(good.substr(0, length));
            QVERIFY(feed.state() == FeedState::Resyncing);
            QVERIFY(feed.session.book(0).book() == before);
            QCOMPARE(feed.session.malformedFrames(), std::uint64_t{1});
        }
    }
};

QTEST_APPLESS_MAIN(OkxHostileTest)
#include "okxhostiletest.moc"
