// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/performancemodel.h"

#include "ui/format.h"

namespace touchline {

namespace {

/// A row's words and what they mean.
struct StageWords {
    QString title;
    QString meaning;
};

StageWords wordsOf(Stage stage)
{
    const auto tr = [](const char *text) { return PerformanceModel::tr(text); };
    switch (stage) {
    case Stage::Transit:
        return {
            tr("Exchange → received"),
            tr("From the exchange's time stamp to our receipt, by two clocks: as measured, never corrected")};
    case Stage::Queue:
        return {tr("Received → its turn"), tr("In the socket's turn, behind the messages before it")};
    case Stage::Decode:
        return {tr("Its turn → decoded"), tr("From text to a readable event")};
    case Stage::Apply:
        return {tr("Decoded → applied"), tr("From the event to the updated and checked book")};
    case Stage::Processing:
        return {tr("Its turn → applied"), tr("Both together: all work for one message")};
    case Stage::Publish:
        return {tr("Applied → published"), tr("Until a picture of the book is ready for the window")};
    case Stage::Take:
        return {tr("Published → taken"), tr("Until a frame of the window takes the picture")};
    case Stage::Paint:
        return {tr("Taken → painted"), tr("Until it is on the screen")};
    case Stage::Total:
        return {
            tr("Received → painted"),
            tr("The whole way inside this program, of the message that waited longest for its picture")};
    case Stage::Frame:
        return {tr("Frame"), tr("What the window does for one frame, painting included")};
    }
    return {};
}

QString headerOf(int column)
{
    switch (static_cast<PerformanceModel::Column>(column)) {
    case PerformanceModel::Name:
        return PerformanceModel::tr("Stage");
    case PerformanceModel::Median:
        return QStringLiteral("p50");
    case PerformanceModel::P99:
        return QStringLiteral("p99");
    case PerformanceModel::P999:
        return QStringLiteral("p99.9");
    case PerformanceModel::Longest:
        return PerformanceModel::tr("max");
    case PerformanceModel::Count:
        return PerformanceModel::tr("count");
    case PerformanceModel::ColumnCount:
        break;
    }
    return {};
}

} // namespace

PerformanceModel::PerformanceModel(QObject *parent) : QAbstractTableModel(parent)
{
    for (std::size_t i = 0; i < stageCount; ++i)
        m_rows[i] = rowOf(allStages[i], Histogram());
}

void PerformanceModel::setStages(const LatencyWaterfall &stages)
{
    for (std::size_t i = 0; i < stageCount; ++i) {
        Row row = rowOf(allStages[i], stages.of(allStages[i]));
        if (row == m_rows[i])
            continue;
        m_rows[i] = std::move(row);
        const int at = static_cast<int>(i);
        emit dataChanged(index(at, Median), index(at, Count));
    }
}

PerformanceModel::Row PerformanceModel::rowOf(Stage stage, const Histogram &times)
{
    const QString title = wordsOf(stage).title;
    if (times.count() == 0) {
        const QString none = QStringLiteral("–");
        return {title, none, none, none, none, QStringLiteral("0")};
    }
    const auto quantile = [&times](double q) { return latencyText(times.quantile(q)); };
    return {
        title,
        quantile(0.5),
        quantile(0.99),
        quantile(0.999),
        latencyText(times.max()),
        QString::number(times.count())};
}

int PerformanceModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(stageCount);
}

int PerformanceModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PerformanceModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto row = static_cast<std::size_t>(index.row());
    if (role == Qt::DisplayRole)
        return m_rows[row][static_cast<std::size_t>(index.column())];
    if (role == Qt::ToolTipRole)
        return wordsOf(allStages[row]).meaning;
    if (role == Qt::TextAlignmentRole && index.column() != Name)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    return {};
}

QVariant PerformanceModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::DisplayRole)
        return headerOf(section);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((section == Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    return {};
}

} // namespace touchline
