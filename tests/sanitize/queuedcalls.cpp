// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tells the thread sanitizer what it cannot see in a Qt that was built without it: what a thread did before
// it posted a call is over when another thread runs that call. Linked into every program of the tsan preset.
//
// A call of invokeMethod orders the thread of its object after the caller. A signal of ours orders every
// thread that handles an event later after the one that emits it, as who is connected cannot be known from
// here: a race that hides behind a signal in between goes unseen. Who has waited for a thread comes after all
// events but the last that it handled.
#include <QMetaObject>
#include <QObject>
#include <QThread>
#include <qnamespace.h>

#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <sanitizer/tsan_interface.h>

namespace {

char signal; // its address stands for all signals

// Beside the address of a thread, which stands for what is posted to it: what it has done.
void *workOf(QThread *thread)
{
    return reinterpret_cast<char *>(thread) + 1;
}

// Qt's own function of that name; this program's stands before it.
template <class Function> Function *behind(const char *mangled)
{
    void *const found = dlsym(RTLD_NEXT, mangled);
    if (!found)
        std::abort();
    return reinterpret_cast<Function *>(found);
}

bool onDelivery(void ** /*event*/)
{
    __tsan_acquire(&signal);
    __tsan_acquire(QThread::currentThread());
    __tsan_release(workOf(QThread::currentThread()));
    return false;
}

[[maybe_unused]] const bool isTold = QInternal::registerCallback(QInternal::EventNotifyCallback, onDelivery);

} // namespace

bool QMetaObject::invokeMethodImpl(
    QObject *object, QtPrivate::QSlotObjectBase *slot, Qt::ConnectionType type, void *ret)
{
    using Invoke = bool(QObject *, QtPrivate::QSlotObjectBase *, Qt::ConnectionType, void *);
    static auto *const next = behind<Invoke>(
        "_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPv");
    __tsan_release(object->thread());
    return next(object, slot, type, ret);
}

void QMetaObject::activate(QObject *sender, const QMetaObject *meta, int index, void **arguments)
{
    using Activate = void(QObject *, const QMetaObject *, int, void **);
    static auto *const next = behind<Activate>("_ZN11QMetaObject8activateEP7QObjectPKS_iPPv");
    if (std::strncmp(meta->className(), "touchline::", std::strlen("touchline::")) == 0)
        __tsan_release(&signal);
    next(sender, meta, index, arguments);
}

bool QThread::wait(QDeadlineTimer deadline)
{
    using Wait = bool(QThread *, QDeadlineTimer);
    static auto *const next = behind<Wait>("_ZN7QThread4waitE14QDeadlineTimer");
    const bool hasEnded = next(this, deadline);
    if (hasEnded)
        __tsan_acquire(workOf(this));
    return hasEnded;
}
