// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/commandline.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>

namespace touchline {

ExitCode exitCodeFor(ErrorCode code)
{
    const bool isArgument = code == ErrorCode::BadArgument || code == ErrorCode::UnknownSymbol ||
                            code == ErrorCode::FileUnwritable;
    return isArgument ? ExitCode::BadArguments : ExitCode::SourceFailed;
}

Expected<void> parseCommandLine(QCommandLineParser &parser, const QStringList &arguments)
{
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    if (!parser.parse(arguments)) {
        const QString text = parser.errorText() + QStringLiteral(" See --help.");
        return failure(ErrorCode::BadArgument, text.toStdString());
    }
    if (parser.isSet(help))
        parser.showHelp();
    if (parser.isSet(version))
        parser.showVersion();
    if (!parser.positionalArguments().isEmpty()) {
        const QString text =
            QStringLiteral("'%1' is not a flag; every argument is --flag or --flag value, see --help")
                .arg(parser.positionalArguments().constFirst());
        return failure(ErrorCode::BadArgument, text.toStdString());
    }
    return {};
}

int reportFailure(const Error &error)
{
    std::string sentence = error.detail;
    for (char &c : sentence) {
        // It may hold words of a venue, and those must not steer a terminal.
        if (static_cast<unsigned char>(c) < 0x20U || c == '\x7f')
            c = ' ';
    }
    const std::string program = QCoreApplication::applicationName().toStdString();
    std::fprintf(stderr, "%s: %s\n", program.c_str(), sentence.c_str());
    return static_cast<int>(exitCodeFor(error.code));
}

Expected<int> wholeNumber(const QString &flag, const QString &text, int lowest, int highest)
{
    bool isNumber = false;
    const int value = text.toInt(&isNumber);
    if (isNumber && value >= lowest && value <= highest)
        return value;
    const QString sentence = QStringLiteral("--%1 '%2' is not a whole number from %3 to %4")
                                 .arg(flag, text, QString::number(lowest), QString::number(highest));
    return failure(ErrorCode::BadArgument, sentence.toStdString());
}

Expected<std::chrono::milliseconds> seconds(const QString &flag, const QString &text)
{
    constexpr double longest = 1e6;
    constexpr double shortest = 0.001;
    bool isNumber = false;
    const double value = text.toDouble(&isNumber);
    if (isNumber && value >= shortest && value <= longest)
        return std::chrono::milliseconds(static_cast<std::int64_t>(value * 1000));
    const QString sentence = QStringLiteral("--%1 '%2' is not a number of seconds above 0").arg(flag, text);
    return failure(ErrorCode::BadArgument, sentence.toStdString());
}

} // namespace touchline
