// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/feedview.h"
#include "ui/feedtime.h"
#include "ui/numberfont.h"
#include "ui/theme.h"

#include <QString>
#include <QStringList>
#include <QWidget>

#include <array>
#include <optional>

namespace touchline {

/// The touch in large type, with what is computed from it. Nothing moves when digits change.
class TouchPane : public QWidget {
    Q_OBJECT

public:
    /// A small label, its value, and a remark behind the value.
    struct Figure {
        QString label;
        QString value;
        QString remark;
        QString more; ///< goes on with the remark where there is room

        bool operator==(const Figure &) const = default;
    };

    struct Texts {
        QString bid;
        QString bidQty;
        QString ask;
        QString askQty;
        QStringList units; ///< of both sizes, longest form first
        QString imbalanceText;
        std::optional<double> imbalance;
        std::array<Figure, 4> figures; ///< spread, mid, microprice, last trade
        std::optional<Aggressor> lastTrade;
        bool isLive = false;

        bool operator==(const Texts &) const = default;
    };

    explicit TouchPane(QWidget *parent = nullptr);

    void showView(const FeedView &view);
    /// Lets the last trade grow older without new views; once a frame.
    void tick();
    void setTheme(const Theme &theme);
    [[nodiscard]] const Texts &texts() const { return m_texts; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    static constexpr int margin = 14;
    static constexpr std::size_t lastFigure = 3;

    /// Where the parts of the pane are, and what has to be drawn anew when one changes.
    struct Places {
        QRect prices;
        QRect bidNumbers;
        QRect askNumbers;
        QRect bar;
        QRect aroundBar;
        QRect figures;
        QRect values; ///< of the figures, without their labels
        QRect lastFigure;
    };

    void showTexts(Texts texts);
    [[nodiscard]] QString ageOfTrade() const;
    void settleInstrument(const FeedView &view);
    void settleDecimals(const FeedView &view);
    void settleStep(const BookView &book);
    [[nodiscard]] Texts textsOf(const FeedView &view) const;
    [[nodiscard]] Places places() const;
    void updateChanged(const Texts &before);
    void chooseFonts();
    void choosePriceFont();
    void paintPrices(QPainter &painter, const Places &at, const QRegion &region) const;
    void paintPrice(QPainter &painter, const QRect &numbers, Side side) const;
    void paintSize(QPainter &painter, const QRect &half, Side side) const;
    void paintImbalance(QPainter &painter, const QRect &area) const;
    void paintFigures(QPainter &painter, const Places &at, const QRegion &region) const;
    void paintFigure(QPainter &painter, const QRect &cell, std::size_t which) const;
    void paintLabel(QPainter &painter, const QRect &cell, std::size_t which) const;
    [[nodiscard]] QColor inkOf(std::size_t figure) const;
    [[nodiscard]] QColor ink(const QColor &color) const;

    Theme m_theme;
    Texts m_texts;
    SharedInstrument m_venueInstrument = noInstrument();
    Instrument m_instrument; ///< the same with the tick that the prices show where the venue did not say one
    QFont m_words;
    NumberFont m_values;
    NumberFont m_remarks;
    NumberFont m_prices;
    std::optional<Instant> m_tradedAt; ///< the last trade, on the exchange's clock
    FeedTime m_time;
    Clock m_clock;
    Instant m_agedAt;     ///< when the age was written, on m_clock
    int m_priceChars = 0; ///< longest price so far
};

} // namespace touchline
