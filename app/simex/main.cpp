// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/commandline.h"
#include "app/common/quitsignals.h"
#include "app/simex/simexarguments.h"
#include "sim/exchangeserver.h"
#include "sim/replaytape.h"
#include "sim/simvenuetable.h"
#include "venues/venuetable.h"

#include <QCoreApplication>

#include <cstdio>

using namespace touchline;

namespace {

Expected<SimExchange> buildExchange(const SimexArguments &arguments)
{
    if (arguments.recordings.empty())
        return SimExchange(arguments.market, makeSimVenue(arguments.venue));
    auto tape = loadReplayTape(arguments.recordings);
    if (!tape)
        return Unexpected(tape.error());
    if (tape->damage)
        std::fprintf(stderr, "touchline-simex: %s\n", tape->damage->detail.c_str());
    auto replay = ReplayMarkets::load(std::move(*tape), *findVenue("binance"), arguments.speed);
    if (!replay)
        return Unexpected(replay.error());
    return SimExchange(std::move(*replay));
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("touchline-simex"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TOUCHLINE_VERSION));
    const auto arguments = parseSimexArguments(QCoreApplication::arguments());
    if (!arguments)
        return reportFailure(arguments.error());
    auto exchange = buildExchange(*arguments);
    if (!exchange)
        return reportFailure(exchange.error());
    const QuitSignals quit;
    QObject::connect(&quit, &QuitSignals::quitRequested, &app, [] { QCoreApplication::quit(); });
    ExchangeServer server(std::move(*exchange));
    QObject::connect(&server, &ExchangeServer::replayFinished, &server, [] {
        std::fprintf(stderr, "touchline-simex: the recording has ended; its last state is still served\n");
    });
    if (arguments->faults)
        server.faults().setPlan(*arguments->faults, server.now());
    const auto port = server.listen(arguments->port);
    if (!port)
        return reportFailure(port.error());
    std::printf("REST http://127.0.0.1:%d\nWS ws://127.0.0.1:%d\n", *port, *port);
    std::fflush(stdout);
    const int status = QCoreApplication::exec();
    if (arguments->faults)
        std::fprintf(stderr, "touchline-simex: injected %s\n", countsText(server.faults().counts()).c_str());
    return status;
}
