// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/feedhost.h"
#include "net/feedviewer.h"

#include <QObject>

#include <memory>
#include <string>
#include <vector>

namespace touchline {

/// All sources that windows look at, each with one host that they share: two windows on a symbol have one
/// book, two on an exchange one connection. What nobody looks at any longer is let go. Lives on the feed
/// thread.
class FeedDesk : public QObject {
    Q_OBJECT

public:
    /// `observer` is told of every change of every book.
    explicit FeedDesk(FeedObserver observer);
    ~FeedDesk() override;

    /// The viewer looks at the first of source.symbols from now on; with none at the source's first, or at
    /// what it sees of that source already. Of a recording all symbols are played. `selection` marks the
    /// views.
    void look(FeedViewer &viewer, const FeedSource &source, std::uint64_t selection);
    /// It looks at nothing any longer, and may end.
    void leave(FeedViewer &viewer);
    /// Drops the connections of what the viewer looks at, and tries again at once. A recording is played from
    /// its begin again.
    void reconnect(const FeedViewer &viewer);

    /// Of the source that the viewer looks at; with nothing while no session runs.
    [[nodiscard]] PerformanceView takePerformance(FeedViewer &viewer) const;
    /// Of all sources, also of those that were let go.
    [[nodiscard]] PerformanceView takePerformance() const;

    /// Sources that are open.
    [[nodiscard]] std::size_t sourceCount() const { return m_sources.size(); }

signals:
    void frameRefused(const touchline::ReportFrame &report);
    void recordingFailed(const touchline::Error &error);
    void recordsDropped(quint64 inAll);

private:
    struct Source {
        FeedSource source;
        std::unique_ptr<FeedHost> host;
        bool hasFailed = false;         ///< before it had books
        std::optional<Instant> endedAt; ///< a recording, on its own clock
    };
    /// Who looks at what.
    struct Seat {
        FeedViewer *viewer = nullptr;
        Source *source = nullptr;
        std::string wanted; ///< as in FeedSource::symbols, or empty
        Instant askedAt;    ///< when it was wanted first
        BookFeed *feed = nullptr;
        bool hasFailed = false; ///< what is wanted is not there
    };

    [[nodiscard]] Seat &seatOf(FeedViewer &viewer);
    [[nodiscard]] const Seat *findSeat(const FeedViewer &viewer) const;
    [[nodiscard]] Source *findSource(const FeedSource &wanted) const;
    [[nodiscard]] Source &addSource(const FeedSource &wanted);
    void connectHost(Source &source);
    void open(Source &source, const std::string &symbol);
    void playAgain(Source &source);
    static void tellInstruments(const Seat &seat);
    static void sit(Seat &seat);
    static void postWithoutBook(const Seat &seat, FeedStatus status);
    static void show(Seat &seat, BookFeed &feed);
    void release(Source *source, const BookFeed *feed);
    void releaseUnseen(Source &source);
    void close(Source &source);
    void keepTotals(const Source &source);
    void keepTotals(const ViewPoster &poster);
    void onChange(const Source &source, BookFeed &feed, FeedChange::Kind kind, Instant now);
    void onTaken(const FeedViewer &viewer, const FeedView &view);
    void onOpened(Source &source);
    void onFailed(Source &source, const Error &error);
    void onFinished(Source &source);
    void postWithoutBook(const Source &source, const FeedStatus &status);
    template <class Tell> void tellViewers(const Source &source, Tell &&tell);

    FeedObserver m_observer;
    std::vector<std::unique_ptr<Source>> m_sources;
    std::vector<Seat> m_seats;
    PerformanceView m_past; ///< totals of what was let go
};

} // namespace touchline
