// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/commandline.h"
#include "app/common/logfile.h"
#include "app/common/quitsignals.h"
#include "app/desktop/desktoprun.h"

#include <QApplication>
#include <QIcon>

using namespace touchline;

int main(int argc, char *argv[])
{
    // Before anything can be said; to a file only once the arguments are known.
    static_cast<void>(openLog({}));
    QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("Touchline"));
    QApplication::setApplicationName(QStringLiteral("touchline"));
    QApplication::setApplicationDisplayName(QStringLiteral("Touchline"));
    QApplication::setApplicationVersion(QStringLiteral(TOUCHLINE_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("org.touchline.Touchline"));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/touchline.svg")));
    const auto arguments = readDesktopArguments(QApplication::arguments());
    if (!arguments)
        return reportFailure(arguments.error());
    if (const auto log = openLog(arguments->logPath); !log)
        return reportFailure(log.error());

    const QuitSignals quit;
    DesktopRun run(*arguments);
    QObject::connect(&quit, &QuitSignals::quitRequested, &run.window(), &QWidget::close);
    QObject::connect(&run, &DesktopRun::ended, &application, &QApplication::exit, Qt::QueuedConnection);
    run.start();
    const int exitCode = QApplication::exec();
    if (!arguments->logPath.isEmpty())
        run.logSummary();
    return exitCode;
}
