// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/framemeter.h"

#include "base/trace.h"

#include <utility>

namespace touchline {

void FrameMeter::onFrameBegun(const FeedView *view, std::int64_t at)
{
    closeFrame();
    m_begun = at;
    // Two frames without a paint: the picture looks like the one before, and there is nothing to time.
    if (m_unpainted.isOfMessage() && ++m_framesWaited > 1)
        m_unpainted = {};
    if (!view || !view->times.isOfMessage() || m_unpainted.isOfMessage())
        return;
    m_framesWaited = 0;
    m_unpainted = view->times;
    m_unpainted.taken = at;
}

void FrameMeter::onPause()
{
    m_unpainted = {};
    m_work.reset();
}

void FrameMeter::onFrameEnded(std::int64_t at)
{
    m_work = at - m_begun;
}

void FrameMeter::onPainted(std::int64_t begun, std::int64_t at)
{
    if (m_work)
        *m_work += at - begun;
    if (!m_unpainted.isOfMessage())
        return;
    m_unpainted.painted = at;
    traceFlowEnd("picture", m_unpainted.received, begun);
    m_stages->recordPainted(std::exchange(m_unpainted, {}));
}

void FrameMeter::closeFrame()
{
    // Painting follows a frame in a turn of its own: what a frame took is known when the next one begins.
    if (const auto work = std::exchange(m_work, std::nullopt))
        m_stages->record(Stage::Frame, *work);
}

} // namespace touchline
