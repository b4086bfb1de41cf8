// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/binance/binancefaults.h"

#include "sim/binance/resterror.h"

namespace touchline {

namespace {

constexpr std::string_view timeKey = R"("E":)";
constexpr std::string_view combinedHead = R"({"stream":)";
constexpr int usualWeightLimit = 6'000;

class BinanceFaultTexts : public FaultTexts {
public:
    /// The name of the stream of a combined connection; nothing tells other texts apart.
    [[nodiscard]] std::string_view streamOf(std::string_view text) const override
    {
        return text.starts_with(combinedHead) ? text.substr(0, text.find(',')) : std::string_view();
    }

    [[nodiscard]] bool hasTime(std::string_view text) const override
    {
        return numberBehind(text, timeKey).size > 0;
    }
    void shiftTime(std::string &text, std::int64_t millis) const override
    {
        shiftNumber(text, timeKey, millis);
    }

    [[nodiscard]] bool hasIds(std::string_view text) const override
    {
        return text.find(R"("e":"depthUpdate")") != std::string_view::npos;
    }
    void shiftIds(std::string &text, std::int64_t by) const override
    {
        for (const std::string_view key : {R"("U":)", R"("u":)", R"("pu":)"})
            shiftNumber(text, key, by);
    }

    /// As of 2026-06; wrapped as the neighbour is.
    [[nodiscard]] std::string shutdownNotice(std::string_view neighbour, Instant now) const override
    {
        const NumberPlace time = numberBehind(neighbour, timeKey);
        const std::string notice =
            R"({"e":"serverShutdown","E":)" + std::to_string(time.size > 0 ? time.value : now.millis()) + '}';
        const bool isCombined = neighbour.starts_with(combinedHead);
        return isCombined ? R"({"stream":"!serverShutdown","data":)" + notice + '}' : notice;
    }

    [[nodiscard]] bool asksForBook(std::string_view target) const override
    {
        const auto path = target.substr(0, target.find('?'));
        return path == "/api/v3/depth" || path == "/fapi/v1/depth";
    }
    [[nodiscard]] bool isBook(std::string_view /*text*/) const override { return false; }

    [[nodiscard]] RestReply refusal(const WeightMeter::Verdict &verdict) const override
    {
        return weightRefusal(verdict, usualWeightLimit);
    }
    [[nodiscard]] RestReply serverError() const override
    {
        const RestError error{500, -1000, "An unknown error occurred while processing the request."};
        return {error.status, errorBody(error), {}};
    }
};

} // namespace

const FaultTexts &binanceFaultTexts()
{
    static const BinanceFaultTexts texts;
    return texts;
}

} // namespace touchline
