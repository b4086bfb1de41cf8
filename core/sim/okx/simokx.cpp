// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/okx/simokx.h"

#include "sim/okx/okxchannels.h"
#include "sim/okx/okxconnection.h"
#include "sim/okx/okxfaults.h"
#include "sim/okx/okxlistings.h"
#include "sim/okx/okxrest.h"
#include "sim/ratewindow.h"

namespace touchline {

namespace {

/// Where connections come in: all clients have one address, and the venue counts by address.
class Entrance {
public:
    explicit Entrance(std::size_t aSecond) : m_window(aSecond, std::chrono::seconds(1)) {}

    [[nodiscard]] OkxTicket admit(Instant now) { return {++m_last, m_window.admits(now)}; }

private:
    RateWindow m_window;
    std::uint32_t m_last = 0xa1b2c000;
};

class SimOkx : public SimVenue {
public:
    explicit SimOkx(const OkxRules &rules)
        : m_rules(rules),
          m_entrance(std::make_unique<Entrance>(rules.connectionsASecond))
    {
    }

    [[nodiscard]] std::vector<SymbolSpec> list(std::vector<SymbolSpec> specs) const override
    {
        return okxListings(std::move(specs));
    }

    [[nodiscard]] std::unique_ptr<SimConnection> connection(Instant now) const override
    {
        return std::make_unique<OkxConnection>(m_rules, m_entrance->admit(now), now);
    }

    [[nodiscard]] std::unique_ptr<MarketChannels> channels(const Instrument &instrument) const override
    {
        return std::make_unique<OkxChannels>(instrument.symbol, m_rules);
    }

    [[nodiscard]] std::string symbolOfStream(std::string_view stream) const override
    {
        return std::string(stream.substr(stream.find(':') + 1));
    }

    [[nodiscard]] RestReply get(
        const RestRequest &request, std::string_view address, MarketSource &source, Instant now) override
    {
        return m_rest.get(request, address, source, now);
    }

    [[nodiscard]] const FaultTexts &faultTexts() const override { return okxFaultTexts(); }

private:
    OkxRules m_rules;
    std::unique_ptr<Entrance> m_entrance; ///< never null
    OkxRest m_rest;
};

} // namespace

std::unique_ptr<SimVenue> simOkx(const OkxRules &rules)
{
    return std::make_unique<SimOkx>(rules);
}

} // namespace touchline
