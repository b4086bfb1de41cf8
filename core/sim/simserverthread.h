// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/exchangeserver.h"

#include <QObject>
#include <QString>
#include <QThread>

namespace touchline {

/// Runs an ExchangeServer in a thread of its own, for programs that bring their exchange along.
/// The signals arrive in the thread that owns this object. Destruction stops the server and waits for its
/// thread.
class SimServerThread : public QObject {
    Q_OBJECT

public:
    explicit SimServerThread(SimExchange exchange, QObject *parent = nullptr);
    ~SimServerThread() override;

    /// Answered by listening() or failed(). To be called once; port 0 asks for any.
    void start(quint16 port = 0);

    // Faults for all clients; they take hold a moment later, in the order of the calls. See FaultInjector.

    void setFaults(FaultPlan plan);
    void injectFault(FaultKind kind);
    void stopFaults();
    /// Answered by faultsCounted().
    void countFaults();

signals:
    void listening(quint16 port);
    void failed(const QString &reason);
    void replayFinished();
    void faultsCounted(const touchline::FaultCounts &counts);

private:
    QThread m_thread;
    ExchangeServer *m_server; ///< lives in m_thread and is deleted there
};

} // namespace touchline

Q_DECLARE_METATYPE(touchline::FaultCounts)
