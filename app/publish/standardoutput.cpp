// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/publish/standardoutput.h"

#include <cerrno>
#include <cstdio>

#if defined(__unix__) || defined(__APPLE__)
#include <poll.h>
#include <unistd.h>
#endif

namespace touchline {

#if defined(__unix__) || defined(__APPLE__)

// Not through stdio: a thread that waits in there for the reader would hold its lock, and so the program's
// end.
int writeToStandardOutput(std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto written = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
        if (written >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(written));
            continue;
        }
        // Whoever started the program may have handed over a pipe that does not block.
        pollfd output{STDOUT_FILENO, POLLOUT, 0};
        if (errno == EAGAIN)
            ::poll(&output, 1, -1);
        else if (errno != EINTR)
            return errno;
    }
    return 0;
}

#else

int writeToStandardOutput(std::string_view bytes)
{
    const bool isWritten =
        std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size() && std::fflush(stdout) == 0;
    return isWritten ? 0 : errno;
}

#endif

} // namespace touchline
