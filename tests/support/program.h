// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QProcess>
#include <QString>
#include <QStringList>

#include <initializer_list>
#include <memory>

namespace touchline::test {

/// How a program ended and what it wrote.
struct Ended {
    int status = -1; ///< -1: crashed, or did not end in time
    QByteArray out;
    QByteArray err;

    [[nodiscard]] QList<QByteArray> lines() const;
};

/// A program that is being run; killed on destruction. Waiting runs the event loop, so that servers of the
/// test go on serving it.
class Program {
public:
    Program(const QString &path, const QStringList &arguments);
    ~Program();

    [[nodiscard]] QProcess &process() { return *m_process; }
    /// True once standard output has `count` lines.
    [[nodiscard]] bool waitForLines(qsizetype count, int timeoutMs = 10'000);
    [[nodiscard]] const QByteArray &output() const { return m_out; }
    [[nodiscard]] Ended end(int timeoutMs = 20'000);

private:
    std::unique_ptr<QProcess> m_process;
    QByteArray m_out;
};

[[nodiscard]] Ended run(const QString &path, const QStringList &arguments, int timeoutMs = 20'000);

/// Arguments as they are typed: separated by single spaces.
[[nodiscard]] QStringList typed(const char *line);

} // namespace touchline::test
