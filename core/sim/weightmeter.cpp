// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/weightmeter.h"

namespace touchline {

namespace {

constexpr int refusalsBeforeBan = 10;
constexpr Duration banTime = std::chrono::minutes(2);

} // namespace

WeightMeter::Verdict WeightMeter::charge(std::string_view address, int weight, Instant now)
{
    auto at = m_accounts.find(address);
    if (at == m_accounts.end())
        at = m_accounts.emplace(std::string(address), Account{}).first;
    Account &account = at->second;
    const std::int64_t minute = now.millis() / 60'000;
    if (account.minute != minute) {
        account.minute = minute;
        account.used = 0;
        account.refusals = 0;
    }
    if (now < account.bannedUntil)
        return {418, account.used, account.bannedUntil - now, account.bannedUntil};
    account.used += weight;
    if (account.used <= m_limit)
        return {200, account.used, {}, {}};
    if (++account.refusals <= refusalsBeforeBan)
        return {429, account.used, Instant::fromMillis((minute + 1) * 60'000) - now, {}};
    account.bannedUntil = now + banTime;
    return {418, account.used, banTime, account.bannedUntil};
}

} // namespace touchline
