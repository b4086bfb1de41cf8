// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/feedview.h"
#include "ui/feedtime.h"
#include "ui/theme.h"

#include <QDockWidget>

class QLabel;
class QStackedLayout;
class QTableView;

namespace touchline {

class BreaksModel;

/// When and why the book on show was not live, since its feed was opened.
class BreaksDock : public QDockWidget {
    Q_OBJECT

public:
    explicit BreaksDock(QWidget *parent = nullptr);

    void showView(const FeedView &view);
    /// Lets a break that lasts grow longer without new views; once a frame.
    void tick();
    void setTheme(const Theme &theme);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void setUpTable();
    void refresh();

    BreaksModel *m_model;
    QStackedLayout *m_pages = nullptr;
    QTableView *m_table;
    QLabel *m_nothing;
    SharedBreaks m_breaks = noBreaks();
    FeedTime m_time;
    Clock m_clock;
    Instant m_refreshedAt; ///< on m_clock
};

} // namespace touchline
