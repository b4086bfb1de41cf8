// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/jsontext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QStringDecoder>
#include <QTest>

#include <random>

using namespace touchline;

namespace {

/// Bytes in which sequences of several bytes, whole and broken, are frequent.
std::string randomBytes(std::mt19937 &random)
{
    static const std::string alphabet(
        "aA0\x80\x8f\x90\x9f\xa0\xbf\xc1\xc2\xdf\xe0\xe1\xed\xef\xf0\xf1\xf4\xf5\xff");
    std::string bytes;
    for (auto length = random() % 24; length > 0; --length)
        bytes += alphabet[random() % alphabet.size()];
    return bytes;
}

bool qtTakesIt(const std::string &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())));
    return !decoder.hasError() && text.toUtf8().toStdString() == bytes;
}

} // namespace

class JsonTextTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void knowsUtf8AtItsLimits()
    {
        for (const char *good :
             {"", "BTCUSDT", "\xc2\x80", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xf0\x90\x80\x80",
              "\xf4\x8f\xbf\xbf"})
            QVERIFY2(isUtf8(good), good);
        for (const char *bad :
             {"\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80",
              "12345678\xc2"})
            QVERIFY2(!isUtf8(bad), QByteArray(bad).toHex().constData());
    }

    void agreesWithQtOnRandomBytes()
    {
        std::mt19937 random(5);
        int valid = 0;
        for (int i = 0; i < 50'000; ++i) {
            const std::string bytes = randomBytes(random);
            const bool expected = qtTakesIt(bytes);
            valid += expected ? 1 : 0;
            QVERIFY2(isUtf8(bytes) == expected, QByteArray::fromStdString(bytes).toHex().constData());
        }
        QVERIFY(valid > 1'000);
    }

    void writesTextThatJsonReadsBack()
    {
        std::string text("quote \" backslash \\ newline \n return \r tab \t bell \a \xe2\x82\xac");
        text += '\0';
        std::string json("[");
        appendJsonString(json, text);
        json += ']';
        const auto document = QJsonDocument::fromJson(QByteArray::fromStdString(json));
        QCOMPARE(document.array().at(0).toString().toStdString(), text);
    }
};

QTEST_APPLESS_MAIN(JsonTextTest)
#include "jsontexttest.moc"
