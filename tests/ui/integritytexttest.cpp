// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/integritytext.h"

#include <QRegularExpression>
#include <QTest>

using namespace touchline;
using namespace std::chrono_literals;

/// The window claims what the venue's rules let it know, and no more.
class IntegrityTextTest : public QObject {
    Q_OBJECT

private:
    static constexpr Instant now = Instant::fromMillis(1'770'000'000'000);

    static Integrity complete(Continuity continuity)
    {
        Integrity integrity;
        integrity.continuity = continuity;
        integrity.completeId = 1000;
        return integrity;
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void nothingIsClaimedOfABookThatIsNotThere()
    {
        QCOMPARE(integrityText(Integrity(), now), QStringLiteral("not verified yet"));
    }

    void idsAreShownWhereTheVenueHasThem()
    {
        QCOMPARE(integrityText(complete(Continuity::UpdateIds), now), QStringLiteral("gapless to 1000"));
        QCOMPARE(
            integrityText(complete(Continuity::MessageNumbers), now), QStringLiteral("no message missing"));
        QCOMPARE(integrityText(complete(Continuity::Nothing), now), QStringLiteral("unnumbered"));
    }

    void aChecksumIsNoAudit()
    {
        Integrity integrity = complete(Continuity::Nothing);
        integrity.audit.verifiedId = 1000;
        integrity.audit.verifiedAt = now + -300ms;
        integrity.audit.checksumsVerified = 7;
        QCOMPARE(integrityText(integrity, now), QStringLiteral("unnumbered · checksum 0.3 s ago"));
        QVERIFY(integritySentences(integrity).contains(QLatin1String("checksum of the best levels agreed")));
        QVERIFY(integritySentences(integrity).contains(QLatin1String("7 checksums")));
        integrity.audit.quotesVerified = 1;
        QCOMPARE(integrityText(integrity, now), QStringLiteral("unnumbered · audited 0.3 s ago"));
    }

    void mismatchesStayVisible()
    {
        Integrity integrity = complete(Continuity::UpdateIds);
        integrity.audit.mismatched = 2;
        QCOMPARE(integrityText(integrity, now), QStringLiteral("gapless to 1000 · mismatches 2"));
    }
};

QTEST_APPLESS_MAIN(IntegrityTextTest)
#include "integritytexttest.moc"
