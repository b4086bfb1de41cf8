// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/coinbase/coinbasefaults.h"

#include "sim/coinbase/coinbaserest.h"
#include "sim/isotime.h"

namespace touchline {

namespace {

constexpr std::string_view levelHead = R"({"channel":"l2_data",)";
constexpr std::string_view tradeHead = R"({"channel":"market_trades",)";
constexpr std::string_view productKey = R"("product_id":")";
constexpr std::string_view numberKey = R"("sequence_num":)";
constexpr std::string_view timeKey = R"("timestamp":)";

class CoinbaseFaultTexts : public FaultTexts {
public:
    /// A book goes by its product. All trades are one stream, and all other channels are another.
    [[nodiscard]] std::string_view streamOf(std::string_view text) const override
    {
        if (text.starts_with(tradeHead))
            return tradeHead;
        return text.starts_with(levelHead) ? textBehind(text, productKey) : std::string_view();
    }

    [[nodiscard]] bool hasTime(std::string_view text) const override { return hasIsoTime(text, timeKey); }
    void shiftTime(std::string &text, std::int64_t millis) const override
    {
        for (const std::string_view key :
             {timeKey, std::string_view(R"("event_time":)"), std::string_view(R"("time":)")})
            shiftIsoTimes(text, key, millis);
    }

    [[nodiscard]] bool hasIds(std::string_view text) const override
    {
        return text.starts_with(levelHead) && numberBehind(text, numberKey).size > 0;
    }
    void shiftIds(std::string &text, std::int64_t by) const override { shiftNumber(text, numberKey, by); }

    /// The venue gives none.
    [[nodiscard]] std::string shutdownNotice(std::string_view /*neighbour*/, Instant /*now*/) const override
    {
        return {};
    }

    [[nodiscard]] bool asksForBook(std::string_view /*target*/) const override { return false; }
    [[nodiscard]] bool isBook(std::string_view text) const override
    {
        constexpr std::size_t head = 160;
        return text.starts_with(levelHead) &&
               text.substr(0, head).find(R"([{"type":"snapshot")") != std::string_view::npos;
    }

    [[nodiscard]] RestReply refusal(const WeightMeter::Verdict &verdict) const override
    {
        return coinbaseRefusal(verdict);
    }
    [[nodiscard]] RestReply serverError() const override
    {
        return coinbaseError(503, "UNAVAILABLE", "service unavailable");
    }
};

} // namespace

const FaultTexts &coinbaseFaultTexts()
{
    static const CoinbaseFaultTexts texts;
    return texts;
}

} // namespace touchline
