// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/malformedframes.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using namespace std::chrono_literals;

class MalformedFramesTest : public QObject {
    Q_OBJECT

private:
    static constexpr Instant start = Instant::fromMillis(1'770'000'000'000);
    const Error m_badJson{ErrorCode::BadJson, "not JSON"};
    const Error m_badNumber{ErrorCode::BadNumber, "not a number"};

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void eachKindIsCountedByItself()
    {
        MalformedFrames frames;
        for (const Error &error : {m_badJson, m_badNumber, m_badJson})
            static_cast<void>(frames.note(error, "?", start));
        QCOMPARE(frames.total(), std::uint64_t{3});
        QCOMPARE(frames.count(ErrorCode::BadJson), std::uint64_t{2});
        QCOMPARE(frames.count(ErrorCode::BadNumber), std::uint64_t{1});
        QCOMPARE(frames.count(ErrorCode::NegativeQty), std::uint64_t{0});
    }

    void oneOfAKindAndMinuteIsASample()
    {
        MalformedFrames frames;
        QVERIFY(frames.note(m_badJson, "a", start));
        QVERIFY(!frames.note(m_badJson, "b", start + 59s));
        QVERIFY(frames.note(m_badNumber, "c", start + 59s));
        const auto later = frames.note(m_badJson, "d", start + 60s);
        QVERIFY(later);
        QCOMPARE(later->count, std::uint64_t{3});
        QCOMPARE(later->head, std::string("d"));
        QVERIFY(later->error.code == ErrorCode::BadJson);
    }

    void aSampleIsShortAndPrintable()
    {
        MalformedFrames frames;
        const std::string text = "{\"a\"\n\x1b[2J\xff" + std::string(5'000, 'x');
        const auto sample = frames.note(m_badJson, text, start);
        QVERIFY(sample);
        QCOMPARE(sample->bytes, text.size());
        QVERIFY(sample->head.starts_with("{\"a\"\\x0a\\x1b[2J\\xffxxx"));
        QCOMPARE(sample->head.size(), MalformedFrames::longestHead + 3 * 3);
    }
};

QTEST_APPLESS_MAIN(MalformedFramesTest)
#include "malformedframestest.moc"
