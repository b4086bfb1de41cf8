// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/log.h"

#include "base/histogram.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace touchline;

class LogTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;

    [[nodiscard]] QString path(const QString &name = QStringLiteral("touchline.jsonl")) const
    {
        return m_folder->filePath(name);
    }

    [[nodiscard]] LogOptions options() const
    {
        LogOptions options;
        options.path = path();
        return options;
    }

    /// Every line of the file as an object; an empty one stands for a line that is not valid.
    [[nodiscard]] static QList<QJsonObject> lines(const QString &file)
    {
        QList<QJsonObject> objects;
        QFile log(file);
        if (!log.open(QIODevice::ReadOnly))
            return objects;
        for (QByteArray line = log.readLine(); !line.isEmpty(); line = log.readLine())
            objects << QJsonDocument::fromJson(line).object();
        return objects;
    }

    [[nodiscard]] QList<QJsonObject> written(
        const LogOptions &options, const std::function<void(Log &)> &write)
    {
        {
            Log log;
            if (!log.open(options))
                return {};
            write(log);
        }
        return lines(options.path);
    }

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_folder = std::make_unique<QTemporaryDir>();
    }

    void aRecordIsOneObjectWithItsFields()
    {
        Histogram times;
        times.record(40);
        const auto seen = written(options(), [&](Log &log) {
            log.write(LogRecord(LogLevel::Warning, "feed", "gap")
                          .add("symbol", "BTCUSDT")
                          .add("gaps", 3)
                          .add("apply_ns", times));
        });
        QCOMPARE(seen.size(), 1);
        const QJsonObject &record = seen.constFirst();
        QVERIFY(QDateTime::fromString(record[u"time"].toString(), Qt::ISODateWithMs).isValid());
        QCOMPARE(record[u"level"].toString(), QStringLiteral("warning"));
        QCOMPARE(record[u"category"].toString(), QStringLiteral("feed"));
        QCOMPARE(record[u"message"].toString(), QStringLiteral("gap"));
        QCOMPARE(record[u"symbol"].toString(), QStringLiteral("BTCUSDT"));
        QCOMPARE(record[u"gaps"].toInt(), 3);
        QCOMPARE(record[u"apply_ns"].toObject()[u"p999"].toInt(), 40);
    }

    void textFromAnywhereStaysText()
    {
        const std::string hostile("\"},{\n\r{} {0} %s %n \\ \x01 \x7f \xc3\x28 \xff end");
        const auto seen = written(options(), [&](Log &log) {
            log.write(LogRecord(LogLevel::Info, "feed", hostile).add("reason", hostile));
        });
        QCOMPARE(seen.size(), 1);
        const QString text = seen.constFirst()[u"reason"].toString();
        QVERIFY2(text.startsWith(QStringLiteral("\"},{\n\r{} {0} %s %n \\ \x01")), qPrintable(text));
        QVERIFY2(text.endsWith(QStringLiteral(" end")), qPrintable(text));
        QCOMPARE(text.count(QChar(QChar::ReplacementCharacter)), 2);
        QCOMPARE(seen.constFirst()[u"message"].toString(), text);
    }

    void aLongTextIsCut()
    {
        // The cut goes through a character of two bytes.
        const std::string text =
            std::string(LogRecord::longestText - 1, 'x') + "\u00e9" + std::string(5000, 'y');
        const auto seen = written(options(), [&](Log &log) {
            log.write(LogRecord(LogLevel::Info, "feed", "state").add("reason", text));
        });
        const QString kept = seen.value(0)[u"reason"].toString();
        QVERIFY(kept.size() > 900 && kept.size() < 1'100);
        QVERIFY(kept.endsWith(QStringLiteral("…")));
    }

    void messagesOfQtComeWithTheirCategory()
    {
        const auto seen = written(options(), [](Log &) {
            static const QLoggingCategory category("qt.example");
            qCInfo(category) << "a" << 1;
            qWarning("careful: 100 %%");
        });
        QCOMPARE(seen.size(), 2);
        QCOMPARE(seen[0][u"category"].toString(), QStringLiteral("qt.example"));
        QCOMPARE(seen[0][u"level"].toString(), QStringLiteral("info"));
        QCOMPARE(seen[0][u"message"].toString(), QStringLiteral("a 1"));
        QCOMPARE(seen[1][u"category"].toString(), QStringLiteral("default"));
        QCOMPARE(seen[1][u"level"].toString(), QStringLiteral("warning"));
    }

    void recordsBelowTheLevelAreLeftOut()
    {
        LogOptions errorsOnly = options();
        errorsOnly.least = LogLevel::Error;
        const auto seen = written(errorsOnly, [](Log &log) {
            log.write(LogRecord(LogLevel::Warning, "feed", "gap"));
            log.write(LogRecord(LogLevel::Error, "feed", "state"));
        });
        QCOMPARE(seen.size(), 1);
        QCOMPARE(seen[0][u"level"].toString(), QStringLiteral("error"));
    }

    void aFullFileIsRotatedAndTheOldestGoes()
    {
        LogOptions small = options();
        small.largestFile = 2'000;
        small.olderFiles = 2;
        // The queue is as long as what is written: nothing is dropped.
        const auto newest = written(small, [](Log &log) {
            for (int i = 0; i < 100; ++i)
                log.write(LogRecord(LogLevel::Info, "feed", "state").add("number", i));
        });
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files).size(), 3);
        QCOMPARE(newest.constLast()[u"number"].toInt(), 99);
        const auto older = lines(path(QStringLiteral("touchline.1.jsonl")));
        QCOMPARE(older.constLast()[u"number"].toInt() + 1, newest.constFirst()[u"number"].toInt());
        QVERIFY(QFile(path(QStringLiteral("touchline.1.jsonl"))).size() <= 2'000);
    }

    void aLogIsAppendedTo()
    {
        const auto once = [this] {
            return written(
                options(), [](Log &log) { log.write(LogRecord(LogLevel::Info, "feed", "state")); });
        };
        QCOMPARE(once().size(), 1);
        QCOMPARE(once().size(), 2);
    }

    void whatIsDroppedIsCountedInTheLog()
    {
        constexpr int count = 5'000;
        LogOptions narrow = options();
        narrow.longestQueue = 4;
        const auto seen = written(narrow, [](Log &log) {
            for (int i = 0; i < count; ++i)
                log.write(LogRecord(LogLevel::Info, "feed", "state").add("number", i));
        });
        // Faster than a second, so that the only report is the last line.
        for (qsizetype i = 0; i + 1 < seen.size(); ++i)
            QVERIFY(seen[i].contains(QStringLiteral("number")));
        const QJsonObject &report = seen.constLast();
        QCOMPARE(report[u"category"].toString(), QStringLiteral("log"));
        QVERIFY(report[u"dropped"].toInt() > 0);
        QCOMPARE(report[u"dropped"].toInt(), report[u"dropped_in_all"].toInt());
        QCOMPARE(static_cast<int>(seen.size()) - 1 + report[u"dropped"].toInt(), count);
    }

    void aFileThatCannotBeWrittenIsExplained()
    {
        LogOptions nowhere;
        nowhere.path = path(QStringLiteral("no/such/folder/log"));
        Log log;
        const auto opened = log.open(nowhere);
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::FileUnwritable);
        QVERIFY(!log.isOpen());
        QVERIFY(!QDir(path(QStringLiteral("no"))).exists());
    }

    void withoutAFileNothingIsWritten()
    {
        Log log;
        QVERIFY(log.open({}).has_value());
        QVERIFY(!log.isOpen());
        log.write(LogRecord(LogLevel::Error, "feed", "state"));
        QCOMPARE(log.waiting(), std::size_t{0});
    }
};

QTEST_GUILESS_MAIN(LogTest)
#include "logtest.moc"
