// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/venue.h"

namespace touchline {

/// Kraken's spot market data, WebSocket API v2: books begin and go on on the stream, and a checksum with each
/// message proves them.
/// Source: docs.kraken.com, spot WebSocket v2, channels `book`, `trade` and `instrument` as of 2026-10.
class KrakenSpot : public Venue {
public:
    [[nodiscard]] std::string_view name() const override { return "kraken"; }
    [[nodiscard]] std::string_view title() const override { return "Kraken"; }
    [[nodiscard]] bool isDemo() const override { return false; }
    [[nodiscard]] VenueHosts hosts() const override;
    [[nodiscard]] VenueLimits limits() const override;
    [[nodiscard]] BookRules bookRules() const override;
    [[nodiscard]] VenueFacts facts() const override;

    [[nodiscard]] std::vector<std::string> instrumentUrls(const VenueHosts &hosts) const override;
    [[nodiscard]] std::string instrumentsMessage() const override;
    [[nodiscard]] StreamRequest streamRequest(
        const VenueHosts &hosts, std::span<const Instrument> instruments) const override;
    [[nodiscard]] StreamMessages subscribeMessages(std::span<const Instrument> instruments) const override;
    [[nodiscard]] StreamMessages unsubscribeMessages(
        std::span<const Instrument> instruments, std::span<const Instrument> kept) const override;
    [[nodiscard]] std::vector<std::string> resubscribeMessages(const Instrument &instrument) const override;

    [[nodiscard]] Expected<std::vector<Instrument>> decodeInstruments(std::string_view body) const override;
    [[nodiscard]] Expected<FeedEvent> decodeFrame(
        std::string_view frame, const InstrumentLookup &instruments, DecodeBuffer &buffer) const override;
    [[nodiscard]] std::string errorText(std::string_view body) const override;
};

} // namespace touchline
