// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/demoexchange.h"
#include "app/common/log.h"
#include "app/common/quitsignals.h"
#include "app/common/traceoutput.h"
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
    Log log;
    if (const auto opened = log.open(arguments->log); !opened)
        return reportFailure(opened.error());
    const auto trace = openTrace(arguments->tracePath, "feed");
    if (!trace)
        return reportFailure(trace.error());

    const QuitSignals quit;
    PublishRun run(arguments->run, log);
    QObject::connect(&quit, &QuitSignals::quitRequested, &run, &PublishRun::quit);
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
