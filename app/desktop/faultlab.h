// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/common/demoexchange.h"

#include <QObject>

namespace touchline {

class FaultLabDock;

/// Lets the window's fault lab work on the demo exchange.
class FaultLab : public QObject {
    Q_OBJECT

public:
    /// Both must outlive this.
    FaultLab(FaultLabDock &dock, DemoExchange &demo, QObject *parent = nullptr);

    /// Tells the dock which faults there are.
    static void offerKinds(FaultLabDock &dock);

private:
    FaultLabDock &m_dock;
};

} // namespace touchline
