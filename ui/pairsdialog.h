// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QGridLayout;

namespace touchline {

/// Two columns of text to read, under headings.
class PairsDialog : public QDialog {
    Q_OBJECT

public:
    explicit PairsDialog(const QString &title, QWidget *parent = nullptr);

    void addHeading(const QString &heading);
    /// Both are shown as they are, whatever is in them.
    void addPair(const QString &left, const QString &right);

private:
    QGridLayout *m_grid;
};

} // namespace touchline
