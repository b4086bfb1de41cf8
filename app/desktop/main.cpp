// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/commandline.h"
#include "app/common/log.h"
#include "app/common/quitsignals.h"
#include "app/common/traceoutput.h"
#include "app/desktop/desktoprun.h"

#include <QApplication>
#include <QIcon>

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

using namespace touchline;

namespace {

/// Can be answered where there is no display.
bool asksForHelp(std::span<char *const> arguments)
{
    constexpr std::array answered{"-h", "--help", "--help-all", "-v", "--version"};
    return std::any_of(arguments.begin(), arguments.end(), [&](std::string_view argument) {
        return std::find(answered.begin(), answered.end(), argument) != answered.end();
    });
}

int answer(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const auto arguments = readDesktopArguments(QCoreApplication::arguments());
    return arguments ? 0 : reportFailure(arguments.error());
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication::setOrganizationName(QStringLiteral("Touchline"));
    QCoreApplication::setApplicationName(QStringLiteral("touchline"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TOUCHLINE_VERSION));
    if (asksForHelp({argv, static_cast<std::size_t>(argc)}))
        return answer(argc, argv);
    // Before anything can be said; to a file only once the arguments are known.
    Log log;
    QApplication application(argc, argv);
    QApplication::setApplicationDisplayName(QStringLiteral("Touchline"));
    QApplication::setDesktopFileName(QStringLiteral("org.touchline.Touchline"));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/touchline.svg")));
    const auto arguments = readDesktopArguments(QApplication::arguments());
    if (!arguments)
        return reportFailure(arguments.error());
    if (const auto opened = log.open(arguments->log); !opened)
        return reportFailure(opened.error());
    const auto trace = openTrace(arguments->tracePath, "window");
    if (!trace)
        return reportFailure(trace.error());

    const QuitSignals quit;
    DesktopRun run(*arguments, log);
    if (TraceFile *const file = trace->get())
        run.traceFeed(*file);
    QObject::connect(&quit, &QuitSignals::quitRequested, &run, &DesktopRun::quit);
    QObject::connect(&run, &DesktopRun::ended, &application, &QApplication::exit, Qt::QueuedConnection);
    run.start();
    return QApplication::exec();
}
