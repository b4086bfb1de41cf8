// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Input: the side, then a sequence of steps: updates one by one or in bursts, snapshots, another tick,
// another place of the touch. Prices wrap around, so that every int64 can be reached.
#include "book/bookside.h"
#include "fuzzinput.h"

#include <iterator>
#include <limits>
#include <map>
#include <vector>

using namespace touchline;

namespace {

/// One side beside a plain map of its ranks, compared after every step.
class CheckedSide {
public:
    explicit CheckedSide(Side side) : m_real(side) {}

    void step(FuzzInput &input)
    {
        switch (input.below(8)) {
        case 0:
            m_tick = (1 + static_cast<std::uint64_t>(input.below(256))) << input.below(60);
            break;
        case 1:
            m_touch += (static_cast<std::uint64_t>(input.below(256)) - 128) << input.below(60);
            break;
        case 2:
            reload(input.below(256));
            break;
        case 3:
        case 4:
            burst(input);
            break;
        default:
            set(m_touch + static_cast<std::uint64_t>(input.below(256)) * m_tick, input.below(3));
        }
        compare(m_touch + static_cast<std::uint64_t>(input.below(256)) * m_tick);
    }

private:
    void set(std::uint64_t rank, std::int64_t qty)
    {
        const auto signedRank = static_cast<std::int64_t>(rank);
        m_real.set(Level{Price(rankOf(m_real.side(), signedRank)), Qty(qty)});
        if (qty == 0)
            m_truth.erase(signedRank);
        else
            m_truth[signedRank] = qty;
    }

    /// Many updates with one distance between them; every so many of them remove.
    void burst(FuzzInput &input)
    {
        const int count = input.below(256);
        const auto stride = static_cast<std::uint64_t>(input.below(256)) * m_tick;
        const int removeEach = 1 + input.below(16);
        for (int i = 0; i < count; ++i)
            set(m_touch + static_cast<std::uint64_t>(i) * stride, i % removeEach == 0 ? 0 : i);
    }

    /// A snapshot of what is there, worst first; a price twice if `repeated` is one of its levels.
    void reload(int repeated)
    {
        std::vector<Level> levels;
        for (auto at = m_truth.rbegin(); at != m_truth.rend(); ++at)
            levels.push_back(Level{Price(rankOf(m_real.side(), at->first)), Qty(at->second)});
        const bool isBroken = static_cast<std::size_t>(repeated) < levels.size();
        if (isBroken)
            levels.push_back(levels[static_cast<std::size_t>(repeated)]);
        require(m_real.load(levels) != isBroken, "a snapshot is refused if, and only if, it repeats a price");
        if (isBroken)
            m_truth.clear();
    }

    void compare(std::uint64_t somewhere) const
    {
        require(m_real.size() == m_truth.size(), "as many levels as a map");
        auto at = m_truth.begin();
        m_real.visitBestFirst([this, &at](const Level &level) {
            require(rankOf(m_real.side(), level.price.raw()) == at->first, "the prices of a map, in order");
            require(level.qty.raw() == at->second, "the quantities of a map");
            ++at;
            return true;
        });
        require(at == m_truth.end(), "no level is left out");
        const auto rank = static_cast<std::int64_t>(somewhere);
        const Price price(rankOf(m_real.side(), rank));
        const auto found = m_truth.find(rank);
        const std::int64_t qty = found == m_truth.end() ? 0 : found->second;
        require(m_real.qtyAt(price).raw() == qty, "the quantity at a price");
        std::size_t behind = 0;
        m_real.visitRange(price, Price(rankOf(m_real.side(), worstRank)), [&behind](const Level &) {
            ++behind;
            return true;
        });
        const auto expected = std::distance(m_truth.lower_bound(rank), m_truth.end());
        require(behind == static_cast<std::size_t>(expected), "the levels from a price on");
    }

    static constexpr std::int64_t worstRank = std::numeric_limits<std::int64_t>::max();

    BookSide m_real;
    std::map<std::int64_t, std::int64_t> m_truth;
    std::uint64_t m_tick = 1'000'000;
    std::uint64_t m_touch = 0;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    FuzzInput input({data, size});
    CheckedSide side(input.below(2) == 0 ? Side::Bid : Side::Ask);
    while (!input.isUsedUp())
        side.step(input);
    return 0;
}
