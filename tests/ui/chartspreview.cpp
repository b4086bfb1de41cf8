// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Writes pictures of the charts and the symbol picker for people to judge: touchline-charts-preview FOLDER

#include "ui/charts/chartcanvas.h"
#include "ui/charts/depthchart.h"
#include "ui/charts/spreadchart.h"
#include "ui/instruments.h"
#include "ui/panes/symbolpicker.h"
#include "ui/scriptedfeed.h"

#include <QApplication>
#include <QDir>
#include <QLineEdit>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QVBoxLayout>

#include <functional>

using namespace touchline;

namespace {

struct Scene {
    QString name;
    SpreadWindow window = SpreadWindow::Minutes5;
    SpreadUnit unit = SpreadUnit::BasisPoints;
    FeedState lastState = FeedState::Live;
    std::function<void(QWidget &spread, QWidget &depth)> act = [](QWidget &, QWidget &) {};
};

void key(QWidget &widget, Qt::Key code, int times = 1, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    for (int i = 0; i < times; ++i)
        QTest::keyClick(&widget, code, modifiers);
}

std::vector<Scene> scenes()
{
    const auto hover = [](QWidget &spread, QWidget &depth) {
        key(spread, Qt::Key_Left, 20);
        key(depth, Qt::Key_Left, 20);
    };
    const auto hoverGap = [](QWidget &spread, QWidget &depth) {
        key(spread, Qt::Key_Left, 65);
        key(depth, Qt::Key_Right, 3);
    };
    const auto farther = [](QWidget &, QWidget &depth) {
        key(depth, Qt::Key_Minus, 3);
        key(depth, Qt::Key_Right, 3, Qt::ShiftModifier);
        key(depth, Qt::Key_Right, 55);
    };
    return {
        {QStringLiteral("live")},
        {QStringLiteral("hover"), SpreadWindow::Minutes5, SpreadUnit::PriceUnits, FeedState::Live, hover},
        {QStringLiteral("gap"), SpreadWindow::Minutes5, SpreadUnit::PriceUnits, FeedState::Live, hoverGap},
        {QStringLiteral("hour"), SpreadWindow::Minutes60, SpreadUnit::BasisPoints, FeedState::Live, farther},
        {QStringLiteral("resync"), SpreadWindow::Minute1, SpreadUnit::PriceUnits, FeedState::Resyncing},
        {QStringLiteral("failed"), SpreadWindow::Minute1, SpreadUnit::PriceUnits, FeedState::Failed}};
}

void play(SpreadChart &spread, DepthChart &depth, FeedState lastState)
{
    ScriptedFeed feed(bitcoinInstrument(), Price(units(61'837)), 1500);
    std::mt19937 random(3);
    for (int i = 0; i < 3600; ++i) {
        if (i == 2100)
            feed.setState(FeedState::Reconnecting, "the connection was closed by the exchange");
        if (i == 2460)
            feed.setState(FeedState::Live);
        feed.setSpread(
            random() % 40 == 0 ? static_cast<int>(random() % 30 + 1) : static_cast<int>(random() % 3 + 1));
        feed.advance(std::chrono::milliseconds(100));
        if (i == 3500)
            feed.setState(lastState, lastState == FeedState::Live ? "" : "update 1207 is missing");
        spread.showView(feed.view());
    }
    depth.showView(feed.view());
}

void draw(const Scene &scene, QSize size, ThemeKind kind, const QDir &folder)
{
    applyTheme(*qApp, theme(kind));
    QWidget window;
    auto *layout = new QVBoxLayout(&window);
    auto *spread = new SpreadChart;
    auto *depth = new DepthChart;
    layout->setContentsMargins(6, 6, 6, 6);
    layout->setSpacing(6);
    layout->addWidget(spread);
    layout->addWidget(depth);
    spread->setTheme(theme(kind));
    depth->setTheme(theme(kind));
    spread->setWindow(scene.window);
    spread->setUnit(scene.unit);
    window.resize(size);
    window.show();
    QTimer frames;
    frames.callOnTimeout(spread, &SpreadChart::tick);
    frames.callOnTimeout(depth, &DepthChart::tick);
    frames.start(16);
    play(*spread, *depth, scene.lastState);
    QTest::qWait(300);
    scene.act(*spread, *depth);
    QTest::qWait(150);
    const QString name = QStringLiteral("%1-%2x%3-%4.png")
                             .arg(
                                 scene.name, QString::number(size.width()), QString::number(size.height()),
                                 kind == ThemeKind::Dark ? QStringLiteral("dark") : QStringLiteral("light"));
    window.grab().save(folder.filePath(name));
}

void drawPicker(const QString &name, const std::function<void(SymbolPicker &)> &act, const QDir &folder)
{
    for (const ThemeKind kind : {ThemeKind::Dark, ThemeKind::Light}) {
        QSettings().clear();
        applyTheme(*qApp, theme(kind));
        QWidget window;
        auto *layout = new QVBoxLayout(&window);
        auto *picker = new SymbolPicker;
        picker->setTheme(theme(kind));
        picker->setExchanges(
            {{QStringLiteral("demo"), QStringLiteral("Demo")},
             {QStringLiteral("binance"), QStringLiteral("Binance")}});
        layout->addWidget(picker);
        layout->addStretch(1);
        picker->setCurrent(QStringLiteral("binance"), QStringLiteral("BTCUSDT"));
        window.resize(560, 420);
        window.show();
        QTest::qWait(50);
        act(*picker);
        QTest::qWait(50);
        const QString shade = kind == ThemeKind::Dark ? QStringLiteral("dark") : QStringLiteral("light");
        window.grab().save(folder.filePath(QStringLiteral("picker-%1-%2.png").arg(name, shade)));
    }
}

void type(SymbolPicker &picker, const QString &text)
{
    picker.startChoosing();
    QTest::keyClicks(picker.findChild<QLineEdit *>(), text);
}

void drawPickers(const QDir &folder)
{
    const InstrumentList instruments = manyInstruments(2500);
    drawPicker(
        QStringLiteral("all"),
        [&](SymbolPicker &picker) {
            picker.setInstruments(instruments);
            for (const QString &symbol : {QStringLiteral("ETHUSDT"), QStringLiteral("SOLUSDC")}) {
                type(picker, symbol);
                QTest::keyClick(picker.findChild<QLineEdit *>(), Qt::Key_F2);
                QTest::keyClick(picker.findChild<QLineEdit *>(), Qt::Key_Return);
            }
            picker.startChoosing();
        },
        folder);
    drawPicker(
        QStringLiteral("typed"),
        [&](SymbolPicker &picker) {
            picker.setInstruments(instruments);
            type(picker, QStringLiteral("btc"));
        },
        folder);
    drawPicker(
        QStringLiteral("nomatch"),
        [&](SymbolPicker &picker) {
            picker.setInstruments(instruments);
            type(picker, QStringLiteral("qqq"));
        },
        folder);
    drawPicker(
        QStringLiteral("loading"), [](SymbolPicker &picker) { picker.startChoosing(); }, folder);
    drawPicker(
        QStringLiteral("failed"),
        [](SymbolPicker &picker) {
            picker.setInstrumentsError(QStringLiteral("data-api.binance.vision did not answer within 10 s."));
            picker.startChoosing();
        },
        folder);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    if (argc != 2) {
        qWarning("usage: touchline-charts-preview FOLDER");
        return 2;
    }
    const QTemporaryDir settings;
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings.path());
    QApplication::setOrganizationName(QStringLiteral("Touchline"));
    const QDir folder(QString::fromLocal8Bit(argv[1]));
    folder.mkpath(QStringLiteral("."));
    drawPickers(folder);
    for (const Scene &scene : scenes()) {
        for (const ThemeKind kind : {ThemeKind::Dark, ThemeKind::Light}) {
            QSettings().clear();
            draw(scene, QSize(620, 520), kind, folder);
        }
    }
    draw(scenes().front(), QSize(360, 300), ThemeKind::Dark, folder);
    draw(scenes().at(1), QSize(1100, 700), ThemeKind::Light, folder);
    return 0;
}
