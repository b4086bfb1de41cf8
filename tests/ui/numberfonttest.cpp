// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/numberfont.h"

#include "ui/theme.h"

#include <QImage>
#include <QPainter>
#include <QRegularExpression>
#include <QTest>

#include <functional>

using namespace touchline;

namespace {

QImage drawn(qreal scale, const std::function<void(QPainter &)> &draw)
{
    QImage image(QSize(200, 30) * scale, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    image.fill(Qt::black);
    QPainter painter(&image);
    painter.setPen(Qt::white);
    draw(painter);
    return image;
}

} // namespace

class NumberFontTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void looksLikeAnyOtherText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qreal>("scale");
        for (const qreal scale : {1.0, 2.0}) {
            for (const QString &text :
                 {QStringLiteral("61824.07"), QStringLiteral("0.00162 bps"),
                  QStringLiteral("0.08655 · 0.2 s"), QStringLiteral("–"), QStringLiteral("\u221255 %"),
                  QStringLiteral("12345678901234567890.123456789012345")})
                QTest::addRow("%s at %g", qPrintable(text), scale) << text << scale;
        }
    }

    void looksLikeAnyOtherText()
    {
        QFETCH(const QString, text);
        QFETCH(const qreal, scale);
        const QFont font = tabularFont();
        const NumberFont numbers(font);
        const QPointF at(3.0, 20.0);
        const QImage shown = drawn(scale, [&](QPainter &painter) { numbers.draw(painter, at, text); });
        const QImage wanted = drawn(scale, [&](QPainter &painter) {
            painter.setFont(font);
            painter.drawText(at, text);
        });
        QCOMPARE(shown, wanted);
    }

    void everyCharacterIsAsWideAsADigit()
    {
        const NumberFont numbers(tabularFont());
        QCOMPARE(numbers.width(u"0.125"), 5 * numbers.digitWidth());
    }
};

QTEST_MAIN(NumberFontTest)
#include "numberfonttest.moc"
