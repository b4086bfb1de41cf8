// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/venue.h"

namespace touchline {

/// What differs between the exchanges that speak Binance Spot's protocol.
struct BinanceSpotProfile {
    std::string_view name;
    std::string_view title;
    std::string_view restHost;
    std::string_view wsHost;
    bool isDemo = false;
};

/// Binance Spot market data: REST `/api/v3` and combined streams.
/// Source: binance-spot-api-docs, web-socket-streams.md and rest-api.md as of 2026-07-21.
class BinanceSpot : public Venue {
public:
    explicit BinanceSpot(BinanceSpotProfile profile) : m_profile(profile) {}

    [[nodiscard]] std::string_view name() const override { return m_profile.name; }
    [[nodiscard]] std::string_view title() const override { return m_profile.title; }
    [[nodiscard]] bool isDemo() const override { return m_profile.isDemo; }
    [[nodiscard]] VenueHosts hosts() const override;
    [[nodiscard]] VenueLimits limits() const override;
    [[nodiscard]] VenueFacts facts() const override;

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

private:
    BinanceSpotProfile m_profile;
};

} // namespace touchline
