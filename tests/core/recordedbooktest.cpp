// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "book/booksync.h"
#include "book/digest.h"
#include "support/levels.h"
#include "support/recordeddata.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <deque>
#include <vector>

using namespace touchline;

namespace {

std::vector<Level> levelsIn(const QJsonValue &value)
{
    std::vector<Level> levels;
    for (const QJsonValue &entry : value.toArray())
        levels.push_back(test::level(entry[0].toString().toStdString(), entry[1].toString().toStdString()));
    return levels;
}

std::uint64_t idIn(const QJsonValue &value)
{
    return static_cast<std::uint64_t>(value.toInteger());
}

BookSnapshot snapshotIn(const QJsonObject &object)
{
    return {idIn(object[u"lastUpdateId"]), levelsIn(object[u"bids"]), levelsIn(object[u"asks"])};
}

BookDelta deltaIn(const QJsonObject &object)
{
    return {
        {idIn(object[u"U"]), idIn(object[u"u"])},
        Instant::fromMillis(object[u"E"].toInteger()),
        levelsIn(object[u"b"]),
        levelsIn(object[u"a"])};
}

QString digestOf(const OrderBook &book)
{
    const auto text = QByteArray::fromStdString(digestText(book, {8, 8}));
    return QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex());
}

std::vector<Level> best(const BookSide &side, std::size_t count)
{
    std::vector<Level> levels;
    side.copyBest(count, levels);
    return levels;
}

} // namespace

// A real market, ten minutes of it, against what a correct book held at sixty-five moments.
class RecordedBookTest : public QObject {
    Q_OBJECT

private:
    BookSync m_sync;
    OrderBook m_book;
    std::deque<QJsonObject> m_golden;
    int m_applied = 0;

    void readGolden(const QString &path)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        while (!file.atEnd())
            m_golden.push_back(QJsonDocument::fromJson(file.readLine()).object());
        QVERIFY(m_golden.size() > 60);
    }

    void compareWithGolden(const BookDelta &applied)
    {
        if (m_golden.empty() || m_golden.front()[u"n"].toInt() != m_applied)
            return;
        const QJsonObject golden = m_golden.front();
        m_golden.pop_front();
        QCOMPARE(m_sync.lastUpdateId(), idIn(golden[u"u"]));
        QCOMPARE(applied.exchangeTime->millis(), golden[u"E"].toInteger());
        QCOMPARE(best(m_book.bids(), 20), levelsIn(golden[u"bids"]));
        QCOMPARE(best(m_book.asks(), 20), levelsIn(golden[u"asks"]));
        QCOMPARE(static_cast<int>(m_book.bids().size()), golden[u"nb"].toInt());
        QCOMPARE(static_cast<int>(m_book.asks().size()), golden[u"na"].toInt());
        QCOMPARE(digestOf(m_book), golden[u"sha256"].toString());
    }

    void feedDelta(const BookDelta &delta)
    {
        const auto outcome = m_sync.onDelta(delta, m_book);
        QVERIFY2(outcome, outcome ? "" : outcome.error().detail.c_str());
        if (*outcome != BookSync::Outcome::Applied)
            return;
        ++m_applied;
        compareWithGolden(delta);
    }

    void feedSnapshot(const BookSnapshot &snapshot)
    {
        const auto accepted = m_sync.onSnapshot(snapshot, m_book);
        QVERIFY2(accepted, accepted ? "" : accepted.error().detail.c_str());
        m_applied += static_cast<int>(accepted->applied);
    }

    void feedLine(const QByteArray &line)
    {
        const QByteArray text = line.mid(line.indexOf(' ') + 1);
        if (text.startsWith("{\"lastUpdateId\"")) {
            feedSnapshot(snapshotIn(QJsonDocument::fromJson(text).object()));
        } else if (text.startsWith("{\"stream\":\"btcusdt@depth@100ms\"")) {
            feedDelta(deltaIn(QJsonDocument::fromJson(text).object()[u"data"].toObject()));
        }
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void theRecordingGivesTheGoldenBooks()
    {
        const QString folder = test::recordedData();
        if (folder.isEmpty())
            QSKIP("The recorded market data is not here: set TOUCHLINE_DATA to its folder.");
        readGolden(folder + QStringLiteral("/binance/golden_hftbacktest_spot_btcusdt.jsonl"));
        for (const char *name : {"20240808", "20240809"}) {
            const QString path =
                folder +
                QStringLiteral("/binance/hftbacktest_spot_btcusdt_%1.gz").arg(QLatin1StringView(name));
            const auto content = test::readGzip(path);
            QVERIFY2(content, qPrintable(path));
            for (const QByteArray &line : content->split('\n')) {
                feedLine(line);
                if (QTest::currentTestFailed())
                    return;
            }
        }
        QVERIFY(m_golden.empty());
        QCOMPARE(m_applied, 6'493);
    }
};

QTEST_APPLESS_MAIN(RecordedBookTest)
#include "recordedbooktest.moc"
