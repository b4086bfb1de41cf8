// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publish/jsonlines.h"

#include <functional>
#include <optional>
#include <unordered_map>

namespace touchline {

enum class PublishFormat { Text, Json };

struct PublishOptions {
    PublishFormat format = PublishFormat::Json;
    BookLineOptions line;
    std::optional<Duration> interval = std::chrono::seconds(1); ///< none: after each applied update
};

/// Decides when a line is due and writes it. Time comes in with each call: the feed's clock, so that a
/// recording is published in its own time, however fast it is played.
class Publisher {
public:
    using Output = std::function<void(OutputLine line)>;

    Publisher(PublishOptions options, Output output);

    /// To be told of every change of every feed, in order.
    void onChange(const BookFeed &feed, FeedChange::Kind kind, Instant now);

    /// Writes the latest state of each complete book, in the order in which the feeds were first heard of.
    void publishAll(const FeedSession &session);

    /// Writes what has changed since it was last written.
    void finish(const FeedSession &session);

    /// True once `interval` has passed since the last publishAll() that this started.
    [[nodiscard]] bool isDue(Instant now);

private:
    void publishBook(const BookFeed &feed);
    [[nodiscard]] bool isPublished(const BookFeed &feed) const;

    PublishOptions m_options;
    Output m_output;
    std::optional<Instant> m_nextDue;
    std::unordered_map<std::string, std::uint64_t> m_publishedIds; ///< by symbol
};

} // namespace touchline
