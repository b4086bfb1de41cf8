// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Makes the mistake that is named: a sanitizer that does not report it would not report one of the product.
#include <QCoreApplication>
#include <QObject>
#include <QThread>

#include <atomic>
#include <cstddef>
#include <limits>
#include <string_view>
#include <thread>
#include <vector>

namespace {

int readsPastTheEnd(std::size_t index)
{
    const std::vector<int> numbers(4);
    return numbers.data()[index];
}

int overflows(int more)
{
    volatile int sum = std::numeric_limits<int>::max();
    sum = sum + more;
    return sum;
}

int writesFromTwoThreads()
{
    int shared = 0;
    std::thread other([&shared] { ++shared; });
    ++shared;
    other.join();
    return shared;
}

// What comes after a call was posted is not ordered by it.
int writesAfterPosting()
{
    int shared = 0;
    QThread other;
    QObject there;
    there.moveToThread(&other);
    other.start();
    std::atomic<bool> isDone = false;
    QMetaObject::invokeMethod(&there, [&shared, &isDone] {
        ++shared;
        isDone.store(true, std::memory_order_relaxed); // orders nothing
    });
    ++shared;
    while (!isDone.load(std::memory_order_relaxed))
        std::this_thread::yield();
    other.quit();
    other.wait();
    return shared;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const std::string_view mistake = argc > 1 ? argv[1] : "";
    if (mistake == "end")
        return readsPastTheEnd(static_cast<std::size_t>(argc) + 2);
    if (mistake == "overflow")
        return overflows(argc);
    if (mistake == "threads")
        return writesFromTwoThreads();
    if (mistake == "posted")
        return writesAfterPosting();
    return 0;
}
