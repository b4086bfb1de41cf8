// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/common/demoexchange.h"

#include <QObject>
#include <QPointer>

#include <vector>

namespace touchline {

class FaultLabDock;

/// Lets the fault labs of all windows work on the one demo exchange: what is set in one shows in the others.
class FaultLab : public QObject {
    Q_OBJECT

public:
    /// `demo` must outlive this.
    explicit FaultLab(DemoExchange &demo, QObject *parent = nullptr);

    /// A dock that knows the kinds of faults. It may end before this.
    void add(FaultLabDock &dock);

    /// Tells the dock which faults there are.
    static void offerKinds(FaultLabDock &dock);

private:
    void setShares(const FaultLabDock &from, const std::vector<double> &shares);
    void showCounts(const FaultCounts &counts);

    SimServerThread &m_server;
    std::vector<QPointer<FaultLabDock>> m_docks;
    std::vector<double> m_shares;
};

} // namespace touchline
