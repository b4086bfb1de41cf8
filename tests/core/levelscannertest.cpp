// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/decodecheck.h"
#include "support/levels.h"
#include "support/mutation.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using test::level;

namespace {

/// The levels of a list and how much of the text it is; none if the scanner leaves it to the strict parser.
/// Both paths are asked; the test fails where they differ.
struct Scan {
    std::size_t length = 0; ///< 0: not read
    std::vector<Level> levels;

    bool operator==(const Scan &) const = default;
};

template <class Form> Scan scanBy(ScanPath path, std::string_view text, Decimals decimals)
{
    Scan scan;
    const char *const end = scanLevels<Form>(path, text, Side::Bid, decimals, scan.levels).end;
    if (!end)
        return {};
    scan.length = static_cast<std::size_t>(end - text.data());
    return scan;
}

template <class Form = TextPair> Scan scan(std::string_view text, Decimals decimals = {})
{
    const Scan portable = scanBy<Form>(ScanPath::Portable, text, decimals);
    if (runsHere(ScanPath::Sse41) && scanBy<Form>(ScanPath::Sse41, text, decimals) != portable)
        QTest::qFail("the paths differ", __FILE__, __LINE__);
    return portable;
}

std::string withoutQuotes(std::string text)
{
    std::erase(text, '"');
    return text;
}

/// A decimal with so many digits on both sides of the point; 0 behind it: no point.
std::string number(test::Random &random, std::uint64_t whole, std::uint64_t fraction)
{
    std::string text;
    for (std::uint64_t i = 0; i < whole; ++i)
        text += static_cast<char>('0' + (i == 0 ? 1 + random.below(9) : random.below(10)));
    for (std::uint64_t i = 0; i < fraction; ++i)
        text += (i == 0 ? "." : "") + std::to_string(random.below(10));
    return text;
}

std::string pairText(const std::string &price, const std::string &qty)
{
    return R"([")" + price + R"(",")" + qty + R"("])";
}

void addRefusal(const char *name, const char *list, int decimals = 8)
{
    QTest::newRow(name) << QByteArray(list) << decimals;
}

template <class Form> void checkMutations(const std::vector<std::string> &lists, std::uint64_t seed)
{
    constexpr int mutations = 150'000;
    test::Random random(seed);
    int accepted = 0;
    Decimals decimals;
    for (int i = 0; i < mutations; ++i) {
        if (i % 100 == 0) // what was read last matters only while the decimals are the same
            decimals = {static_cast<int>(random.below(10)), static_cast<int>(random.below(19))};
        const std::string text = test::mutated(lists[random.below(lists.size())], random);
        const auto check = test::checkLevels<Form>(text, decimals);
        QVERIFY2(check.difference.empty(), (check.difference + ": " + text).c_str());
        accepted += check.wasRead ? 1 : 0;
    }
    QVERIFY(accepted > mutations / 100);
    QVERIFY(accepted < mutations / 2);
}

} // namespace

class LevelScannerTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void readsListsOfTexts()
    {
        const std::string list = R"([["61837.63000000","0.50000000"],["61837.62000000","0.00000000"]])";
        const std::vector wanted{level("61837.63", "0.5"), level("61837.62", "0")};
        QVERIFY(scan(list) == (Scan{list.size(), wanted}));
    }

    void readsListsOfNumbers()
    {
        const std::string list = "[[61837.63,0.0005],[61837,10],[0.5,0.0]]";
        const std::vector wanted{level("61837.63", "0.0005"), level("61837", "10"), level("0.5", "0")};
        QVERIFY(scan<NumberPair>(list) == (Scan{list.size(), wanted}));
    }

    void endsBehindTheList()
    {
        QVERIFY(scan(R"([["1","2"]],"a":[["3","4"]]})") == (Scan{11, {level("1", "2")}}));
        QVERIFY(scan(R"([],"a":[["3","4"]]})") == (Scan{2, {}}));
        QVERIFY(scan<NumberPair>("[[1,2]]]") == (Scan{7, {level("1", "2")}}));
        QVERIFY(scan<NumberPair>("[]]") == (Scan{2, {}}));
    }

    void decimalsArePricesAndQuantitiesOwn()
    {
        const Decimals decimals{2, 4};
        const Scan read = scan(R"([["61837.63000000","301727260.79000000"],["0.01","0.0001"]])", decimals);
        QVERIFY(read.levels == (std::vector{level(6'183'763, 3'017'272'607'900), level(1, 1)}));
    }

    void zerosBeyondTheDecimalsDoNotCount()
    {
        QVERIFY(scan(R"([["5.00","7.000000000000"]])", {0, 0}).levels == std::vector{level(5, 7)});
        QVERIFY(scan(R"([["5.0000000000000000000000","7.0"]])", {1, 1}).levels == std::vector{level(50, 70)});
        QVERIFY(
            scan<NumberPair>("[[5.10000000,7.000000000000]]", {1, 0}).levels == std::vector{level(51, 7)});
    }

    void everyLengthOfNumberIsRead()
    {
        test::Random random(1);
        for (int decimals = 0; decimals <= maxDecimals; ++decimals) {
            for (std::uint64_t whole = 1; whole + static_cast<std::uint64_t>(decimals) <= 18; ++whole) {
                for (std::uint64_t fraction = 0; fraction <= static_cast<std::uint64_t>(decimals);
                     ++fraction) {
                    const std::string text = pairText(number(random, whole, fraction), "1");
                    const std::string turned = pairText("1", number(random, whole, fraction));
                    for (const std::string &list : {"[" + text + "]", "[" + text + "," + turned + "]"}) {
                        const auto texts = test::checkLevels<TextPair>(list, {decimals, decimals});
                        const auto numbers =
                            test::checkLevels<NumberPair>(withoutQuotes(list), {decimals, decimals});
                        QVERIFY2(texts.wasRead && texts.difference.empty(), list.c_str());
                        QVERIFY2(numbers.wasRead && numbers.difference.empty(), list.c_str());
                    }
                }
            }
        }
    }

    void lengthsMayChangeFromLevelToLevel()
    {
        test::Random random(2);
        for (int i = 0; i < 3'000; ++i) {
            const std::uint64_t kinds = 1 + random.below(5); // few kinds: runs of levels that are alike
            std::string list;
            for (auto levels = 1 + random.below(40); levels > 0; --levels) {
                const std::string price = number(random, 1 + random.below(kinds), random.below(kinds));
                const std::string qty = number(random, 1 + random.below(2 * kinds), random.below(kinds + 2));
                list += (list.empty() ? "" : ",") + pairText(price, qty);
            }
            list = "[" + list + "]";
            const auto check = test::checkLevels<TextPair>(list, {8, 6});
            QVERIFY2(check.wasRead && check.difference.empty(), list.c_str());
            const auto numbers = test::checkLevels<NumberPair>(withoutQuotes(list), {8, 6});
            QVERIFY2(numbers.wasRead && numbers.difference.empty(), list.c_str());
        }
    }

    void theLargestInt64IsTheLast()
    {
        const std::string largest = R"([["92233720368.54775807","92233720368.54775807"]])";
        QVERIFY(scan(largest).levels == (std::vector{level(INT64_MAX, INT64_MAX)}));
        for (const char *list :
             {R"([["92233720368.54775808","1"]])", R"([["1","92233720368.54775808"]])",
              R"([["92233720369","1"]])", R"([["1","100000000000000000000000"]])"})
            QVERIFY(scan(list) == Scan{});
    }

    void leadingZerosAreForTextsOnly()
    {
        QVERIFY(scan(R"([["007.5","00.50"]])").levels == std::vector{level("7.5", "0.5")});
        const std::string zeros(30, '0');
        QVERIFY(scan("[[\"" + zeros + "7\",\"" + zeros + "\"]]").levels == std::vector{level("7", "0")});
        for (const char *list :
             {"[[07.5,1]]", "[[1,00]]", "[[1,00.5]]", "[[17.5,1],[07.5,1]]", "[[1,10],[1,00]]"})
            QVERIFY2(scan<NumberPair>(list) == Scan{}, list);
    }

    void whatIsNotUsualIsLeftToTheStrictParser_data()
    {
        QTest::addColumn<QByteArray>("list");
        QTest::addColumn<int>("decimals");
        addRefusal("nothing", "");
        addRefusal("no list", R"({"1":"2"})");
        addRefusal("no level", R"(["1","2"])");
        addRefusal("one number", R"([["1"]])");
        addRefusal("three members", R"([["1","2","3"]])");
        addRefusal("number and text", R"([[1,"2"]])");
        addRefusal("space after the bracket", R"([ ["1","2"]])");
        addRefusal("space between levels", R"([["1","2"], ["3","4"]])");
        addRefusal("space before the end", R"([["1","2"] ])");
        addRefusal("space in a number", R"([["1 ","2"]])");
        addRefusal("comma at the end", R"([["1","2"],])");
        addRefusal("empty level", R"([["1","2"],[]])");
        addRefusal("empty price", R"([["","2"]])");
        addRefusal("empty quantity", R"([["1",""]])");
        addRefusal("no digit before the point", R"([[".5","2"]])");
        addRefusal("no digit after the point", R"([["5.","2"]])");
        addRefusal("no digit after the point of a quantity", R"([["5","2."]])");
        addRefusal("two points", R"([["5.1.1","2"]])");
        addRefusal("exponent", R"([["5e1","2"]])");
        addRefusal("capital exponent", R"([["5","2E1"]])");
        addRefusal("plus", R"([["+5","2"]])");
        addRefusal("minus", R"([["-5","2"]])");
        addRefusal("negative quantity", R"([["5","-2"]])");
        addRefusal("minus zero", R"([["5","-0"]])");
        addRefusal("price of zero", R"([["0.00000000","2"]])");
        addRefusal("later price of zero", R"([["1.00000000","2"],["0.00000000","2"]])");
        addRefusal("escape", R"([["\u0035","2"]])");
        addRefusal("decimals", R"([["5.123","2"]])", 2);
        addRefusal("decimals of a quantity", R"([["5","2.1"]])", 0);
        addRefusal("later decimals", R"([["5.1200","2"],["5.1230","2"]])", 2);
        addRefusal("decimals beyond a vector", R"([["5.00000000000000000001","2"]])", 2);
        addRefusal("a character above nine", R"([["5:","2"]])");
        addRefusal("a character above ASCII", "[[\"5\xb5\",\"2\"]]");
    }

    void whatIsNotUsualIsLeftToTheStrictParser()
    {
        QFETCH(QByteArray, list);
        QFETCH(int, decimals);
        const Decimals both{decimals, decimals};
        QVERIFY(scan(list.toStdString(), both) == Scan{});
        // The same fault once more, where the levels before and behind have set a pattern.
        const std::string usual = R"(["4.00","7.00"],["4.00","7.00"],["4.00","7.00"])";
        const std::string inside = list.toStdString().substr(list.size() > 2 ? 1 : 0);
        QVERIFY(
            scan("[" + usual + "," + inside.substr(0, inside.size() - 1) + "," + usual + "]", both) ==
            Scan{});
    }

    void aListThatEndsTooSoonIsRefusedWhateverFollowsInMemory()
    {
        for (const char *qty :
             {"0.5", "0.12345678", "123456.12345678", "1234567.12345678", "12345678901.5"}) {
            std::string list = "[";
            for (char last = '0'; last <= '9'; ++last) // enough to make it the usual length
                list += (list.size() > 1 ? "," : "") + pairText(std::string("61837.6") + last, qty);
            list += "]";
            QCOMPARE(scan(list, {2, 8}).length, list.size());
            for (std::size_t size = 0; size < list.size(); ++size) {
                QVERIFY(scan(std::string_view(list).substr(0, size), {2, 8}) == Scan{});
                QVERIFY(!test::checkLevels<TextPair>(list.substr(0, size), {2, 8}).wasRead);
            }
            const std::string numbers = withoutQuotes(list);
            for (std::size_t size = 0; size < numbers.size(); ++size) {
                QVERIFY(scan<NumberPair>(std::string_view(numbers).substr(0, size), {2, 8}) == Scan{});
                QVERIFY(!test::checkLevels<NumberPair>(numbers.substr(0, size), {2, 8}).wasRead);
            }
        }
    }

    void everyByteCounts()
    {
        const std::string list =
            R"([["61837.63","0.50"],["61837.62","0.70"],["61837.61","0.25"],["61837.60","1.50"]])";
        for (std::size_t at = 0; at < list.size(); ++at) {
            for (int byte = 0; byte < 256; ++byte) {
                std::string changed = list;
                changed[at] = static_cast<char>(byte);
                const auto check = test::checkLevels<TextPair>(changed, {2, 2});
                QVERIFY2(check.difference.empty(), (check.difference + ": " + changed).c_str());
                const bool isDigit = byte >= '0' && byte <= '9';
                const bool wasDigit = list[at] >= '0' && list[at] <= '9';
                const bool mayEndTheList = byte == ']';
                if (changed != list && !wasDigit && !isDigit && !mayEndTheList)
                    QVERIFY2(!check.wasRead, changed.c_str());
            }
        }
    }

    void saysWhetherPricesComeBestFirst_data()
    {
        QTest::addColumn<QByteArray>("prices");
        QTest::addColumn<bool>("asBids");
        QTest::addColumn<bool>("asAsks");
        const auto row = [](const char *name, const char *prices, bool asBids, bool asAsks) {
            QTest::newRow(name) << QByteArray(prices) << asBids << asAsks;
        };
        row("none", "", true, true);
        row("one", "5", true, true);
        row("the smallest", "0.00000001", true, true);
        row("the largest has none before it", "92233720368.54775807", false, true);
        row("falling", "9 8 7.5 7.4 1", true, false);
        row("rising", "1 7.4 7.5 8 9", false, true);
        row("from end to end", "0.00000001 92233720368.54775807", false, true);
        row("a step back at the end", "1 2 3 4 5 6 7 6", false, false);
        row("a step back at the beginning", "5 4 5 6 7 8 9", false, false);
        row("twice at the beginning", "5 5 6 7 8 9", false, false);
        row("twice at the end", "9 8 7 6 5 5", false, false);
        row("twice, written differently", "9.5 9.50 9.1", false, false);
        row("twice, but not side by side", "9 8 9", false, false);
    }

    void saysWhetherPricesComeBestFirst()
    {
        QFETCH(QByteArray, prices);
        QFETCH(bool, asBids);
        QFETCH(bool, asAsks);
        std::string list;
        for (const QByteArray &price : prices.isEmpty() ? QByteArrayList() : prices.split(' '))
            list += (list.empty() ? "[" : ",") + pairText(price.toStdString(), "1.00000000");
        const std::string text = list.empty() ? "[]" : list + ']';
        for (const ScanPath path : {ScanPath::Portable, ScanPath::Sse41}) {
            if (!runsHere(path))
                continue;
            std::vector<Level> levels;
            const auto bids = scanLevels<TextPair>(path, text, Side::Bid, {}, levels);
            const auto asks = scanLevels<TextPair>(path, text, Side::Ask, {}, levels);
            QVERIFY(bids.end && asks.end);
            QCOMPARE(bids.isBestFirst, asBids);
            QCOMPARE(asks.isBestFirst, asAsks);
        }
    }

    void theListIsReplacedAndKeepsItsCapacity()
    {
        std::vector<Level> levels(100, level(1, 1));
        const auto capacity = levels.capacity();
        const Level *const memory = levels.data();
        QVERIFY(scanLevels<TextPair>(R"([["1","2"],["3","4"]])", Side::Ask, {0, 0}, levels).end);
        QVERIFY(levels == (std::vector{level(1, 2), level(3, 4)}));
        QVERIFY(scanLevels<TextPair>("[]", Side::Ask, {0, 0}, levels).end);
        QVERIFY(levels.empty());
        QCOMPARE(levels.capacity(), capacity);
        QVERIFY(levels.data() == memory);
    }

    void everyMutationIsReadAsTheStrictParserReadsIt()
    {
        test::Random random(3);
        std::vector<std::string> lists;
        std::vector<std::string> numbers;
        for (int i = 0; i < 200; ++i) {
            std::string list;
            for (auto levels = 1 + random.below(5); levels > 0; --levels) {
                const bool isUsual = random.chance(70);
                const auto whole = isUsual ? 5 : 1 + random.below(12);
                const auto fraction = isUsual ? 2 : random.below(9);
                list += (list.empty() ? "" : ",") +
                        pairText(number(random, whole, fraction), number(random, 1, isUsual ? 8 : fraction));
            }
            lists.push_back("[" + list + "]");
            numbers.push_back(withoutQuotes(lists.back()));
        }
        checkMutations<TextPair>(lists, 4);
        checkMutations<NumberPair>(numbers, 5);
    }
};

QTEST_APPLESS_MAIN(LevelScannerTest)
#include "levelscannertest.moc"
