// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/publish/publisharguments.h"

#include "app/common/commandline.h"
#include "app/common/sourceoptions.h"

#include <QCommandLineParser>

#include <cstdio>

#if defined(__unix__) || defined(__APPLE__)
#include <unistd.h>
#endif

namespace touchline {

namespace {

constexpr int deepest = 5000;
constexpr int longestIntervalMs = 3'600'000;

bool isTerminal()
{
#if defined(__unix__) || defined(__APPLE__)
    return ::isatty(::fileno(stdout)) == 1;
#else
    return false;
#endif
}

void addOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(
        QStringLiteral("Keeps exact local order books and prints them, without a window. Follows the demo "
                       "exchange unless told "
                       "otherwise.\nExit status: 0 done, 1 the source failed, 2 bad arguments."));
    const auto add = [&parser](const char *name, const char *help, const char *value) {
        parser.addOption({QString::fromLatin1(name), QString::fromUtf8(help), QString::fromLatin1(value)});
    };
    add("depth", "Levels a side in a JSON line (default 10).", "N");
    add("interval", "Milliseconds between lines (default 1000), or update: a line for each applied update.",
        "MS|update");
    add("format", "text (default on a terminal) or json: one object a line.", "text|json");
    add("duration", "End after this time.", "SECONDS");
    parser.addOption(
        {QStringLiteral("digest"), QStringLiteral("Add the SHA-256 of the whole book to each JSON line.")});
    parser.addOption(
        {QStringLiteral("stats"), QStringLiteral("Print totals and timings in a last JSON line.")});
}

Expected<void> readFormat(const QCommandLineParser &parser, PublishOptions &options)
{
    const QString format = parser.value(QStringLiteral("format"));
    if (!parser.isSet(QStringLiteral("format")))
        options.format = isTerminal() ? PublishFormat::Text : PublishFormat::Json;
    else if (format == QStringLiteral("text"))
        options.format = PublishFormat::Text;
    else if (format == QStringLiteral("json"))
        options.format = PublishFormat::Json;
    else
        return failure(
            ErrorCode::BadArgument, "--format '" + format.toStdString() + "' is neither text nor json");
    return {};
}

Expected<void> readInterval(const QCommandLineParser &parser, PublishOptions &options)
{
    const QString flag = QStringLiteral("interval");
    if (!parser.isSet(flag))
        return {};
    const QString text = parser.value(flag);
    if (text == QStringLiteral("update")) {
        options.interval.reset();
        return {};
    }
    const auto milliseconds = wholeNumber(flag, text, 1, longestIntervalMs);
    if (!milliseconds)
        return failure(ErrorCode::BadArgument, milliseconds.error().detail + ", nor is it update");
    options.interval = std::chrono::milliseconds(*milliseconds);
    return {};
}

Expected<void> readDuration(const QCommandLineParser &parser, PublishRunOptions &options)
{
    const QString flag = QStringLiteral("duration");
    if (!parser.isSet(flag))
        return {};
    const auto duration = seconds(flag, parser.value(flag));
    if (!duration)
        return Unexpected(duration.error());
    options.duration = *duration;
    return {};
}

Expected<void> readRun(const QCommandLineParser &parser, PublishRunOptions &options)
{
    if (auto format = readFormat(parser, options.publish); !format)
        return format;
    if (auto interval = readInterval(parser, options.publish); !interval)
        return interval;
    if (auto duration = readDuration(parser, options); !duration)
        return duration;
    if (parser.isSet(QStringLiteral("depth"))) {
        const auto depth =
            wholeNumber(QStringLiteral("depth"), parser.value(QStringLiteral("depth")), 1, deepest);
        if (!depth)
            return Unexpected(depth.error());
        options.publish.line.depth = static_cast<std::size_t>(*depth);
    }
    options.publish.line.digest = parser.isSet(QStringLiteral("digest"));
    options.stats = parser.isSet(QStringLiteral("stats"));
    return {};
}

} // namespace

Expected<PublishArguments> readPublishArguments(const QStringList &arguments)
{
    QCommandLineParser parser;
    const SourceOptions sourceOptions(parser);
    addOptions(parser);
    if (auto parsed = parseCommandLine(parser, arguments); !parsed)
        return Unexpected(parsed.error());
    PublishArguments result;
    if (auto run = readRun(parser, result.run); !run)
        return Unexpected(run.error());
    auto source = sourceOptions.source();
    if (!source)
        return Unexpected(source.error());
    const auto demoRate = sourceOptions.demoRate();
    if (!demoRate)
        return Unexpected(demoRate.error());
    result.source = std::move(*source);
    result.needsDemo = SourceOptions::needsDemo(result.source);
    result.demoRate = *demoRate;
    auto log = sourceOptions.log();
    if (!log)
        return Unexpected(log.error());
    result.log = std::move(*log);
    result.tracePath = sourceOptions.tracePath();
    return result;
}

} // namespace touchline
