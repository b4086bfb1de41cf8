// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/process.h"

#if defined(__unix__) || defined(__APPLE__)
#include <sys/resource.h>
#endif
#if defined(__linux__)
#include <cstdio>
#include <unistd.h>
#endif

namespace touchline {

std::int64_t peakRssKib()
{
#if defined(__unix__) || defined(__APPLE__)
    rusage usage{};
    if (getrusage(RUSAGE_SELF, &usage) != 0)
        return 0;
#if defined(__APPLE__)
    return usage.ru_maxrss / 1024;
#else
    return usage.ru_maxrss;
#endif
#else
    return 0;
#endif
}

#if defined(__linux__)

std::int64_t rssKib()
{
    constexpr long bytesPerKib = 1024;
    std::FILE *const file = std::fopen("/proc/self/statm", "re");
    if (!file)
        return peakRssKib();
    long pages = 0;
    const bool isRead = std::fscanf(file, "%*d %ld", &pages) == 1;
    std::fclose(file);
    return isRead ? pages * (::sysconf(_SC_PAGESIZE) / bytesPerKib) : peakRssKib();
}

#else

std::int64_t rssKib()
{
    return peakRssKib();
}

#endif

} // namespace touchline
