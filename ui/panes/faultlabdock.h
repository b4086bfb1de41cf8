// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme.h"

#include <QDockWidget>
#include <QString>
#include <QTimer>

#include <cstdint>
#include <span>
#include <vector>

class QCheckBox;
class QDoubleSpinBox;
class QGridLayout;
class QLabel;
class QPushButton;

namespace touchline {

/// A kind of fault as it is offered.
struct FaultChoice {
    QString group; ///< a heading stands above the first of each group
    QString name;
    QString explanation;
    double usualPercent = 1; ///< of the messages or requests that it can hit
};

/// Breaks the demo exchange's feed on purpose: a rate and a button for each kind of fault, and how often each
/// was injected. It asks for these counts twice a second while it can be seen.
class FaultLabDock : public QDockWidget {
    Q_OBJECT

public:
    explicit FaultLabDock(QWidget *parent = nullptr);

    /// To be called once.
    void setChoices(const std::vector<FaultChoice> &choices);
    /// There is an exchange to be broken. Without one the dock is hidden and cannot be opened.
    void setOffered(bool isOffered);
    /// In the order of the choices.
    void showCounts(std::span<const std::uint64_t> counts);
    void setTheme(const Theme &theme);

    /// The shares of messages or requests to be hit, 0 to 1, in the order of the choices.
    [[nodiscard]] std::vector<double> shares() const;
    /// Shows shares that were set somewhere else. Emits nothing.
    void showShares(std::span<const double> shares);

signals:
    void sharesChanged(const std::vector<double> &shares);
    /// The fault is to happen once, at the next occasion.
    void onceRequested(int choice);
    void stopRequested();
    /// showCounts() is to be called.
    void countsWanted();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    struct Row {
        QCheckBox *isOn;
        QDoubleSpinBox *percent;
        QPushButton *once;
        QLabel *count;
    };

    void addHeading(const QString &group);
    void addRow(const FaultChoice &choice);
    void connectRow(const Row &row, int index);
    void stop();
    void showTotal(std::uint64_t total);

    QGridLayout *m_grid;
    QLabel *m_total;
    QPushButton *m_stop;
    std::vector<Row> m_rows;
    std::vector<QLabel *> m_headings;
    Theme m_theme;
    QTimer m_timer;
    bool m_isOffered = true;
    bool m_isWanted = false; ///< was open when it could no longer be offered
};

} // namespace touchline
