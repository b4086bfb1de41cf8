// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace touchline::test {

/// A text with nothing behind it: reading its next byte ends the program, in every kind of build. One at a
/// time.
class GuardedText {
public:
    /// Longer texts are not guarded.
    static constexpr std::size_t longest = 1024 * 1024;

    explicit GuardedText(std::string_view text);

    [[nodiscard]] std::string_view view() const { return m_view; }

private:
    std::string_view m_view;
};

} // namespace touchline::test
