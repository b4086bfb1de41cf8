// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/venuewords.h"

#include "feedviews.h"
#include "support/windowtest.h"
#include "ui/mainwindow.h"

#include <QLabel>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QTextDocument>

#include <utility>

using namespace touchline;

/// What an exchange calls its things reaches no place where it could do anything.
class VenueWordsTest : public QObject {
    Q_OBJECT

private:
    static constexpr const char *symbol = "<b>X</b>";
    static constexpr const char *reason = "<img src=\"file:///picture.png\"> refused <i>this</i>";

    QTemporaryDir m_folder;
    std::optional<FeedView> m_next;

    static FeedView hostileView()
    {
        FeedView view = smallView();
        Instrument &instrument = ownInstrument(view);
        instrument.symbol = symbol;
        instrument.base = "<u>B</u>";
        view.status.state = FeedState::Resyncing;
        view.status.reason = reason;
        return view;
    }

    static bool mentions(const QString &text)
    {
        return text.contains(QLatin1String(symbol)) || text.contains(QStringLiteral("<i>this</i>"));
    }

    /// The widgets that show venue's words: as they are, or else with every mark of them escaped.
    static int plainPlaces(const QWidget &window)
    {
        int places = 0;
        for (const auto *label : window.findChildren<QLabel *>()) {
            if (!mentions(label->text()))
                continue;
            ++places;
            if (label->textFormat() != Qt::PlainText)
                qWarning("a label may take %s for markup", qPrintable(label->text()));
        }
        for (const auto *widget : window.findChildren<QWidget *>()) {
            QTextDocument shown;
            shown.setHtml(widget->toolTip());
            if (!Qt::mightBeRichText(widget->toolTip()))
                shown.setPlainText(widget->toolTip());
            places += mentions(shown.toPlainText()) ? 1 : 0;
            if (mentions(widget->toolTip()) && Qt::mightBeRichText(widget->toolTip()))
                qWarning("a tool tip may take %s for markup", qPrintable(widget->toolTip()));
        }
        return places;
    }

private slots:
    void initTestCase() { QVERIFY(test::useSettingsIn(m_folder)); }

    void init() { QTest::failOnWarning(test::warningsOfWindows()); }

    void theWindowShowsThemAsTheyAre()
    {
        MainWindow window([this] { return std::exchange(m_next, std::nullopt); });
        window.resize(1000, 700);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        const auto listed = std::vector<Instrument>{*hostileView().instrument};
        window.expectMarket(QStringLiteral("demo"), QLatin1String(symbol));
        window.setInstruments(std::make_shared<const std::vector<Instrument>>(listed));
        m_next = hostileView();
        // The status line, its tool tip, and the star's.
        QTRY_VERIFY(plainPlaces(window) >= 3);
        window.showSourceError(QString::fromLatin1(reason));
        QTRY_VERIFY(plainPlaces(window) >= 3);
        window.setInstrumentsError(QString::fromLatin1(reason));
        QTest::qWait(50);
        QVERIFY(plainPlaces(window) >= 3);
    }

    void aToolTipThatLooksLikeMarkupIsEscaped()
    {
        const QString tip = plainToolTip(QStringLiteral("a <b>X</b> & y"));
        QTextDocument shown;
        shown.setHtml(tip);
        QCOMPARE(shown.toPlainText(), QStringLiteral("a <b>X</b> & y"));
        QVERIFY(!tip.contains(QStringLiteral("<b>")));
        QCOMPARE(plainToolTip(QStringLiteral("5 < 6 & 7")), QStringLiteral("5 < 6 & 7"));
    }

    void aSymbolInAFileNameIsNoPath()
    {
        QCOMPARE(fileNamePart("BTCUSDT"), QStringLiteral("BTCUSDT"));
        QCOMPARE(fileNamePart("BTC-26DEC25"), QStringLiteral("BTC-26DEC25"));
        QCOMPARE(fileNamePart("../../x"), QStringLiteral("______x"));
        QVERIFY(!fileNamePart("/a\\b:c\n%n").contains(QRegularExpression(QStringLiteral("[^\\w-]"))));
        QCOMPARE(fileNamePart("币USDT"), QStringLiteral("币USDT"));
    }
};

QTEST_MAIN(VenueWordsTest)
#include "venuewordstest.moc"
