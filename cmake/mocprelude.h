// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What moc reads before every header, see TouchlineTargets.cmake.
#include <vector>
