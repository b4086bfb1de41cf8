// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/contestant.h"
#include "bench/depthtext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>

#include <array>
#include <cmath>
#include <cstring>
#include <functional>

namespace touchline::bench {

namespace {

constexpr double units = 1e8;

class SimdjsonMap : public Contestant {
public:
    void load(std::string_view snapshot) override
    {
        m_bids.clear();
        m_asks.clear();
        m_lastId = m_parser.readSnapshot(snapshot, Setter{*this});
    }

    void frame(std::string_view text) override
    {
        const UpdateIds ids = m_parser.readFrame(text, Setter{*this});
        m_isGapless = m_isGapless && ids.first <= m_lastId + 1;
        m_lastId = ids.last;
    }

    bool isGood() const override { return m_isGapless; }

    Top top() const override { return Top{best(m_bids), best(m_asks)}; }

private:
    struct Setter {
        SimdjsonMap &book;

        void operator()(Side side, std::int64_t price, std::int64_t qty) const
        {
            if (side == Side::Bid)
                set(book.m_bids, price, qty);
            else
                set(book.m_asks, price, qty);
        }
    };

    template <class Map> static void set(Map &side, std::int64_t price, std::int64_t qty)
    {
        if (qty == 0)
            side.erase(price);
        else
            side.insert_or_assign(price, qty);
    }

    template <class Map> static std::vector<Level> best(const Map &side)
    {
        std::vector<Level> levels;
        for (auto at = side.begin(); at != side.end() && levels.size() < Flow::topDepth; ++at)
            levels.push_back(Level{Price(at->first), Qty(at->second)});
        return levels;
    }

    DepthText m_parser;
    std::map<std::int64_t, std::int64_t, std::greater<>> m_bids;
    std::map<std::int64_t, std::int64_t> m_asks;
    std::uint64_t m_lastId = 0;
    bool m_isGapless = true;
};

class QtJsonMap : public Contestant {
public:
    void load(std::string_view snapshot) override
    {
        m_bids.clear();
        m_asks.clear();
        const QJsonObject root = parse(snapshot);
        read(root[QStringLiteral("bids")].toArray(), m_bids);
        read(root[QStringLiteral("asks")].toArray(), m_asks);
        m_lastId = root[QStringLiteral("lastUpdateId")].toInteger();
    }

    void frame(std::string_view text) override
    {
        const QJsonObject payload = parse(text)[QStringLiteral("data")].toObject();
        m_isGapless = m_isGapless && payload[QStringLiteral("U")].toInteger() <= m_lastId + 1;
        m_lastId = payload[QStringLiteral("u")].toInteger();
        read(payload[QStringLiteral("b")].toArray(), m_bids);
        read(payload[QStringLiteral("a")].toArray(), m_asks);
    }

    bool isGood() const override { return m_isGapless; }

    Top top() const override
    {
        Top top;
        for (auto at = m_bids.end(); at != m_bids.begin() && top.bids.size() < Flow::topDepth;) {
            --at;
            top.bids.push_back(level(at));
        }
        for (auto at = m_asks.begin(); at != m_asks.end() && top.asks.size() < Flow::topDepth; ++at)
            top.asks.push_back(level(at));
        return top;
    }

private:
    using Side = QMap<double, double>;

    static QJsonObject parse(std::string_view text)
    {
        const auto bytes = QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size()));
        return QJsonDocument::fromJson(bytes).object();
    }

    static void read(const QJsonArray &levels, Side &side)
    {
        for (const auto &entry : levels) {
            const QJsonArray level = entry.toArray();
            const double price = level[0].toString().toDouble();
            const double qty = level[1].toString().toDouble();
            if (qty == 0.0)
                side.remove(price);
            else
                side.insert(price, qty);
        }
    }

    static Level level(Side::const_iterator at)
    {
        return Level{Price(std::llround(at.key() * units)), Qty(std::llround(at.value() * units))};
    }

    Side m_bids;
    Side m_asks;
    qint64 m_lastId = 0;
    bool m_isGapless = true;
};

class CopyText : public Contestant {
public:
    void load(std::string_view) override {}
    void frame(std::string_view text) override
    {
        if (m_copy.size() < text.size())
            m_copy.resize(text.size());
        std::memcpy(m_copy.data(), text.data(), text.size());
        m_sum += static_cast<unsigned char>(m_copy[text.size() / 2]);
    }
    bool isGood() const override { return m_sum > 0; }
    bool hasBook() const override { return false; }

private:
    std::string m_copy;
    std::uint64_t m_sum = 0;
};

class ReadBytes : public Contestant {
public:
    void load(std::string_view) override {}
    void frame(std::string_view text) override
    {
        std::array<std::uint64_t, 4> words{};
        std::array<std::uint64_t, 4> sums{};
        std::size_t at = 0;
        for (; at + sizeof words <= text.size(); at += sizeof words) {
            std::memcpy(words.data(), text.data() + at, sizeof words);
            for (std::size_t i = 0; i < words.size(); ++i)
                sums[i] += words[i];
        }
        for (; at < text.size(); ++at)
            sums[0] += static_cast<unsigned char>(text[at]);
        m_sum ^= sums[0] + sums[1] + sums[2] + sums[3];
    }
    bool isGood() const override { return m_sum > 0; }
    bool hasBook() const override { return false; }

private:
    std::uint64_t m_sum = 0;
};

} // namespace

std::unique_ptr<Contestant> simdjsonMap()
{
    return std::make_unique<SimdjsonMap>();
}

std::unique_ptr<Contestant> qtJsonMap()
{
    return std::make_unique<QtJsonMap>();
}

std::unique_ptr<Contestant> copyText()
{
    return std::make_unique<CopyText>();
}

std::unique_ptr<Contestant> readBytes()
{
    return std::make_unique<ReadBytes>();
}

bool isExact(Contestant &contestant, Flow &flow)
{
    flow.rewind();
    contestant.load(flow.snapshot());
    for (std::size_t i = 0; i + 1 < flow.size(); ++i)
        contestant.frame(flow.frame(i));
    const bool isTopRight = !contestant.hasBook() || contestant.top() == flow.top();
    contestant.frame(flow.frame(flow.size() - 1));
    const bool isStartRight = !contestant.hasBook() || contestant.top() == flow.startTop();
    flow.advance();
    return contestant.isGood() && isTopRight && isStartRight;
}

} // namespace touchline::bench
