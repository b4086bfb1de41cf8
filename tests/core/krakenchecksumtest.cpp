// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "venues/krakenchecksum.h"

#include "book/booksync.h"
#include "support/allocations.h"
#include "support/recordeddata.h"
#include "venues/kraken.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <array>

using namespace touchline;

namespace {

using Texts = std::vector<std::array<const char *, 2>>;

Level level(std::string_view price, std::string_view qty, Decimals decimals)
{
    return {parsePrice(price, decimals.price).value(), parseQty(qty, decimals.qty).value()};
}

std::vector<Level> levelsOf(const Texts &texts, Decimals decimals)
{
    std::vector<Level> levels;
    for (const auto &[price, qty] : texts)
        levels.push_back(level(price, qty, decimals));
    return levels;
}

OrderBook bookOf(const std::vector<Level> &bids, const std::vector<Level> &asks)
{
    OrderBook book;
    if (!book.load({0, bids, asks}))
        qFatal("the book of the test is not a book");
    return book;
}

/// The ten levels a side of the example in "Book checksum (v2)", docs.kraken.com.
OrderBook example(Decimals decimals)
{
    return bookOf(
        levelsOf(
            {{"45283.5", "0.1"},
             {"45283.4", "1.54582015"},
             {"45282.1", "0.1"},
             {"45281", "0.1"},
             {"45280.3", "1.54592586"},
             {"45279", "0.0799"},
             {"45277.6", "0.03310103"},
             {"45277.5", "0.3"},
             {"45277.3", "1.54602737"},
             {"45276.6", "0.15445238"}},
            decimals),
        levelsOf(
            {{"45285.2", "0.001"},
             {"45286.4", "1.54571953"},
             {"45286.6", "1.54571109"},
             {"45289.6", "1.54560911"},
             {"45290.2", "0.1589066"},
             {"45291.8", "1.54553491"},
             {"45294.7", "0.04454749"},
             {"45296.1", "0.3538"},
             {"45297.5", "0.09945542"},
             {"45299.5", "0.18772827"}},
            decimals));
}

constexpr std::uint32_t exampleChecksum = 3'310'070'434;

std::vector<Level> levelsIn(const QJsonValue &list, Decimals decimals)
{
    std::vector<Level> levels;
    for (const QJsonValue &entry : list.toArray())
        levels.push_back(
            level(entry[0].toString().toStdString(), entry[1].toString().toStdString(), decimals));
    return levels;
}

std::optional<std::uint32_t> checksumIn(const QJsonValue &value)
{
    return value.isNull() ? std::nullopt : std::optional(static_cast<std::uint32_t>(value.toInteger()));
}

Decimals decimalsIn(const QJsonObject &item)
{
    return {item[u"price_precision"].toInt(), item[u"qty_precision"].toInt()};
}

} // namespace

class KrakenChecksumTest : public QObject {
    Q_OBJECT

private:
    QJsonObject m_reference;

