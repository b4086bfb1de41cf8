// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/framesender.h"

#include "base/tickclock.h"

#include <QCryptographicHash>
#include <QRegularExpression>
#include <QSslSocket>

#include <algorithm>
#include <chrono>
#include <thread>

namespace touchline::bench {

namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr qint64 fullSocket = 512 * 1024;
constexpr std::size_t chunk = 128 * 1024;
constexpr int acceptMs = 5;
constexpr int handshakeMs = 5000;

/// The header of an unmasked text frame (RFC 6455, 5.2).
void appendFrameHeader(QByteArray &bytes, std::uint64_t size)
{
    constexpr std::uint64_t longest16 = 0xffff;
    bytes.append('\x81');
    int lengthBytes = 0;
    if (size < 126) {
        bytes.append(static_cast<char>(size));
    } else if (size <= longest16) {
        bytes.append(static_cast<char>(126));
        lengthBytes = 2;
    } else {
        bytes.append(static_cast<char>(127));
        lengthBytes = 8;
    }
    for (int i = lengthBytes - 1; i >= 0; --i)
        bytes.append(static_cast<char>((size >> (8 * i)) & 0xff));
}

/// The answer to an upgrade (RFC 6455, 4.2.2).
QByteArray upgradeAnswer(const QByteArray &key)
{
    const QByteArray accept =
        QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", QCryptographicHash::Sha1)
            .toBase64();
    return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Accept: " +
           accept + "\r\n\r\n";
}

QByteArray readRequest(QTcpSocket &socket)
{
    // It may have come with the end of the TLS handshake: then nothing more will.
    QByteArray request = socket.readAll();
    while (!request.contains("\r\n\r\n") && socket.waitForReadyRead(handshakeMs))
        request += socket.readAll();
    return request;
}

} // namespace

/// Hands out connected sockets, past their TLS handshake.
class FrameSender::Listener : public QTcpServer {
public:
    explicit Listener(std::optional<QSslConfiguration> tls) : m_tls(std::move(tls)) {}

    std::unique_ptr<QTcpSocket> take() { return std::move(m_taken); }

protected:
    void incomingConnection(qintptr handle) override
    {
        auto socket = std::make_unique<QSslSocket>();
        socket->setSocketDescriptor(handle);
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        if (m_tls) {
            socket->setSslConfiguration(*m_tls);
            socket->startServerEncryption();
            if (!socket->waitForEncrypted(handshakeMs))
                return;
        }
        m_taken = std::move(socket);
    }

private:
    std::optional<QSslConfiguration> m_tls;
    std::unique_ptr<QTcpSocket> m_taken;
};

FrameSender::FrameSender(const Flow &flow, Options options) : m_options(std::move(options))
{
    for (std::size_t i = 0; i < m_options.streams; ++i)
        m_streams.emplace_back(flow);
    m_thread.reset(QThread::create([this] { run(); }));
    m_thread->start();
    while (m_port == 0)
        std::this_thread::yield();
}

FrameSender::~FrameSender()
{
    m_phase = Phase::Ended;
    m_thread->wait();
}

void FrameSender::run()
{
    Listener listener(m_options.tls);
    m_listener = &listener;
    listener.listen(QHostAddress::LocalHost);
    m_port = listener.serverPort();
    while (m_phase == Phase::Accepting)
        accept();
    if (m_phase == Phase::Sending && m_options.rate > 0)
        sendPaced();
    else if (m_phase == Phase::Sending)
        sendSaturated();
    while (m_phase == Phase::Paused) {
        for (Stream &stream : m_streams)
            flush(stream, {});
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    for (Stream &stream : m_streams)
        stream.socket.reset();
}

void FrameSender::accept()
{
    if (!m_listener->waitForNewConnection(acceptMs))
        return;
    if (auto socket = m_listener->take())
        answer(std::move(socket));
}

void FrameSender::answer(std::unique_ptr<QTcpSocket> socket)
{
    static const QRegularExpression keyLine(
        QStringLiteral("\r\nSec-WebSocket-Key: *([^\r]+)"), QRegularExpression::CaseInsensitiveOption);
    const auto key = keyLine.match(QString::fromLatin1(readRequest(*socket)));
    if (!key.hasMatch()) {
        const auto body = QByteArray::fromStdString(m_streams.front().flow.snapshot());
        socket->write(
            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + QByteArray::number(body.size()) +
            "\r\n\r\n" + body);
        while (socket->bytesToWrite() > 0 && socket->waitForBytesWritten(handshakeMs)) {
        }
        socket->disconnectFromHost();
        return;
    }
    socket->write(upgradeAnswer(key.captured(1).toLatin1()));
    if (m_open == m_streams.size())
        return;
    Stream &stream = m_streams[m_open];
    stream.socket = std::move(socket);
    QByteArray first;
    appendMessages(stream, first, 1);
    flush(stream, first);
    ++m_open;
}

void FrameSender::appendMessages(Stream &stream, QByteArray &bytes, std::size_t atLeast)
{
    const std::int64_t now = tickNanos();
    std::uint64_t sent = stream.sent;
    while (static_cast<std::size_t>(bytes.size()) < atLeast) {
        const std::string_view text = stream.flow.frame(stream.next);
        appendFrameHeader(bytes, text.size());
        bytes.append(text.data(), static_cast<qsizetype>(text.size()));
        stream.times.set(sent++, now);
        if (++stream.next == stream.flow.size()) {
            stream.next = 0;
            stream.flow.advance();
        }
    }
    stream.sent = sent;
}

void FrameSender::flush(Stream &stream, QByteArray bytes)
{
    if (!bytes.isEmpty())
        stream.socket->write(bytes);
    stream.socket->flush();
}

void FrameSender::sendPaced()
{
    const auto begun = SteadyClock::now();
    const std::chrono::nanoseconds pause(1'000'000'000 / m_options.rate);
    std::uint64_t sent = 0;
    while (m_phase == Phase::Sending) {
        const auto elapsed = std::chrono::nanoseconds(SteadyClock::now() - begun);
        const auto due = static_cast<std::uint64_t>(elapsed / pause);
        for (; sent < due && m_phase == Phase::Sending; ++sent) {
            QByteArray bytes;
            Stream &stream = m_streams[sent % m_streams.size()];
            appendMessages(stream, bytes, 1);
            flush(stream, bytes);
        }
        std::this_thread::sleep_until(begun + pause * (sent + 1));
    }
}

void FrameSender::sendSaturated()
{
    while (m_phase == Phase::Sending) {
        bool isAnyTaken = false;
        for (Stream &stream : m_streams) {
            if (stream.socket->bytesToWrite() < fullSocket) {
                QByteArray bytes;
                bytes.reserve(static_cast<qsizetype>(chunk + chunk / 4));
                appendMessages(stream, bytes, chunk);
                flush(stream, bytes);
                isAnyTaken = true;
            } else {
                stream.socket->flush();
            }
        }
        if (!isAnyTaken)
            m_streams.front().socket->waitForBytesWritten(1);
    }
}

} // namespace touchline::bench
