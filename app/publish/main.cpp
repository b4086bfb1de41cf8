// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/demoexchange.h"
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
    DemoExchange demo(arguments->demoRate);
    FeedSource source = arguments->source;
    QObject::connect(&demo, &DemoExchange::failed, &run, &PublishRun::fail);
    QObject::connect(&demo, &DemoExchange::ready, &run, [&](const VenueHosts &hosts) {
        source.hosts = hosts;
        run.start(source);
    });
    if (arguments->needsDemo)
        demo.start();
    else
        QMetaObject::invokeMethod(
            &run, [&] { run.start(source); }, Qt::QueuedConnection);
    return QCoreApplication::exec();
}
