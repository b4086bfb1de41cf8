// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/feedview.h"
#include "ui/feedtime.h"
#include "ui/ladder/laddertext.h"
#include "ui/theme.h"

#include <QImage>
#include <QTableView>

#include <functional>
#include <optional>
#include <vector>

class QAction;

namespace touchline {

class LadderDelegate;
class LadderModel;
class LadderOverlay;

/// The ladder with its keys. It always shows as many rows as fit: scrolling means other prices, and pins.
class LadderView : public QTableView {
    Q_OBJECT

public:
    explicit LadderView(QWidget *parent = nullptr);

    void showView(const FeedView &view);
    void setTheme(const Theme &theme);

    /// Lets flashes fade and counts down; once a frame.
    void tick();

    [[nodiscard]] bool isFollowing() const { return m_follows; }
    /// Keeps the touch in the middle.
    void follow();
    /// Keeps prices where they are; while the book lacks a side, as soon as it has both.
    void pin();
    /// Brings the touch back to the middle, pinned or not.
    void centre();
    /// Positive: towards higher prices. Pins.
    void scrollPrices(int rows);

    [[nodiscard]] const std::vector<Price> &groupings() const { return m_groupings; }
    [[nodiscard]] Price grouping() const;
    /// Ignored if it is none of groupings().
    void setGrouping(Price step);

    [[nodiscard]] const LadderModel &ladder() const { return *m_model; }
    [[nodiscard]] const FeedView &shown() const { return m_view; }
    [[nodiscard]] QImage picture();

signals:
    void followChanged(bool follows);
    void groupingsChanged();
    void groupingChanged(touchline::Price step);
    /// A sentence for the status line.
    void notice(const QString &sentence);

protected:
    void dataChanged(
        const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void setUpTable();
    void addActions();
    QAction *addLadderAction(const QString &text, const QList<QKeySequence> &keys, std::function<void()> run);
    void stepGrouping(int by);
    void copyPicture();
    void savePictureAs();
    void applyWindow();
    void applyFonts();
    void layOutRows();
    [[nodiscard]] int heightOfEach(int rows, int least) const;
    [[nodiscard]] int neededWidth(LadderColumn column) const;
    void layOutColumns();
    void paintBelowRows(QPainter &painter, const QRegion &region) const;
    void paintWords(QPainter &painter, int row, const QRegion &region) const;
    void updateGroupings();
    void updateNote();
    void setFollows(bool follows);
    void pinAtTouch();

    LadderModel *m_model;
    LadderDelegate *m_delegate;
    LadderOverlay *m_overlay;
    QAction *m_followAction = nullptr;
    Theme m_theme;
    FeedView m_view;
    Clock m_clock;
    FeedTime m_time;
    bool m_follows = true;
    std::optional<Price> m_pinnedAt; ///< none while following, or while pinned without a touch to pin to
    std::vector<Price> m_groupings;
    Price m_groupedTick;
    int m_wheelRest = 0; ///< eighths of a degree not yet turned into rows
};

} // namespace touchline
