// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/guardedtext.h"

#if __has_include(<sys/mman.h>)
#include <sys/mman.h>
#endif

namespace touchline::test {

namespace {

/// The end of memory before which a text may stand and behind which nothing may be read; null: not to be had.
char *guardedEnd()
{
#if __has_include(<sys/mman.h>)
    constexpr std::size_t guard = 64 * 1024; // a whole number of pages, whatever their size
    void *const memory = mmap(
        nullptr, GuardedText::longest + guard, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        return nullptr;
    char *const end = static_cast<char *>(memory) + GuardedText::longest;
    return mprotect(end, guard, PROT_NONE) == 0 ? end : nullptr;
#else
    return nullptr;
#endif
}

} // namespace

GuardedText::GuardedText(std::string_view text) : m_view(text)
{
    static char *const end = guardedEnd();
    if (!end || text.size() > longest)
        return;
    char *const begin = end - text.size();
    text.copy(begin, text.size());
    m_view = {begin, text.size()};
}

} // namespace touchline::test
