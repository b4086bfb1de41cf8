// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/histogram.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace touchline {

/// The parts of a message's way from the venue to the screen, in order. Up to Processing every message
/// counts; from Publish to Total every picture, for the message that has waited longest for it.
enum class Stage {
    Transit,    ///< the venue's time to received: two clocks, see ClockSkew
    Queue,      ///< at the socket to its turn, behind the frames before it
    Decode,     ///< text to event
    Apply,      ///< event to updated, checked book
    Processing, ///< all work of the feed thread from frame to book, output left out
    Publish,    ///< applied to a picture in the mailbox
    Take,       ///< published to taken by a frame of the window
    Paint,      ///< taken to painted
    Total,      ///< received to painted
    Frame,      ///< all work of the window's thread for one frame, with and without a new picture
};

inline constexpr std::size_t stageCount = 10;
/// All of them, in order.
inline constexpr std::array<Stage, stageCount> allStages{
    Stage::Transit, Stage::Queue, Stage::Decode, Stage::Apply, Stage::Processing,
    Stage::Publish, Stage::Take,  Stage::Paint,  Stage::Total, Stage::Frame};

/// "transit", "queue", "decode", "apply", "processing", "publish", "take", "paint", "total", "frame".
[[nodiscard]] std::string_view stageName(Stage stage);

/// The instants of one message on the tick clock; 0: not there yet.
struct StageTimes {
    std::int64_t received = 0; ///< could be read from the socket
    std::int64_t begun = 0;    ///< its turn came
    std::int64_t decoded = 0;
    std::int64_t applied = 0;
    std::int64_t published = 0;
    std::int64_t taken = 0;
    std::int64_t painted = 0;

    [[nodiscard]] bool isOfMessage() const { return begun != 0; }
};

/// Where the time of messages goes: a histogram of nanoseconds for each stage. Fixed memory (262 KiB), no
/// allocation, mergeable. Not for two threads at once: each records into its own.
class LatencyWaterfall {
public:
    void record(Stage stage, std::int64_t nanos, std::uint32_t weight = 1)
    {
        m_stages[indexOf(stage)].record(nanos, weight);
    }

    /// Decode, Apply and Processing of a message whose way went up to `applied`, and Queue where it came from
    /// a socket.
    void recordMessage(const StageTimes &times, std::uint32_t weight = 1)
    {
        if (times.received != 0)
            record(Stage::Queue, times.begun - times.received, weight);
        record(Stage::Decode, times.decoded - times.begun, weight);
        record(Stage::Apply, times.applied - times.decoded, weight);
        record(Stage::Processing, times.applied - times.begun, weight);
    }
    /// Decode and Processing of a message that went no further.
    void recordRefused(const StageTimes &times, std::uint32_t weight = 1)
    {
        record(Stage::Decode, times.decoded - times.begun, weight);
        record(Stage::Processing, times.decoded - times.begun, weight);
    }
    /// Take, Paint and Total, of a picture that is on the screen.
    void recordPainted(const StageTimes &times);

    void merge(const LatencyWaterfall &other);
    /// Of one stage that was recorded elsewhere.
    void merge(Stage stage, const Histogram &other) { m_stages[indexOf(stage)].merge(other); }
    /// What was recorded since `earlier`, an older copy of this one.
    [[nodiscard]] LatencyWaterfall since(const LatencyWaterfall &earlier) const;

    [[nodiscard]] const Histogram &of(Stage stage) const { return m_stages[indexOf(stage)]; }

private:
    [[nodiscard]] static constexpr std::size_t indexOf(Stage stage)
    {
        return static_cast<std::size_t>(stage);
    }

    std::array<Histogram, stageCount> m_stages;
};

} // namespace touchline
