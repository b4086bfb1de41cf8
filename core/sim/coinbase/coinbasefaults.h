// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/faulttexts.h"

namespace touchline {

[[nodiscard]] const FaultTexts &coinbaseFaultTexts();

} // namespace touchline
