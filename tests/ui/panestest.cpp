// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feedviews.h"
#include "support/windowtest.h"
#include "ui/panes/ratemeter.h"
#include "ui/panes/statusstrip.h"
#include "ui/panes/touchpane.h"
#include "ui/statetext.h"

#include <QLabel>
#include <QTest>

using namespace touchline;

namespace {

const QLabel *labelBeginning(const QWidget &parent, const QString &text)
{
    for (const QLabel *label : parent.findChildren<QLabel *>()) {
        if (label->text().startsWith(text))
            return label;
    }
    return nullptr;
}

} // namespace

class PanesTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(test::warningsOfWindows()); }

    void theTouchIsExact()
    {
        TouchPane pane;
        FeedView view = smallView();
        view.lastTrade = Trade{
            price("100.01"), Qty(50'000'000), Aggressor::Seller, view.takenAt + std::chrono::seconds(-2)};
        pane.showView(view);
        const auto &texts = pane.texts();
        QCOMPARE(texts.bid, QStringLiteral("100.00"));
        QCOMPARE(texts.bidQty, QStringLiteral("1.5"));
        QCOMPARE(texts.ask, QStringLiteral("100.01"));
        QCOMPARE(texts.askQty, QStringLiteral("0.5"));
        QCOMPARE(texts.imbalanceText, QStringLiteral("+50 %"));
        QCOMPARE(texts.figures[0].value, QStringLiteral("0.01"));
        QCOMPARE(texts.figures[0].remark, QStringLiteral("1.00 bps"));
        QCOMPARE(texts.figures[1].value, QStringLiteral("100.005"));
        QCOMPARE(texts.figures[2].value, QStringLiteral("100.0075"));
        QCOMPARE(texts.figures[3].value, QStringLiteral("100.01"));
        QCOMPARE(texts.figures[3].remark, QStringLiteral("0.5"));
        QCOMPARE(texts.figures[3].more, QStringLiteral(" · 2.0 s"));
        QCOMPARE(*texts.lastTrade, Aggressor::Seller);
    }

    void theTwoPricesOfTheTouchStandApart()
    {
        FeedView view = smallView();
        view.book = liveView(levels({{"63978.48", "1"}}), levels({{"63978.58", "1"}})).book;
        for (const int width : {393, 560, 760}) {
            TouchPane pane;
            pane.showView(view);
            pane.resize(width, pane.sizeHint().height());
            const QImage image = pane.grab().toImage();
            const auto hasInk = [&image](int x, const QColor &ink) {
                for (int y = 0; y < image.height() / 2; ++y) {
                    if (image.pixelColor(x, y) == ink)
                        return true;
                }
                return false;
            };
            int lastBid = 0;
            int firstAsk = image.width();
            for (int x = 0; x < image.width(); ++x) {
                if (hasInk(x, theme(ThemeKind::Dark).bid))
                    lastBid = x;
                if (hasInk(image.width() - 1 - x, theme(ThemeKind::Dark).ask))
                    firstAsk = image.width() - 1 - x;
            }
            QVERIFY(lastBid > 0);
            QVERIFY2(firstAsk - lastBid >= 40, QByteArray::number(firstAsk - lastBid));
            QVERIFY(
                hasInk((firstAsk + lastBid) / 2, theme(ThemeKind::Dark).border) ||
                hasInk((firstAsk + lastBid) / 2 - 1, theme(ThemeKind::Dark).border) ||
                hasInk((firstAsk + lastBid) / 2 + 1, theme(ThemeKind::Dark).border));
        }
    }

    void theTouchSaysWhatItsSizesAre()
    {
        TouchPane pane;
        FeedView view = smallView();
        pane.showView(view);
        QVERIFY(pane.texts().units.isEmpty());
        ownInstrument(view).base = "ABC";
        pane.showView(view);
        QCOMPARE(pane.texts().units, QStringList{QStringLiteral("ABC")});
        QVERIFY(!pane.toolTip().contains(QStringLiteral("contracts")));
        ownInstrument(view).contract = "0.01 ABC";
        pane.showView(view);
        QCOMPARE(pane.texts().units.front(), QStringLiteral("× 0.01 ABC"));
        QVERIFY(pane.toolTip().contains(QStringLiteral("contracts of 0.01 ABC")));
        QVERIFY(pane.accessibleDescription().contains(QStringLiteral("contracts of 0.01 ABC")));
        // Narrow or wide, the picture says so.
        for (const int width : {300, 700}) {
            pane.resize(width, pane.sizeHint().height());
            const QImage said = pane.grab().toImage();
            TouchPane bare;
            bare.showView(smallView());
            bare.resize(pane.size());
            QVERIFY(said != bare.grab().toImage());
        }
    }

    void aReasonHasRoomInANarrowStrip()
    {
        StatusStrip strip;
        strip.show();
        FeedView view = smallView();
        strip.showView(view);
        const auto *rate = labelBeginning(strip, QStringLiteral("0 msg/s"));
        const auto *message = strip.findChildren<QLabel *>().front();
        QVERIFY(rate != nullptr);
        for (const int width : {677, 1600, 677}) {
            strip.resize(width, strip.sizeHint().height());
            view.status.state = FeedState::Live;
            strip.showView(view);
            QTRY_VERIFY(rate->isVisible());
            view.status.state = FeedState::Reconnecting;
            view.status.reason = "cannot reach ws://127.0.0.1:18700: the connection was refused";
            strip.showView(view);
            QTRY_COMPARE(rate->isVisible(), width == 1600);
            QTRY_VERIFY2(
                message->text().startsWith(QStringLiteral("Cannot reach ws://127.0.0.1")),
                qPrintable(message->text()));
        }
    }

    void theLastTradeGrowsOlderInASilence()
    {
        TouchPane pane;
        FeedView view = smallView();
        view.lastTrade = Trade{price("100.01"), Qty(50'000'000), Aggressor::Seller, view.takenAt};
        pane.showView(view);
        QCOMPARE(pane.texts().figures[3].more, QStringLiteral(" · 0.0 s"));
        QTest::qWait(250);
        pane.tick();
        QVERIFY(pane.texts().figures[3].more != QStringLiteral(" · 0.0 s"));
    }

    void aRemarkIsNotCutInANarrowPane()
    {
        TouchPane pane;
        FeedView view = smallView();
        view.lastTrade = Trade{
            price("100.01"), parseQty("123.5", 8).value(), Aggressor::Seller,
            view.takenAt + std::chrono::minutes(-70)};
        pane.showView(view);
        pane.resize(pane.minimumSizeHint());
        const QImage picture = pane.grab().toImage();
        const QImage rightEdge = picture.copy(picture.width() - 1, 0, 1, picture.height());
        QImage blank = rightEdge;
        blank.fill(theme(ThemeKind::Dark).surface);
        QCOMPARE(rightEdge, blank);
    }

    void aOneSidedBookHasNoSpread()
    {
        TouchPane pane;
        pane.showView(liveView(levels({{"100.00", "1"}}), {}));
        QCOMPARE(pane.texts().bid, QStringLiteral("100.00"));
        QCOMPARE(pane.texts().ask, QStringLiteral("–"));
        QCOMPARE(pane.texts().figures[0].value, QStringLiteral("–"));
        QVERIFY(!pane.texts().imbalance);
    }

    void theStripNamesStateVerificationAndDemo()
    {
        StatusStrip strip;
        FeedView view = smallView();
        view.isDemo = true;
        view.integrity.completeId = 1000;
        ownInstrument(view).status = InstrumentStatus::CancelOnly;
        strip.showView(view);
        const QString said = strip.spoken();
        for (const char *part : {"Live", "gapless to 1000", "CANCEL_ONLY", "DEMO", "data 0.0 s"})
            QVERIFY2(said.contains(QString::fromUtf8(part)), qPrintable(said));
    }

    void theStripCountsFaults()
    {
        StatusStrip strip;
        FeedView view = smallView();
        view.status.state = FeedState::Resyncing;
        view.status.reason = "updates 7 to 9 are missing";
        view.counters.gaps = 2;
        view.counters.resyncs = 3;
        strip.showView(view);
        const QString said = strip.spoken();
        for (const char *part :
             {"Resyncing", "Updates 7 to 9 are missing. ", "not verified yet · gaps 2 · resyncs 3"})
            QVERIFY2(said.contains(QString::fromUtf8(part)), qPrintable(said));
        QVERIFY(!said.contains(QStringLiteral("DEMO")));
    }

    void aMessageThatLosesRoomIsElidedAnew()
    {
        StatusStrip strip;
        FeedView view = smallView();
        view.status.state = FeedState::Resyncing;
        view.status.reason = "updates 9542376693 to 9542376709 are missing";
        strip.resize(1400, 30);
        strip.show();
        strip.showView(view);
        QTest::qWait(1);
        const QLabel *message = labelBeginning(strip, QStringLiteral("Updates"));
        QVERIFY(message != nullptr);
        strip.resize(700, 30);
        QTest::qWait(1);
        QVERIFY(message->text().endsWith(QChar(u'…')));
        QVERIFY(message->fontMetrics().horizontalAdvance(message->text()) <= message->width());
    }

    void oldDataCatchesTheEye()
    {
        StatusStrip strip;
        FeedView view = smallView();
        strip.showView(view);
        const QString usual = labelBeginning(strip, QStringLiteral("data"))->styleSheet();
        view.lastFrameAt = view.takenAt + std::chrono::seconds(-4);
        view.status.state = FeedState::Stale;
        strip.showView(view);
        QVERIFY(labelBeginning(strip, QStringLiteral("data"))->styleSheet() != usual);
        view.lastFrameAt = view.takenAt;
        view.status.state = FeedState::Live;
        strip.showView(view);
        QCOMPARE(labelBeginning(strip, QStringLiteral("data"))->styleSheet(), usual);
    }

    void everyStateThatIsNotLiveSaysWhatToDo()
    {
        FeedView view = smallView();
        for (const auto state :
             {FeedState::Connecting, FeedState::Syncing, FeedState::Stale, FeedState::Resyncing,
              FeedState::Reconnecting, FeedState::Failed, FeedState::Ended}) {
            view.status.state = state;
            QVERIFY(!stateAdvice(view, view.takenAt).isEmpty());
        }
        view.status.state = FeedState::Live;
        QVERIFY(stateAdvice(view, view.takenAt).isEmpty());
    }

    void whatIsNotLiveIsCountedThroughAllStates()
    {
        FeedView view = smallView();
        QVERIFY(notLiveFor(view, view.takenAt).isEmpty());
        const Instant begun = view.takenAt + std::chrono::seconds(-5);
        view.status.notLiveSince = begun;
        view.status.since = view.takenAt + std::chrono::seconds(-1);
        for (const auto state : {FeedState::Connecting, FeedState::Syncing, FeedState::Reconnecting}) {
            view.status.state = state;
            QCOMPARE(notLiveFor(view, view.takenAt), QStringLiteral("not live for 5 s"));
        }
        QCOMPARE(
            notLiveFor(view, begun + std::chrono::seconds(65)), QStringLiteral("not live for 1 min 05 s"));
        QVERIFY(notLiveFor(view, begun + std::chrono::seconds(-1)).isEmpty());
    }

    void aRecordingSaysThatItIsOneAndWhenItEnded()
    {
        StatusStrip strip;
        FeedView view = smallView();
        view.isRecording = true;
        strip.showView(view);
        QVERIFY2(strip.spoken().endsWith(QStringLiteral("| RECORDING")), qPrintable(strip.spoken()));
        view.status = {FeedState::Ended, "the recording was played to its end", view.takenAt, std::nullopt};
        view.integrity.completeId = 1000;
        view.postedAt = std::chrono::steady_clock::now() - std::chrono::seconds(45);
        strip.showView(view);
        const QString said = strip.spoken();
        for (const char *part :
             {"Ended", "was played to its end. Its last record is of 2026-02-02 02:40:00.000 UTC. Press F5",
              "data –"})
            QVERIFY2(said.contains(QString::fromUtf8(part)), qPrintable(said));
        QVERIFY2(!said.contains(QStringLiteral("gapless")), qPrintable(said));
        QVERIFY(notLiveFor(view, view.takenAt).isEmpty());
    }

    void whoHasToWaitIsToldHowLong()
    {
        FeedView view = smallView();
        view.status.state = FeedState::Syncing;
        view.status.reason = "Binance asks to wait";
        QCOMPARE(
            stateAdvice(view, view.takenAt),
            QStringLiteral("Binance asks to wait. Fetching the whole book."));
        view.status.retryAt = view.takenAt + std::chrono::seconds(40);
        QCOMPARE(
            stateAdvice(view, view.takenAt),
            QStringLiteral("Binance asks to wait. Asking for it again in 40 s."));
    }

    void silenceIsCountedFromTheLastMessage()
    {
        FeedView view = smallView();
        view.status.state = FeedState::Stale;
        view.status.reason = "the market may have moved";
        const Instant later = view.takenAt + std::chrono::seconds(42);
        QCOMPARE(
            stateAdvice(view, later),
            QStringLiteral("No data for 42.0 s. The market may have moved. Press F5 to reconnect."));
    }

    void theRateIsThatOfTheLastSecond()
    {
        RateMeter meter;
        Instant at = Instant::fromMillis(0);
        for (std::uint64_t i = 0; i <= 200; ++i) {
            meter.sample(i * 3, at);
            at = at + std::chrono::milliseconds(10);
        }
        QCOMPARE(qRound(meter.perSecond()), 300);
        for (int i = 0; i < 110; ++i) {
            meter.sample(600, at);
            at = at + std::chrono::milliseconds(10);
        }
        QCOMPARE(qRound(meter.perSecond()), 0);
    }

    void aCounterThatStartsAgainStartsTheRateAgain()
    {
        RateMeter meter;
        meter.sample(1000, Instant::fromMillis(0));
        meter.sample(5, Instant::fromMillis(500));
        QCOMPARE(meter.perSecond(), 0.0);
        meter.sample(10, Instant::fromMillis(1000));
        QCOMPARE(meter.perSecond(), 10.0);
    }
};

QTEST_MAIN(PanesTest)
#include "panestest.moc"
