// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "book/booksync.h"
#include "record/recordingreader.h"
#include "support/krakenfeed.h"
#include "support/recordeddata.h"
#include "venues/kraken.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <map>

using namespace touchline;

namespace {

/// One pair of a recording in the wire format v1.
struct OldBook {
    std::string symbol;
    Decimals decimals;
    BookSync sync;
    OrderBook book;
    std::uint64_t updates = 0;
};

std::vector<Level> levelsIn(const QJsonValue &list, Decimals decimals)
{
    std::vector<Level> levels;
    for (const QJsonValue &entry : list.toArray()) {
        const auto price = parsePrice(entry[0].toString().toStdString(), decimals.price);
        const auto qty = parseQty(entry[1].toString().toStdString(), decimals.qty);
        levels.push_back({price.value(), qty.value()});
    }
    return levels;
}

int decimalsOf(const QString &number)
{
    return static_cast<int>(number.size() - number.indexOf(u'.') - 1);
}

/// "XBT/USD" is what v2 calls BTC/USD.
std::string currentSymbol(const QString &pair)
{
    QStringList assets = pair.split(u'/');
    assets.replaceInStrings(QRegularExpression(QStringLiteral("^XBT$")), QStringLiteral("BTC"));
    assets.replaceInStrings(QRegularExpression(QStringLiteral("^XDG$")), QStringLiteral("DOGE"));
    return assets.join(u'/').toStdString();
}

} // namespace

/// Real markets, where recordings of them are at hand: each checksum is Kraken's own.
class KrakenRecordedTest : public QObject {
    Q_OBJECT

private:
    std::vector<Instrument> m_listed;
    std::map<std::string, OldBook> m_books;
    QString m_failure;
    std::uint64_t m_frames = 0;

    static std::string path(const char *name)
    {
        return (test::recordedData() + QStringLiteral("/venues/") + QLatin1StringView(name)).toStdString();
    }

    /// The old wire prints more decimals than the list says (XMR/USD: 8, not 2), and its checksums are of
    /// those.
    OldBook *addOldBook(const std::string &symbol, const QJsonObject &snapshot)
    {
        const auto isSymbol = [&](const Instrument &listed) { return listed.symbol == symbol; };
        const auto pair = std::find_if(m_listed.begin(), m_listed.end(), isSymbol);
        const QJsonValue level = snapshot[u"as"][0];
        const Decimals printed{decimalsOf(level[0].toString()), decimalsOf(level[1].toString())};
        if (pair == m_listed.end() || pair->decimals.price > printed.price ||
            pair->decimals.qty != printed.qty) {
            m_failure = QStringLiteral("%1 is not listed as it is").arg(QString::fromStdString(symbol));
            return nullptr;
        }
        const BookRules rules = KrakenSpot().bookRules();
        const BookSync sync(rules, ChecksumCheck(rules.checksum, printed, printed));
        return &m_books.emplace(symbol, OldBook{symbol, printed, sync, {}}).first->second;
    }

    void feedOldSnapshot(OldBook &old, const QJsonObject &whole)
    {
        const BookSnapshot snapshot{
            0, levelsIn(whole[u"bs"], old.decimals), levelsIn(whole[u"as"], old.decimals)};
        if (const auto joined = old.sync.onStreamSnapshot(snapshot, old.book); !joined)
            m_failure = QString::fromStdString(joined.error().detail);
    }

    /// The sides may come in two objects, of which the last one has the checksum.
    void feedOldUpdate(OldBook &old, const QJsonArray &frame)
    {
        BookDelta delta;
        for (const QJsonValue &part : frame) {
            const QJsonObject object = part.toObject();
            if (object.contains(u"a"))
                delta.asks = levelsIn(object[u"a"], old.decimals);
            if (object.contains(u"b"))
                delta.bids = levelsIn(object[u"b"], old.decimals);
            if (object.contains(u"c"))
                delta.checksum = object[u"c"].toString().toUInt();
        }
        ++old.updates;
        const auto outcome = old.sync.onDelta(delta, old.book);
        if (!outcome || *outcome != BookSync::Outcome::Applied || !delta.checksum)
            m_failure =
                QStringLiteral("update %1 of %2").arg(old.updates).arg(QString::fromStdString(old.symbol));
    }

