// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ladder/laddermodel.h"
#include "ui/ladder/ladderview.h"
#include "ui/picture.h"
#include "ui/venuewords.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFileDialog>

namespace touchline {

QAction *LadderView::addLadderAction(
    const QString &text, const QList<QKeySequence> &keys, std::function<void()> run)
{
    auto *action = new QAction(text, this);
    action->setShortcuts(keys);
    // Space and arrows mean other things in other widgets.
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, std::move(run));
    addAction(action);
    return action;
}

void LadderView::addActions()
{
    m_followAction = addLadderAction(
        tr("&Follow the touch"), {Qt::Key_Space}, [this] { isFollowing() ? pin() : follow(); });
    m_followAction->setCheckable(true);
    m_followAction->setChecked(true);
    addLadderAction(tr("&Centre on the touch"), {Qt::Key_Home}, [this] { centre(); });
    addLadderAction(tr("Prices one row &up"), {Qt::Key_Up}, [this] { scrollPrices(1); });
    addLadderAction(tr("Prices one row &down"), {Qt::Key_Down}, [this] { scrollPrices(-1); });
    addLadderAction(
        tr("Prices one &page up"), {Qt::Key_PageUp}, [this] { scrollPrices(m_model->window().rowsPerSide); });
    addLadderAction(tr("Prices one pa&ge down"), {Qt::Key_PageDown}, [this] {
        scrollPrices(-m_model->window().rowsPerSide);
    });
    addLadderAction(tr("C&oarser grouping"), {Qt::Key_Plus, Qt::Key_Equal}, [this] { stepGrouping(1); });
    addLadderAction(tr("F&iner grouping"), {Qt::Key_Minus}, [this] { stepGrouping(-1); });
    QAction *copy = addLadderAction(
        tr("Cop&y a picture of the ladder"), {QKeySequence(QStringLiteral("Ctrl+Shift+C"))},
        [this] { copyPicture(); });
    QAction *save = addLadderAction(
        tr("&Save a picture of the ladder…"), {QKeySequence(QStringLiteral("Ctrl+Shift+S"))},
        [this] { savePictureAs(); });
    for (QAction *action : {copy, save})
        action->setShortcutContext(Qt::WindowShortcut);
}

QImage LadderView::picture()
{
    return captionedPicture(*this, m_view, m_theme);
}

void LadderView::copyPicture()
{
    QApplication::clipboard()->setImage(picture());
    emit notice(tr("A picture of the ladder is on the clipboard."));
}

void LadderView::savePictureAs()
{
    // Taken now: the market moves on while the person chooses a name.
    const QImage image = picture();
    auto *dialog = new QFileDialog(this, tr("Save a picture of the ladder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr("PNG pictures (*.png)"));
    dialog->setDefaultSuffix(QStringLiteral("png"));
    dialog->selectFile(fileNamePart(m_view.instrument->symbol) + QStringLiteral("-ladder.png"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, image](const QString &path) {
        const auto saved = savePicture(image, path);
        emit notice(saved ? tr("Saved %1.").arg(path) : QString::fromStdString(saved.error().detail));
    });
    dialog->open();
}

} // namespace touchline
