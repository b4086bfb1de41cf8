// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/qtmessages.h"

#include "app/common/log.h"

#include <QDateTime>

#include <cstdio>
#include <mutex>

namespace touchline {

namespace {

// Qt's message handler is one function for the whole process, called from any thread.
std::mutex takerMutex;
Log *taker = nullptr;
QtMessageHandler handlerBefore = nullptr;

LogLevel levelOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return LogLevel::Debug;
    case QtInfoMsg:
        return LogLevel::Info;
    case QtWarningMsg:
        return LogLevel::Warning;
    case QtCriticalMsg:
    case QtFatalMsg:
        return LogLevel::Error;
    }
    return LogLevel::Info;
}

/// What the platform says of itself on every start without a display or a session: nobody can act on it, and
/// it would bury the one sentence that matters.
bool isOfPlatform(const QString &message)
{
    return message.startsWith(QStringLiteral("This plugin does not support ")) ||
           message.startsWith(QStringLiteral("QStandardPaths: XDG_RUNTIME_DIR not set"));
}

void writeToStandardError(LogLevel level, const QString &message)
{
    const QString time = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs);
    const std::string name(levelName(level));
    const QByteArray line =
        time.toUtf8() + ' ' + name.c_str() + ' ' + message.toUtf8().replace('\n', ' ') + '\n';
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stderr);
}

void onMessage(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    if (isOfPlatform(message))
        return;
    const LogLevel level = levelOf(type);
    const std::lock_guard lock(takerMutex);
    const bool hasLog = taker && taker->isOpen();
    if (hasLog)
        taker->write(
            LogRecord(level, context.category ? context.category : "default", message.toStdString()));
    // Of what ends the process no thread will write a record.
    if (!hasLog || type == QtFatalMsg)
        writeToStandardError(level, message);
}

} // namespace

void takeQtMessages(Log *log)
{
    const std::lock_guard lock(takerMutex);
    taker = log;
    if (log)
        handlerBefore = qInstallMessageHandler(onMessage);
    else
        qInstallMessageHandler(handlerBefore);
}

} // namespace touchline
