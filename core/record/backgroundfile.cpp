// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/backgroundfile.h"

#include <utility>

namespace touchline {

BackgroundFile::BackgroundFile(EncodedFile file, std::size_t most)
    : m_file(std::move(file)),
      m_most(most),
      m_thread([this] { writePieces(); })
{
}

BackgroundFile::~BackgroundFile()
{
    end();
}

bool BackgroundFile::write(std::string &&bytes, EncodeMode mode)
{
    const std::lock_guard lock(m_mutex);
    if (m_waiting > 0 && m_waiting + bytes.size() > m_most)
        return false;
    m_waiting += bytes.size();
    m_pieces.push_back({std::move(bytes), mode});
    m_filled.notify_one();
    return true;
}

std::size_t BackgroundFile::waiting() const
{
    const std::lock_guard lock(m_mutex);
    return m_waiting;
}

std::optional<Error> BackgroundFile::takeError()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_error, std::nullopt);
}

void BackgroundFile::drain()
{
    std::unique_lock lock(m_mutex);
    m_drained.wait(lock, [this] { return m_waiting == 0 && m_pieces.empty(); });
}

Expected<void> BackgroundFile::close()
{
    end();
    if (auto error = takeError())
        return Unexpected(std::move(*error));
    return m_file.close();
}

void BackgroundFile::end()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
        m_filled.notify_one();
    }
    if (m_thread.joinable())
        m_thread.join();
}

void BackgroundFile::writePieces()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_filled.wait(lock, [this] { return !m_pieces.empty() || m_isEnding; });
        if (m_pieces.empty())
            return;
        const Piece piece = std::move(m_pieces.front());
        if (!m_hasFailed) {
            lock.unlock();
            auto written = m_file.write(piece.bytes, piece.mode);
            lock.lock();
            m_hasFailed = !written;
            if (!written)
                m_error = std::move(written.error());
        }
        m_pieces.pop_front();
        m_waiting -= piece.bytes.size();
        m_drained.notify_all();
    }
}

} // namespace touchline
