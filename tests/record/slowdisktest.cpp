// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/recordwriter.h"
#include "recordfiles.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTest>

#include <array>
#include <atomic>
#include <fcntl.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace touchline;

namespace {

constexpr Instant start{1'723'161'253'937'085'768};
constexpr std::size_t room = 1 << 20;

/// A disk that takes nothing until it is told to: a named pipe.
class SlowDisk {
public:
    explicit SlowDisk(const std::string &path)
    {
        ::mkfifo(path.c_str(), 0600);
        m_end = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    }
    ~SlowDisk()
    {
        end();
        ::close(m_end);
    }
    SlowDisk(const SlowDisk &) = delete;
    SlowDisk &operator=(const SlowDisk &) = delete;

    /// From now on it takes whatever comes.
    void run()
    {
        m_thread = std::thread([this] {
            while (readOnce() || !m_hasEnded)
                std::this_thread::yield();
        });
    }

    /// All that it took; ends it.
    [[nodiscard]] std::string take()
    {
        end();
        return m_taken;
    }

private:
    void end()
    {
        m_hasEnded = true;
        if (m_thread.joinable())
            m_thread.join();
    }

    bool readOnce()
    {
        std::array<char, 65536> bytes{};
        const auto count = ::read(m_end, bytes.data(), bytes.size());
        if (count > 0)
            m_taken.append(bytes.data(), static_cast<std::size_t>(count));
        return count > 0;
    }

    int m_end = -1;
    std::string m_taken;
    std::atomic_bool m_hasEnded = false;
    std::thread m_thread;
};

std::string frame(int number)
{
    return "frame " + std::to_string(number) + ' ' + std::string(1000, 'x');
}

} // namespace

class SlowDiskTest : public QObject {
    Q_OBJECT

private:
    const RecordFiles m_files;

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void nobodyWaitsForIt()
    {
        const std::string path = m_files.path(QStringLiteral("stuck"));
        SlowDisk disk(path);
        auto writer = RecordWriter::create(path, room);
        QVERIFY(writer.has_value());
        QElapsedTimer timer;
        timer.start();
        for (int n = 0; n < 10'000; ++n)
            QVERIFY(writer->receive("stream", frame(n), start + Duration(n)).has_value());
        QVERIFY2(timer.elapsed() < 2000, QByteArray::number(timer.elapsed()));
        QVERIFY(writer->dropped() > 8'000);
        disk.run();
    }

    void whatItDidNotTakeIsCountedAndMarked()
    {
        const std::string path = m_files.path(QStringLiteral("slow"));
        SlowDisk disk(path);
        std::uint64_t dropped = 0;
        {
            auto writer = RecordWriter::create(path, room);
            QVERIFY(writer->connect("stream", "ws://host", start).has_value());
            QVERIFY(writer->connect("stream2", "ws://host", start).has_value());
            int n = 0;
            for (; n < 5'000; ++n)
                QVERIFY(writer->receive("stream", frame(n), start + Duration(n)).has_value());
            disk.run();
            QVERIFY(writer->flush().has_value());
            dropped = writer->dropped();
            for (; n < 5'010; ++n)
                QVERIFY(writer->receive("stream", frame(n), start + Duration(n)).has_value());
            QVERIFY(writer->finish().has_value());
            QCOMPARE(writer->dropped(), dropped);
        }
        const std::string text = disk.take();
        const std::string marker = "\"addr\":\"ws://host\",\"dropped\":" + std::to_string(dropped) + "}";
        QVERIFY(text.find(marker) != std::string::npos);
        QCOMPARE(text.find(marker), text.rfind(marker));
        const auto recording = loadOne(m_files.write(QStringLiteral("copy"), text));
        QVERIFY(recording.has_value());
        QVERIFY(!recording->damage());
        // Two connections, the marker, and the frames: before the loss, and after it.
        QCOMPARE(recording->records().size() + dropped, std::uint64_t{5'010 + 3});
        const auto &last = recording->records().back();
        QCOMPARE(std::string(last.data), frame(5'009));
        const auto &opened = recording->records()[recording->records().size() - 11];
        QVERIFY(opened.kind == RecordKind::Connect);
        QCOMPARE(std::string(opened.connection), std::string("stream"));
    }

    void aQuickDiskLosesNothing()
    {
        const std::string path = m_files.path(QStringLiteral("quick.gz"));
        auto writer = RecordWriter::create(path);
        for (int n = 0; n < 10'000; ++n)
            QVERIFY(writer->receive("stream", frame(n), start + Duration(n)).has_value());
        QVERIFY(writer->finish().has_value());
        QCOMPARE(writer->dropped(), std::uint64_t{0});
        QCOMPARE(loadOne(path)->records().size(), std::size_t{10'000});
    }
};

QTEST_APPLESS_MAIN(SlowDiskTest)
#include "slowdisktest.moc"
