// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/venue.h"

namespace touchline {

/// Coinbase Advanced Trade market data: whole books on the stream, proven complete by a number that grows by
/// one with every frame of a connection, whatever its channel.
/// Source: docs.cdp.coinbase.com, Advanced Trade WebSocket channels `level2`, `market_trades` and
/// `heartbeats` as of 2026-08.
///
/// A product in USDC has the book of the one in USD, and frames name the latter. It is shown as what was
/// asked for: the two are never called the same market.
class CoinbaseAdvanced : public Venue {
public:
    [[nodiscard]] std::string_view name() const override { return "coinbase"; }
    [[nodiscard]] std::string_view title() const override { return "Coinbase"; }
    [[nodiscard]] bool isDemo() const override { return false; }
    [[nodiscard]] VenueHosts hosts() const override;
    [[nodiscard]] VenueLimits limits() const override;
    [[nodiscard]] BookRules bookRules() const override;
    [[nodiscard]] VenueFacts facts() const override;

    [[nodiscard]] std::vector<std::string> instrumentUrls(const VenueHosts &hosts) const override;
    [[nodiscard]] StreamRequest streamRequest(
        const VenueHosts &hosts, std::span<const Instrument> instruments) const override;
    [[nodiscard]] StreamMessages subscribeMessages(std::span<const Instrument> instruments) const override;
    [[nodiscard]] StreamMessages unsubscribeMessages(
        std::span<const Instrument> instruments, std::span<const Instrument> kept) const override;
    [[nodiscard]] bool isNamedOnStream(std::string_view symbol) const override;
    [[nodiscard]] std::vector<std::string> resubscribeMessages(const Instrument &instrument) const override;

    [[nodiscard]] Expected<std::vector<Instrument>> decodeInstruments(std::string_view body) const override;
    /// UnexpectedShape, always.
    [[nodiscard]] Expected<FeedEvent> decodeFrame(
        std::string_view frame, const InstrumentLookup &instruments, DecodeBuffer &buffer) const override;
    [[nodiscard]] std::string errorText(std::string_view body) const override;
};

} // namespace touchline
