// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feed/feedsession.h"
#include "record/recording.h"
#include "support/recordeddata.h"
#include "venues/okx.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace touchline;

namespace {

bool isInstrumentList(std::string_view url)
{
    return url.find("/public/instruments") != std::string_view::npos;
}

/// A FeedSession that is told what a recording holds.
class Playback {
public:
    explicit Playback(InstrumentList listed)
        : session(
              m_venue,
              {.hosts = {}, .hasDeadlines = false, .acceptsNewSymbols = true, .listed = std::move(listed)},
              {})
    {
    }

private:
    Okx m_venue; // the session refers to it

public:
    FeedSession session;
    std::size_t frames = 0;

    void play(std::span<const Record> records)
    {
        for (const Record &record : records) {
            if (record.kind == RecordKind::Connect)
                open(record.time);
            if (record.kind != RecordKind::Receive)
                continue;
            ++frames;
            static_cast<void>(session.onFrame(session.stream(), record.data, record.time));
        }
    }

private:
    void open(Instant now)
    {
        static_cast<void>(session.start(now));
        static_cast<void>(session.onStreamOpened(session.stream(), now));
    }
};

/// How many updates of the book and snapshots have a checksum.
std::uint64_t checksumsIn(std::span<const Record> records)
{
    return static_cast<std::uint64_t>(std::count_if(records.begin(), records.end(), [](const Record &record) {
        return record.kind == RecordKind::Receive &&
               record.data.find("\"checksum\":") != std::string_view::npos;
    }));
}

} // namespace

// Half a minute of a real market, of a time when each message proved its book with a checksum.
class OkxRecordingTest : public QObject {
    Q_OBJECT

private:
    std::optional<Recording> m_recording;

    [[nodiscard]] InstrumentList lists() const
    {
        std::vector<Instrument> all;
        for (const RecordedAnswer &answer : m_recording->answers()) {
            const auto list = Okx().decodeInstruments(answer.body);
            if (!list)
                return nullptr;
            all.insert(all.end(), list->begin(), list->end());
        }
        return std::make_shared<const std::vector<Instrument>>(std::move(all));
    }

private slots:
    void initTestCase()
    {
        const QString folder = test::recordedData();
        if (folder.isEmpty())
            QSKIP("The recorded market data is not here: set TOUCHLINE_DATA to its folder.");
        const std::vector<std::string> paths{folder.toStdString() + "/venues/okx.jsonl.zst"};
        auto recording = loadRecordings(paths, isInstrumentList);
        QVERIFY2(recording, recording ? "" : recording.error().detail.c_str());
        QVERIFY(!recording->damage());
        QCOMPARE(recording->exchangeHint(), std::string("okx"));
        m_recording = std::move(*recording);
    }

    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void everyChecksumAgrees_data()
    {
        QTest::addColumn<bool>("isListed");
        QTest::newRow("with the lists of instruments") << true;
        QTest::newRow("without") << false;
    }

    void everyChecksumAgrees()
    {
        QFETCH(bool, isListed);
        Playback playback(isListed ? lists() : nullptr);
        playback.play(m_recording->records());
        const std::uint64_t sent = checksumsIn(m_recording->records());
        std::uint64_t verified = 0;
        QCOMPARE(playback.session.bookCount(), std::size_t{3});
        for (std::size_t i = 0; i < playback.session.bookCount(); ++i) {
            const BookFeed &feed = playback.session.book(i);
            QVERIFY(feed.status().isLive());
            QCOMPARE(
                feed.counters().gaps + feed.counters().resyncs + feed.counters().dropped, std::uint64_t{0});
            QCOMPARE(feed.counters().snapshots, std::uint64_t{1});
            QVERIFY(feed.integrity().method() == IntegrityMethod::Checksum);
            QVERIFY(feed.book().bids().size() <= 400 && feed.book().asks().size() <= 400);
            QCOMPARE(feed.instrument().tickSize.isZero(), !isListed);
            verified += feed.integrity().audit.checksumsVerified;
        }
        QCOMPARE(playback.session.malformedFrames(), std::uint64_t{0});
        QCOMPARE(playback.session.foreignFrames(), std::uint64_t{0});
        QCOMPARE(verified, sent);
        qInfo(
            "%zu frames, %zu books, %llu checksums of %llu agree", playback.frames,
            playback.session.bookCount(), qulonglong{verified}, qulonglong{sent});
    }

    void theListsAreRead()
    {
        const InstrumentList all = lists();
        QVERIFY(all);
        const auto count = [&all](InstrumentKind kind) {
            return std::count_if(
                all->begin(), all->end(), [kind](const Instrument &one) { return one.kind == kind; });
        };
        // Asked for five times in the recording.
        QCOMPARE(count(InstrumentKind::Spot), 5 * 513);
        QCOMPARE(count(InstrumentKind::Perpetual), 5 * 166);
        QCOMPARE(count(InstrumentKind::Dated), 5 * 104);
        QVERIFY(std::none_of(all->begin(), all->end(), [](const Instrument &one) {
            return one.tickSize.isZero() || one.stepSize.isZero() || one.base.empty() || one.quote.empty() ||
                   (one.kind == InstrumentKind::Dated) != (one.expiry.size() == 10) ||
                   (one.kind == InstrumentKind::Spot) != one.contract.empty();
        }));
    }

    void oneLostUpdateShows()
    {
        const auto isUpdate = [](const Record &record) {
            return record.kind == RecordKind::Receive &&
                   record.data.find(R"("action":"update")") != std::string_view::npos;
        };
        const auto records = m_recording->records();
        const auto lost = std::find_if(records.begin(), records.end(), isUpdate);
        QVERIFY(lost != records.end());
        const auto at = static_cast<std::size_t>(lost - records.begin());
        Playback playback(lists());
        playback.play(records.first(at));
        playback.play(records.subspan(at + 1));
        std::size_t live = 0;
        for (std::size_t i = 0; i < playback.session.bookCount(); ++i)
            live += playback.session.book(i).status().isLive();
        QCOMPARE(live, playback.session.bookCount() - 1);
    }
};

QTEST_APPLESS_MAIN(OkxRecordingTest)
#include "okxrecordingtest.moc"
