// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/venuefeed.h"
#include "venues/venuetable.h"

#include <string>
#include <string_view>
#include <vector>

namespace touchline::test {

/// One entry of a frame of the channel "books".
struct OkxBook {
    std::int64_t previous = -1;
    std::int64_t id = 0;
    LevelTexts bids = {};
    LevelTexts asks = {};
    std::int64_t checksum = 0;
};

inline std::string okxLevels(const LevelTexts &levels)
{
    std::string out = "[";
    for (const auto &[price, qty] : levels)
        out += (out.back() == '[' ? "[\"" : ",[\"") + price + "\",\"" + qty + "\",\"0\",\"1\"]";
    return out + ']';
}

inline std::string okxEntry(const OkxBook &book)
{
    return R"({"asks":)" + okxLevels(book.asks) + R"(,"bids":)" + okxLevels(book.bids) +
           R"(,"ts":"1770000000000","checksum":)" + std::to_string(book.checksum) + R"(,"prevSeqId":)" +
           std::to_string(book.previous) + R"(,"seqId":)" + std::to_string(book.id) + '}';
}

inline std::string okxFrame(std::string_view symbol, std::string_view action, std::string_view entries)
{
    return R"({"arg":{"channel":"books","instId":")" + std::string(symbol) + R"("},"action":")" +
           std::string(action) + R"(","data":[)" + std::string(entries) + "]}";
}

inline std::string okxUpdate(std::string_view symbol, const OkxBook &book)
{
    return okxFrame(symbol, "update", okxEntry(book));
}

/// Bid 10 x 1, ask 11 x 2.
inline std::string okxSnapshot(std::string_view symbol, std::int64_t id, std::int64_t checksum = 0)
{
    return okxFrame(symbol, "snapshot", okxEntry({-1, id, {{"10", "1"}}, {{"11", "2"}}, checksum}));
}

/// The same book as an answer by REST.
inline std::string okxAnswer(std::int64_t id)
{
    return R"({"code":"0","data":[{"asks":[["11","2","0","1"]],"bids":[["10","1","0","1"]],)"
           R"("ts":"1770000000000","seqId":)" +
           std::to_string(id) + R"(}],"msg":""})";
}

/// A FeedSession with OKX.
class OkxFeed : public VenueFeed {
public:
    explicit OkxFeed(const std::vector<std::string> &symbols = {"A-USDT"}, SessionOptions options = {})
        : VenueFeed(*findVenue("okx"), std::move(options), instrumentsOf(symbols))
    {
    }

    void update(const OkxBook &book, std::string_view symbol = "A-USDT") { frame(okxUpdate(symbol, book)); }
    /// Open, and a snapshot of each book.
    void goLive(std::int64_t id = 100)
    {
        open();
        for (std::size_t i = 0; i < session.bookCount(); ++i)
            frame(okxSnapshot(session.book(i).instrument().symbol, id));
        takeSent();
    }
    [[nodiscard]] std::uint64_t updateId(std::size_t index = 0) const
    {
        return session.book(index).updateId();
    }

private:
    static std::vector<Instrument> instrumentsOf(const std::vector<std::string> &symbols)
    {
        std::vector<Instrument> instruments;
        for (const std::string &symbol : symbols)
            instruments.push_back(bareInstrument(symbol));
        return instruments;
    }
};

} // namespace touchline::test
