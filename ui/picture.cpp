// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/picture.h"

#include "ui/format.h"
#include "ui/stateshape.h"
#include "ui/statetext.h"

#include <QCoreApplication>
#include <QPainter>
#include <QSaveFile>
#include <QWidget>

namespace touchline {

namespace {

constexpr int captionHeight = 60;

QString tr(const char *text)
{
    return QCoreApplication::translate("touchline::Picture", text);
}

QString captionTitle(const FeedView &view)
{
    const QString symbol = QString::fromStdString(view.instrument->symbol);
    const QString exchange = QString::fromStdString(view.exchange);
    const QString title =
        view.isDemo ? tr("%1 · DEMO, not a real market").arg(symbol) : tr("%1 · %2").arg(symbol, exchange);
    return view.isRecording ? tr("%1 · RECORDING").arg(title) : title;
}

QString captionLine(const FeedView &view)
{
    return tr("%1 · %2 UTC").arg(stateWord(view.status.state), dateTimeText(view.takenAt));
}

void paintCaption(QPainter &painter, const QRect &area, const FeedView &view, const Theme &theme)
{
    painter.fillRect(area, theme.raised);
    QFont title = painter.font();
    title.setWeight(QFont::DemiBold);
    painter.setFont(title);
    painter.setPen(view.isDemo ? theme.demo : theme.text);
    const QRect text = area.adjusted(10, 4, -10, -4);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignTop, captionTitle(view));
    title.setWeight(QFont::Normal);
    painter.setFont(title);
    painter.setPen(view.status.isLive() ? theme.mutedText : stateColor(theme, view.status.state));
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter, captionLine(view));
    painter.setPen(theme.mutedText);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignBottom, tr("update %1").arg(view.book->updateId));
}

} // namespace

Expected<void> savePicture(const QImage &image, const QString &path)
{
    const auto refuse = [&path](const QString &why) {
        const QString sentence =
            tr("Cannot write the picture '%1': %2. Choose a folder that can be written to.").arg(path, why);
        return failure(ErrorCode::FileUnwritable, sentence.toStdString());
    };
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return refuse(file.errorString());
    if (!image.save(&file, "PNG"))
        return refuse(tr("the image could not be encoded"));
    if (!file.commit())
        return refuse(file.errorString());
    return {};
}

QImage captionedPicture(QWidget &widget, const FeedView &view, const Theme &theme)
{
    const QPixmap body = widget.grab();
    const qreal ratio = body.devicePixelRatio();
    QImage image(
        body.width(), body.height() + qRound(captionHeight * ratio), QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(ratio);
    QPainter painter(&image);
    painter.setFont(widget.font());
    paintCaption(painter, QRect(0, 0, widget.width(), captionHeight), view, theme);
    painter.drawPixmap(0, captionHeight, body);
    return image;
}

} // namespace touchline
