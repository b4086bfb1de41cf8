// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Writes pictures of the charts for people to judge: touchline-charts-preview FOLDER

#include "ui/charts/chartcanvas.h"
#include "ui/charts/depthchart.h"
#include "ui/charts/spreadchart.h"
#include "ui/scriptedfeed.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QKeyEvent>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
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
    play(*spread, *depth, scene.lastState);
    QTest::qWait(250);
    scene.act(*spread, *depth);
    QTest::qWait(150);
    const QString name = QStringLiteral("%1-%2x%3-%4.png")
                             .arg(
                                 scene.name, QString::number(size.width()), QString::number(size.height()),
                                 kind == ThemeKind::Dark ? QStringLiteral("dark") : QStringLiteral("light"));
    window.grab().save(folder.filePath(name));
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
