// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace touchline::test {

/// The whole content of a gzip file, or nothing if it cannot be read or is damaged.
[[nodiscard]] std::optional<QByteArray> readGzip(const QString &path);

/// The folder with recorded market data, or an empty text where there is none.
[[nodiscard]] QString recordedData();

} // namespace touchline::test
