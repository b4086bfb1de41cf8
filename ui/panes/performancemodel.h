// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/latency.h"

#include <QAbstractTableModel>

#include <array>

namespace touchline {

/// The stages of a message's way as rows: p50, p99, p99.9, longest and how many.
class PerformanceModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, Median, P99, P999, Longest, Count, ColumnCount };

    explicit PerformanceModel(QObject *parent = nullptr);

    /// The only mutator.
    void setStages(const LatencyWaterfall &stages);

    [[nodiscard]] int rowCount(const QModelIndex &parent = QModelIndex()) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = QModelIndex()) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    using Row = std::array<QString, ColumnCount>;

    [[nodiscard]] static Row rowOf(Stage stage, const Histogram &times);

    std::array<Row, stageCount> m_rows;
};

} // namespace touchline
