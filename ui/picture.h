// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "feed/feedview.h"
#include "ui/theme.h"

#include <QImage>
#include <QString>

class QWidget;

namespace touchline {

/// Writes a PNG whole or not at all; the error says what to do.
[[nodiscard]] Expected<void> savePicture(const QImage &image, const QString &path);

/// The widget as it looks now, under a caption that says what it shows: symbol, exchange, time, state.
[[nodiscard]] QImage captionedPicture(QWidget &widget, const FeedView &view, const Theme &theme);

} // namespace touchline
