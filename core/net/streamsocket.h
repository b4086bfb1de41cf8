// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "net/utf8buffer.h"

#include <QNetworkProxy>
#include <QObject>
#include <QTimer>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

class QSslError;
class QWebSocket;

namespace touchline {

/// One connection to a venue's stream. It is for one use: when it is lost, another one is made.
class StreamSocket : public QObject {
    Q_OBJECT

public:
    explicit StreamSocket(QNetworkProxy proxy, QObject *parent = nullptr);
    ~StreamSocket() override;

    void open(const std::string &url);
    void send(const std::string &text);
    /// Says nothing from now on, and ends when the signal that it may be handling is done with.
    void drop();

    [[nodiscard]] bool isOpen() const { return m_isOpen; }
    /// Scheme, host and port.
    [[nodiscard]] std::string host() const;
    /// When the frame that is being told of could be read, on the tick clock; 0: not known.
    [[nodiscard]] std::int64_t readableAt() const { return m_readableAt; }

signals:
    void opened();
    /// The text is valid during the call.
    void frame(std::string_view text);
    void pong();
    /// It is gone, or never was there; a sentence says why. Nothing follows.
    void lost(const touchline::Error &error);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void onOpened();
    void watchReads();
    void onNeverOpened();
    void onLost(const QString &reason);
    void onSslErrors(const QList<QSslError> &errors);

    QNetworkProxy m_proxy;
    std::unique_ptr<QWebSocket> m_socket;
    QTimer m_ping;
    Utf8Buffer m_utf8;
    std::int64_t m_readableAt = 0; ///< since when the socket is being read; 0: it is not
    QString m_tlsProblem;
    bool m_isOpen = false;
    bool m_isLost = false;
};

} // namespace touchline
