// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/encodedfile.h"

#include <array>
#include <cerrno>
#include <new>
#include <system_error>
#include <zlib.h>
#include <zstd.h>

namespace touchline {

namespace {

constexpr std::size_t stepSize = std::size_t{64} * 1024;
constexpr int gzipHeader = 16; // added to zlib's window bits: write a gzip header
constexpr int gzipLevel =
    4; // recording happens beside the feed: half the time of level 6, a few percent larger
constexpr int gzipMemory = 8; // zlib's default

Unexpected<Error> unwritable(int code)
{
    return failure(ErrorCode::FileUnwritable, std::generic_category().message(code));
}

int zlibMode(EncodeMode mode)
{
    switch (mode) {
    case EncodeMode::More:
        return Z_NO_FLUSH;
    case EncodeMode::Flush:
        return Z_SYNC_FLUSH;
    case EncodeMode::End:
        return Z_FINISH;
    }
    return Z_FINISH;
}

ZSTD_EndDirective zstdMode(EncodeMode mode)
{
    switch (mode) {
    case EncodeMode::More:
        return ZSTD_e_continue;
    case EncodeMode::Flush:
        return ZSTD_e_flush;
    case EncodeMode::End:
        return ZSTD_e_end;
    }
    return ZSTD_e_end;
}

} // namespace

void PlainEncoder::encode(std::string_view in, EncodeMode /*mode*/, std::string &out)
{
    out += in;
}

void GzipEncoder::Close::operator()(z_stream_s *stream) const
{
    deflateEnd(stream);
    delete stream;
}

GzipEncoder::GzipEncoder()
{
    auto stream = std::make_unique<z_stream>();
    if (deflateInit2(
            stream.get(), gzipLevel, Z_DEFLATED, MAX_WBITS + gzipHeader, gzipMemory, Z_DEFAULT_STRATEGY) !=
        Z_OK)
        throw std::bad_alloc();
    m_stream.reset(stream.release());
}

void GzipEncoder::encode(std::string_view in, EncodeMode mode, std::string &out)
{
    std::array<char, stepSize> room{};
    z_stream &stream = *m_stream;
    do {
        const std::string_view part = in.substr(0, stepSize);
        in.remove_prefix(part.size());
        stream.next_in = reinterpret_cast<const Bytef *>(part.data());
        stream.avail_in = static_cast<unsigned int>(part.size());
        do { // zlib has more to give as long as it fills the room
            stream.next_out = reinterpret_cast<Bytef *>(room.data());
            stream.avail_out = static_cast<unsigned int>(room.size());
            deflate(&stream, zlibMode(in.empty() ? mode : EncodeMode::More));
            out.append(room.data(), room.size() - stream.avail_out);
        } while (stream.avail_out == 0);
    } while (!in.empty());
}

void ZstdEncoder::Close::operator()(ZSTD_CCtx_s *context) const
{
    ZSTD_freeCCtx(context);
}

ZstdEncoder::ZstdEncoder() : m_context(ZSTD_createCCtx())
{
    if (!m_context)
        throw std::bad_alloc();
    ZSTD_CCtx_setParameter(m_context.get(), ZSTD_c_checksumFlag, 1);
}

void ZstdEncoder::encode(std::string_view in, EncodeMode mode, std::string &out)
{
    std::array<char, stepSize> room{};
    ZSTD_inBuffer input{in.data(), in.size(), 0};
    for (;;) {
        ZSTD_outBuffer output{room.data(), room.size(), 0};
        const std::size_t left = ZSTD_compressStream2(m_context.get(), &output, &input, zstdMode(mode));
        out.append(room.data(), output.pos);
        const bool done = mode == EncodeMode::More ? input.pos == input.size : left == 0;
        if (done || ZSTD_isError(left) != 0U)
            return;
    }
}

Expected<EncodedFile> EncodedFile::create(const std::string &path)
{
    File file(std::fopen(path.c_str(), "wb"));
    const int openError = errno;
    if (!file)
        return unwritable(openError);
    std::setvbuf(file.get(), nullptr, _IONBF, 0); // so that a full disk shows in write()
    EncodedFile encoded(std::move(file));
    if (path.ends_with(".gz"))
        encoded.m_encoder.emplace<GzipEncoder>();
    else if (path.ends_with(".zst"))
        encoded.m_encoder.emplace<ZstdEncoder>();
    return encoded;
}

Expected<void> EncodedFile::write(std::string_view bytes, EncodeMode mode)
{
    m_encoded.clear();
    std::visit([&](auto &encoder) { encoder.encode(bytes, mode, m_encoded); }, m_encoder);
    if (std::fwrite(m_encoded.data(), 1, m_encoded.size(), m_file.get()) != m_encoded.size())
        return unwritable(errno);
    return {};
}

Expected<void> EncodedFile::close()
{
    if (std::fclose(m_file.release()) != 0)
        return unwritable(errno);
    return {};
}

} // namespace touchline
