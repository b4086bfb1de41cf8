// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/traceoutput.h"

#include <QCoreApplication>

namespace touchline {

Expected<std::unique_ptr<TraceFile>> openTrace(const std::string &path, std::string_view nameOfThread)
{
    if (path.empty())
        return std::unique_ptr<TraceFile>();
    TraceOptions options;
    options.path = path;
    options.program = QCoreApplication::applicationName().toStdString();
    auto trace = TraceFile::create(std::move(options));
    if (trace)
        (*trace)->enterThread(nameOfThread);
    return trace;
}

} // namespace touchline
