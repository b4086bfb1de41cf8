// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace touchline {

/// The smallest of 1, 2, 5 times a power of ten that is not below `least`, which is above zero.
[[nodiscard]] double niceStep(double least);

/// How many decimals a multiple of a nice step needs.
[[nodiscard]] int stepDecimals(double step);

/// An axis from zero to `top`, a whole multiple of the tick distance `step`.
struct NiceRange {
    double top = 1.0;
    double step = 1.0;

    bool operator==(const NiceRange &) const = default;
};

/// Chooses the range of a zero-based axis and keeps it: it grows as soon as a value would leave it, and
/// shrinks only after the values have been small for a while, so that the picture does not jump about.
class NiceScale {
public:
    /// `finestStep` is the smallest tick distance that makes sense: 1 for values in whole units, 0 for any.
    explicit NiceScale(double finestStep = 0.0) : m_finestStep(finestStep) {}

    /// `highest` is what must fit, `ticks` (1 or more) how many tick distances there is room for.
    const NiceRange &fit(double highest, int ticks);

    void reset() { m_isFitted = false; }

private:
    [[nodiscard]] NiceRange rangeFor(double highest, int ticks) const;

    double m_finestStep;
    NiceRange m_range;
    bool m_isFitted = false;
    int m_ticks = 0;
    int m_fitsWithRoom = 0;
};

} // namespace touchline
