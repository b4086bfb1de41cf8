// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/decodedfile.h"

#include <algorithm>
#include <cerrno>
#include <limits>
#include <new>
#include <system_error>
#include <zlib.h>
#include <zstd.h>

namespace touchline {

namespace {

constexpr std::size_t blockSize = std::size_t{128} * 1024;
constexpr unsigned char gzipFirstByte = 0x1f;
constexpr int gzipOnly = 16; // added to zlib's window bits: expect a gzip header

bool isGzip(std::string_view bytes)
{
    return bytes.starts_with("\x1f\x8b");
}

bool isZstd(std::string_view bytes)
{
    // A frame, or a skippable frame (0x184D2A50 to 0x184D2A5F), which some tools put first.
    return bytes.starts_with("\x28\xb5\x2f\xfd") ||
           (bytes.size() >= 4 && (static_cast<unsigned char>(bytes[0]) & 0xf0U) == 0x50U &&
            bytes.substr(1, 3) == "\x2a\x4d\x18");
}

std::string systemReason(int code)
{
    return std::generic_category().message(code);
}

unsigned int clampedToUint(std::size_t size)
{
    return static_cast<unsigned int>(
        std::min(size, static_cast<std::size_t>(std::numeric_limits<unsigned int>::max())));
}

} // namespace

DecodeStep PlainDecoder::decode(std::string_view in, std::span<char> out)
{
    const std::size_t size = std::min(in.size(), out.size());
    std::copy_n(in.begin(), size, out.begin());
    return {.consumed = size, .produced = size};
}

void GzipDecoder::Close::operator()(z_stream_s *stream) const
{
    inflateEnd(stream);
    delete stream;
}

GzipDecoder::GzipDecoder()
{
    auto stream = std::make_unique<z_stream>();
    if (inflateInit2(stream.get(), MAX_WBITS + gzipOnly) != Z_OK)
        throw std::bad_alloc();
    m_stream.reset(stream.release());
}

DecodeStep GzipDecoder::decode(std::string_view in, std::span<char> out)
{
    if (!m_betweenMembers)
        return inflateMember(in, out);
    if (in.empty())
        return {};
    if (in.front() == '\0') // padding up to a block, as tapes and some archivers leave it
        return {.consumed = 1};
    if (static_cast<unsigned char>(in.front()) != gzipFirstByte)
        return {.problem = "something that is not gzip follows the compressed data"};
    inflateReset(m_stream.get());
    return inflateMember(in, out);
}

DecodeStep GzipDecoder::inflateMember(std::string_view in, std::span<char> out)
{
    z_stream &stream = *m_stream;
    stream.next_in = reinterpret_cast<const Bytef *>(in.data());
    stream.avail_in = clampedToUint(in.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = clampedToUint(out.size());
    const unsigned int offered = stream.avail_in;
    const unsigned int room = stream.avail_out;
    const int code = inflate(&stream, Z_NO_FLUSH);
    m_betweenMembers = code == Z_STREAM_END;
    // Z_BUF_ERROR only says that nothing more can be done with these bytes.
    const bool fine = code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR;
    return {
        .consumed = offered - stream.avail_in,
        .produced = room - stream.avail_out,
        .problem = fine ? nullptr : "the gzip data is corrupt"};
}

void ZstdDecoder::Close::operator()(ZSTD_DCtx_s *context) const
{
    ZSTD_freeDCtx(context);
}

ZstdDecoder::ZstdDecoder() : m_context(ZSTD_createDCtx())
{
    if (!m_context)
        throw std::bad_alloc();
}

DecodeStep ZstdDecoder::decode(std::string_view in, std::span<char> out)
{
    ZSTD_inBuffer input{in.data(), in.size(), 0};
    ZSTD_outBuffer output{out.data(), out.size(), 0};
    const std::size_t hint = ZSTD_decompressStream(m_context.get(), &output, &input);
    if (ZSTD_isError(hint) != 0U)
        return {.consumed = input.pos, .produced = output.pos, .problem = "the zstd data is corrupt"};
    if (input.pos != 0 || output.pos != 0)
        m_betweenFrames = hint == 0;
    return {.consumed = input.pos, .produced = output.pos};
}

DecodedFile::DecodedFile(File file) : m_file(std::move(file)), m_block(blockSize) {}

Expected<DecodedFile> DecodedFile::open(const std::string &path)
{
    File file(std::fopen(path.c_str(), "rb"));
    const int openError = errno;
    if (!file)
        return failure(ErrorCode::FileUnreadable, systemReason(openError));
    std::setvbuf(file.get(), nullptr, _IONBF, 0);
    DecodedFile decoded(std::move(file));
    decoded.refill();
    if (decoded.m_damage) // nothing could be read at all: a folder, a dead disk
        return failure(ErrorCode::FileUnreadable, *decoded.m_damage);
    decoded.chooseDecoder();
    return decoded;
}

void DecodedFile::chooseDecoder()
{
    if (isGzip(m_input))
        m_decoder.emplace<GzipDecoder>();
    else if (isZstd(m_input))
        m_decoder.emplace<ZstdDecoder>();
}

bool DecodedFile::refill()
{
    m_input = {m_block.data(), readFile(m_block)};
    return !m_input.empty();
}

std::size_t DecodedFile::readFile(std::span<char> out)
{
    const std::size_t size = std::fread(out.data(), 1, out.size(), m_file.get());
    if (size == 0 && std::ferror(m_file.get()) != 0)
        m_damage = systemReason(errno);
    return size;
}

std::size_t DecodedFile::read(std::span<char> out)
{
    // What needs no decoding goes where it is wanted at once.
    if (m_input.empty() && std::holds_alternative<PlainDecoder>(m_decoder))
        return m_damage ? 0 : readFile(out);
    while (!m_damage && !out.empty()) {
        if (m_input.empty() && !m_outputPending && !refill()) {
            if (!m_damage && !std::visit([](const auto &decoder) { return decoder.mayEndHere(); }, m_decoder))
                m_damage = "the compressed data ends early";
            return 0;
        }
        const DecodeStep step =
            std::visit([&](auto &decoder) { return decoder.decode(m_input, out); }, m_decoder);
        m_input.remove_prefix(step.consumed);
        m_outputPending = step.produced == out.size();
        if (step.problem != nullptr)
            m_damage = step.problem;
        if (step.produced > 0)
            return step.produced;
    }
    return 0;
}

} // namespace touchline
