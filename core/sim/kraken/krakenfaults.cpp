// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/kraken/krakenfaults.h"

#include "sim/isotime.h"
#include "sim/kraken/krakenrest.h"
#include "sim/kraken/krakenwire.h"

namespace touchline {

namespace {

constexpr std::string_view bookHead = R"({"channel":"book",)";
constexpr std::string_view tradeHead = R"({"channel":"trade",)";
constexpr std::string_view symbolKey = R"("symbol":")";
constexpr std::string_view timeKey = R"("timestamp":)";
constexpr std::string_view checksumKey = R"("checksum":)";

class KrakenFaultTexts : public FaultTexts {
public:
    /// A book goes by its symbol. All trades are one stream, and all answers with the heartbeats are another.
    [[nodiscard]] std::string_view streamOf(std::string_view text) const override
    {
        if (text.starts_with(tradeHead))
            return tradeHead;
        return text.starts_with(bookHead) ? textBehind(text, symbolKey) : std::string_view();
    }

    [[nodiscard]] bool hasTime(std::string_view text) const override { return hasIsoTime(text, timeKey); }
    void shiftTime(std::string &text, std::int64_t millis) const override
    {
        shiftIsoTimes(text, timeKey, millis);
    }

    /// There are none; but a checksum says what the book must be.
    [[nodiscard]] bool hasIds(std::string_view text) const override
    {
        return text.starts_with(bookHead) && numberBehind(text, checksumKey).size > 0;
    }
    void shiftIds(std::string &text, std::int64_t by) const override
    {
        const NumberPlace place = numberBehind(text, checksumKey);
        const auto shifted = static_cast<std::uint32_t>(place.value + by);
        text.replace(place.begin, place.size, std::to_string(shifted));
    }

    /// There is no word of a connection's end, but the one that the system goes into maintenance.
    [[nodiscard]] std::string shutdownNotice(std::string_view /*neighbour*/, Instant now) const override
    {
        return krakenwire::status("maintenance", now.nanos);
    }

    [[nodiscard]] bool asksForBook(std::string_view /*target*/) const override { return false; }
    [[nodiscard]] bool isBook(std::string_view text) const override
    {
        return text.starts_with(R"({"channel":"book","type":"snapshot")");
    }

    [[nodiscard]] RestReply refusal(const WeightMeter::Verdict &verdict) const override
    {
        return krakenRefusal(verdict);
    }
    [[nodiscard]] RestReply serverError() const override { return krakenError(503, "EService:Unavailable"); }
};

} // namespace

const FaultTexts &krakenFaultTexts()
{
    static const KrakenFaultTexts texts;
    return texts;
}

} // namespace touchline
