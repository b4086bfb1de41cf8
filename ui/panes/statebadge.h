// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/feedview.h"
#include "ui/theme.h"

#include <QWidget>

namespace touchline {

/// A state as colour, shape and word.
class StateBadge : public QWidget {
    Q_OBJECT

public:
    explicit StateBadge(QWidget *parent = nullptr);

    void setState(FeedState state);
    void setTheme(const Theme &theme);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    FeedState m_state = FeedState::Connecting;
    Theme m_theme;
};

} // namespace touchline
