// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"

#include <QRegularExpression>
#include <QTest>

#include <map>
#include <set>
#include <string>
#include <vector>

using namespace touchline;

namespace {

std::vector<ErrorCode> allCodes()
{
    std::vector<ErrorCode> codes;
    for (int i = 0; i <= static_cast<int>(ErrorCode::BadArgument); ++i)
        codes.push_back(static_cast<ErrorCode>(i));
    return codes;
}

/// What retrying cannot mend; what only a new connection mends. Every other code is one book's matter.
const std::set<ErrorCode> hopeless{ErrorCode::SubscriptionRefused, ErrorCode::UnknownSymbol,
                                   ErrorCode::NotARecording,       ErrorCode::DamagedRecording,
                                   ErrorCode::FileUnreadable,      ErrorCode::FileUnwritable,
                                   ErrorCode::BadArgument};
const std::set<ErrorCode> ofTheConnection{
    ErrorCode::ConnectionFailed, ErrorCode::ConnectionClosed, ErrorCode::TlsFailed, ErrorCode::TimedOut};

} // namespace

class ErrorTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void everyCodeHasANameOfItsOwn()
    {
        std::set<std::string> names;
        for (const ErrorCode code : allCodes()) {
            const std::string name(errorName(code));
            QVERIFY2(name != "unknown error", qPrintable(QString::number(static_cast<int>(code))));
            QVERIFY2(names.insert(name).second, name.c_str());
        }
    }

    void everyCodeHasARecovery()
    {
        for (const ErrorCode code : allCodes()) {
            auto expected = Recovery::Resync;
            if (hopeless.contains(code))
                expected = Recovery::GiveUp;
            else if (ofTheConnection.contains(code))
                expected = Recovery::Reconnect;
            QVERIFY2(recoveryFor(code) == expected, std::string(errorName(code)).c_str());
        }
    }

    void recoveriesAreOrderedBySeverity()
    {
        QVERIFY(Recovery::Ignore < Recovery::Resync);
        QVERIFY(Recovery::Resync < Recovery::Reconnect);
        QVERIFY(Recovery::Reconnect < Recovery::GiveUp);
    }
};

QTEST_APPLESS_MAIN(ErrorTest)
#include "errortest.moc"
