// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/feedview.h"
#include "feed/viewscope.h"
#include "ui/ladder/flashes.h"
#include "ui/ladder/ladderbars.h"
#include "ui/ladder/ladderlayout.h"
#include "ui/ladder/laddertext.h"

#include <QAbstractTableModel>

namespace touchline {

/// The rows of the ladder. Emits dataChanged for changed rows and columns only; it is reset for a new symbol
/// and never while one is live. All times are of the window's clock, not of the feed's.
class LadderModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role {
        KindRole = Qt::UserRole + 1, ///< RowKind as int
        SpreadRowRole,               ///< bool
        BestRole,                    ///< bool: best bid or best ask
        CarriedRole,                 ///< bool: false beyond the depth of the view
        BeyondRole,                  ///< bool: behind the edge of what is known
        BarRole,                     ///< int 0..255: size, or running total, against the largest shown
        FlashRole,                   ///< int 0..255: how recent the last change is
        LastTradeRole,               ///< int: Aggressor of the last trade, if it was at this price
    };

    explicit LadderModel(QObject *parent = nullptr);

    /// Shows a new view. `now` starts the flashes of what changed.
    void setView(const FeedView &view, Instant now);

    /// Shows another part of the same view; a zero tick or step means the instrument's own.
    void setWindow(int rowsPerSide, Price step, std::optional<Price> pinnedAt);

    /// Lets flashes fade.
    void advance(Instant now);

    /// The levels that the window takes.
    [[nodiscard]] ViewScope scope() const;

    [[nodiscard]] const LadderWindow &window() const { return m_window; }
    [[nodiscard]] const LadderBook &book() const { return m_book; }
    [[nodiscard]] const LadderText &texts() const { return m_text; }
    [[nodiscard]] const LadderRow &row(int row) const { return m_rows[static_cast<std::size_t>(row)]; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    /// Longest texts or decimals changed: columns may need other widths.
    void widthsChanged();

private:
    [[nodiscard]] QString tipOf(const LadderRow &row, LadderColumn column) const;
    void startOver(const FeedView &view);
    void settleTick(const FeedView &view);
    [[nodiscard]] LadderBook windowOf(const SharedBook &newest) const;
    void noteChanges(const LadderBook &before, const LadderBook &after, Instant now);
    void markLastTrade(std::vector<LadderRow> &rows) const;
    void fadeFlashes(std::vector<LadderRow> &rows) const;
    void replaceRows(std::vector<LadderRow> rows);
    void resizeRows(int rowsPerSide);
    void rebuild();

    std::string m_exchange;
    SharedInstrument m_instrument = noInstrument();
    FeedState m_state = FeedState::Connecting;
    std::optional<Trade> m_lastTrade;
    SharedBook m_newest = emptyBook();
    SharedBook m_deep = emptyBook(); ///< the last one with all levels
    LadderWindow m_window;
    LadderBook m_book;
    LadderText m_text;
    Flashes m_flashes;
    Instant m_now;
    LadderBars m_bars;
    std::vector<LadderRow> m_rows;
};

} // namespace touchline
