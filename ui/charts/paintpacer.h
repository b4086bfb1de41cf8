// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

class QWidget;

namespace touchline {

/// Turns many requests into at most ten repaints a second, and none while the widget cannot be seen.
/// Whatever was requested last is painted in the end.
class PaintPacer : public QObject {
    Q_OBJECT

public:
    /// `watched` owns the pacer.
    explicit PaintPacer(QWidget *watched);

    void request();

    bool eventFilter(QObject *object, QEvent *event) override;

signals:
    void due();

private:
    void schedule();
    void paintNow();

    QWidget *m_watched;
    QTimer m_timer;
    QElapsedTimer m_sinceLast;
    bool m_isRequested = false;
};

} // namespace touchline
