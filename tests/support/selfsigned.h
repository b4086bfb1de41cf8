// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslConfiguration>

#include <optional>

namespace touchline::test {

/// A server's side of TLS with a certificate that nobody has signed but itself; none where it cannot be made.
[[nodiscard]] std::optional<QSslConfiguration> selfSignedTls();

} // namespace touchline::test
