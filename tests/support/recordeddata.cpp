// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/recordeddata.h"

#include <QFile>
#include <QFileInfo>

#include <array>
#include <memory>
#include <zlib.h>

namespace touchline::test {

std::optional<QByteArray> readGzip(const QString &path)
{
    const std::unique_ptr<gzFile_s, decltype(&gzclose)> file(
        gzopen(QFile::encodeName(path).constData(), "rb"), &gzclose);
    if (!file)
        return std::nullopt;
    QByteArray content;
    std::array<char, 1 << 16> chunk{};
    int got = 0;
    while ((got = gzread(file.get(), chunk.data(), unsigned{chunk.size()})) > 0)
        content.append(chunk.data(), got);
    int status = Z_OK;
    gzerror(file.get(), &status);
    if (got < 0 || status != Z_OK)
        return std::nullopt;
    return content;
}

QString recordedData()
{
    const QString folder = qEnvironmentVariable("TOUCHLINE_DATA");
    return QFileInfo(folder).isDir() ? folder : QString();
}

} // namespace touchline::test
