// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/outputwriter.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <memory>
#include <mutex>

using namespace touchline;

namespace {

/// A reader that takes nothing until it is told to.
class Reader {
public:
    int take(std::string_view bytes)
    {
        std::unique_lock lock(m_mutex);
        m_isEntered = true;
        m_changed.notify_all();
        m_changed.wait(lock, [this] { return m_isReading; });
        m_taken += bytes;
        return 0;
    }

    void read()
    {
        const std::lock_guard lock(m_mutex);
        m_isReading = true;
        m_changed.notify_all();
    }

    void waitUntilEntered()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_isEntered; });
    }

    [[nodiscard]] std::string taken() const
    {
        const std::lock_guard lock(m_mutex);
        return m_taken;
    }

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::string m_taken;
    bool m_isReading = false;
    bool m_isEntered = false;
};

} // namespace

class OutputWriterTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aReaderThatStopsGetsTheNewestLater()
    {
        std::atomic_bool isDone = false;
        const auto reader = std::make_shared<Reader>();
        OutputWriter writer(
            [reader](std::string_view bytes) { return reader->take(bytes); }, [&isDone] { isDone = true; },
            {.bytes = 1000});
        writer.put({"first", {}});
        writer.flush();
        reader->waitUntilEntered();
        for (int i = 0; i < 100'000; ++i)
            writer.put({"book " + std::to_string(i), "A"});
        QVERIFY(writer.waiting() <= 2000);
        reader->read();
        writer.tellWhenAtMost(0);
        QTRY_VERIFY(isDone);
        const std::string taken = reader->taken();
        QVERIFY(taken.starts_with("first\nbook "));
        QVERIFY(taken.ends_with("book 99999\n"));
        const auto lines = static_cast<std::uint64_t>(std::count(taken.begin(), taken.end(), '\n'));
        QCOMPARE(lines + writer.losses().conflated, std::uint64_t{100'001});
    }

    void itEndsWhileItsReaderBlocks()
    {
        const auto reader = std::make_shared<Reader>();
        {
            OutputWriter writer([reader](std::string_view bytes) { return reader->take(bytes); }, [] {});
            writer.put({"first", {}});
            writer.flush();
            reader->waitUntilEntered();
        }
        QCOMPARE(reader->taken(), std::string());
        reader->read(); // lets the thread go
    }

    void anErrorEndsTheWritingAndIsTold()
    {
        std::atomic_int told = 0;
        std::atomic_int written = 0;
        const auto fail = [&written](std::string_view) {
            ++written;
            return EPIPE;
        };
        OutputWriter writer(fail, [&told] { ++told; });
        writer.put({"first", {}});
        writer.flush();
        QTRY_COMPARE(told.load(), 1);
        QCOMPARE(writer.error(), EPIPE);
        writer.put({"second", {}});
        writer.flush();
        QCOMPARE(writer.waiting(), std::size_t{0});
        QCOMPARE(written.load(), 1);
    }

    void manyLinesLeaveWithoutBeingAskedFor()
    {
        const auto reader = std::make_shared<Reader>();
        OutputWriter writer([reader](std::string_view bytes) { return reader->take(bytes); }, [] {});
        writer.put({std::string(std::size_t{64} * 1024, 'x'), {}});
        reader->waitUntilEntered();
        reader->read();
        QTRY_COMPARE(reader->taken().size(), std::size_t{64} * 1024 + 1);
    }
};

QTEST_APPLESS_MAIN(OutputWriterTest)
#include "outputwritertest.moc"
