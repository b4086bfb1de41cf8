// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Counts the objects of Qt and their timers in a program that it is loaded into (LD_PRELOAD), and writes both
// numbers to the file that OBJECT_COUNT_FILE names, once a second: "<objects> <timers>".
//
// Qt tells of every QObject that begins and ends through hooks that are there for such tools. Timers are
// known to the event dispatcher of each thread, which only that thread may ask: a visitor goes to each in
// turn.
#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QSaveFile>
#include <QThread>

#include <atomic>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <unordered_set>
#include <vector>

// From Qt's qhooks_p.h, unchanged since 5.7.
extern Q_CORE_EXPORT quintptr qtHookData[];

namespace {

enum Hook { AddQObject = 3, RemoveQObject = 4, Startup = 5 };

/// Never destroyed: objects end after everything of static duration here would have.
struct Census {
    std::mutex mutex;
    std::unordered_set<QObject *> objects;
};

Census &census()
{
    static Census &census = *new Census;
    return census;
}

void onBegin(QObject *object)
{
    Census &all = census();
    const std::scoped_lock lock(all.mutex);
    all.objects.insert(object);
}

void onEnd(QObject *object)
{
    Census &all = census();
    const std::scoped_lock lock(all.mutex);
    all.objects.erase(object);
}

/// Of the thread that it is called on. Objects end on their own thread, so these cannot end meanwhile.
std::vector<QObject *> objectsHere()
{
    Census &all = census();
    const std::scoped_lock lock(all.mutex);
    std::vector<QObject *> here;
    for (QObject *object : all.objects) {
        if (object->thread() == QThread::currentThread())
            here.push_back(object);
    }
    return here;
}

qsizetype timersHere()
{
    const QAbstractEventDispatcher *dispatcher = QAbstractEventDispatcher::instance();
    qsizetype timers = 0;
    for (QObject *object : dispatcher ? objectsHere() : std::vector<QObject *>())
        timers += dispatcher->registeredTimers(object).size();
    return timers;
}

/// The running threads that have objects.
std::unordered_set<QThread *> threads()
{
    Census &all = census();
    const std::scoped_lock lock(all.mutex);
    std::unordered_set<QThread *> found;
    for (QObject *object : all.objects) {
        if (QThread *thread = object->thread(); thread && thread->isRunning())
            found.insert(thread);
    }
    return found;
}

std::size_t objectCount()
{
    Census &all = census();
    const std::scoped_lock lock(all.mutex);
    return all.objects.size();
}

/// Stays on one thread, and counts the timers there when asked to. A thread without an event loop never
/// answers.
class Visitor : public QObject {
public:
    explicit Visitor(QThread *thread) { moveToThread(thread); }

    void ask()
    {
        if (!m_isAsked.exchange(true))
            QMetaObject::invokeMethod(this, &Visitor::count, Qt::QueuedConnection);
    }

    [[nodiscard]] qsizetype timers() const { return m_timers; }

private:
    void count()
    {
        m_timers = timersHere();
        m_isAsked = false;
    }

    std::atomic<qsizetype> m_timers = 0;
    std::atomic<bool> m_isAsked = false;
};

class Counter : public QObject {
public:
    Counter() { startTimer(1000); }

protected:
    void timerEvent(QTimerEvent * /*event*/) override
    {
        const std::unordered_set<QThread *> running = threads();
        std::erase_if(m_visitors, [&running](const auto &at) { return !running.contains(at.first); });
        qsizetype timers = 0;
        for (QThread *thread : running) {
            std::unique_ptr<Visitor> &visitor = m_visitors[thread];
            if (!visitor)
                visitor = std::make_unique<Visitor>(thread);
            timers += visitor->timers();
            visitor->ask();
        }
        write(objectCount(), timers);
    }

private:
    static void write(std::size_t objects, qsizetype timers)
    {
        QSaveFile file(qEnvironmentVariable("OBJECT_COUNT_FILE"));
        if (!file.open(QIODevice::WriteOnly))
            return;
        file.write(QByteArray::number(quint64(objects)) + ' ' + QByteArray::number(timers) + '\n');
        file.commit();
    }

    std::unordered_map<QThread *, std::unique_ptr<Visitor>> m_visitors;
};

void onStartup()
{
    static Counter &counter = *new Counter;
    Q_UNUSED(counter);
}

__attribute__((constructor)) void setHooks()
{
    qtHookData[AddQObject] = reinterpret_cast<quintptr>(&onBegin);
    qtHookData[RemoveQObject] = reinterpret_cast<quintptr>(&onEnd);
    qtHookData[Startup] = reinterpret_cast<quintptr>(&onStartup);
}

} // namespace
