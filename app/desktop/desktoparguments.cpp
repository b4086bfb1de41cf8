// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/desktoparguments.h"

#include "app/common/commandline.h"
#include "app/common/sourceoptions.h"

#include <QCommandLineParser>

namespace touchline {

namespace {

Unexpected<Error> bad(const QString &sentence)
{
    return failure(ErrorCode::BadArgument, sentence.toStdString());
}

constexpr std::size_t mostWindows = 32;

Expected<void> readScreenshot(const QCommandLineParser &parser, DesktopArguments &arguments)
{
    const QString screenshot = QStringLiteral("screenshot");
    const QString after = QStringLiteral("after");
    arguments.screenshotPath = parser.value(screenshot);
    if (parser.isSet(screenshot) && arguments.screenshotPath.isEmpty())
        return bad(QStringLiteral("--screenshot needs the name of a PNG file"));
    if (!parser.isSet(after))
        return {};
    if (!parser.isSet(screenshot))
        return bad(QStringLiteral("--after belongs to --screenshot FILE, which is missing"));
    const auto time = seconds(after, parser.value(after));
    if (!time)
        return Unexpected(time.error());
    arguments.screenshotAfter = *time;
    return {};
}

} // namespace

Expected<DesktopArguments> readDesktopArguments(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Shows live order books, each --symbol in a window of its own. Opens on the built-in demo exchange "
        "unless told otherwise."));
    const SourceOptions sourceOptions(parser);
    parser.addOption(
        {QStringLiteral("screenshot"), QStringLiteral("Write a picture of the first window, then end."),
         QStringLiteral("FILE")});
    parser.addOption(
        {QStringLiteral("after"), QStringLiteral("When the picture is taken (default 5)."),
         QStringLiteral("SECONDS")});
    if (auto parsed = parseCommandLine(parser, arguments); !parsed)
        return Unexpected(parsed.error());
    DesktopArguments result;
    auto source = sourceOptions.source();
    if (!source)
        return Unexpected(source.error());
    result.source = std::move(*source);
    result.source.retriesStart = true;
    if (result.source.symbols.size() > mostWindows)
        return bad(QStringLiteral("each --symbol opens a window, and %1 are the most; touchline-publish "
                                  "follows more")
                       .arg(mostWindows));
    const auto demoRate = sourceOptions.demoRate();
    if (!demoRate)
        return Unexpected(demoRate.error());
    result.demoRate = *demoRate;
    auto log = sourceOptions.log();
    if (!log)
        return Unexpected(log.error());
    result.log = std::move(*log);
    result.tracePath = sourceOptions.tracePath();
    if (auto screenshot = readScreenshot(parser, result); !screenshot)
        return Unexpected(screenshot.error());
    return result;
}

} // namespace touchline
