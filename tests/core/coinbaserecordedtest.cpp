// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "book/digest.h"
#include "feed/feedsession.h"
#include "record/recordingreader.h"
#include "support/recordeddata.h"
#include "venues/venuetable.h"

#include <QRegularExpression>
#include <QTest>

#include <map>
#include <simdjson.h>

using namespace touchline;

namespace {

/// What must come out, made without any of the program's own reading: text in, text out.
class PlainBooks {
public:
    void onFrame(std::string_view text)
    {
        simdjson::dom::parser parser;
        const simdjson::dom::element frame = parser.parse(text.data(), text.size());
        const std::uint64_t number = frame["sequence_num"];
        m_jumps += m_last && number != *m_last + 1 ? 1 : 0;
        m_last = number;
        if (std::string_view(frame["channel"]) != "l2_data")
            return;
        for (const simdjson::dom::element event : simdjson::dom::array(frame["events"]))
            onEvent(event);
    }

    [[nodiscard]] std::string digestText(const std::string &product) const
    {
        const Book &book = m_books.at(product);
        std::string out;
        for (auto bid = book.bids.rbegin(); bid != book.bids.rend(); ++bid)
            out += "b " + bid->second.first + ' ' + bid->second.second + '\n';
        for (const auto &[key, ask] : book.asks)
            out += "a " + ask.first + ' ' + ask.second + '\n';
        return out;
    }

    [[nodiscard]] std::size_t bookCount() const { return m_books.size(); }
    [[nodiscard]] int jumps() const { return m_jumps; }

private:
    /// Price and quantity as printed, under the price with leading zeros: these sort as numbers do.
    using Side = std::map<std::string, std::pair<std::string, std::string>>;
    struct Book {
        Side bids;
        Side asks;
    };

    static std::string sortable(const std::string &price)
    {
        const std::size_t whole = price.find('.') == std::string::npos ? price.size() : price.find('.');
        return std::string(20 - whole, '0') + price;
    }

    /// Without trailing zeros and a trailing point.
    static std::string shortest(std::string_view number)
    {
        std::string text(number);
        if (text.find('.') == std::string::npos)
            return text;
        text.erase(text.find_last_not_of('0') + 1);
        if (text.back() == '.')
            text.pop_back();
        return text;
    }

    void onEvent(simdjson::dom::element event)
    {
        Book &book = m_books[std::string(std::string_view(event["product_id"]))];
        if (std::string_view(event["type"]) == "snapshot")
            book = {};
        for (const simdjson::dom::element update : simdjson::dom::array(event["updates"])) {
            Side &side = std::string_view(update["side"]) == "bid" ? book.bids : book.asks;
            const std::string price = shortest(std::string_view(update["price_level"]));
            const std::string qty = shortest(std::string_view(update["new_quantity"]));
            if (qty == "0")
                side.erase(sortable(price));
            else
                side[sortable(price)] = {price, qty};
        }
    }

    std::map<std::string, Book> m_books;
    std::optional<std::uint64_t> m_last;
    int m_jumps = 0;
};

/// The session and the plain books side by side.
struct Replay {
    FeedSession session;
    PlainBooks plain;
    StreamId stream{};
    std::uint64_t events = 0;

    Replay(const std::vector<Instrument> &instruments, bool acceptsNewSymbols)
        : session(
              *findVenue("coinbase"),
              {.hosts = {}, .hasDeadlines = false, .acceptsNewSymbols = acceptsNewSymbols}, instruments)
    {
    }

    void take(const Record &record)
    {
        if (record.kind == RecordKind::Connect) {
            for (const FeedAction &action : session.start(record.time))
                stream = std::get<OpenStream>(action).stream;
            static_cast<void>(session.onStreamOpened(stream, record.time));
        } else if (record.kind == RecordKind::Receive) {
            static_cast<void>(session.onFrame(stream, record.data, record.time));
            plain.onFrame(record.data);
        }
    }
};

std::unique_ptr<RecordingReader> recording()
{
    const QString folder = test::recordedData();
    if (folder.isEmpty())
        return nullptr;
    const std::string path = (folder + QStringLiteral("/venues/coinbase_advanced.jsonl.zst")).toStdString();
    auto reader = RecordingReader::open({&path, 1}, {.wantsBody = [](std::string_view) { return true; }});
    return reader ? std::move(*reader) : nullptr;
}

} // namespace

