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

    void groupsHaveAGapBetweenThem_data()
    {
        QTest::addColumn<QString>("number");
        QTest::addColumn<QStringList>("groups");
        const auto row = [](const char *number, const QStringList &groups) {
            QTest::newRow(number) << QString::fromLatin1(number) << groups;
        };
        row("1234.5", {QStringLiteral("1234.5")});
        row("12345", {QStringLiteral("12"), QStringLiteral("345")});
        row("1234567.12345", {QStringLiteral("1"), QStringLiteral("234"), QStringLiteral("567.12345")});
        row("0.123456", {QStringLiteral("0.123456")});
    }

    void groupsHaveAGapBetweenThem()
    {
        QFETCH(const QString, number);
        QFETCH(const QStringList, groups);
        const NumberFont numbers(tabularFont());
        const auto gaps = static_cast<int>(groups.size()) - 1;
        QCOMPARE(numbers.groupedWidth(number), numbers.width(number) + gaps * numbers.digitGap());
        const QImage shown =
            drawn(1.0, [&](QPainter &painter) { numbers.drawGrouped(painter, QPointF(3, 20), number); });
        const QImage wanted = drawn(1.0, [&](QPainter &painter) {
            QPointF at(3, 20);
            for (const QString &group : groups) {
                numbers.draw(painter, at, group);
                at += QPointF(numbers.width(group) + numbers.digitGap(), 0);
            }
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
