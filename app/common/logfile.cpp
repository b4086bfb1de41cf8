// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/logfile.h"

#include <QDateTime>
#include <QFile>

#include <cstdio>
#include <mutex>

namespace touchline {

namespace {

// Qt's message handler is one function for the whole process, called from any thread.
std::mutex logMutex;
QFile logFile;

const char *levelName(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "debug";
    case QtInfoMsg:
        return "info";
    case QtWarningMsg:
        return "warning";
    case QtCriticalMsg:
        return "critical";
    case QtFatalMsg:
        return "fatal";
    }
    return "info";
}

/// What the platform says of itself on every start without a display or a session: nobody can act on it, and
/// it would bury the one sentence that matters.
bool isOfPlatform(const QString &message)
{
    return message.startsWith(QStringLiteral("This plugin does not support ")) ||
           message.startsWith(QStringLiteral("QStandardPaths: XDG_RUNTIME_DIR not set"));
}

void writeMessage(QtMsgType type, const QMessageLogContext &, const QString &message)
{
    if (isOfPlatform(message))
        return;
    const QString time = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs);
    const QByteArray line =
        time.toUtf8() + ' ' + levelName(type) + ' ' + message.toUtf8().replace('\n', ' ') + '\n';
    const std::lock_guard lock(logMutex);
    if (logFile.isOpen()) {
        logFile.write(line);
        logFile.flush();
    } else {
        std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stderr);
    }
}

} // namespace

Expected<void> openLog(const QString &path)
{
    if (!path.isEmpty()) {
        logFile.setFileName(path);
        if (!logFile.open(QIODevice::WriteOnly | QIODevice::Append)) {
            const QString sentence = QStringLiteral("cannot write the log to '%1': %2; choose another file")
                                         .arg(path, logFile.errorString());
            return failure(ErrorCode::FileUnwritable, sentence.toStdString());
        }
    }
    qInstallMessageHandler(writeMessage);
    return {};
}

} // namespace touchline
