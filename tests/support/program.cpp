// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/program.h"

#include "support/sanitized.h"

#include <QSignalSpy>
#include <QTest>

namespace touchline::test {

QList<QByteArray> Ended::lines() const
{
    QList<QByteArray> lines = out.split('\n');
    if (!lines.isEmpty() && lines.constLast().isEmpty())
        lines.removeLast();
    return lines;
}

Program::Program(const QString &path, const QStringList &arguments) : m_process(std::make_unique<QProcess>())
{
    QObject::connect(m_process.get(), &QProcess::readyReadStandardOutput, m_process.get(), [this] {
        m_out += m_process->readAllStandardOutput();
    });
    m_process->start(path, arguments);
}

Program::~Program()
{
    if (m_process->state() == QProcess::NotRunning)
        return;
    m_process->kill();
    m_process->waitForFinished(5000);
}

bool Program::waitForLines(qsizetype count, int timeoutMs)
{
    return QTest::qWaitFor([&] { return m_out.count('\n') >= count; }, timeoutMs * patience);
}

Ended Program::end(int timeoutMs)
{
    // A spy sleeps in the event loop and so takes much output as fast as it comes; qWaitFor() naps between.
    QSignalSpy finished(m_process.get(), &QProcess::finished);
    const bool hasEnded = m_process->state() == QProcess::NotRunning || finished.wait(timeoutMs * patience);
    const bool isNormal = hasEnded && m_process->exitStatus() == QProcess::NormalExit;
    m_out += m_process->readAllStandardOutput();
    return {isNormal ? m_process->exitCode() : -1, m_out, m_process->readAllStandardError()};
}

Ended run(const QString &path, const QStringList &arguments, int timeoutMs)
{
    return Program(path, arguments).end(timeoutMs);
}

QStringList typed(const char *line)
{
    return QString::fromLatin1(line).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

} // namespace touchline::test
