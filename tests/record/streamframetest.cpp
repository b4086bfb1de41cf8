// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/streamframe.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;

/// What is taken for a frame in the exchange's own shape, and what must be parsed to know.
class StreamFrameTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void onlyTheUsualShapeIsTakenUnparsed_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("payload");
        const auto row = [](const char *name, const char *text, const char *payload) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(payload);
        };
        row("frame", R"({"stream":"a@trade","data":{"e":"trade"}})", R"({"e":"trade"})");
        row("empty payload", R"({"stream":"a","data":{}})", "{}");
        row("body", R"({"lastUpdateId":1,"bids":[]})", "");
        row("another order", R"({"data":{"e":"trade"},"stream":"a"})", "");
        row("something follows the payload", R"({"stream":"a","data":{},"id":1})", "");
        row("payload is no object", R"({"stream":"a","data":[{}]})", "");
        row("escaped name", "{\"stream\":\"a\\\"\",\"data\":{}}", "");
        row("cut", "{\"stream\":\"a\",\"data\":{\"e\":\"tra", "");
        row("cut in the name", "{\"stream\":\"a", "");
        row("blank", R"({"stream":"a", "data":{}})", "");
        row("torn and continued by the next line",
            "{\"stream\":\"a\",\"data\":{\"e\":\"tr1723 {\"stream\":\"a\",\"data\":{}}", "");
        row("empty", "", "");
    }

    void onlyTheUsualShapeIsTakenUnparsed()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, payload);
        QCOMPARE(framePayload(text.toStdString()).value_or(""), std::string_view(payload.toStdString()));
    }

    void updatesHeadIsRead()
    {
        const auto spot = updateHead(R"({"e":"depthUpdate","E":1,"s":"AB","U":12,"u":34,"b":[]})");
        QVERIFY(spot.has_value());
        QCOMPARE(spot->symbol, std::string_view("AB"));
        QCOMPARE(spot->ids.first, std::uint64_t{12});
        QCOMPARE(spot->ids.last, std::uint64_t{34});
        QVERIFY(!spot->isFutures);
        const auto futures =
            updateHead(R"({"e":"depthUpdate","E":1,"T":2,"s":"AB","U":12,"u":34,"pu":11,"b":[]})");
        QVERIFY(futures && futures->isFutures);
    }

    void anythingElseMustBeParsed_data()
    {
        QTest::addColumn<QByteArray>("payload");
        for (const char *const payload :
             {"", "{}", R"({"e":"trade","E":1})", R"({"E":1,"e":"depthUpdate","s":"A","U":1,"u":2,"b":[]})",
              R"({"e":"depthUpdate","E":1,"s":"A","u":2,"U":1,"b":[]})",
              R"({"e":"depthUpdate","E":1,"s":"A","U":-1,"u":2,"b":[]})",
              R"({"e":"depthUpdate","E":1,"s":"A","U":99999999999999999999,"u":2,"b":[]})",
              R"({"e":"depthUpdate","E":1,"s":"A\u0042","U":1,"u":2,"b":[]})",
              R"({"e":"depthUpdate","E":1,"s":"A","U":1,"u":2,"a":[],"pu":3})",
              R"({"e":"depthUpdate","E":1,"s":"A","U":1,"u":2.5,"b":[]})"})
            QTest::newRow(payload) << QByteArray(payload);
    }

    void anythingElseMustBeParsed()
    {
        QFETCH(QByteArray, payload);
        QVERIFY(!updateHead(payload.toStdString()));
    }

    void numbersEndWhereTheirDigitsDo()
    {
        std::string_view text = "1723161253937085768 {";
        std::uint64_t number = 0;
        QVERIFY(takeNumber(text, number));
        QCOMPARE(number, std::uint64_t{1'723'161'253'937'085'768});
        QCOMPARE(text, std::string_view(" {"));
        for (std::string_view zeros : {"0,", "00000000,", "0000000000000000001,"})
            QVERIFY(takeNumber(zeros, number) && zeros == ",");
        for (std::string_view none : {"", " 1", "-1", "x", "12345678901234567890"})
            QVERIFY(!takeNumber(none, number));
    }

    void numbersOfEveryLengthEndAtEveryOtherByte()
    {
        const std::string digits = "9876543210987654321";
        for (std::size_t length = 1; length <= digits.size(); ++length) {
            const std::string written = digits.substr(0, length);
            for (int byte = 0; byte < 256; ++byte) {
                if (byte >= '0' && byte <= '9')
                    continue;
                const std::string line = written + static_cast<char>(byte) + "12345678901";
                std::string_view text = line;
                std::uint64_t number = 0;
                QVERIFY(takeNumber(text, number));
                QCOMPARE(std::to_string(number), written);
                QCOMPARE(text.size(), std::size_t{12});
            }
        }
    }
};

QTEST_APPLESS_MAIN(StreamFrameTest)
#include "streamframetest.moc"
