// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/feedcontroller.h"

#include "net/smallexchange.h"
#include "support/cannedserver.h"

#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace touchline;
using namespace touchline::test;

/// The user interface's end of the feed thread.
class FeedControllerTest : public QObject {
    Q_OBJECT

private:
    ImpatientVenue m_venue;
    QTemporaryDir m_folder;

    /// A collector file of two symbols that take turns, without snapshots.
    [[nodiscard]] QString twoSymbols() const
    {
        QFile file(m_folder.filePath(QStringLiteral("two")));
        if (!file.open(QIODevice::WriteOnly))
            return {};
        for (int i = 0; i < 200; ++i) {
            const QByteArray name = "S" + QByteArray::number(i % 40) + "USDT";
            file.write(
                QByteArray::number(1'700'000'000'000'000'000 + i) + " {\"stream\":\"" + name.toLower() +
                "@trade\",\"data\":{\"e\":\"trade\",\"E\":1700000000000,\"s\":\"" + name +
                "\",\"t\":" + QByteArray::number(i + 1) +
                ",\"p\":\"1.5\",\"q\":\"2\",\"T\":1700000000000,\"m\":true,\"M\":true}}\n");
        }
        return file.fileName();
    }

    static bool isAny(const FeedView &) { return true; }
    static bool isLive(const FeedView &view) { return view.status.isLive(); }

    /// The first view taken that is as wanted; none if there is none in time.
    [[nodiscard]] static std::optional<FeedView> awaitView(
        FeedController &controller, bool (*isWanted)(const FeedView &))
    {
        std::optional<FeedView> view;
        const auto isTaken = [&] {
            view = controller.takeView();
            return view && isWanted(*view);
        };
        return QTest::qWaitFor(isTaken, patience * 5000) ? view : std::nullopt;
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void viewsShowTheTruth()
    {
        ExchangeServer server(smallExchange(0));
        const quint16 port = server.listen(0).value();
        FeedController controller;
        QSignalSpy listed(&controller, &FeedController::instrumentsLoaded);
        controller.open(sourceAt(m_venue, port, {"ethusdt"}));
        const auto view = awaitView(controller, isLive);
        QVERIFY(view);
        const Listing *const truth = server.exchange().listing("ETHUSDT", server.now());
        QCOMPARE(view->instrument->symbol, std::string("ETHUSDT"));
        QCOMPARE(view->book->updateId, truth->updateId);
        QCOMPARE(view->book->bidLevels, truth->book.bids().size());
        QVERIFY(view->book->bids.front() == *truth->book.bids().best());
        QVERIFY(view->book->asks.front() == *truth->book.asks().best());
        QCOMPARE(listed.size(), 1);
    }

    void noViewOfTheSymbolBeforeIsEverTaken()
    {
        ExchangeServer server(smallExchange(2000));
        const quint16 port = server.listen(0).value();
        FeedController controller;
        const std::string names[] = {"BTCUSDT", "ETHUSDT", "DOGEUSDT"};
        for (int round = 0; round < 60; ++round) {
            const std::string &symbol = names[round % 3];
            controller.open(sourceAt(m_venue, port, {symbol}));
            // Every third selection is left to go live, the others are cut off at different moments.
            int looks = 0;
            const bool hasEnded = QTest::qWaitFor(
                [&] {
                    const auto view = controller.takeView();
                    if (view && view->instrument->symbol != symbol)
                        looks = -1000;
                    ++looks;
                    return looks < 0 || (round % 3 == 0 ? view && view->status.isLive() : looks > round % 7);
                },
                patience * 5000);
            QVERIFY(hasEnded);
            QVERIFY2(looks > 0, "a view of another symbol was taken");
        }
    }

    void viewsThatNobodyTakesAreCounted()
    {
        ExchangeServer server(smallExchange(2000));
        FeedController controller;
        controller.open(sourceAt(m_venue, server.listen(0).value(), {"BTCUSDT"}));
        auto view = awaitView(controller, isLive);
        QVERIFY(view);
        const std::uint64_t before = view->counters.conflated;
        const std::uint64_t deltas = view->counters.deltas;
        QTest::qWait(600);
        view = controller.takeView();
        QVERIFY(view);
        QVERIFY(view->counters.deltas > deltas + 3);
        // Trades and quotes make views, too; every one but the last was replaced.
        QVERIFY(view->counters.conflated >= before + 3);
    }

    void theThreadEndsWithTheController()
    {
        ExchangeServer server(smallExchange(400));
        const quint16 port = server.listen(0).value();
        for (int round = 0; round < 5; ++round) {
            FeedController controller;
            controller.open(sourceAt(m_venue, port, {"BTCUSDT"}));
            if (round % 2 == 0)
                QVERIFY(awaitView(controller, isAny));
        }
        QTRY_COMPARE(server.exchange().hub().connectionCount(), std::size_t{0});
    }

    void anUnreachableHostIsShownAsReconnectingWhileItIsRetried()
    {
        FeedSource source =
            sourceAt(m_venue, deadUrl("http").toStdString(), deadUrl("ws").toStdString(), {"BTCUSDT"});
        source.retriesStart = true;
        FeedController controller;
        QSignalSpy failed(&controller, &FeedController::failed);
        controller.open(source);
        const auto view = awaitView(controller, isAny);
        QVERIFY(view);
        QCOMPARE(view->status.state, FeedState::Reconnecting);
        QVERIFY2(view->status.reason.find("refused") != std::string::npos, view->status.reason.c_str());
        QVERIFY(view->status.retryAt);
        QVERIFY(failed.isEmpty());
    }

    void aFailureIsShownAndTold()
    {
        FeedSource source;
        source.replayPaths = {m_folder.filePath(QStringLiteral("missing.gz")).toStdString()};
        FeedController controller;
        QSignalSpy failed(&controller, &FeedController::failed);
        controller.open(source);
        QTRY_COMPARE(failed.size(), 1);
        const auto view = controller.takeView();
        QVERIFY(view);
        QCOMPARE(view->status.state, FeedState::Failed);
        QVERIFY(view->status.reason.find("missing.gz") != std::string::npos);
    }

    void ofManyRecordedSymbolsTheFirstIsShown()
    {
        FeedSource source;
        source.replayPaths = {twoSymbols().toStdString()};
        source.replaySpeed.reset();
        FeedController controller;
        QSignalSpy finished(&controller, &FeedController::finished);
        controller.open(source);
        QTRY_COMPARE(finished.size(), 1);
        std::optional<FeedView> last;
        const auto taken = [&] {
            if (auto view = controller.takeView())
                last = std::move(view);
            return last && last->counters.trades == 5;
        };
        QTRY_VERIFY(taken());
        QCOMPARE(last->instrument->symbol, std::string("S0USDT"));
    }
};

QTEST_GUILESS_MAIN(FeedControllerTest)
#include "feedcontrollertest.moc"
