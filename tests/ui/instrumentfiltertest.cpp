// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/instrumentfilter.h"

#include "ui/instruments.h"
#include "ui/panes/instrumentmodel.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QRegularExpression>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace touchline;

namespace {

QStringList symbols(const InstrumentFilter &filter, const std::vector<SymbolRow> &rows)
{
    QStringList found;
    for (const SymbolRow &row : rows)
        found.append(QString::fromStdString((*filter.instruments())[row.instrument].symbol));
    return found;
}

InstrumentFilter smallFilter()
{
    return InstrumentFilter(std::make_shared<std::vector<Instrument>>(std::vector{
        instrument("WBTC", "USDT"), instrument("BTCST", "USDT"), instrument("BTC", "EUR"),
        instrument("BTC", "USDT"), instrument("ETH", "BTC"), instrument("ETH", "USDT"),
        instrument("SOL", "USDT"), instrument("BTC", "RUB", InstrumentStatus::Break)}));
}

} // namespace

class InstrumentFilterTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
        QCoreApplication::setOrganizationName(QStringLiteral("TouchlineTest"));
    }

    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        QSettings().clear();
    }

    void prefixesComeBeforeWhatOnlyHoldsTheText()
    {
        const InstrumentFilter filter = smallFilter();
        const QStringList found = symbols(filter, filter.matching(QStringLiteral("btc"), SymbolShelf()));
        const QStringList expected{QStringLiteral("BTCUSDT"),   QStringLiteral("BTCEUR"),
                                   QStringLiteral("BTCSTUSDT"), QStringLiteral("BTCRUB"),
                                   QStringLiteral("WBTCUSDT"),  QStringLiteral("ETHBTC")};
        QCOMPARE(found, expected);
    }

    void anExactSymbolComesFirst()
    {
        const InstrumentFilter filter(std::make_shared<std::vector<Instrument>>(
            std::vector{instrument("ETH", "USDTX"), instrument("ETH", "USDT")}));
        QCOMPARE(
            symbols(filter, filter.matching(QStringLiteral("ethusdt"), SymbolShelf())).front(),
            QStringLiteral("ETHUSDT"));
    }

    void aBaseComesBeforeASubstring()
    {
        Instrument renamed = instrument("BTC", "EUR");
        renamed.symbol = "XXBTZEUR";
        const InstrumentFilter filter(
            std::make_shared<std::vector<Instrument>>(std::vector{instrument("A", "BTC"), renamed}));
        QCOMPARE(
            symbols(filter, filter.matching(QStringLiteral("btc"), SymbolShelf())),
            (QStringList{QStringLiteral("XXBTZEUR"), QStringLiteral("ABTC")}));
    }

    void wordsMayStandApart_data()
    {
        QTest::addColumn<QString>("typed");
        for (const char *typed : {"btc us", "BTC/USDT", " btc-usdt ", "usdt btc", "BtC_uSdT"})
            QTest::newRow(typed) << QString::fromLatin1(typed);
    }

    void wordsMayStandApart()
    {
        QFETCH(QString, typed);
        const InstrumentFilter filter = smallFilter();
        QCOMPARE(symbols(filter, filter.matching(typed, SymbolShelf())).front(), QStringLiteral("BTCUSDT"));
    }

    void namesBeyondLatinAreFound()
    {
        const InstrumentFilter filter(std::make_shared<std::vector<Instrument>>(
            std::vector{instrument("币安人生", "USDT"), instrument("ÄPFEL", "USDT")}));
        QCOMPARE(symbols(filter, filter.matching(QStringLiteral("币安"), SymbolShelf())).size(), 1);
        QCOMPARE(symbols(filter, filter.matching(QStringLiteral("äpf"), SymbolShelf())).size(), 1);
    }

    void whatDoesNotMatchIsNotShown()
    {
        QVERIFY(smallFilter().matching(QStringLiteral("doge"), SymbolShelf()).empty());
        QVERIFY(smallFilter().matching(QStringLiteral("btc doge"), SymbolShelf()).empty());
    }

    void withoutTextFavouritesAndRecentOnesComeFirst()
    {
        SymbolShelf shelf(QStringLiteral("demo"));
        shelf.noteUsed(QStringLiteral("ETHUSDT"));
        shelf.noteUsed(QStringLiteral("ETHBTC"));
        shelf.toggleFavourite(QStringLiteral("WBTCUSDT"));
        const InstrumentFilter filter = smallFilter();
        const std::vector<SymbolRow> rows = filter.matching(QString(), shelf);
        const QStringList found = symbols(filter, rows);
        QCOMPARE(
            found.mid(0, 4), (QStringList{
                                 QStringLiteral("WBTCUSDT"), QStringLiteral("ETHBTC"),
                                 QStringLiteral("ETHUSDT"), QStringLiteral("BTCEUR")}));
        QCOMPARE(found.back(), QStringLiteral("BTCRUB"));
        QCOMPARE(found.size(), 8);
        QVERIFY(rows[0].isFavourite && !rows[0].isRecent && rows[1].isRecent);
    }

    void aFavouriteLeadsItsRankOnly()
    {
        SymbolShelf shelf(QStringLiteral("demo"));
        shelf.toggleFavourite(QStringLiteral("BTCEUR"));
        shelf.toggleFavourite(QStringLiteral("ETHBTC"));
        const InstrumentFilter filter = smallFilter();
        const QStringList found = symbols(filter, filter.matching(QStringLiteral("btc"), shelf));
        QCOMPARE(found.front(), QStringLiteral("BTCEUR"));
        QVERIFY(found.indexOf(QStringLiteral("ETHBTC")) > found.indexOf(QStringLiteral("BTCSTUSDT")));
    }

    void theShelfIsRememberedForEachExchange()
    {
        SymbolShelf shelf(QStringLiteral("binance"));
        shelf.toggleFavourite(QStringLiteral("BTCUSDT"));
        for (int i = 0; i < 12; ++i)
            shelf.noteUsed(QStringLiteral("S%1").arg(i));
        shelf.noteUsed(QStringLiteral("S9"));
        const SymbolShelf again(QStringLiteral("binance"));
        QCOMPARE(again.favourites(), QStringList{QStringLiteral("BTCUSDT")});
        QCOMPARE(again.recent().size(), SymbolShelf::maxRecent);
        QCOMPARE(
            again.recent().mid(0, 3),
            (QStringList{QStringLiteral("S9"), QStringLiteral("S11"), QStringLiteral("S10")}));
        QVERIFY(SymbolShelf(QStringLiteral("demo")).favourites().isEmpty());
        shelf.toggleFavourite(QStringLiteral("BTCUSDT"));
        QVERIFY(SymbolShelf(QStringLiteral("binance")).favourites().isEmpty());
    }

    void theModelShowsTheRows()
    {
        InstrumentModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const InstrumentFilter filter = smallFilter();
        model.setRows(filter.instruments(), filter.matching(QStringLiteral("btcrub"), SymbolShelf()));
        QCOMPARE(model.rowCount(), 1);
        const QModelIndex row = model.index(0);
        QCOMPARE(row.data(InstrumentModel::SymbolRole).toString(), QStringLiteral("BTCRUB"));
        QCOMPARE(row.data(InstrumentModel::PairRole).toString(), QStringLiteral("BTC/RUB"));
        QCOMPARE(row.data(InstrumentModel::StatusRole).toString(), QStringLiteral("BREAK"));
        QCOMPARE(row.data(InstrumentModel::TickRole).toString(), QStringLiteral("0.01"));
        model.setRows(nullptr, {});
        QCOMPARE(model.rowCount(), 0);
    }

    void fiveThousandInstrumentsAreFilteredWithinAKeyPress()
    {
        const InstrumentFilter filter(manyInstruments(5'000));
        QVERIFY(filter.instruments()->size() >= 5'000);
        const SymbolShelf shelf;
        for (const QString &typed :
             {QString(), QStringLiteral("b"), QStringLiteral("usdt"), QStringLiteral("btc us")}) {
            qint64 fastest = std::numeric_limits<qint64>::max();
            for (int i = 0; i < 5; ++i) {
                QElapsedTimer timer;
                timer.start();
                QVERIFY(!filter.matching(typed, shelf).empty());
                fastest = std::min(fastest, timer.nsecsElapsed());
            }
            qInfo("%s: %.2f ms", qUtf8Printable(typed), static_cast<double>(fastest) / 1e6);
            // Ten times the budget: sanitizers and busy machines are slower.
            QVERIFY2(fastest < 50'000'000, qUtf8Printable(typed));
        }
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(InstrumentFilterTest)
#include "instrumentfiltertest.moc"