    /// The items of Kraken's kind in one of the reference's lists.
    [[nodiscard]] std::vector<QJsonObject> items(QStringView list) const
    {
        std::vector<QJsonObject> items;
        for (const QJsonValue &item : m_reference[list].toArray()) {
            if (item[u"algorithm"].toString() == QStringLiteral("kraken_crc32"))
                items.push_back(item.toObject());
        }
        return items;
    }
    [[nodiscard]] QJsonObject item(QStringView list, QStringView id) const
    {
        for (const QJsonObject &item : items(list)) {
            if (item[u"id"].toString() == id)
                return item;
        }
        return {};
    }
    bool hasReference()
    {
        const QString folder = test::recordedData();
        QFile file(folder + QStringLiteral("/../reference/checksum_vectors.json"));
        if (folder.isEmpty() || !file.open(QIODevice::ReadOnly))
            return false;
        m_reference = QJsonDocument::fromJson(file.readAll()).object();
        return true;
    }
    static int checkSequence(const QJsonObject &sequence)
    {
        BookRules rules = KrakenSpot().bookRules();
        rules.depth = static_cast<std::size_t>(sequence[u"book_depth"].toInt());
        const Decimals decimals = decimalsIn(sequence);
        BookSync sync(rules, {rules.checksum, decimals, decimals});
        OrderBook book;
        const QJsonObject first = sequence[u"snapshot"].toObject();
        BookSnapshot snapshot{0, levelsIn(first[u"bids"], decimals), levelsIn(first[u"asks"], decimals)};
        snapshot.checksum = checksumIn(first[u"expected"]);
        bool isRight = sync.onStreamSnapshot(snapshot, book).has_value();
        for (const QJsonValue &step : sequence[u"steps"].toArray()) {
            BookDelta delta;
            delta.bids = levelsIn(step[u"bids"], decimals);
            delta.asks = levelsIn(step[u"asks"], decimals);
            delta.checksum = checksumIn(step[u"expected"]);
            isRight = isRight && sync.onDelta(delta, book).has_value();
            isRight = isRight && book.bids().size() <= rules.depth && book.asks().size() <= rules.depth;
        }
        return isRight ? static_cast<int>(sync.checksumsVerified()) : -1;
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void theDocumentedExampleIsReproduced()
    {
        QCOMPARE(krakenChecksum(example({1, 8}), {1, 8}, {1, 8}), exampleChecksum);
    }

    void moreDecimalsThanArePrintedDoNotMatter()
    {
        QCOMPARE(krakenChecksum(example({8, 8}), {8, 8}, {1, 8}), exampleChecksum);
        QCOMPARE(krakenChecksum(example({10, 12}), {10, 12}, {1, 8}), exampleChecksum);
        QVERIFY(krakenChecksum(example({8, 8}), {8, 8}, {2, 8}) != exampleChecksum);
        QVERIFY(krakenChecksum(example({8, 8}), {8, 8}, {1, 7}) != exampleChecksum);
    }

    void onlyTenLevelsASideCount()
    {
        OrderBook book = example({1, 8});
        BookDelta further;
        further.bids = {level("45276.5", "7", {1, 8})};
        further.asks = {level("45299.6", "7", {1, 8})};
        QVERIFY(book.apply(further));
        QCOMPARE(krakenChecksum(book, {1, 8}, {1, 8}), exampleChecksum);
    }

    void aBookThatIsShortHasAChecksum()
    {
        QCOMPARE(krakenChecksum({}, {1, 8}, {1, 8}), std::uint32_t{0});
        // The best bid and ask of the example: CRC-32 of "45285210000045283510000000".
        const OrderBook book = bookOf({level("45283.5", "0.1", {1, 8})}, {level("45285.2", "0.001", {1, 8})});
        QCOMPARE(krakenChecksum(book, {1, 8}, {1, 8}), std::uint32_t{2383917627});
    }

    void largestNumbersFit()
    {
        std::vector<Level> bids;
        std::vector<Level> asks;
        constexpr auto largest = std::numeric_limits<std::int64_t>::max();
        for (std::int64_t i = 0; i < 10; ++i) {
            bids.push_back({Price(largest - 20 - i), Qty(largest)});
            asks.push_back({Price(largest - i), Qty(largest)});
        }
        QVERIFY(krakenChecksum(bookOf(bids, asks), {18, 18}, {18, 18}) != 0);
    }

    void itAsksForNoMemory()
    {
        const OrderBook book = example({8, 8});
        const std::size_t before = test::allocations();
        for (int i = 0; i < 100; ++i)
            QVERIFY(krakenChecksum(book, {8, 8}, {1, 8}) == exampleChecksum);
        QCOMPARE(test::allocations() - before, std::size_t{0});
    }

    void anUnknownPrecisionIsFoundByTheChecksum()
    {
        ChecksumCheck check(&krakenChecksum, {8, 8}, std::nullopt);
        QVERIFY(check.agrees(example({8, 8}), exampleChecksum));
        OrderBook book = example({8, 8});
        book.keepBest(9);
        QVERIFY(!check.agrees(book, exampleChecksum));
        QVERIFY(check.agrees(book, krakenChecksum(book, {8, 8}, {1, 8})));
    }

    void anEmptyBookTellsNoPrecision()
    {
        ChecksumCheck check(&krakenChecksum, {8, 8}, std::nullopt);
        QVERIFY(!check.agrees({}, 1));
        QVERIFY(check.agrees({}, 0));
        QVERIFY(check.agrees(example({8, 8}), exampleChecksum));
    }

    void knownBooksHaveTheirChecksums()
    {
        if (!hasReference())
            QSKIP("The checksum vectors are not here: set TOUCHLINE_DATA to the folder beside theirs.");
        const auto vectors = items(u"vectors");
        for (const QJsonObject &vector : vectors) {
            const Decimals decimals = decimalsIn(vector);
            const OrderBook book =
                bookOf(levelsIn(vector[u"bids"], decimals), levelsIn(vector[u"asks"], decimals));
            QVERIFY2(
                krakenChecksum(book, decimals, decimals) == checksumIn(vector[u"expected"]),
                qPrintable(vector[u"id"].toString()));
        }
        QCOMPARE(vectors.size(), std::size_t{8});
    }

    void knownSequencesStayRight()
    {
        if (!hasReference())
            QSKIP("The checksum vectors are not here: set TOUCHLINE_DATA to the folder beside theirs.");
        int verified = 0;
        for (const QJsonObject &sequence : items(u"sequences")) {
            const int right = checkSequence(sequence);
            QVERIFY2(right > 0, qPrintable(sequence[u"id"].toString()));
            verified += right;
        }
        QCOMPARE(verified, 21);
    }

    /// Trailing zeros are part of the text, even where the wire leaves them out.
    void textThatIsNotPaddedIsSomethingElse()
    {
        if (!hasReference())
            QSKIP("The checksum vectors are not here: set TOUCHLINE_DATA to the folder beside theirs.");
        const QJsonObject vector = item(u"vectors", u"kraken-v2-doc-maticusd-snapshot");
        const auto expected = checksumIn(vector[u"expected"]);
        QVERIFY(expected == 2'439'117'997U);
        const OrderBook book = bookOf(levelsIn(vector[u"bids"], {4, 8}), levelsIn(vector[u"asks"], {4, 8}));
        QVERIFY(krakenChecksum(book, {4, 8}, {4, 8}) == expected);
        QVERIFY(krakenChecksum(book, {4, 8}, {3, 8}) != expected);
        QVERIFY(krakenChecksum(book, {4, 8}, {4, 7}) != expected);
    }

    void quantitiesThatWentThroughADoubleAreSomethingElse()
    {
        if (!hasReference())
            QSKIP("The checksum vectors are not here: set TOUCHLINE_DATA to the folder beside theirs.");
        QJsonObject sequence = item(u"sequences", u"kraken-v1-live-20230725-lunaeur");
        QCOMPARE(checkSequence(sequence), 1);
        QJsonObject snapshot = sequence[u"snapshot"].toObject();
        for (const QString &side : {QStringLiteral("bids"), QStringLiteral("asks")}) {
            QJsonArray levels;
            const QJsonArray exact = snapshot[side].toArray();
            for (const QJsonValue &entry : exact) {
                const double qty = entry[1].toString().toDouble();
                levels.append(QJsonArray{entry[0], QString::number(qty, 'f', 8)});
            }
            snapshot[side] = levels;
        }
        sequence[u"snapshot"] = snapshot;
        QCOMPARE(checkSequence(sequence), -1);
    }
};

QTEST_APPLESS_MAIN(KrakenChecksumTest)
#include "krakenchecksumtest.moc"
