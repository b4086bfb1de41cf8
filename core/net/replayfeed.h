// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/feedsource.h"
#include "record/recordingreader.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace touchline {

/// Whose books are played: these, or if there are none, all that the recording has.
struct ReplayInstruments {
    std::span<const Instrument> followed;
    InstrumentList listed; ///< what is known of the others
};

/// Feeds a recording to a FeedSession as if it came from the sockets, at its own pace, faster, or at once.
/// The recording's clock is the session's clock.
class ReplayFeed : public QObject {
    Q_OBJECT

public:
    ReplayFeed(
        const FeedSource &source, std::unique_ptr<RecordingReader> recording,
        const ReplayInstruments &instruments, FeedObserver observer);

    void start();
    /// Plays nothing more and tells nobody of anything from now on.
    void stop();
    /// While paused nothing is played, for example because nobody can take what it makes.
    void setPaused(bool isPaused);

    [[nodiscard]] FeedSession &session() { return m_session; }
    /// The recording's time: at its pace on the way to the next record, else that of the last one.
    [[nodiscard]] Instant now() const;
    /// Why the recording breaks off early; known once finished.
    [[nodiscard]] const std::optional<Error> &damage() const { return m_recording->damage(); }

signals:
    /// One of the frames that could not be read.
    void frameRefused(const touchline::ReportFrame &report);
    /// The last record was played. If the recording was damaged, everything before the damage was played.
    void finished();

private:
    void playDue();
    [[nodiscard]] const Record *nextRecord();
    void playRecord(const Record &record);
    void playFrame(const Record &record);
    void playConnect(const Record &record);
    void playHttp(const Record &record);
    void runDeadlines(Instant until);
    void perform(const FeedActions &actions);
    void answerFetch(const std::string &symbol);
    void noteDeadline() { m_deadline = m_session.nextDeadline(); }
    void scheduleNext();
    [[nodiscard]] Instant mediaTime() const;

    std::unique_ptr<RecordingReader> m_recording;
    std::span<const Record> m_batch; ///< the part of m_recording that is played now
    FeedObserver m_observer;
    std::optional<double> m_speed; ///< factor of the recorded pace
    FeedSession m_session;
    QTimer m_timer;
    bool m_followsAll;      ///< of the recording's symbols, not only those it was given
    std::size_t m_next = 0; ///< in m_batch
    bool m_isStopped = false;
    bool m_isPaused = false;
    Instant m_now;                     ///< the recording's time
    std::optional<Instant> m_deadline; ///< the session's next one
    std::int64_t m_workedUntil = 0;    ///< the tick clock when it was last read, ns
    Instant m_mediaStart;
    std::chrono::steady_clock::time_point m_startedAt;
    std::unordered_set<std::string_view> m_connections;
    std::unordered_map<std::string, std::uint64_t> m_openFetches; ///< by symbol
    std::unordered_map<std::string, std::string> m_heldSnapshots; ///< that came before they were asked for
};

} // namespace touchline
