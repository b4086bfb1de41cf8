// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/sourceoptions.h"

#include "app/common/commandline.h"
#include "venues/venuetable.h"

#include <QUrl>

namespace touchline {

namespace {

Unexpected<Error> bad(const QString &sentence)
{
    return failure(ErrorCode::BadArgument, sentence.toStdString());
}

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

/// Scheme, host and port without a path: the venue's own paths are appended.
Expected<std::string> hostUrl(const QString &flag, const QString &value, const QStringList &schemes)
{
    const QUrl url(value, QUrl::StrictMode);
    const bool hasOnlyHost = url.path().isEmpty() || url.path() == QStringLiteral("/");
    if (url.isValid() && !url.host().isEmpty() && schemes.contains(url.scheme()) && hasOnlyHost &&
        !url.hasQuery() && !url.hasFragment())
        return url.toString(QUrl::StripTrailingSlash).toStdString();
    return bad(QStringLiteral("--%1 '%2' is not an address of the form %3://HOST[:PORT]")
                   .arg(flag, value, schemes.constFirst()));
}

std::string exchangeHelp()
{
    std::string help = "Exchange to follow: ";
    for (const Venue *venue : allVenues()) {
        if (!help.ends_with(": "))
            help += ", ";
        help += venue->name();
        if (venue->isDemo())
            help += " (default)";
    }
    return help + '.';
}

} // namespace

SourceOptions::SourceOptions(QCommandLineParser &parser) : m_parser(parser)
{
    const auto add = [&parser](const char *name, const char *help, const char *value) {
        parser.addOption({QString::fromLatin1(name), QString::fromUtf8(help), QString::fromLatin1(value)});
    };
    add("exchange", exchangeHelp().c_str(), "E");
    add("symbol", "Symbol to follow, as the exchange names it, or as BTC/USDT; may be given again.", "S");
    add("replay", "Play a recording instead; may be given again to go on with the next file.", "FILE");
    add("speed", "Pace of the recording: a factor of real time, or max.", "X|max");
    add("record", "Write everything received to a session file (.gz or .zst compresses).", "FILE");
    add("rest-url", "Replace scheme, host and port of the exchange's REST service.", "URL");
    add("ws-url", "Replace scheme, host and port of the exchange's WebSocket service.", "URL");
    add("proxy", "Connect through a proxy: http://HOST:PORT or socks5://HOST:PORT.", "URL");
    add("demo-rate", "Book updates a second of the demo's busy symbols (default 200).", "N");
    add("log", "Write the log to a file (JSON Lines; 16 MiB, then it is rotated and 4 older ones are kept).",
        "FILE");
    add("trace", "Write what each thread does to a file that Perfetto and chrome://tracing show.", "FILE");
    add("log-level", "Least level in the log: debug, info (default), warning, error.", "L");
}

Expected<FeedSource> SourceOptions::source() const
{
    FeedSource source;
    for (const QString &symbol : m_parser.values(QStringLiteral("symbol"))) {
        if (symbol.isEmpty())
            return bad(QStringLiteral("--symbol needs a name, for example --symbol BTCUSDT"));
        source.symbols.push_back(symbol.toStdString());
    }
    source.recordPath = m_parser.value(QStringLiteral("record")).toStdString();
    if (m_parser.isSet(QStringLiteral("record")) && source.recordPath.empty())
        return bad(QStringLiteral("--record needs the name of a file"));
    for (const auto read :
         {&SourceOptions::readVenue, &SourceOptions::readReplay, &SourceOptions::readHosts,
          &SourceOptions::readProxy}) {
        if (auto done = (this->*read)(source); !done)
            return Unexpected(done.error());
    }
    return source;
}

Expected<std::int64_t> SourceOptions::demoRate() const
{
    constexpr int usual = 200;
    constexpr int fastest = 100'000;
    const QString flag = QStringLiteral("demo-rate");
    if (!m_parser.isSet(flag))
        return std::int64_t{usual};
    const auto rate = wholeNumber(flag, m_parser.value(flag), 0, fastest);
    if (!rate)
        return Unexpected(rate.error());
    return std::int64_t{*rate};
}

std::string SourceOptions::tracePath() const
{
    return m_parser.value(QStringLiteral("trace")).toLocal8Bit().toStdString();
}

Expected<LogOptions> SourceOptions::log() const
{
    LogOptions options;
    options.path = m_parser.value(QStringLiteral("log"));
    if (!m_parser.isSet(QStringLiteral("log-level")))
        return options;
    const std::string name = m_parser.value(QStringLiteral("log-level")).toStdString();
    for (const LogLevel level : {LogLevel::Debug, LogLevel::Info, LogLevel::Warning, LogLevel::Error}) {
        if (levelName(level) == name) {
            options.least = level;
            return options;
        }
    }
    return bad(QStringLiteral("--log-level '%1' is none of debug, info, warning, error")
                   .arg(QString::fromStdString(name)));
}

bool SourceOptions::needsDemo(const FeedSource &source)
{
    return !source.isReplay() && source.venue && source.venue->isDemo() && source.hosts.rest.empty();
}

Expected<void> SourceOptions::readVenue(FeedSource &source) const
{
    // A recording says itself where it comes from.
    const bool isReplay = m_parser.isSet(QStringLiteral("replay"));
    if (!m_parser.isSet(QStringLiteral("exchange"))) {
        source.venue = isReplay ? nullptr : findVenue(demoVenueName);
        return {};
    }
    const QString name = m_parser.value(QStringLiteral("exchange"));
    source.venue = findVenue(name.toLower().toStdString());
    if (source.venue)
        return {};
    QStringList known;
    for (const Venue *venue : allVenues())
        known << text(venue->name());
    return bad(QStringLiteral("exchange '%1' is not known; use one of %2")
                   .arg(name, known.join(QStringLiteral(", "))));
}

Expected<void> SourceOptions::readHosts(FeedSource &source) const
{
    if (source.venue)
        source.hosts = source.venue->hosts();
    const QString rest = m_parser.value(QStringLiteral("rest-url"));
    const QString ws = m_parser.value(QStringLiteral("ws-url"));
    if (!rest.isEmpty()) {
        auto url =
            hostUrl(QStringLiteral("rest-url"), rest, {QStringLiteral("http"), QStringLiteral("https")});
        if (!url)
            return Unexpected(url.error());
        source.hosts.rest = *url;
    }
    if (!ws.isEmpty()) {
        auto url = hostUrl(QStringLiteral("ws-url"), ws, {QStringLiteral("ws"), QStringLiteral("wss")});
        if (!url)
            return Unexpected(url.error());
        source.hosts.ws = *url;
    }
    if (source.venue && source.hosts.rest.empty() != source.hosts.ws.empty())
        return bad(QStringLiteral("the demo exchange needs --rest-url and --ws-url together, or neither"));
    return {};
}

Expected<void> SourceOptions::readReplay(FeedSource &source) const
{
    for (const QString &path : m_parser.values(QStringLiteral("replay"))) {
        if (path.isEmpty())
            return bad(QStringLiteral("--replay needs the name of a recording"));
        source.replayPaths.push_back(path.toStdString());
    }
    if (source.isReplay() && !source.recordPath.empty())
        return bad(QStringLiteral("--record and --replay exclude each other: a recording is there already"));
    if (!m_parser.isSet(QStringLiteral("speed")))
        return {};
    if (!source.isReplay())
        return bad(QStringLiteral("--speed belongs to --replay FILE, which is missing"));
    const auto speed = parseReplaySpeed(m_parser.value(QStringLiteral("speed")).toStdString());
    if (!speed)
        return Unexpected(speed.error());
    source.replaySpeed = *speed;
    return {};
}

Expected<void> SourceOptions::readProxy(FeedSource &source) const
{
    if (!m_parser.isSet(QStringLiteral("proxy")))
        return {};
    const QString value = m_parser.value(QStringLiteral("proxy"));
    const QUrl url(value, QUrl::StrictMode);
    const bool isHttp = url.scheme() == QStringLiteral("http");
    const bool isSocks = url.scheme() == QStringLiteral("socks5");
    if (!url.isValid() || (!isHttp && !isSocks) || url.host().isEmpty() || url.port() <= 0)
        return bad(QStringLiteral("--proxy '%1' is not of the form http://HOST:PORT or socks5://HOST:PORT")
                       .arg(value));
    const auto type = isHttp ? QNetworkProxy::HttpProxy : QNetworkProxy::Socks5Proxy;
    source.proxy =
        QNetworkProxy(type, url.host(), static_cast<quint16>(url.port()), url.userName(), url.password());
    return {};
}

} // namespace touchline
