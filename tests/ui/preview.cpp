// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "feedviews.h"
#include "scriptedmarket.h"
#include "ui/ladder/ladderview.h"
#include "ui/mainwindow.h"
#include "ui/panes/symbolpicker.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QTextStream>
#include <QTimer>

using namespace touchline;

namespace {

/// Puts the state that somebody wants to look at over a live view.
void setState(FeedView &view, const QString &state)
{
    view.status.since = view.takenAt;
    if (state == QStringLiteral("stale")) {
        view.status.state = FeedState::Stale;
        view.lastFrameAt = view.takenAt + std::chrono::seconds(-42);
    } else if (state == QStringLiteral("resyncing")) {
        view.status.state = FeedState::Resyncing;
        view.status.reason = "Updates 49031877311 to 49031877340 are missing.";
        view.counters.gaps = 1;
        view.counters.resyncs = 1;
    } else if (state == QStringLiteral("reconnecting")) {
        view.status.state = FeedState::Reconnecting;
        view.status.reason = "The connection was closed by the exchange";
        view.status.retryAt = view.takenAt + std::chrono::seconds(5);
    } else if (state == QStringLiteral("failed")) {
        view.status.state = FeedState::Failed;
        view.status.reason = "Cannot reach data-stream.binance.vision: host not found";
    } else if (state == QStringLiteral("empty")) {
        view.status.state = FeedState::Connecting;
        view.book = emptyBook();
        view.lastTrade.reset();
        view.integrity = {};
        view.lastFrameAt.reset();
    }
}

QCommandLineParser &options(QCommandLineParser &parser)
{
    const auto add = [&](const char *name, const char *value, const char *preset) {
        parser.addOption(
            QCommandLineOption(QLatin1String(name), QString(), QLatin1String(value), QLatin1String(preset)));
    };
    add("size", "WxH", "1280x800");
    add("theme", "dark|light", "dark");
    add("state", "live|stale|resyncing|reconnecting|failed|empty", "live");
    add("market", "bitcoin|tiny", "bitcoin");
    add("group", "index", "0");
    add("frames", "n", "120");
    add("scroll", "rows", "0");
    add("halt", "0|1", "0");
    add("out", "file.png", "");
    add("picture", "file.png", "");
    return parser;
}

void press(LadderView &ladder, const QCommandLineParser &options)
{
    const auto group = static_cast<std::size_t>(options.value(QStringLiteral("group")).toInt());
    if (group > 0 && group < ladder.groupings().size())
        ladder.setGrouping(ladder.groupings()[group]);
    if (const int rows = options.value(QStringLiteral("scroll")).toInt(); rows != 0)
        ladder.scrollPrices(rows);
}

} // namespace

/// Shows the window on a scripted market: to be looked at, or written to a picture with --out.
int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    application.setOrganizationName(QStringLiteral("TouchlinePreview"));
    QCommandLineParser parser;
    options(parser).process(application);
    const auto value = [&parser](const char *name) { return parser.value(QLatin1String(name)); };

    ScriptedMarket market(
        value("market") == QStringLiteral("tiny") ? ScriptedMarket::tiny() : ScriptedMarket::bitcoin());
    const int frames = value("frames").toInt();
    int frame = 0;
    MainWindow window([&]() -> std::optional<FeedView> {
        if (++frame > frames && value("state") != QStringLiteral("live"))
            return std::nullopt;
        market.advance(std::chrono::milliseconds(16));
        FeedView view = market.view();
        if (value("halt") == QStringLiteral("1"))
            ownInstrument(view).status = InstrumentStatus::CancelOnly;
        if (frame == frames)
            setState(view, value("state"));
        return view;
    });
    window.setThemeChoice(value("theme") == QStringLiteral("light") ? ThemeChoice::Light : ThemeChoice::Dark);
    window.setExchanges({{QStringLiteral("demo"), QStringLiteral("Demo")}});
    const std::vector<Instrument> instruments{
        ScriptedMarket::bitcoin().instrument, ScriptedMarket::tiny().instrument};
    window.setInstruments(std::make_shared<const std::vector<Instrument>>(instruments));
    const QStringList size = value("size").split(QLatin1Char('x'));
    window.resize(size.value(0).toInt(), size.value(1).toInt());
    window.show();
    if (const QString out = value("out"); !out.isEmpty()) {
        QTimer::singleShot(frames * 17, &window, [&] { press(*window.findChild<LadderView *>(), parser); });
        QTimer::singleShot(frames * 17 + 700, &window, [&window, &parser, out] {
            if (const QString picture = parser.value(QStringLiteral("picture")); !picture.isEmpty())
                window.findChild<LadderView *>()->picture().save(picture);
            const auto saved = window.saveScreenshot(out);
            QTextStream(stderr) << (saved ? out : QString::fromStdString(saved.error().detail)) << Qt::endl;
            QApplication::exit(saved ? 0 : 1);
        });
    }
    return QApplication::exec();
}
