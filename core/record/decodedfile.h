// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"

#include <cstdio>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

struct z_stream_s;
struct ZSTD_DCtx_s;

namespace touchline {

/// What one decoding step did. `problem` says why the rest cannot be decoded; null while all is well.
struct DecodeStep {
    std::size_t consumed = 0;
    std::size_t produced = 0;
    const char *problem = nullptr;
};

class PlainDecoder {
public:
    [[nodiscard]] DecodeStep decode(std::string_view in, std::span<char> out);
    [[nodiscard]] bool mayEndHere() const { return true; }
};

/// gzip, one or more members.
class GzipDecoder {
public:
    GzipDecoder();
    [[nodiscard]] DecodeStep decode(std::string_view in, std::span<char> out);
    [[nodiscard]] bool mayEndHere() const { return m_betweenMembers; }

private:
    struct Close {
        void operator()(z_stream_s *stream) const;
    };
    [[nodiscard]] DecodeStep inflateMember(std::string_view in, std::span<char> out);

    std::unique_ptr<z_stream_s, Close> m_stream; // zlib keeps a pointer to it: it must not move
    bool m_betweenMembers = false;
};

/// zstd, one or more frames.
class ZstdDecoder {
public:
    ZstdDecoder();
    [[nodiscard]] DecodeStep decode(std::string_view in, std::span<char> out);
    [[nodiscard]] bool mayEndHere() const { return m_betweenFrames; }

private:
    struct Close {
        void operator()(ZSTD_DCtx_s *context) const;
    };
    std::unique_ptr<ZSTD_DCtx_s, Close> m_context;
    bool m_betweenFrames = false;
};

/// The bytes of a file, decompressed where its first bytes say gzip or zstd; its name does not matter.
class DecodedFile {
public:
    /// FileUnreadable with the system's reason.
    [[nodiscard]] static Expected<DecodedFile> open(const std::string &path);

    [[nodiscard]] bool isCompressed() const { return !std::holds_alternative<PlainDecoder>(m_decoder); }

    /// The next bytes, as many as come at once; 0 at the end or where damage begins.
    [[nodiscard]] std::size_t read(std::span<char> out);

    /// Why the bytes ended before the file's content did; known once read() gave 0.
    [[nodiscard]] const std::optional<std::string> &damage() const { return m_damage; }

private:
    struct Close {
        void operator()(std::FILE *file) const { std::fclose(file); }
    };
    using File = std::unique_ptr<std::FILE, Close>;

    explicit DecodedFile(File file);
    std::size_t readFile(std::span<char> out);
    bool refill();
    void chooseDecoder();

    File m_file;
    std::vector<char> m_block;
    std::string_view m_input; // the part of m_block that is not decoded yet
    std::variant<PlainDecoder, GzipDecoder, ZstdDecoder> m_decoder;
    bool m_outputPending = false; // the decoder may hold bytes that had no room
    std::optional<std::string> m_damage;
};

} // namespace touchline
