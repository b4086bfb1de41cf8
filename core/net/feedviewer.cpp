// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/feedviewer.h"

#include <utility>

namespace touchline {

FeedViewer::FeedViewer(std::shared_ptr<ViewMailbox> mailbox)
    : m_mailbox(std::move(mailbox)),
      m_poster(*m_mailbox, this)
{
}

} // namespace touchline
