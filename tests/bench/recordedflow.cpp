// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/recordedflow.h"

#include "bench/depthtext.h"

#include <array>
#include <cstdlib>
#include <memory>
#include <zlib.h>

namespace touchline::bench {

namespace {

std::string dataFolder()
{
    const char *const folder = std::getenv("TOUCHLINE_DATA");
    return folder ? folder : TOUCHLINE_RECORDED_DATA;
}

/// Appends the whole content of a gzip file; false if it cannot be read.
bool appendGzip(const std::string &path, std::string &content)
{
    const std::unique_ptr<gzFile_s, decltype(&gzclose)> file(gzopen(path.c_str(), "rb"), &gzclose);
    if (!file)
        return false;
    std::array<char, 1 << 16> chunk{};
    int got = 0;
    while ((got = gzread(file.get(), chunk.data(), unsigned{chunk.size()})) > 0)
        content.append(chunk.data(), static_cast<std::size_t>(got));
    return got == 0;
}

/// Both files, one after the other, with what a vector parser may look at behind the last line.
std::string recordedText()
{
    const std::string stem = dataFolder() + "/binance/hftbacktest_spot_btcusdt_2024080";
    std::string content;
    if (!appendGzip(stem + "8.gz", content) || !appendGzip(stem + "9.gz", content))
        return {};
    content.append(simdjson::SIMDJSON_PADDING, ' ');
    return content;
}

/// Calls `visit(text)` for the raw text of each line while it returns true.
template <class Visit> void visitLines(std::string_view content, Visit &&visit)
{
    std::size_t begin = 0;
    for (std::size_t end = 0; (end = content.find('\n', begin)) != std::string_view::npos; begin = end + 1) {
        const std::string_view line = content.substr(begin, end - begin);
        if (!visit(line.substr(line.find(' ') + 1)))
            return;
    }
}

class FlowReader {
public:
    explicit FlowReader(std::size_t most) : m_most(most) {}

    std::optional<Flow> read(std::string_view content)
    {
        // The snapshot stands among the frames, at the line where it came.
        visitLines(content, [this](std::string_view text) { return !readSnapshot(text); });
        if (!m_flow)
            return std::nullopt;
        m_book = m_start;
        visitLines(content, [this](std::string_view text) {
            readFrame(text);
            return m_flow->size() < m_most;
        });
        m_flow->close(m_book, m_start);
        return std::move(m_flow);
    }

private:
    bool readSnapshot(std::string_view text)
    {
        if (!text.starts_with("{\"lastUpdateId\""))
            return false;
        m_snapshotId = m_parser.readSnapshot(text, [this](Side side, std::int64_t price, std::int64_t qty) {
            m_start.set(side, Level{Price(price), Qty(qty)});
        });
        m_flow.emplace("BTCUSDT", std::string(text), m_snapshotId);
        return true;
    }

    void readFrame(std::string_view text)
    {
        if (text.find("\"depthUpdate\"") == std::string_view::npos)
            return;
        std::vector<std::pair<Side, Level>> levels;
        const UpdateIds ids =
            m_parser.readFrame(text, [&levels](Side side, std::int64_t price, std::int64_t qty) {
                levels.emplace_back(side, Level{Price(price), Qty(qty)});
            });
        if (ids.last <= m_snapshotId)
            return;
        for (const auto &[side, level] : levels)
            m_book.set(side, level);
        m_flow->append(text, ids, levels.size());
    }

    std::size_t m_most;
    DepthText m_parser;
    std::uint64_t m_snapshotId = 0;
    PlainBook m_start;
    PlainBook m_book;
    std::optional<Flow> m_flow;
};

} // namespace

std::optional<Flow> recordedFlow(std::size_t most)
{
    const std::string content = recordedText();
    return content.empty() ? std::nullopt : FlowReader(most).read(content);
}

} // namespace touchline::bench
