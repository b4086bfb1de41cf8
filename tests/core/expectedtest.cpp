// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/expected.h"

#include <QRegularExpression>
#include <QTest>

#include <memory>
#include <string>

using namespace touchline;

namespace {

Expected<int> half(int value)
{
    if (value % 2 != 0)
        return failure(ErrorCode::BadNumber, std::to_string(value) + " is odd");
    return value / 2;
}

Expected<void> requireEven(int value)
{
    if (auto halved = half(value); !halved)
        return Unexpected(halved.error());
    return {};
}

} // namespace

class ExpectedTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void holdsAValue()
    {
        const auto result = half(8);
        QVERIFY(result.has_value());
        QVERIFY(static_cast<bool>(result));
        QCOMPARE(*result, 4);
        QCOMPARE(result.value(), 4);
        QCOMPARE(result.value_or(-1), 4);
    }

    void holdsTheReasonWhyThereIsNone()
    {
        const auto result = half(7);
        QVERIFY(!result.has_value());
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::BadNumber);
        QCOMPARE(result.error().detail, std::string("7 is odd"));
        QCOMPARE(result.value_or(-1), -1);
    }

    void carriesAnErrorOnThroughAnotherType()
    {
        QVERIFY(requireEven(2).has_value());
        const auto result = requireEven(3);
        QVERIFY(!result);
        QCOMPARE(result.error().detail, std::string("3 is odd"));
    }

    void tellsValueFromErrorOfTheSameType()
    {
        const Expected<std::string, std::string> value(std::string("text"));
        const Expected<std::string, std::string> error(Unexpected(std::string("text")));
        QVERIFY(value.has_value());
        QVERIFY(!error.has_value());
        QCOMPARE(error.error(), std::string("text"));
    }

    void movesAValueThatCannotBeCopied()
    {
        Expected<std::unique_ptr<int>> result(std::make_unique<int>(5));
        Expected<std::unique_ptr<int>> moved(std::move(result));
        const std::unique_ptr<int> taken = std::move(*moved);
        QCOMPARE(*taken, 5);
    }

    void changesTheValueInPlace()
    {
        Expected<std::string> result(std::string("a"));
        result->append("b");
        *result += "c";
        QCOMPARE(result.value(), std::string("abc"));
    }
};

QTEST_APPLESS_MAIN(ExpectedTest)
#include "expectedtest.moc"
