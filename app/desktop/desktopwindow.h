// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/feedcontroller.h"
#include "ui/mainwindow.h"

#include <QObject>

namespace touchline {

/// One window and its end of the feed thread.
class DesktopWindow : public QObject {
    Q_OBJECT

public:
    /// Who wanted it, and so who is told what cannot be shown at all: the command line where it was given, a
    /// person in the window.
    enum class Wanted { ByCommandLine, ByHand };

    /// `thread` must outlive this.
    DesktopWindow(FeedThread &thread, Wanted wanted, QObject *parent = nullptr);

    [[nodiscard]] MainWindow &window() { return m_window; }
    /// What it shows, or will once that is there.
    [[nodiscard]] const FeedSource &source() const { return m_source; }

    /// Goes to the first of the source's symbols.
    void open(const FeedSource &source);
    /// As open(), but the source is not there yet: open() is called when it is.
    void await(const FeedSource &source);
    [[nodiscard]] bool isWaiting() const { return m_isWaiting; }
    /// The source cannot be shown.
    void fail(const Error &error);

signals:
    void selectRequested(const QString &exchange, const QString &symbol);
    void instrumentsLoaded(const QString &exchange);
    /// The command line asked for what is not there.
    void failedAtStart(const touchline::Error &error);

private:
    [[nodiscard]] std::optional<FeedView> takeView();

    FeedController m_controller;
    MainWindow m_window;
    FeedSource m_source;
    Wanted m_wanted;
    bool m_isWaiting = false;
    bool m_wasLive = false;
};

} // namespace touchline
