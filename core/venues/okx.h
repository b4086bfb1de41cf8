// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/venue.h"

namespace touchline {

/// OKX: spot pairs, perpetuals and dated futures, 400 levels a side, whole books and their changes on one
/// stream, and books by REST where the stream begins without one. Source: OKX API v5, order book channel, as
/// of 2026-07-28.
class Okx : public Venue {
public:
    [[nodiscard]] std::string_view name() const override { return "okx"; }
    [[nodiscard]] std::string_view title() const override { return "OKX"; }
    [[nodiscard]] bool isDemo() const override { return false; }
    [[nodiscard]] VenueHosts hosts() const override;
    [[nodiscard]] VenueLimits limits() const override;
    [[nodiscard]] BookRules bookRules() const override;
    [[nodiscard]] VenueFacts facts() const override;

    [[nodiscard]] std::vector<std::string> instrumentUrls(const VenueHosts &hosts) const override;
    [[nodiscard]] std::string snapshotUrl(
        const VenueHosts &hosts, std::string_view symbol, std::size_t levels) const override;
    [[nodiscard]] StreamRequest streamRequest(
        const VenueHosts &hosts, std::span<const Instrument> instruments) const override;
    [[nodiscard]] StreamMessages subscribeMessages(std::span<const Instrument> instruments) const override;
    [[nodiscard]] StreamMessages unsubscribeMessages(
        std::span<const Instrument> instruments, std::span<const Instrument> kept) const override;
    [[nodiscard]] std::vector<std::string> resubscribeMessages(const Instrument &instrument) const override;

    [[nodiscard]] Expected<std::vector<Instrument>> decodeInstruments(std::string_view body) const override;
    [[nodiscard]] Expected<BookSnapshot> decodeSnapshot(
        std::string_view body, const Instrument &instrument) const override;
    [[nodiscard]] Expected<FeedEvent> decodeFrame(
        std::string_view frame, const InstrumentLookup &instruments, DecodeBuffer &buffer) const override;
    [[nodiscard]] std::string errorText(std::string_view body) const override;
};

} // namespace touchline
