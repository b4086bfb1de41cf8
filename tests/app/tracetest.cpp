// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/tracefile.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <functional>
#include <thread>

using namespace touchline;

class TraceTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    [[nodiscard]] TraceOptions options() const
    {
        TraceOptions options;
        options.path = m_folder.filePath(QStringLiteral("trace.json")).toStdString();
        options.program = "a \"program\"";
        return options;
    }

    /// What the file holds once the trace has ended; nothing if it is not one valid JSON array.
    [[nodiscard]] static QList<QJsonObject> traced(
        const TraceOptions &options, const std::function<void(TraceFile &)> &work)
    {
        {
            auto trace = TraceFile::create(options);
            if (!trace)
                return {};
            work(**trace);
        }
        QFile file(QString::fromStdString(options.path));
        if (!file.open(QIODevice::ReadOnly))
            return {};
        QJsonParseError error;
        const QJsonArray events = QJsonDocument::fromJson(file.readAll(), &error).array();
        QList<QJsonObject> objects;
        for (const auto &event : events)
            objects << event.toObject();
        return objects;
    }

    [[nodiscard]] static QList<QJsonObject> ofKind(const QList<QJsonObject> &events, const char *kind)
    {
        QList<QJsonObject> found;
        for (const QJsonObject &event : events) {
            if (event[u"ph"].toString() == QLatin1String(kind))
                found << event;
        }
        return found;
    }

    static double end(const QJsonObject &span) { return span[u"ts"].toDouble() + span[u"dur"].toDouble(); }

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        QVERIFY(traceLane == nullptr);
    }

    void whereNothingIsTracedNothingIsTold()
    {
        TraceLane lane(4);
        {
            const TraceSpan span("decode");
            traceSpan("apply", 1, 2);
            traceCounter("queue", 3);
        }
        int events = 0;
        lane.takeAll([&events](const TraceEvent &) { ++events; });
        QCOMPARE(events, 0);
    }

    void spansOfABlockStandInsideEachOther()
    {
        const auto events = traced(options(), [](TraceFile &trace) {
            trace.enterThread("feed");
            const TraceSpan outer("frame");
            for (int i = 0; i < 3; ++i)
                const TraceSpan inner("decode");
        });
        const auto spans = ofKind(events, "X");
        QCOMPARE(spans.size(), 3 + 1);
        const QJsonObject &outer = spans.constLast();
        QCOMPARE(outer[u"name"].toString(), QStringLiteral("frame"));
        // In whole nanoseconds: sums of microseconds are not exact.
        const auto begins = [](const QJsonObject &span) { return qRound64(span[u"ts"].toDouble() * 1000); };
        const auto ends = [](const QJsonObject &span) { return qRound64(end(span) * 1000); };
        qint64 before = begins(outer);
        for (qsizetype i = 0; i < 3; ++i) {
            QCOMPARE(spans[i][u"name"].toString(), QStringLiteral("decode"));
            QVERIFY(begins(spans[i]) >= before);
            before = ends(spans[i]);
        }
        QVERIFY(before <= ends(outer));
    }

    void timesAreMicrosecondsToTheNanosecond()
    {
        const auto events = traced(options(), [](TraceFile &trace) {
            trace.enterThread("feed");
            const std::int64_t begun = tickNanos();
            traceSpan("decode", begun, begun + 1'002'003);
        });
        QCOMPARE(ofKind(events, "X").value(0)[u"dur"].toDouble(), 1'002.003);
    }

    void aSpanThatEndsBeforeItBeginsIsEmpty()
    {
        const auto events = traced(options(), [](TraceFile &trace) {
            trace.enterThread("feed");
            traceSpan("decode", tickNanos(), 5);
        });
        QCOMPARE(ofKind(events, "X").value(0)[u"dur"].toDouble(-1), 0.0);
    }

    void everyThreadHasItsName()
    {
        const auto events = traced(options(), [](TraceFile &trace) {
            trace.enterThread("window");
            std::thread([&trace] {
                trace.enterThread("feed");
                const TraceSpan span("decode");
            }).join();
            const TraceSpan span("paint");
        });
        QHash<int, QString> names;
        for (const QJsonObject &event : ofKind(events, "M"))
            names[event[u"tid"].toInt()] = event[u"args"].toObject()[u"name"].toString();
        QCOMPARE(names[0], QStringLiteral("a \"program\""));
        QHash<QString, QString> where;
        for (const QJsonObject &span : ofKind(events, "X"))
            where[span[u"name"].toString()] = names[span[u"tid"].toInt()];
        QCOMPARE(where[QStringLiteral("decode")], QStringLiteral("feed"));
        QCOMPARE(where[QStringLiteral("paint")], QStringLiteral("window"));
    }

    void anArrowLeadsFromOneSpanToAnother()
    {
        const auto events = traced(options(), [](TraceFile &trace) {
            trace.enterThread("feed");
            traceFlowBegin("picture", 77, tickNanos());
            traceFlowEnd("picture", 77, tickNanos());
        });
        const auto begin = ofKind(events, "s");
        const auto end = ofKind(events, "f");
        QCOMPARE(begin.size(), 1);
        QCOMPARE(end.size(), 1);
        for (const auto *key : {"id", "name", "cat"})
            QCOMPARE(begin[0][QLatin1String(key)], end[0][QLatin1String(key)]);
        QCOMPARE(end[0][u"bp"].toString(), QStringLiteral("e"));
    }

    void aRateIsToldTenTimesASecond()
    {
        TraceLane lane(64);
        traceLane = &lane;
        TraceRate rate("messages a second");
        // 2,000 a second for a second.
        for (std::int64_t at = 1'000'000'001; at <= 2'000'000'001; at += 500'000)
            rate.count(at);
        traceLane = nullptr;
        QList<std::int64_t> values;
        lane.takeAll([&values](const TraceEvent &event) { values << event.value; });
        QCOMPARE(values, QList<std::int64_t>(10, 2'000));
    }

    void whatFindsNoRoomInMemoryIsCounted()
    {
        TraceLane lane(8);
        for (int i = 0; i < 11; ++i)
            lane.tell({"decode", i, 1});
        QCOMPARE(lane.dropped(), std::uint64_t{3});
        QList<std::int64_t> kept;
        lane.takeAll([&kept](const TraceEvent &event) { kept << event.at; });
        QCOMPARE(kept, (QList<std::int64_t>{0, 1, 2, 3, 4, 5, 6, 7}));
        lane.tell({"decode", 11, 1});
        QCOMPARE(lane.dropped(), std::uint64_t{3});
    }

    void whatFindsNoRoomInTheFileIsCountedInIt()
    {
        TraceOptions small = options();
        small.mostBytes = 2'000;
        const auto events = traced(small, [](TraceFile &trace) {
            trace.enterThread("feed");
            for (int i = 0; i < 1'000; ++i)
                const TraceSpan span("decode");
        });
        const auto spans = ofKind(events, "X").size();
        QVERIFY(spans > 10 && spans < 30);
        const QJsonObject &last = events.constLast();
        QCOMPARE(last[u"name"].toString(), QStringLiteral("dropped events"));
        QCOMPARE(last[u"args"].toObject()[u"value"].toInt(), 1'000 - static_cast<int>(spans));
    }

    void threadsThatTellAtTheSameTimeLoseNothingUncounted()
    {
        constexpr int each = 20'000;
        const auto events = traced(options(), [](TraceFile &trace) {
            std::deque<std::thread> threads;
            for (int i = 0; i < 3; ++i) {
                threads.emplace_back([&trace] {
                    trace.enterThread("worker");
                    for (int n = 0; n < each; ++n)
                        const TraceSpan span("decode");
                });
            }
            for (std::thread &thread : threads)
                thread.join();
        });
        const int dropped = events.constLast()[u"args"].toObject()[u"value"].toInt();
        QCOMPARE(static_cast<int>(ofKind(events, "X").size()) + dropped, 3 * each);
    }

    void aFileThatCannotBeWrittenIsExplained()
    {
        TraceOptions nowhere = options();
        nowhere.path = m_folder.filePath(QStringLiteral("no/such/folder/trace")).toStdString();
        const auto trace = TraceFile::create(nowhere);
        QVERIFY(!trace);
        QCOMPARE(trace.error().code, ErrorCode::FileUnwritable);
        QVERIFY(trace.error().detail.find("no/such/folder") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TraceTest)
#include "tracetest.moc"
