// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a message costs on its way from a loopback socket to a published view: one JSON object a line for each
// way of handling it. Options pick one case; without --handling the usual ones are run.

#include "bench/streamclient.h"
#include "bench/workload.h"
#include "support/selfsigned.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QTimer>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <sys/resource.h>

using namespace touchline;
using namespace touchline::bench;

namespace {

struct Case {
    Handling handling = Handling::Count;
    int bytes = 2000;
    int connections = 1;
    bool tls = false;
    std::uint64_t rate = 0; ///< messages a second; 0: saturated
    double seconds = 1;
};

struct Usage {
    double userMicros = 0;
    double systemMicros = 0;
    std::chrono::steady_clock::time_point at;
    std::uint64_t received = 0;
    std::int64_t processingNanos = 0;
    qint64 rssKib = 0; ///< the sender's backlog too: it is in the same process
};

qint64 residentKib()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    constexpr qint64 kibAPage = 4;
    return file.readAll().split(' ').value(1).toLongLong() * kibAPage;
}

double micros(const timeval &time)
{
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_usec);
}

constexpr std::chrono::seconds longestOpening{10};
constexpr std::chrono::seconds longestDraining{10};

class Measurement {
public:
    explicit Measurement(const Case &wanted) : m_case(wanted), m_sender(flowOf(wanted), senderOptions(wanted))
    {
        const QString scheme = QString::fromLatin1(wanted.tls ? "wss" : "ws");
        for (std::size_t i = 0; i < static_cast<std::size_t>(wanted.connections); ++i) {
            m_clients.push_back(openStream(wanted.handling, scheme, m_sender.port(), m_sender.times(i)));
            // One after the other: the sender's streams are given out in this order.
            waitFor([this, i] { return m_sender.open() > i; }, longestOpening);
        }
    }

    /// False if the streams cannot be opened.
    [[nodiscard]] bool run()
    {
        waitFor([this] { return all(&StreamClient::isReady); }, longestOpening);
        if (!all(&StreamClient::isReady))
            return false;
        m_sender.go();
        waitFor([] { return false; }, std::chrono::milliseconds(200)); // until it flows evenly
        for (const auto &client : m_clients)
            client->resetLatency();
        m_begin = usage();
        const std::chrono::duration<double> length(m_case.seconds);
        waitFor([] { return false; }, std::chrono::duration_cast<std::chrono::milliseconds>(length));
        m_end = usage();
        for (const auto &client : m_clients)
            m_latency.merge(client->latency());
        m_sender.pause();
        waitFor([this] { return m_sent = sent(), received() == m_sent; }, longestDraining);
        return true;
    }

    /// Where the first stream stands.
    [[nodiscard]] std::string firstState() const { return m_clients.front()->state(); }

    void print() const
    {
        const double messages = static_cast<double>(m_end.received - m_begin.received);
        const std::chrono::duration<double> took = m_end.at - m_begin.at;
        const double user = (m_end.userMicros - m_begin.userMicros) / messages;
        const double system = (m_end.systemMicros - m_begin.systemMicros) / messages;
        const auto processing = static_cast<double>(m_end.processingNanos - m_begin.processingNanos);
        std::printf(
            "{\"handling\":\"%s\",\"bytes\":%d,\"connections\":%d,\"tls\":%s,\"rate\":%llu,"
            "\"per_second\":%.0f,\"cpu_us\":%.3f,\"user_us\":%.3f,\"system_us\":%.3f,\"processing_us\":%.3f,"
            "\"p50_us\":%.1f,\"p99_us\":%.1f,\"max_us\":%.1f,\"lost\":%lld,\"whole\":%s,\"growth_kib\":%lld}"
            "\n",
            handlingName(m_case.handling), m_case.bytes, m_case.connections, m_case.tls ? "true" : "false",
            static_cast<unsigned long long>(m_case.rate), messages / took.count(), user + system, user,
            system, processing / messages / 1e3, latencyMicros(0.5), latencyMicros(0.99),
            static_cast<double>(m_latency.max()) / 1e3, static_cast<long long>(m_sent - received()),
            all(&StreamClient::isWhole) ? "true" : "false",
            static_cast<long long>(m_end.rssKib - m_begin.rssKib));
        std::fflush(stdout);
    }

private:
    static Flow flowOf(const Case &wanted)
    {
        constexpr int bytesALevel = 34;
        constexpr std::size_t bytesInAll = 10'000'000;
        FlowShape shape;
        shape.levelsPerDiff = static_cast<std::size_t>(wanted.bytes / bytesALevel);
        shape.diffs = bytesInAll / static_cast<std::size_t>(wanted.bytes);
        return generatedFlow(shape);
    }

    static FrameSender::Options senderOptions(const Case &wanted)
    {
        FrameSender::Options options;
        options.streams = static_cast<std::size_t>(wanted.connections);
        options.rate = wanted.rate;
        if (!wanted.tls)
            return options;
        options.tls = test::selfSignedTls();
        if (!options.tls)
            qFatal("no certificate could be made: is openssl installed?");
        QSslConfiguration trusting = QSslConfiguration::defaultConfiguration();
        trusting.addCaCertificate(options.tls->localCertificate());
        QSslConfiguration::setDefaultConfiguration(trusting);
        return options;
    }

