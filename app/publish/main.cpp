// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/logfile.h"
#include "app/common/quitsignals.h"
#include "app/publish/publisharguments.h"

#include <QCoreApplication>

#include <csignal>

using namespace touchline;

int main(int argc, char *argv[])
{
#ifdef SIGPIPE
    std::signal(SIGPIPE, SIG_IGN);
#endif
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("touchline-publish"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TOUCHLINE_VERSION));
    const auto arguments = readPublishArguments(QCoreApplication::arguments());
    if (!arguments)
        return reportFailure(arguments.error());
    if (const auto log = openLog(arguments->logPath); !log)
        return reportFailure(log.error());

    const QuitSignals quit;
    PublishRun run(arguments->run);
    QObject::connect(&quit, &QuitSignals::quitRequested, &run, &PublishRun::stop);
    QObject::connect(&run, &PublishRun::ended, &application, &QCoreApplication::exit, Qt::QueuedConnection);
    QMetaObject::invokeMethod(
        &run, [&] { run.start(arguments->source); }, Qt::QueuedConnection);
    return QCoreApplication::exec();
}
