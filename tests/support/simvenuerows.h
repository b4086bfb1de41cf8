// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim/simvenuetable.h"

#include <QByteArray>
#include <QTest>

#include <string>

namespace touchline::test {

/// A row for each venue that can be simulated, with the column "name".
inline void addSimVenues()
{
    QTest::addColumn<QByteArray>("name");
    for (const std::string_view name : simVenueNames())
        QTest::newRow(std::string(name).c_str()) << QByteArray(name.data(), qsizetype(name.size()));
}

} // namespace touchline::test
