// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

struct z_stream_s;
struct ZSTD_CCtx_s;

namespace touchline {

/// How far an encoder goes: it may keep bytes back, or all so far must be decodable, or this is the end.
enum class EncodeMode { More, Flush, End };

class PlainEncoder {
public:
    void encode(std::string_view in, EncodeMode mode, std::string &out);
};

class GzipEncoder {
public:
    GzipEncoder();
    void encode(std::string_view in, EncodeMode mode, std::string &out);

private:
    struct Close {
        void operator()(z_stream_s *stream) const;
    };
    std::unique_ptr<z_stream_s, Close> m_stream; // zlib keeps a pointer to it: it must not move
};

class ZstdEncoder {
public:
    ZstdEncoder();
    void encode(std::string_view in, EncodeMode mode, std::string &out);

private:
    struct Close {
        void operator()(ZSTD_CCtx_s *context) const;
    };
    std::unique_ptr<ZSTD_CCtx_s, Close> m_context;
};

/// A new file, compressed as its name says: .gz, .zst, else plain.
class EncodedFile {
public:
    /// Replaces a file of that name. FileUnwritable with the system's reason.
    [[nodiscard]] static Expected<EncodedFile> create(const std::string &path);

    /// FileUnwritable with the system's reason.
    Expected<void> write(std::string_view bytes, EncodeMode mode);

    /// Closes the file; no write may follow. FileUnwritable when the system reports a late failure.
    Expected<void> close();

private:
    struct Close {
        void operator()(std::FILE *file) const { std::fclose(file); }
    };
    using File = std::unique_ptr<std::FILE, Close>;

    explicit EncodedFile(File file) : m_file(std::move(file)) {}

    File m_file;
    std::variant<PlainEncoder, GzipEncoder, ZstdEncoder> m_encoder;
    std::string m_encoded;
};

} // namespace touchline
