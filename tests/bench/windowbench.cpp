// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The whole window, run as touchline runs it with these arguments, and watched: when the first live book was
// on screen, how much work the window's thread does for a frame, how long pictures wait to be taken and
// painted, how many depth updates came, what the thread and the process use while the window is shown and
// minimised. Prints one JSON object. In the environment: TOUCHLINE_BENCH_STARTED, the monotonic time in ns at
// which the process was started, and TOUCHLINE_BENCH_SECONDS of each phase.

#include "app/common/log.h"
#include "app/desktop/desktoprun.h"
#include "base/histogram.h"
#include "base/process.h"
#include "ui/frameclock.h"

#include <QApplication>

#include <chrono>
#include <cstdio>
#include <ctime>
#include <memory>

using namespace touchline;

namespace {

std::int64_t clockNanos(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

/// What was used up to one moment.
struct Used {
    std::int64_t at = clockNanos(CLOCK_MONOTONIC);
    std::int64_t thread = clockNanos(CLOCK_THREAD_CPUTIME_ID);
    std::int64_t process = clockNanos(CLOCK_PROCESS_CPUTIME_ID);
};

struct Phase {
    double windowPercent = 0; ///< of one core: the window's thread
    double processPercent = 0;
};

Phase between(const Used &begin, const Used &end)
{
    const auto share = [&](std::int64_t used) {
        return 100.0 * static_cast<double>(used) / static_cast<double>(end.at - begin.at);
    };
    return Phase{share(end.thread - begin.thread), share(end.process - begin.process)};
}

class Watch : public QObject {
    Q_OBJECT

public:
    explicit Watch(DesktopRun &run) : m_window(*run.windows().front())
    {
        connect(&m_window.frameClock(), &FrameClock::frame, this, &Watch::onFrame);
        m_phase.setSingleShot(true);
        connect(&m_phase, &QTimer::timeout, this, &Watch::nextPhase);
    }

private:
    enum class Step { Starting, Shown, Settling, Minimised };

    /// All that the window's thread does from one frame to the next is that frame's work, its painting too.
    void onFrame()
    {
        const std::int64_t used = clockNanos(CLOCK_THREAD_CPUTIME_ID);
        if (m_step == Step::Shown)
            m_frameWork.record(used - m_usedBefore);
        m_usedBefore = used;
        if (m_step != Step::Starting || !m_window.shown().status.isLive())
            return;
        m_step = Step::Shown;
        m_latencyBefore = std::make_unique<LatencyWaterfall>(m_window.latency());
        // Comes behind the painting that this frame has asked for.
        QTimer::singleShot(0, this, [this] { m_liveAt = clockNanos(CLOCK_MONOTONIC); });
        m_deltasBefore = m_window.shown().counters.deltas;
        m_begin = Used();
        m_phase.start(phaseLength());
    }

    void nextPhase()
    {
        if (m_step == Step::Shown) {
            const Used end;
            m_rssKib = peakRssKib();
            m_shown = between(m_begin, end);
            const LatencyWaterfall latency = m_window.latency().since(*m_latencyBefore);
            m_takeP99 = latency.of(Stage::Take).quantile(0.99);
            m_paintP99 = latency.of(Stage::Paint).quantile(0.99);
            const auto deltas = static_cast<double>(m_window.shown().counters.deltas - m_deltasBefore);
            m_deltasPerSecond = deltas * 1e9 / static_cast<double>(end.at - m_begin.at);
            m_framesShown = m_window.frameClock().frames();
            m_window.showMinimized();
            m_step = Step::Settling;
            return m_phase.start(std::chrono::milliseconds(500));
        }
        if (m_step == Step::Settling) {
            m_begin = Used();
            m_step = Step::Minimised;
            return m_phase.start(phaseLength());
        }
        print(between(m_begin, Used()));
        QCoreApplication::exit();
    }

    void print(const Phase &minimised) const
    {
        const auto millis = [](std::int64_t nanos) { return static_cast<double>(nanos) / 1e6; };
        const std::int64_t started = qEnvironmentVariable("TOUCHLINE_BENCH_STARTED").toLongLong();
        std::printf(
            "{\"first_live_ms\":%.0f,\"frames\":%llu,\"frame_p50_ms\":%.2f,\"frame_p99_ms\":%.2f,"
            "\"frame_max_ms\":%.2f,\"window_percent\":%.2f,\"process_percent\":%.2f,"
            "\"minimised_percent\":%.2f,\"peak_rss_kib\":%lld,\"take_p99_ms\":%.2f,\"paint_p99_ms\":%.2f,"
            "\"deltas_per_second\":%.0f}\n",
            millis(m_liveAt - started), static_cast<unsigned long long>(m_framesShown),
            millis(m_frameWork.quantile(0.5)), millis(m_frameWork.quantile(0.99)), millis(m_frameWork.max()),
            m_shown.windowPercent, m_shown.processPercent, minimised.processPercent,
            static_cast<long long>(m_rssKib), millis(m_takeP99), millis(m_paintP99), m_deltasPerSecond);
    }

    static std::chrono::milliseconds phaseLength()
    {
        return std::chrono::milliseconds(1000 * qEnvironmentVariableIntValue("TOUCHLINE_BENCH_SECONDS"));
    }

    MainWindow &m_window;
    QTimer m_phase;
    Step m_step = Step::Starting;
    std::int64_t m_liveAt = 0;
    std::int64_t m_usedBefore = 0;
    std::uint64_t m_framesShown = 0;
    std::int64_t m_rssKib = 0;
    std::int64_t m_takeP99 = 0;
    std::int64_t m_paintP99 = 0;
    std::uint64_t m_deltasBefore = 0;
    double m_deltasPerSecond = 0;
    std::unique_ptr<LatencyWaterfall> m_latencyBefore;
    Histogram m_frameWork;
    Used m_begin;
    Phase m_shown;
};

} // namespace

int main(int argc, char *argv[])
{
    Log log;
    QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("Touchline"));
    QApplication::setApplicationName(QStringLiteral("touchline"));
    const auto arguments = readDesktopArguments(QApplication::arguments());
    if (!arguments) {
        std::fprintf(stderr, "windowbench: %s\n", arguments.error().detail.c_str());
        return 2;
    }
    DesktopRun run(*arguments, log);
    QObject::connect(&run, &DesktopRun::ended, &application, &QApplication::exit, Qt::QueuedConnection);
    run.start();
    const Watch watch(run);
    return QApplication::exec();
}

#include "windowbench.moc"
