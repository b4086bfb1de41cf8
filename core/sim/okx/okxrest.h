// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/marketsource.h"
#include "sim/ratewindow.h"
#include "sim/restrequest.h"

#include <map>
#include <string>
#include <string_view>

namespace touchline {

/// The answers to GET requests, as of 2026-07-28: lists of instruments and books.
class OkxRest {
public:
    /// `address` is the client's.
    [[nodiscard]] RestReply get(
        const RestRequest &request, std::string_view address, MarketSource &source, Instant now);

private:
    [[nodiscard]] bool admits(const std::string &path, std::string_view address, Instant now);

    std::map<std::string, RateWindow, std::less<>> m_asked; ///< by path and address
};

/// An error as OKX words it: HTTP's status, its own code and words.
[[nodiscard]] RestReply okxError(int status, std::string_view code, std::string_view message);
[[nodiscard]] RestReply okxTooManyRequests();

} // namespace touchline
