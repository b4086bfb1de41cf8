// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Input: a recording, plain or compressed. Read as a whole and read as a stream it must say the same.
#include "fuzzinput.h"
#include "record/recordingreader.h"

#include <filesystem>
#include <fstream>
#include <random>

using namespace touchline;

namespace {

/// A file of this process, gone with it.
class InputFile {
public:
    InputFile()
        : m_path(
              std::filesystem::temp_directory_path() /
              ("recordingfuzz-" + std::to_string(std::random_device()())))
    {
    }
    InputFile(const InputFile &) = delete;
    InputFile &operator=(const InputFile &) = delete;
    ~InputFile()
    {
        std::error_code error;
        std::filesystem::remove(m_path, error);
    }

    [[nodiscard]] std::string path() const { return m_path.string(); }

    void write(std::string_view bytes) const
    {
        std::ofstream file(m_path, std::ios::binary | std::ios::trunc);
        file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        require(file.good(), "the input can be written");
    }

private:
    std::filesystem::path m_path;
};

void requireSame(const std::optional<Error> &whole, const std::optional<Error> &streamed)
{
    require(whole.has_value() == streamed.has_value(), "both ways see damage or none");
    require(!whole || whole->code == streamed->code, "both ways see the same damage");
    require(!whole || whole->detail == streamed->detail, "both ways say the same of the damage");
}

void checkRecords(std::span<const Record> records, Instant begin)
{
    require(!records.empty() && records.front().time == begin, "a recording begins with its first record");
    for (std::size_t i = 1; i < records.size(); ++i)
        require(records[i - 1].time <= records[i].time, "records are in the order of time");
}

void checkStreamed(const Recording &whole, RecordingReader &streamed)
{
    constexpr Duration patience = std::chrono::seconds(1);
    checkRecords(whole.records(), streamed.begin());
    std::size_t played = 0;
    while (!streamed.isAtEnd()) {
        for (const Record &record : streamed.next(patience)) {
            require(played < whole.records().size(), "the stream has no more records than the file");
            require(record == whole.records()[played++], "both ways read the same record");
        }
    }
    require(played == whole.records().size(), "the stream has all records of the file");
    require(streamed.exchangeHint() == whole.exchangeHint(), "both ways name the same exchange");
    require(streamed.answers().size() == whole.answers().size(), "both ways find the same answers");
    requireSame(whole.damage(), streamed.damage());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    constexpr std::size_t smallBatch = 256;
    static const InputFile file;
    file.write(FuzzInput({data, size}).rest());
    const std::vector<std::string> paths{file.path()};
    const auto wantsAll = [](std::string_view) { return true; };
    const auto whole = loadRecordings(paths, wantsAll);
    const auto streamed = RecordingReader::open(paths, {wantsAll, 0, smallBatch});
    require(whole.has_value() == streamed.has_value(), "both ways open the file or neither");
    if (whole)
        checkStreamed(*whole, **streamed);
    else
        require(whole.error().detail == streamed.error().detail, "both ways refuse it alike");
    return 0;
}
