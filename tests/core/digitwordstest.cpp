// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "venues/digitwords.h"

#include "support/random.h"

#include <QRegularExpression>
#include <QTest>

#include <string>

using namespace touchline;

namespace {

struct Appended {
    std::ptrdiff_t length = -1; ///< -1: refused
    std::uint64_t value = 0;

    bool operator==(const Appended &) const = default;
};

Appended append(const std::string &text, std::uint64_t start = 0)
{
    std::uint64_t value = start;
    const char *const end = digitwords::appendDigits(text.data(), text.data() + text.size(), value);
    return end ? Appended{end - text.data(), value} : Appended{};
}

std::ptrdiff_t plainLength(const std::string &text)
{
    return digitwords::endOfPlain(text.data(), text.data() + text.size()) - text.data();
}

} // namespace

class DigitWordsTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void digitsEndAtAnyOtherByteWhereverItStands()
    {
        const std::string digits = "918273645091827364";
        for (std::size_t length = 0; length <= digits.size(); ++length) {
            for (int byte = 0; byte < 256; ++byte) {
                const char c = static_cast<char>(byte);
                if (digitwords::isDigit(c))
                    continue;
                const std::string number = digits.substr(0, length);
                const Appended wanted{static_cast<std::ptrdiff_t>(length), std::stoull("0" + number)};
                QVERIFY(append(number + c + "77777777") == wanted);
                QVERIFY(append(number + c) == wanted);
            }
        }
    }

    void digitsAreAppendedToWhatIsThere()
    {
        QVERIFY(append("005", 12) == (Appended{3, 12'005}));
        QVERIFY(append("123456789", 7) == (Appended{9, 7'123'456'789}));
    }

    void theLargestInt64IsTheLast()
    {
        QVERIFY(append("9223372036854775807") == (Appended{19, 9'223'372'036'854'775'807}));
        QVERIFY(append("00000000009223372036854775807") == (Appended{29, 9'223'372'036'854'775'807}));
        QVERIFY(append("9223372036854775808") == Appended{});
        QVERIFY(append("9999999999999999999") == Appended{});
        QVERIFY(append("18446744073709551617") == Appended{});
        QVERIFY(append("54775807", 92'233'720'368) == (Appended{8, 9'223'372'036'854'775'807}));
        QVERIFY(append("54775808", 92'233'720'368) == Appended{});
    }

    void plainTextEndsAtAnyOtherByteWhereverItStands()
    {
        test::Random random(1);
        for (int byte = 0; byte < 256; ++byte) {
            const char c = static_cast<char>(byte);
            const bool isPlain = byte >= 0x20 && byte < 0x7f && c != '"' && c != '\\';
            for (std::size_t at = 0; at < 20; ++at) {
                std::string text(20, ' ');
                for (char &other : text)
                    other = "a!#[]~ 0"[random.below(8)];
                text[at] = c;
                QCOMPARE(plainLength(text), static_cast<std::ptrdiff_t>(isPlain ? text.size() : at));
            }
        }
    }

    void plainTextMayEndAnywhere()
    {
        for (std::size_t size = 0; size < 20; ++size)
            QCOMPARE(plainLength(std::string(size, 'x')), static_cast<std::ptrdiff_t>(size));
    }
};

QTEST_APPLESS_MAIN(DigitWordsTest)
#include "digitwordstest.moc"
