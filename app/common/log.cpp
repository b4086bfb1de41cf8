// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/log.h"

#include "app/common/logfile.h"
#include "app/common/qtmessages.h"

namespace touchline {

Log::Log()
{
    takeQtMessages(this);
}

Log::~Log()
{
    takeQtMessages(nullptr);
}

Expected<void> Log::open(const LogOptions &options)
{
    if (options.path.isEmpty())
        return {};
    auto file = File::open(options);
    if (!file)
        return Unexpected(file.error());
    m_file = std::move(*file);
    return {};
}

void Log::write(const LogRecord &record)
{
    if (m_file)
        m_file->write(record);
}

std::uint64_t Log::dropped() const
{
    return m_file ? m_file->dropped() : 0;
}

std::size_t Log::waiting() const
{
    return m_file ? m_file->waiting() : 0;
}

} // namespace touchline
