// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QTest>

#include <string>

namespace touchline::test {

/// One row of a test of what a decoder must refuse, with the columns "frame" and "code".
inline void addRefusal(const char *name, const std::string &frame, ErrorCode code)
{
    QTest::newRow(name) << QByteArray::fromStdString(frame) << static_cast<int>(code);
}

} // namespace touchline::test
