// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/faultlab.h"

#include "support/windowtest.h"
#include "ui/panes/faultlabdock.h"

#include <QCheckBox>
#include <QLabel>
#include <QMainWindow>
#include <QSignalSpy>
#include <QTest>
#include <QWebSocket>

using namespace touchline;

/// The dock and the demo exchange together.
class FaultLabTest : public QObject {
    Q_OBJECT

private:
    static QLabel *countOf(const QWidget &dock, const char *kind)
    {
        const QString name = QStringLiteral("Count of ") + QLatin1String(kind);
        for (auto *const label : dock.findChildren<QLabel *>()) {
            if (label->accessibleName() == name)
                return label;
        }
        return nullptr;
    }

private slots:
    void init() { QTest::failOnWarning(test::warningsOfWindows()); }

    void breaksTheDemoExchange()
    {
        QMainWindow window;
        auto *const dock = new FaultLabDock(&window);
        FaultLab::offerKinds(*dock);
        window.addDockWidget(Qt::RightDockWidgetArea, dock);
        window.show();
        DemoExchange demo(500);
        FaultLab lab(demo);
        lab.add(*dock);
        QString host;
        connect(&demo, &DemoExchange::ready, this, [&](const VenueHosts &hosts) {
            host = QString::fromStdString(hosts.ws);
        });
        demo.start();
        QTRY_VERIFY(!host.isEmpty());
        QWebSocket socket;
        QSignalSpy texts(&socket, &QWebSocket::textMessageReceived);
        socket.open(QUrl(host + QStringLiteral("/ws/btcusdt@depth@100ms")));
        QTRY_VERIFY(texts.size() > 1);

        auto *const abort = dock->findChildren<QCheckBox *>().at(12);
        QCOMPARE(abort->text(), QStringLiteral("Abort"));
        emit dock->onceRequested(12);
        QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
        QTRY_COMPARE(countOf(*dock, "Abort")->text(), QStringLiteral("1"));

        auto *const drop = dock->findChildren<QCheckBox *>().at(0);
        QCOMPARE(drop->text(), QStringLiteral("Drop"));
        emit dock->sharesChanged({1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        texts.clear();
        socket.open(QUrl(host + QStringLiteral("/ws/btcusdt@depth@100ms")));
        QTRY_VERIFY(countOf(*dock, "Drop")->text().toInt() > 2);
        QVERIFY(texts.isEmpty());
        emit dock->stopRequested();
        QTRY_VERIFY(texts.size() > 1);
    }
};

QTEST_MAIN(FaultLabTest)
#include "faultlabtest.moc"
