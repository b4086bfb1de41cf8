// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "record/encodedfile.h"
#include "record/recording.h"

#include <QFile>
#include <QTemporaryDir>

#include <string>
#include <string_view>
#include <vector>

namespace touchline {

/// A folder of files that a test makes; it goes with the object.
class RecordFiles {
public:
    [[nodiscard]] std::string path(const QString &name) const
    {
        return m_folder.filePath(name).toStdString();
    }

    /// As it is, whatever the name says.
    [[nodiscard]] std::string write(const QString &name, std::string_view bytes) const
    {
        QFile file(m_folder.filePath(name));
        const auto size = static_cast<qint64>(bytes.size());
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes.data(), size) != size)
            qFatal("the test's folder cannot be written");
        return file.fileName().toStdString();
    }

    /// Compressed as the ending (".gz", ".zst") says.
    [[nodiscard]] QByteArray compressed(const QString &ending, std::string_view bytes) const
    {
        const std::string target = path(QStringLiteral("compressed") + ending);
        auto file = EncodedFile::create(target);
        if (!file || !file->write(bytes, EncodeMode::End) || !file->close())
            qFatal("the test's folder cannot be written");
        return read(QString::fromStdString(target));
    }

    [[nodiscard]] static QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private:
    QTemporaryDir m_folder;
};

[[nodiscard]] inline Expected<Recording> loadOne(const std::string &path)
{
    const std::vector<std::string> paths = {path};
    return loadRecordings(paths);
}

/// A session of `count` frames, a line each: frame n has time n seconds and data "frame n".
[[nodiscard]] inline std::string framesText(int count)
{
    std::string text;
    for (int n = 1; n <= count; ++n) {
        const std::string number = std::to_string(n);
        text += R"({"t":"recv","conn":"ws","ts":)" + number + R"(.0,"data":"frame )" + number + "\"}\n";
    }
    return text;
}

/// True when the records are the first frames of framesText(), none changed and none missing between.
[[nodiscard]] inline bool areFirstFrames(std::span<const Record> records)
{
    std::int64_t n = 0;
    for (const Record &record : records) {
        ++n;
        if (record.time != Instant::fromMillis(n * 1000) || record.data != "frame " + std::to_string(n))
            return false;
    }
    return true;
}

} // namespace touchline
