// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "venues/okxchecksum.h"

#include "book/checksumcheck.h"
#include "support/allocations.h"
#include "support/levels.h"
#include "support/recordeddata.h"
#include "venues/okx.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <zlib.h>

using namespace touchline;
using test::level;

namespace {

constexpr Decimals eight{8, 8};

std::uint32_t crcOf(const std::string &text)
{
    const auto *const bytes = reinterpret_cast<const Bytef *>(text.data());
    return static_cast<std::uint32_t>(crc32(0, bytes, static_cast<uInt>(text.size())));
}

std::vector<Level> levelsIn(const QJsonValue &value)
{
    std::vector<Level> levels;
    for (const QJsonValue &entry : value.toArray())
        levels.push_back(level(entry[0].toString().toStdString(), entry[1].toString().toStdString()));
    return levels;
}

/// Signed on the wire.
std::uint32_t expectedIn(const QJsonObject &object)
{
    return static_cast<std::uint32_t>(object[u"expected"].toInteger());
}

OrderBook bookOf(std::vector<Level> bids, std::vector<Level> asks)
{
    OrderBook book;
    [[maybe_unused]] const auto loaded = book.load({1, std::move(bids), std::move(asks)});
    Q_ASSERT(loaded);
    return book;
}

bool isOkx(const QJsonObject &object)
{
    return object[u"exchange"].toString() == QStringLiteral("okx");
}

/// The example of OKX's own page, cut short there: not the book that its checksum is of.
OrderBook shortenedExample()
{
    return bookOf(
        {level("8476.97", "256"), level("8475.55", "101"), level("8475.54", "100"), level("8475.3", "1"),
         level("8447.32", "6"), level("8447.02", "246"), level("8446.83", "24"), level("8446", "95")},
        {level("8476.98", "415"), level("8477", "7"), level("8477.34", "85"), level("8477.56", "1"),
         level("8505.84", "8"), level("8506.37", "85"), level("8506.49", "2"), level("8506.96", "100")});
}

/// What an update with this checksum says of it.
std::optional<std::uint32_t> decodedChecksum(qint64 checksum)
{
    const Instrument instrument = bareInstrument("A-USDT");
    const auto lookup = [&instrument](std::string_view) { return &instrument; };
    const std::string frame =
        R"({"arg":{"channel":"books","instId":"A-USDT"},"action":"update","data":[{"asks":[],)"
        R"("bids":[],"ts":"1770000000000","prevSeqId":1,"seqId":2,"checksum":)" +
        std::to_string(checksum) + "}]}";
    DecodeBuffer buffer;
    const auto event = Okx().decodeFrame(frame, lookup, buffer);
    return event ? std::get<DepthEvent>(*event).delta->checksum : std::optional<std::uint32_t>(1);
}

/// Nothing where the vectors are absent.
QJsonObject vectors()
{
    const QString folder = test::recordedData();
    QFile file(folder + QStringLiteral("/../reference/checksum_vectors.json"));
    if (folder.isEmpty() || !file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).object();
}

} // namespace