    [[nodiscard]] bool all(bool (StreamClient::*is)() const) const
    {
        return std::all_of(m_clients.begin(), m_clients.end(), [is](const auto &c) { return (*c.*is)(); });
    }

    [[nodiscard]] std::uint64_t received() const
    {
        std::uint64_t sum = 0;
        for (const auto &client : m_clients)
            sum += client->received();
        return sum;
    }

    [[nodiscard]] std::int64_t processingNanos() const
    {
        std::int64_t sum = 0;
        for (const auto &client : m_clients)
            sum += client->processingNanos();
        return sum;
    }

    [[nodiscard]] std::uint64_t sent() const
    {
        std::uint64_t sum = 0;
        for (std::size_t i = 0; i < m_clients.size(); ++i)
            sum += m_sender.sent(i);
        return sum;
    }

    [[nodiscard]] Usage usage() const
    {
        rusage used{};
        getrusage(RUSAGE_THREAD, &used);
        return Usage{
            micros(used.ru_utime), micros(used.ru_stime), std::chrono::steady_clock::now(), received(),
            processingNanos(),     residentKib()};
    }

    [[nodiscard]] double latencyMicros(double share) const
    {
        return static_cast<double>(m_latency.quantile(share)) / 1e3;
    }

    /// Serves this thread's sockets until `isDone`, at most for `longest`.
    template <class IsDone> static void waitFor(IsDone &&isDone, std::chrono::milliseconds longest)
    {
        QTimer end;
        end.setSingleShot(true);
        end.setTimerType(Qt::PreciseTimer);
        QObject::connect(&end, &QTimer::timeout, [] { QCoreApplication::exit(); });
        QTimer poll;
        QObject::connect(&poll, &QTimer::timeout, [&isDone] {
            if (isDone())
                QCoreApplication::exit();
        });
        end.start(longest);
        poll.start(20);
        QCoreApplication::exec();
    }

    Case m_case;
    FrameSender m_sender;
    std::vector<std::unique_ptr<StreamClient>> m_clients;
    Usage m_begin;
    Usage m_end;
    Histogram m_latency;
    std::uint64_t m_sent = 0;
};

constexpr std::array handlings{
    Handling::Count, Handling::Utf8, Handling::Latin1, Handling::Buffer, Handling::Book};

std::vector<Case> usualCases(double seconds)
{
    constexpr int largeBytes = 200'000;
    std::vector<Case> cases;
    for (const Handling handling : handlings)
        cases.push_back(Case{.handling = handling, .seconds = seconds});
    for (const Handling handling : {Handling::Count, Handling::Book}) {
        cases.push_back(Case{.handling = handling, .bytes = largeBytes, .seconds = seconds});
        cases.push_back(Case{.handling = handling, .connections = 4, .seconds = seconds});
        cases.push_back(Case{.handling = handling, .tls = true, .seconds = seconds});
        cases.push_back(Case{.handling = handling, .rate = 20'000, .seconds = seconds});
        cases.push_back(Case{.handling = handling, .tls = true, .rate = 20'000, .seconds = seconds});
        cases.push_back(Case{.handling = handling, .rate = 100'000, .seconds = seconds});
    }
    return cases;
}

std::vector<Case> readCases(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOptions({
        {QStringLiteral("handling"), QStringLiteral("One case: count, utf8, latin1, buffer or book."),
         QStringLiteral("name")},
        {QStringLiteral("bytes"), QStringLiteral("Of a message."), QStringLiteral("n"),
         QStringLiteral("2000")},
        {QStringLiteral("connections"), QStringLiteral("Streams."), QStringLiteral("n"), QStringLiteral("1")},
        {QStringLiteral("tls"), QStringLiteral("wss instead of ws.")},
        {QStringLiteral("rate"), QStringLiteral("Messages a second; 0 is as fast as they are taken."),
         QStringLiteral("n"), QStringLiteral("0")},
        {QStringLiteral("seconds"), QStringLiteral("Of each case."), QStringLiteral("s"),
         QStringLiteral("1")},
    });
    parser.process(arguments);
    const double seconds = parser.value(QStringLiteral("seconds")).toDouble();
    if (!parser.isSet(QStringLiteral("handling")))
        return usualCases(seconds);
    const QByteArray name = parser.value(QStringLiteral("handling")).toLatin1();
    const auto handling = std::find_if(
        handlings.begin(), handlings.end(), [&name](Handling one) { return name == handlingName(one); });
    if (handling == handlings.end())
        parser.showHelp(2);
    return {Case{
        *handling, parser.value(QStringLiteral("bytes")).toInt(),
        parser.value(QStringLiteral("connections")).toInt(), parser.isSet(QStringLiteral("tls")),
        parser.value(QStringLiteral("rate")).toULongLong(), seconds}};
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    for (const Case &one : readCases(QCoreApplication::arguments())) {
        Measurement measurement(one);
        if (!measurement.run()) {
            std::fprintf(stderr, "transportbench: %s\n", measurement.firstState().c_str());
            return 1;
        }
        measurement.print();
    }
    return 0;
}
