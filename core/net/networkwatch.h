// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace touchline {

/// Says when this machine gets to a network again, where its system tells.
class NetworkWatch : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// Begins to listen to the system; again: no difference.
    void start();
    /// What the system says.
    void setOnline(bool isOnline);

signals:
    void back();

private:
    bool m_isStarted = false;
    bool m_isOnline = true;
};

} // namespace touchline
