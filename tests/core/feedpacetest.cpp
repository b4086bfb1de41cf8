// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/feedharness.h"
#include "venues/venuetable.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <cctype>
#include <deque>

using namespace touchline;
using namespace std::chrono_literals;

namespace {

/// A session in virtual time that notes when it sent what.
struct Sender {
    FeedSession session;
    std::string pingText;        ///< which does not count
    std::vector<Instant> sentAt; ///< all others
    std::string told;            ///< everything that was sent or stood in a URL
    std::vector<StreamId> opening;

    Sender(const Venue &venue, std::span<const Instrument> instruments, SessionOptions options = {})
        : session(venue, std::move(options), instruments),
          pingText(venue.limits().pingText)
    {
    }

    void perform(const FeedActions &actions, Instant now)
    {
        for (const FeedAction &action : actions) {
            if (const auto *message = std::get_if<SendText>(&action)) {
                if (message->text != pingText)
                    sentAt.push_back(now);
                told += message->text;
            } else if (const auto *open = std::get_if<OpenStream>(&action)) {
                opening.push_back(open->stream);
                told += open->url;
            }
        }
        while (!opening.empty()) {
            const StreamId stream = opening.back();
            opening.pop_back();
            perform(session.onStreamOpened(stream, now), now);
        }
    }

    /// Only what is due: nothing ever comes, which is another test's affair.
    void runDue(Instant now)
    {
        if (const auto due = session.nextDeadline(); due && *due <= now)
            perform(session.onDeadline(now), now);
    }
};

/// The most of these that lie in any such window.
std::size_t mostIn(Duration window, std::vector<Instant> times)
{
    std::sort(times.begin(), times.end());
    std::size_t most = 0;
    for (std::size_t first = 0, i = 0; i < times.size(); ++i) {
        while (times[i] - times[first] >= window)
            ++first;
        most = std::max(most, i - first + 1);
    }
    return most;
}

std::vector<Instrument> instruments(int count)
{
    std::vector<Instrument> made;
    for (int i = 0; i < count; ++i)
        made.push_back(bareInstrument("SYMBOL" + std::to_string(i) + "X"));
    return made;
}

bool names(const std::string &told, int count)
{
    std::string lower(told);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) {
        return static_cast<char>(std::tolower(c));
    });
    for (int i = 0; i < count; ++i) {
        if (lower.find("symbol" + std::to_string(i) + "x") == std::string::npos)
            return false;
    }
    return true;
}

} // namespace

/// How many messages each exchange lets a client send, whatever comes to its connections at once.
class FeedPaceTest : public QObject {
    Q_OBJECT

private:
    static void addLimits()
    {
        QTest::addColumn<int>("messages");
        QTest::addColumn<qint64>("windowMs");
        QTest::newRow("binance") << 5 << qint64{1000};
        QTest::newRow("binance-us") << 5 << qint64{1000};
        QTest::newRow("binance-usdm") << 10 << qint64{1000};
        QTest::newRow("kraken") << 20 << qint64{10'000};
        QTest::newRow("coinbase") << 8 << qint64{1000};
        QTest::newRow("okx") << 480 << qint64{3'600'000};
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void windowsThatOpenOneAfterTheOther_data() { addLimits(); }

    void windowsThatOpenOneAfterTheOther()
    {
        QFETCH(int, messages);
        QFETCH(qint64, windowMs);
        const Venue &venue = *findVenue(QTest::currentDataTag());
        const int count = 90;
        const auto listed = instruments(count);
        Sender sender(venue, {listed.data(), 1});
        Instant now = test::feedStart;
        sender.perform(sender.session.start(now), now);
        // Each symbol comes, goes and comes again: far more than may be said at once.
        const Duration window = std::chrono::milliseconds(windowMs);
        const Duration step = window / (3 * messages);
        for (int i = 1; i < count; ++i) {
            for (int turn = 0; turn < 10; ++turn) {
                now = now + step;
                sender.perform(sender.session.follow(listed[static_cast<std::size_t>(i)], now), now);
                sender.runDue(now);
                if (turn < 9)
                    sender.perform(
                        sender.session.unfollow(listed[static_cast<std::size_t>(i)].symbol, now), now);
            }
        }
        for (int i = 0; i < 100; ++i)
            sender.runDue(now = now + window / 50);
        const std::size_t most = mostIn(window, sender.sentAt);
        QVERIFY2(most <= static_cast<std::size_t>(messages), QByteArray::number(qulonglong{most}));
        QVERIFY2(2 * most >= static_cast<std::size_t>(messages), QByteArray::number(qulonglong{most}));
        QVERIFY(names(sender.told, count));
    }

    void aLongListAtTheBegin_data() { addLimits(); }

    void aLongListAtTheBegin()
    {
        QFETCH(int, messages);
        QFETCH(qint64, windowMs);
        const Venue &venue = *findVenue(QTest::currentDataTag());
        const auto count = static_cast<int>(venue.limits().maxSymbolsPerConnection);
        const auto listed = instruments(count);
        Sender sender(venue, listed);
        Instant now = test::feedStart;
        sender.perform(sender.session.start(now), now);
        for (int i = 0; i < 1000; ++i) {
            now = now + 10ms;
            if (i % 50 == 0)
                sender.perform(sender.session.reconnect(now), now);
            sender.runDue(now);
        }
        const Duration window = std::chrono::milliseconds(windowMs);
        QVERIFY(sender.sentAt.size() > 10);
        QVERIFY(mostIn(window, sender.sentAt) <= static_cast<std::size_t>(messages));
        QVERIFY(names(sender.told, count));
    }

    void whatCountsForAnAddressCountsForItsConnectionsTogether()
    {
        const Venue &venue = *findVenue("coinbase");
        QVERIFY(venue.limits().countsMessagesOfAddress);
        SessionOptions options;
        options.messages = messageBudget(venue.limits());
        const auto listed = instruments(40);
        std::deque<Sender> senders;
        Instant now = test::feedStart;
        std::vector<Instant> sentAt;
        for (std::size_t i = 0; i < 4; ++i) {
            senders.emplace_back(venue, std::span(listed).subspan(10 * i, 10), options);
            senders.back().perform(senders.back().session.start(now), now);
        }
        for (int i = 0; i < 500; ++i) {
            now = now + 10ms;
            for (Sender &sender : senders)
                sender.runDue(now);
        }
        std::string told;
        for (Sender &sender : senders) {
            QCOMPARE(sender.sentAt.size(), std::size_t{3});
            sentAt.insert(sentAt.end(), sender.sentAt.begin(), sender.sentAt.end());
            told += sender.told;
        }
        QVERIFY(mostIn(1s, sentAt) <= 8);
        QVERIFY(names(told, 40));
    }
};

QTEST_GUILESS_MAIN(FeedPaceTest)
#include "feedpacetest.moc"
