// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string_view>

namespace touchline {

/// For texts that somebody else wrote, as an exchange its symbols and its reasons: what looks like markup is
/// shown as it is. Qt takes a tool tip that looks like markup for rich text, which may even load pictures.
[[nodiscard]] QString plainToolTip(const QString &text);

/// A symbol as part of a file's name: whatever is no letter, digit, '-' or '_' becomes '_'.
[[nodiscard]] QString fileNamePart(std::string_view symbol);

} // namespace touchline