class OkxChecksumTest : public QObject {
    Q_OBJECT

private:
    /// How many states of the sequence agree, and whether all do.
    static int checkedStates(const QJsonObject &sequence)
    {
        OrderBook book =
            bookOf(levelsIn(sequence[u"snapshot"][u"bids"]), levelsIn(sequence[u"snapshot"][u"asks"]));
        int checked = 0;
        for (const QJsonValue &step : sequence[u"steps"].toArray()) {
            const auto delta = test::delta(1, 1, levelsIn(step[u"bids"]), levelsIn(step[u"asks"]));
            if (!book.apply(delta) || okxChecksum(book, eight, eight) != expectedIn(step.toObject()))
                return -1;
            ++checked;
        }
        return checked;
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void levelsAlternateAndTheLongerSideGoesOn()
    {
        const auto book = bookOf(
            {level("3366.1", "7"), level("3366", "0.10")},
            {level("3368", "8"), level("3366.8", "9"), level("3400", "100")});
        QCOMPARE(okxChecksum(book, eight, eight), crcOf("3366.1:7:3366.8:9:3366:0.1:3368:8:3400:100"));
        QCOMPARE(okxChecksum(bookOf({level("5", "1"), level("4", "2")}, {}), eight, eight), crcOf("5:1:4:2"));
        QCOMPARE(okxChecksum(OrderBook(), eight, eight), crcOf(""));
    }

    void onlyTheBest25OfASideCount()
    {
        std::vector<Level> bids;
        std::vector<Level> asks;
        std::string text;
        for (int i = 0; i < 40; ++i) {
            bids.push_back(level(std::to_string(1000 - i), "1.5"));
            asks.push_back(level(std::to_string(1001 + i), "0.00000001"));
            if (i < 25)
                text += (i == 0 ? "" : ":") + std::to_string(1000 - i) + ":1.5:" + std::to_string(1001 + i) +
                        ":0.00000001";
        }
        QCOMPARE(okxChecksum(bookOf(bids, asks), eight, eight), crcOf(text));
    }

    void whatIsHeldDoesNotMatter()
    {
        const auto book = bookOf({Level{Price(33661), Qty(70)}}, {Level{Price(33668), Qty(5)}});
        for (const Decimals printed : {Decimals{1, 1}, Decimals{0, 0}, Decimals{1, 0}})
            QCOMPARE(okxChecksum(book, {1, 1}, printed), crcOf("3366.1:7:3366.8:0.5"));
        const auto smallest = bookOf({Level{Price(1), Qty(1)}}, {});
        QCOMPARE(okxChecksum(smallest, {18, 18}, {}), crcOf("0.000000000000000001:0.000000000000000001"));
    }

    void anUnlistedInstrumentIsVerifiedAtOnce()
    {
        const auto book = bookOf({level("3366.1", "7")}, {level("3366.8", "9")});
        ChecksumCheck check(okxChecksum, eight, std::nullopt);
        QVERIFY(check.agrees(book, crcOf("3366.1:7:3366.8:9")));
        QVERIFY(!check.agrees(book, crcOf("3366.1:7:3366.8:8")));
    }

    void noMemoryIsAskedForOnceItHasRun()
    {
        std::vector<Level> bids;
        for (int i = 0; i < 40; ++i)
            bids.push_back(level(std::to_string(1000 - i), "1234567.12345678"));
        const auto book = bookOf(bids, {});
        const auto first = okxChecksum(book, eight, eight);
        const std::size_t before = test::allocations();
        QCOMPARE(okxChecksum(book, eight, eight), first);
        QCOMPARE(test::allocations(), before);
    }

    void recordedBooksAgree()
    {
        const QJsonObject all = vectors();
        if (all.isEmpty())
            QSKIP("The checksum vectors are not here: set TOUCHLINE_DATA to the folder beside theirs.");
        int checked = 0;
        for (const QJsonValue &value : all[u"vectors"].toArray()) {
            const QJsonObject vector = value.toObject();
            if (!isOkx(vector))
                continue;
            const auto book = bookOf(levelsIn(vector[u"bids"]), levelsIn(vector[u"asks"]));
            QVERIFY2(
                okxChecksum(book, eight, eight) == expectedIn(vector), qPrintable(vector[u"id"].toString()));
            ++checked;
        }
        QCOMPARE(checked, 6);
    }

    void recordedSequencesAgree()
    {
        const QJsonObject all = vectors();
        if (all.isEmpty())
            QSKIP("The checksum vectors are not here: set TOUCHLINE_DATA to the folder beside theirs.");
        int sequences = 0;
        for (const QJsonValue &value : all[u"sequences"].toArray()) {
            const QJsonObject sequence = value.toObject();
            if (!isOkx(sequence))
                continue;
            QCOMPARE(checkedStates(sequence), static_cast<int>(sequence[u"steps"].toArray().size()));
            ++sequences;
        }
        QCOMPARE(sequences, 1);
    }

    void negativeRulesHold()
    {
        const QJsonObject all = vectors();
        if (all.isEmpty())
            QSKIP("The checksum vectors are not here: set TOUCHLINE_DATA to the folder beside theirs.");
        int rules = 0;
        for (const QJsonValue &rule : all[u"negative_rules"].toArray()) {
            if (!isOkx(rule.toObject()))
                continue;
            const qint64 sent = rule[u"field_value"].toInteger();
            ++rules;
            if (sent == 0)
                QVERIFY(!decodedChecksum(sent));
            else
                QVERIFY(okxChecksum(shortenedExample(), eight, eight) != static_cast<std::uint32_t>(sent));
        }
        QCOMPARE(rules, 2);
        QCOMPARE(okxChecksum(shortenedExample(), eight, eight), static_cast<std::uint32_t>(-2102840145));
    }

    /// One digit of any level within the best 25 shows.
    void anotherBookDisagrees()
    {
        const QJsonObject all = vectors();
        if (all.isEmpty())
            QSKIP("The checksum vectors are not here: set TOUCHLINE_DATA to the folder beside theirs.");
        for (const QJsonValue &value : all[u"vectors"].toArray()) {
            const QJsonObject vector = value.toObject();
            if (!isOkx(vector))
                continue;
            const auto bids = levelsIn(vector[u"bids"]);
            for (std::size_t i = 0; i < bids.size(); ++i) {
                auto wrong = bids;
                wrong[i].qty = Qty(wrong[i].qty.raw() + 1);
                const auto book = bookOf(wrong, levelsIn(vector[u"asks"]));
                QVERIFY(okxChecksum(book, eight, eight) != expectedIn(vector));
            }
        }
    }
};

QTEST_APPLESS_MAIN(OkxChecksumTest)
#include "okxchecksumtest.moc"