// Twelve seconds of a real market, snapshots of tens of thousands of levels included.
class CoinbaseRecordedTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<RecordingReader> m_recording;

    void play(Replay &replay)
    {
        while (!m_recording->isAtEnd()) {
            for (const Record &record : m_recording->next(std::chrono::seconds(1)))
                replay.take(record);
        }
        QVERIFY(!m_recording->damage());
    }

    static void check(const Replay &replay, std::size_t index, const std::string &product)
    {
        const BookFeed &feed = replay.session.book(index);
        QVERIFY(feed.status().isLive());
        QCOMPARE(feed.counters().gaps + feed.counters().resyncs, std::uint64_t{0});
        QCOMPARE(feed.counters().malformed, std::uint64_t{0});
        QCOMPARE(feed.counters().snapshots, std::uint64_t{1});
        QVERIFY(feed.counters().trades > 100);
        const std::string text = digestText(feed.book(), feed.instrument().decimals);
        QVERIFY(text.size() > 100'000);
        QVERIFY(text == replay.plain.digestText(product));
        qInfo(
            "%s: %llu deltas, %llu trades, %zu bids, %zu asks, %llu gaps", feed.instrument().symbol.c_str(),
            static_cast<unsigned long long>(feed.counters().deltas),
            static_cast<unsigned long long>(feed.counters().trades), feed.book().bids().size(),
            feed.book().asks().size(), static_cast<unsigned long long>(feed.counters().gaps));
    }

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_recording = recording();
        if (!m_recording)
            QSKIP("The recorded market data is not here: set TOUCHLINE_DATA to its folder.");
    }

    void theRecordingGivesTheBooksOfAPlainRebuild()
    {
        QCOMPARE(m_recording->exchangeHint(), std::string("coinbase"));
        Replay replay({}, true);
        play(replay);
        QCOMPARE(replay.session.frames(), std::uint64_t{515});
        QCOMPARE(replay.session.bookCount(), std::size_t{2});
        QCOMPARE(replay.plain.bookCount(), std::size_t{2});
        QCOMPARE(replay.plain.jumps(), 0);
        QCOMPARE(replay.session.malformedFrames(), std::uint64_t{0});
        QCOMPARE(replay.session.foreignFrames(), std::uint64_t{0});
        for (std::size_t i = 0; i < 2; ++i)
            check(replay, i, replay.session.book(i).instrument().symbol);
    }

    void theSameBooksGoByTheirOtherNames()
    {
        Replay replay(
            {bareInstrument("BTC-USDC"), bareInstrument("ETH-USD"), bareInstrument("ETH-USDC")}, false);
        play(replay);
        check(replay, 0, "BTC-USD");
        check(replay, 1, "ETH-USD");
        check(replay, 2, "ETH-USD");
    }

    void theListOfProductsIsReadWhole()
    {
        QCOMPARE(m_recording->answers().size(), std::size_t{1});
        const auto list = findVenue("coinbase")->decodeInstruments(m_recording->answers().front().body);
        QVERIFY(list.has_value());
        QCOMPARE(list->size(), std::size_t{920});
        std::map<std::string, int> names;
        for (const Instrument &instrument : *list) {
            ++names[instrument.normalisedName()];
            QVERIFY2(!instrument.tickSize.isZero(), instrument.symbol.c_str());
            QVERIFY2(!instrument.stepSize.isZero(), instrument.symbol.c_str());
            QVERIFY(instrument.status != InstrumentStatus::Unknown);
        }
        // No two markets have one name.
        QCOMPARE(names.size(), list->size());
        QCOMPARE(names.count("BTC/USD") + names.count("BTC/USDC") + names.count("BTC/USDT"), std::size_t{3});
    }
};

QTEST_APPLESS_MAIN(CoinbaseRecordedTest)
#include "coinbaserecordedtest.moc"