    void feedOldFrame(std::string_view text)
    {
        const QJsonArray frame =
            QJsonDocument::fromJson(QByteArray(text.data(), qsizetype(text.size()))).array();
        if (frame.size() < 4 || !frame[frame.size() - 2].toString().startsWith(u"book-"))
            return;
        ++m_frames;
        const std::string symbol = currentSymbol(frame.last().toString());
        const QJsonObject first = frame[1].toObject();
        const bool isSnapshot = first.contains(u"as");
        const auto known = m_books.find(symbol);
        OldBook *const old = known != m_books.end() ? &known->second : addOldBook(symbol, first);
        if (old && isSnapshot)
            feedOldSnapshot(*old, first);
        else if (old)
            feedOldUpdate(*old, frame);
    }

private slots:
    void initTestCase()
    {
        if (test::recordedData().isEmpty())
            QSKIP("The recorded market data is not here: set TOUCHLINE_DATA to its folder.");
    }

    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void framesOfTodayStayLive_data()
    {
        QTest::addColumn<bool>("isListed");
        QTest::newRow("with a list of pairs") << true;
        QTest::newRow("without") << false;
    }

    void framesOfTodayStayLive()
    {
        QFETCH(bool, isListed);
        QFile file(QString::fromStdString(path("kraken_v2_frames.jsonl")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        test::KrakenFeed feed({isListed ? test::krakenPair() : bareInstrument("BTC/USD")});
        feed.open();
        while (!file.atEnd())
            feed.frame(file.readLine().toStdString());
        QVERIFY(feed.state() == FeedState::Live);
        QCOMPARE(feed.session.frames(), std::uint64_t{8});
        QCOMPARE(feed.session.malformedFrames(), std::uint64_t{0});
        QCOMPARE(feed.counters().snapshots, std::uint64_t{1});
        QCOMPARE(feed.counters().deltas, std::uint64_t{3});
        QCOMPARE(feed.verified(), std::uint64_t{4});
        QCOMPARE(feed.counters().resyncs, std::uint64_t{0});
    }

    void booksOfTheOldWireAgreeWithEveryChecksum()
    {
        const std::vector<std::string> paths{path("kraken_v1.jsonl.zst")};
        ReaderOptions options;
        options.wantsBody = [](std::string_view url) { return url.ends_with("/AssetPairs"); };
        const auto reader = RecordingReader::open(paths, options);
        QVERIFY2(reader, reader ? "" : reader.error().detail.c_str());
        QCOMPARE((*reader)->answers().size(), std::size_t{1});
        const auto listed = KrakenSpot().decodeInstruments((*reader)->answers().front().body);
        QVERIFY2(listed, listed ? "" : listed.error().detail.c_str());
        m_listed = *listed;
        // Eleven more are dark pools.
        QCOMPARE(m_listed.size(), std::size_t{293});
        while (!(*reader)->isAtEnd()) {
            for (const Record &record : (*reader)->next(std::chrono::seconds(1))) {
                if (record.kind == RecordKind::Receive)
                    feedOldFrame(record.data);
                QVERIFY2(m_failure.isEmpty(), qPrintable(m_failure));
            }
        }
        std::uint64_t verified = 0;
        for (const auto &[symbol, old] : m_books) {
            QVERIFY2(old.sync.isSynced(), symbol.c_str());
            QCOMPARE(old.sync.checksumsVerified(), old.updates);
            verified += old.updates;
        }
        QCOMPARE(m_books.size(), std::size_t{10});
        QCOMPARE(m_frames, std::uint64_t{2'108});
        QCOMPARE(verified, std::uint64_t{2'098});
    }
};

QTEST_APPLESS_MAIN(KrakenRecordedTest)
#include "krakenrecordedtest.moc"
