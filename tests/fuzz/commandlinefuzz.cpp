// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Input: arguments, one a line, for each of the three programs.
#include "app/common/commandline.h"
#include "app/desktop/desktoparguments.h"
#include "app/publish/publisharguments.h"
#include "app/simex/simexarguments.h"
#include "fuzzinput.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace touchline;

namespace {

/// --help and --version end the process: each has a letter, too, which stands behind one dash or two.
bool mayEndProcess(const QString &argument)
{
    if (!argument.startsWith(QStringLiteral("--"))) {
        const auto has = [&argument](char letter) { return argument.contains(QLatin1Char(letter)); };
        return argument.startsWith(QLatin1Char('-')) && (has('h') || has('v') || has('?'));
    }
    static const QStringList names{QStringLiteral("h"), QStringLiteral("help"),
                                   QStringLiteral("?"), QStringLiteral("help-all"),
                                   QStringLiteral("v"), QStringLiteral("version")};
    return names.contains(argument.mid(2).section(QLatin1Char('='), 0, 0));
}

void checkRefusal(const Error &error)
{
    require(!error.detail.empty(), "a refusal says what is wrong");
    require(exitCodeFor(error.code) == ExitCode::BadArguments, "bad arguments have their own status");
}

void checkSource(const FeedSource &source)
{
    require(source.venue || source.isReplay(), "what is followed is known");
    require(!source.isReplay() || source.recordPath.empty(), "a recording is not recorded");
    for (const std::string &symbol : source.symbols)
        require(!symbol.empty(), "a symbol has a name");
    require(!source.replaySpeed || *source.replaySpeed > 0, "time goes on");
}

void checkPublish(const QStringList &arguments)
{
    const auto read = readPublishArguments(arguments);
    if (!read)
        return checkRefusal(read.error());
    checkSource(read->source);
    require(
        read->run.publish.line.depth >= 1 && read->run.publish.line.depth <= 5000, "the depth is bounded");
    require(!read->run.publish.interval || *read->run.publish.interval > Duration(0), "an interval lasts");
    require(read->demoRate >= 0, "a rate is not negative");
}

void checkDesktop(const QStringList &arguments)
{
    const auto read = readDesktopArguments(arguments);
    if (!read)
        return checkRefusal(read.error());
    checkSource(read->source);
    require(read->source.symbols.size() <= 32, "nobody wants more windows at once");
    require(read->screenshotAfter.count() > 0, "a picture is taken later");
}

void checkSimex(const QStringList &arguments)
{
    const auto read = parseSimexArguments(arguments);
    if (!read)
        return checkRefusal(read.error());
    require(read->market.updatesPerSecond >= 0, "a rate is not negative");
    require(read->recordings.empty() || !read->speed || *read->speed > 0, "time goes on");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static int count = 1;
    static std::array<char, 12> name{"touchline"};
    static std::array<char *, 2> programs{name.data(), nullptr};
    static const QCoreApplication application(count, programs.data());
    const std::string_view text = FuzzInput({data, size}).rest();
    QStringList arguments{QStringLiteral("touchline")};
    arguments += QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).split(QLatin1Char('\n'));
    if (std::any_of(arguments.cbegin(), arguments.cend(), mayEndProcess))
        return 0;
    checkPublish(arguments);
    checkDesktop(arguments);
    checkSimex(arguments);
    return 0;
}
