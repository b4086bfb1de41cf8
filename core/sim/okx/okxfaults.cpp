// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/okx/okxfaults.h"

#include "sim/okx/okxrest.h"

namespace touchline {

namespace {

constexpr std::string_view dataHead = R"({"arg":)";
constexpr std::string_view timeKey = R"("ts":")";

/// The member behind the argument of a text about a book: "snapshot" and "update" stand there.
bool isAction(std::string_view text, std::string_view action)
{
    if (!text.starts_with(dataHead))
        return false;
    constexpr std::string_view key = R"(},"action":")";
    const auto at = text.find(key);
    return at != std::string_view::npos && text.substr(at + key.size()).starts_with(action);
}

class OkxFaultTexts : public FaultTexts {
public:
    /// The argument of what was subscribed to. Answers to requests are of no stream.
    [[nodiscard]] std::string_view streamOf(std::string_view text) const override
    {
        return text.starts_with(dataHead) ? text.substr(0, text.find('}')) : std::string_view();
    }

    [[nodiscard]] bool hasTime(std::string_view text) const override
    {
        return numberBehind(text, timeKey).size > 0;
    }
    void shiftTime(std::string &text, std::int64_t millis) const override
    {
        shiftNumber(text, timeKey, millis);
    }

    [[nodiscard]] bool hasIds(std::string_view text) const override { return isAction(text, "update"); }
    void shiftIds(std::string &text, std::int64_t by) const override
    {
        for (const std::string_view key : {R"("prevSeqId":)", R"("seqId":)"})
            shiftNumber(text, key, by);
    }

    /// Source: OKX API v5, WebSocket notification, as of 2026-07-28.
    [[nodiscard]] std::string shutdownNotice(std::string_view /*neighbour*/, Instant /*now*/) const override
    {
        return R"({"event":"notice","code":"64008","msg":"The connection will soon be closed for a service )"
               R"(upgrade. Please reconnect.","connId":"00000000"})";
    }

    [[nodiscard]] bool asksForBook(std::string_view target) const override
    {
        return target.substr(0, target.find('?')) == "/api/v5/market/books";
    }
    [[nodiscard]] bool isBook(std::string_view text) const override { return isAction(text, "snapshot"); }

    /// The venue knows no ban and does not say for how long it refuses.
    [[nodiscard]] RestReply refusal(const WeightMeter::Verdict & /*verdict*/) const override
    {
        return okxTooManyRequests();
    }
    [[nodiscard]] RestReply serverError() const override
    {
        return okxError(503, "50001", "Service temporarily unavailable. Try again later");
    }
};

} // namespace

const FaultTexts &okxFaultTexts()
{
    static const OkxFaultTexts texts;
    return texts;
}

} // namespace touchline
