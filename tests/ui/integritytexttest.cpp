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

    static FeedView complete(Continuity continuity)
    {
        FeedView view;
        view.status.state = FeedState::Live;
        view.integrity.continuity = continuity;
        view.integrity.completeId = 1000;
        view.integrity.completeAt = now + -1s;
        return view;
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void nothingIsClaimedOfABookThatIsNotThere()
    {
        QCOMPARE(integrityText(FeedView(), now), QStringLiteral("not verified yet"));
    }

    void idsAreShownWhereTheVenueHasThem()
    {
        QCOMPARE(integrityText(complete(Continuity::UpdateIds), now), QStringLiteral("gapless to 1000"));
        QCOMPARE(
            integrityText(complete(Continuity::MessageNumbers), now), QStringLiteral("no message missing"));
        QCOMPARE(integrityText(complete(Continuity::Nothing), now), QStringLiteral("no update ids"));
    }

    void aChecksumIsNoAudit()
    {
        FeedView view = complete(Continuity::Nothing);
        view.integrity.audit.verifiedId = 1000;
        view.integrity.audit.verifiedAt = now + -300ms;
        view.integrity.audit.checksumsVerified = 7;
        QCOMPARE(integrityText(view, now), QStringLiteral("no update ids · checksum 0.3 s ago"));
        QVERIFY(integritySentences(view).contains(QLatin1String("checksum of the best levels agreed")));
        QVERIFY(integritySentences(view).contains(QLatin1String("7 checksums")));
        view.integrity.audit.quotesVerified = 1;
        QCOMPARE(integrityText(view, now), QStringLiteral("no update ids · audited 0.3 s ago"));
    }

    void ofABookThatIsNotLiveOnlyThePastIsClaimed_data()
    {
        QTest::addColumn<FeedState>("state");
        for (const auto state :
             {FeedState::Connecting, FeedState::Syncing, FeedState::Stale, FeedState::Resyncing,
              FeedState::Reconnecting, FeedState::Failed, FeedState::Ended})
            QTest::newRow(std::string(stateName(state)).c_str()) << state;
    }

    void ofABookThatIsNotLiveOnlyThePastIsClaimed()
    {
        QFETCH(const FeedState, state);
        for (const auto continuity :
             {Continuity::UpdateIds, Continuity::MessageNumbers, Continuity::Nothing}) {
            FeedView view = complete(continuity);
            view.status.state = state;
            view.integrity.audit.verifiedId = 1000;
            view.integrity.audit.verifiedAt = now + -1s;
            QCOMPARE(integrityText(view, now), QStringLiteral("was complete until 02:39:59.000 UTC"));
            QVERIFY(integritySentences(view).startsWith(QLatin1String("The book is not live now.")));
        }
    }

    void mismatchesStayVisible()
    {
        FeedView view = complete(Continuity::UpdateIds);
        view.integrity.audit.mismatched = 2;
        QCOMPARE(integrityText(view, now), QStringLiteral("gapless to 1000 · mismatches 2"));
    }
};

QTEST_APPLESS_MAIN(IntegrityTextTest)
#include "integritytexttest.moc"
