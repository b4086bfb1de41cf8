// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/venue.h"

namespace touchline {

/// Binance USD-M futures: REST `/fapi/v1`, books on `/public`, trades on `/market` (split since 2026-03).
/// Source: the derivatives pages of developers.binance.com and its change log as of 2026-08.
class BinanceUsdm : public Venue {
public:
    [[nodiscard]] std::string_view name() const override { return "binance-usdm"; }
    [[nodiscard]] std::string_view title() const override { return "Binance USD-M Futures"; }
    [[nodiscard]] bool isDemo() const override { return false; }
    [[nodiscard]] VenueHosts hosts() const override;
    [[nodiscard]] VenueLimits limits() const override;
    [[nodiscard]] VenueFacts facts() const override;
    [[nodiscard]] BookRules bookRules() const override;

    [[nodiscard]] std::vector<std::string> instrumentUrls(const VenueHosts &hosts) const override;
    [[nodiscard]] std::string snapshotUrl(
        const VenueHosts &hosts, std::string_view symbol, std::size_t levels) const override;
    [[nodiscard]] StreamRequest streamRequest(
        const VenueHosts &hosts, std::span<const Instrument> instruments) const override;
    [[nodiscard]] StreamMessages subscribeMessages(std::span<const Instrument> instruments) const override;
    [[nodiscard]] StreamMessages unsubscribeMessages(
        std::span<const Instrument> instruments, std::span<const Instrument> kept) const override;

    [[nodiscard]] Expected<std::vector<Instrument>> decodeInstruments(std::string_view body) const override;
    [[nodiscard]] Expected<BookSnapshot> decodeSnapshot(
        std::string_view body, const Instrument &instrument) const override;
    [[nodiscard]] Expected<FeedEvent> decodeFrame(
        std::string_view frame, const InstrumentLookup &instruments, DecodeBuffer &buffer) const override;
    [[nodiscard]] std::string errorText(std::string_view body) const override;
};

} // namespace touchline
