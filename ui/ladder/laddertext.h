// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/instrument.h"
#include "ui/ladder/ladderlayout.h"

#include <QString>
#include <QStringList>

namespace touchline {

enum class LadderColumn { BidTotal, BidSize, Prices, AskSize, AskTotal };
inline constexpr int ladderColumns = 5;

/// The longest texts so far, in characters. They only grow, so that columns do not breathe.
struct LadderWidths {
    int price = 0;
    int size = 0;
    int total = 0;
    int sizeGaps = 0; ///< between groups of digits
    int totalGaps = 0;

    bool operator==(const LadderWidths &) const = default;
};

/// Writes rows as text. Quantities of one ladder all have the same number of decimals, so that their points
/// stand under each other; that number grows when a finer quantity appears and never shrinks.
class LadderText {
public:
    LadderText() = default;
    LadderText(SharedInstrument instrument, const LadderWindow &window);

    /// Takes note of what the rows need. True if texts of other rows changed with it.
    bool fit(const std::vector<LadderRow> &rows, const std::optional<Touch> &touch);

    [[nodiscard]] const LadderWidths &widths() const { return m_widths; }
    [[nodiscard]] QString text(const LadderRow &row, LadderColumn column) const;
    [[nodiscard]] QString spoken(const LadderRow &row, LadderColumn column) const;
    /// What stands in the half of a row in which a side has no numbers, longest form first; empty: nothing.
    [[nodiscard]] QStringList words(const LadderRow &row, Side half) const;
    /// What it means that a row lies behind an edge, in one sentence.
    [[nodiscard]] QString beyond(const KnownEdge &edge) const;
    [[nodiscard]] QString price(Price price) const;
    [[nodiscard]] QString heading(LadderColumn column) const;
    [[nodiscard]] QString explanation(LadderColumn column) const;
    [[nodiscard]] const QString &bps() const { return m_bps; }

private:
    [[nodiscard]] QString qty(Qty qty) const;
    [[nodiscard]] QString withUnit(const QString &qty) const;
    [[nodiscard]] QString exactPrice(Price price) const;
    [[nodiscard]] QString spreadCell(const LadderRow &row, LadderColumn column) const;

    SharedInstrument m_instrument = noInstrument();
    int m_priceDecimals = 0;
    int m_spreadDecimals = 0;
    int m_qtyDecimals = 0;
    QString m_bps;
    LadderWidths m_widths;
};

} // namespace touchline
