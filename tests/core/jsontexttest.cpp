// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/jsontext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace touchline;

class JsonTextTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

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
