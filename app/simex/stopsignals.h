// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>

namespace touchline {

/// Ends the application's event loop, with status 0, on SIGINT and SIGTERM. One at a time.
class StopSignals : public QObject {
    Q_OBJECT

public:
    explicit StopSignals(QObject *parent = nullptr);
    ~StopSignals() override;

private:
    QSocketNotifier *m_notifier = nullptr;
};

} // namespace touchline
