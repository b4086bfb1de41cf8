// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "venues/venuecapabilities.h"

#include "venues/venuetable.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <cstdio>
#include <set>
#include <string>
#include <vector>

using namespace touchline;

class VenueCapabilitiesTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void theReadmeSaysTheSame()
    {
        QFile file(QStringLiteral(TOUCHLINE_SOURCE_DIR "/README.md"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const std::string readme = file.readAll().toStdString();
        std::vector<const Venue *> real;
        for (const Venue *venue : allVenues()) {
            if (!venue->isDemo())
                real.push_back(venue);
        }
        const std::string table = capabilityTable(real);
        const bool isThere = readme.find(table) != std::string::npos;
        if (!isThere)
            std::fputs(table.c_str(), stdout); // longer than what a failure shows
        QVERIFY2(isThere, "README.md needs the table above");
    }

    void everythingIsASentenceForATrader()
    {
        const auto isCapital = [](char c) { return c >= 'A' && c <= 'Z'; };
        for (const Venue *venue : allVenues()) {
            for (const Capability &capability : capabilitiesOf(*venue)) {
                QVERIFY2(isCapital(capability.name.front()), std::string(capability.name).c_str());
                QVERIFY2(isCapital(capability.value.front()), capability.value.c_str());
            }
        }
    }

    void everyVenueSaysEverything()
    {
        std::set<std::string_view> names;
        for (const Venue *venue : allVenues()) {
            for (const Capability &capability : capabilitiesOf(*venue))
                QVERIFY2(!capability.value.empty(), std::string(capability.name).c_str());
            QVERIFY(names.insert(venue->name()).second);
            QVERIFY(!venue->limits().snapshotSizes.empty());
            const VenueLimits limits = venue->limits();
            QVERIFY(limits.requestWeight >= limits.snapshotSizes.back().weight);
            const bool isAskedFor = venue->bookRules().snapshots != SnapshotSource::Stream;
            QCOMPARE(limits.requestWeight > 0, isAskedFor);
            QCOMPARE(venue->snapshotUrl(venue->hosts(), "A", 1).empty(), !isAskedFor);
            const bool isOnStream = venue->bookRules().snapshots != SnapshotSource::Rest;
            const std::size_t messages = venue->resubscribeMessages(bareInstrument("A")).size();
            QCOMPARE(messages > 0, isOnStream);
            QVERIFY(messages <= static_cast<std::size_t>(limits.messages));
            QVERIFY(limits.messages > 0);
        }
    }
};

QTEST_GUILESS_MAIN(VenueCapabilitiesTest)
#include "venuecapabilitiestest.moc"
