// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/simex/simexarguments.h"

#include "app/common/commandline.h"
#include "record/replayspeed.h"
#include "sim/simvenuetable.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <limits>

namespace touchline {

namespace {

QString text(const char *source)
{
    return QCoreApplication::translate("simex", source);
}

Unexpected<Error> bad(const QString &sentence)
{
    return failure(ErrorCode::BadArgument, sentence.toStdString());
}

/// All kinds, each with its usual amount.
QString faultKindsText()
{
    QStringList kinds;
    for (const FaultTraits &traits : faultKinds())
        kinds << QString::fromStdString(faultExample(traits.kind));
    return kinds.join(QStringLiteral(", "));
}

QString venueNamesText()
{
    QStringList names;
    for (const std::string_view name : simVenueNames())
        names << QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    return names.join(QStringLiteral(", "));
}

void addOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(text("A simulated exchange on a loopback port. It speaks the REST and "
                                          "WebSocket protocol of a venue, from a "
                                          "seeded market or from a recording."));
    parser.addOptions({
        {QStringLiteral("port"), text("Listen on this port of 127.0.0.1 (default: any free one)."),
         text("port")},
        {QStringLiteral("venue"),
         text("Speak as this venue does: %1 (default: binance).").arg(venueNamesText()), text("name")},
        {QStringLiteral("symbols"), text("List these symbols only, separated by commas."), text("symbols")},
        {QStringLiteral("seed"),
         text("Seed of the market: the same seed gives the same market (default: 1)."), text("number")},
        {QStringLiteral("rate"), text("Book updates a second of a busy symbol (default: 200)."),
         text("updates")},
        {QStringLiteral("replay"), text("Serve this recording; may be given more than once, in order."),
         text("file")},
        {QStringLiteral("speed"),
         text("Speed of the replay: a factor such as 1, 0.5 or 20, or max (default: 1)."), text("factor")},
        {QStringLiteral("faults"),
         text("What goes wrong, separated by commas: KIND[:RATE|@COUNT][/AMOUNT], seed=NUMBER, until=TIME. "
              "For example drop:0.01,close@500,delay:0.02/250ms,seed=7. A kind strikes at that rate, or "
              "once at the COUNTth message, snapshot or request, or else every time. Kinds: %1.")
             .arg(faultKindsText()),
         text("spec")},
    });
}

/// The whole number of an option, or `fallback` if it was not given.
Expected<int> number(const QCommandLineParser &parser, const QString &name, int fallback, int most)
{
    return parser.isSet(name) ? wholeNumber(name, parser.value(name), 0, most) : Expected<int>(fallback);
}

Expected<void> readVenue(const QCommandLineParser &parser, SimexArguments &arguments)
{
    if (!parser.isSet(QStringLiteral("venue")))
        return {};
    arguments.venue = parser.value(QStringLiteral("venue")).toStdString();
    if (!makeSimVenue(arguments.venue))
        return bad(text("--venue: '%1' cannot be simulated; choose one of %2.")
                       .arg(parser.value(QStringLiteral("venue")), venueNamesText()));
    return {};
}

Expected<void> readSymbols(const QCommandLineParser &parser, std::string_view venue, SeededOptions &market)
{
    if (!parser.isSet(QStringLiteral("symbols")))
        return {};
    std::vector<std::string> names;
    for (const QString &name : parser.value(QStringLiteral("symbols")).split(QLatin1Char(',')))
        names.push_back(name.trimmed().toUpper().toStdString());
    const auto listed = makeSimVenue(venue)->list(allSymbols());
    auto symbols = findSymbols(names, listed);
    if (!symbols)
        return bad(text("--symbols: %1. Listed are %2, %3, %4 and others: ask for the list of instruments of "
                        "an exchange that was started without --symbols.")
                       .arg(
                           QString::fromStdString(symbols.error().detail),
                           QString::fromStdString(listed[0].instrument.symbol),
                           QString::fromStdString(listed[1].instrument.symbol),
                           QString::fromStdString(listed[2].instrument.symbol)));
    market.symbols = std::move(*symbols);
    return {};
}

Expected<void> readMarket(const QCommandLineParser &parser, SeededOptions &market)
{
    const auto seed = number(parser, QStringLiteral("seed"), 1, std::numeric_limits<int>::max());
    if (!seed)
        return Unexpected(seed.error());
    constexpr int highestRate = 100'000;
    const auto rate =
        number(parser, QStringLiteral("rate"), static_cast<int>(market.updatesPerSecond), highestRate);
    if (!rate)
        return Unexpected(rate.error());
    market.seed = static_cast<std::uint64_t>(*seed);
    market.updatesPerSecond = *rate;
    return {};
}

Expected<void> readReplay(const QCommandLineParser &parser, SimexArguments &arguments)
{
    for (const QString &file : parser.values(QStringLiteral("replay")))
        arguments.recordings.push_back(file.toStdString());
    if (!parser.isSet(QStringLiteral("speed")))
        return {};
    if (arguments.recordings.empty())
        return bad(text("--speed is for recordings: give one with --replay FILE."));
    const auto speed = parseReplaySpeed(parser.value(QStringLiteral("speed")).toStdString());
    if (!speed)
        return Unexpected(speed.error());
    arguments.speed = *speed;
    return {};
}

Expected<void> readFaults(const QCommandLineParser &parser, SimexArguments &arguments)
{
    if (!parser.isSet(QStringLiteral("faults")))
        return {};
    auto plan = parseFaultPlan(parser.value(QStringLiteral("faults")).toStdString());
    if (!plan)
        return bad(QStringLiteral("--faults: %1").arg(QString::fromStdString(plan.error().detail)));
    arguments.faults = std::move(*plan);
    return {};
}

Expected<void> checkCombination(const QCommandLineParser &parser)
{
    if (!parser.isSet(QStringLiteral("replay")))
        return {};
    for (const auto &option :
         {QStringLiteral("venue"), QStringLiteral("symbols"), QStringLiteral("seed"),
          QStringLiteral("rate")}) {
        if (parser.isSet(option))
            return bad(
                text("--%1 is for the seeded market and cannot go with --replay; leave one of them out.")
                    .arg(option));
    }
    return {};
}

} // namespace

Expected<SimexArguments> parseSimexArguments(const QStringList &arguments)
{
    QCommandLineParser parser;
    addOptions(parser);
    if (auto parsed = parseCommandLine(parser, arguments); !parsed)
        return Unexpected(parsed.error());
    if (const auto fits = checkCombination(parser); !fits)
        return Unexpected(fits.error());
    SimexArguments read;
    const auto port = number(parser, QStringLiteral("port"), 0, std::numeric_limits<quint16>::max());
    if (!port)
        return Unexpected(port.error());
    read.port = static_cast<quint16>(*port);
    if (const auto done = readVenue(parser, read); !done)
        return Unexpected(done.error());
    if (const auto done = readMarket(parser, read.market); !done)
        return Unexpected(done.error());
    if (const auto done = readSymbols(parser, read.venue, read.market); !done)
        return Unexpected(done.error());
    if (const auto done = readReplay(parser, read); !done)
        return Unexpected(done.error());
    if (const auto done = readFaults(parser, read); !done)
        return Unexpected(done.error());
    return read;
}

} // namespace touchline
