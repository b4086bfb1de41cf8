// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/feedview.h"
#include "ui/feedtime.h"
#include "ui/panes/ratemeter.h"
#include "ui/theme.h"

#include <QWidget>

class QBoxLayout;
class QLabel;

namespace touchline {

class StateBadge;

/// One line that says how far the picture can be trusted: state and why, age of the data, message rate, how
/// the book is verified, the instrument's own state, and whether all of this is a demo or a recording.
class StatusStrip : public QWidget {
    Q_OBJECT

public:
    explicit StatusStrip(QWidget *parent = nullptr);

    void showView(const FeedView &view);
    /// The data come from this host, which is not the exchange's own; empty: from the exchange.
    void setOtherHost(const QString &host);
    void setTheme(const Theme &theme);

    /// Ages and rates move on without new views; once a frame.
    void tick();

    /// Shows a sentence for some seconds in place of the reason.
    void showNotice(const QString &sentence);

    /// What the strip says, for tests and screen readers.
    [[nodiscard]] QString spoken() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QLabel *addLabel(QBoxLayout &row, const QString &toolTip, const QString &widest);
    void refresh();
    void refreshIntegrity();
    [[nodiscard]] QString headline() const;
    void setMessage(const QString &message);
    void makeRoom();
    void fitMessage();
    void showAge();
    void showOrigin();
    [[nodiscard]] QString countersText() const;

    StateBadge *m_badge;
    QLabel *m_message;
    QLabel *m_age;
    QLabel *m_rate;
    QLabel *m_integrity;
    QLabel *m_halt;
    QLabel *m_otherHost;
    QLabel *m_origin;
    Theme m_theme;
    FeedView m_view;
    RateMeter m_meter;
    Clock m_clock;
    FeedTime m_time;
    Instant m_refreshedAt;
    QString m_sentence; ///< all of what m_message shows the beginning of
    bool m_isSilent = false;
    QString m_notice;
    Instant m_noticeUntil;
};

} // namespace touchline
