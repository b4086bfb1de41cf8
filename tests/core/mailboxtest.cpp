// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/mailbox.h"

#include <QRegularExpression>
#include <QTest>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

using namespace touchline;

namespace {

struct Parcel {
    std::uint64_t number = 0;
    std::uint64_t carried = 0; ///< how many earlier parcels are in this one
};

void inheritParcel(Parcel &newer, const Parcel &unread)
{
    newer.carried += unread.carried + 1;
}

} // namespace

class MailboxTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void isEmptyUntilSomethingIsPut()
    {
        Mailbox<int> mailbox;
        QVERIFY(!mailbox.take());
        QCOMPARE(mailbox.replaced(), std::uint64_t{0});
    }

    void knowsWhetherTheNewestWasTaken()
    {
        Mailbox<int> mailbox;
        QVERIFY(!mailbox.hasUnread());
        mailbox.put(1);
        QVERIFY(mailbox.hasUnread());
        static_cast<void>(mailbox.take());
        QVERIFY(!mailbox.hasUnread());
    }

    void givesAValueOnce()
    {
        Mailbox<int> mailbox;
        mailbox.put(1);
        QCOMPARE(mailbox.take(), std::optional<int>(1));
        QVERIFY(!mailbox.take());
    }

    void newestWinsAndTheReplacedAreCounted()
    {
        Mailbox<int> mailbox;
        for (int value = 1; value <= 3; ++value)
            mailbox.put(value);
        QCOMPARE(mailbox.take(), std::optional<int>(3));
        QCOMPARE(mailbox.replaced(), std::uint64_t{2});
        mailbox.put(4);
        QCOMPARE(mailbox.take(), std::optional<int>(4));
        QCOMPARE(mailbox.replaced(), std::uint64_t{2});
    }

    void inheritsFromWhatItReplaces()
    {
        Mailbox<Parcel> mailbox;
        mailbox.put({1, 0}, inheritParcel);
        mailbox.put({2, 0}, inheritParcel);
        mailbox.put({3, 0}, inheritParcel);
        const auto parcel = mailbox.take();
        QCOMPARE(parcel->number, std::uint64_t{3});
        QCOMPARE(parcel->carried, std::uint64_t{2});
    }

    void inheritsNothingFromWhatWasTaken()
    {
        Mailbox<Parcel> mailbox;
        mailbox.put({1, 0}, inheritParcel);
        QVERIFY(mailbox.take());
        mailbox.put({2, 0}, inheritParcel);
        QCOMPARE(mailbox.take()->carried, std::uint64_t{0});
    }

    void carriesAValueThatCannotBeCopied()
    {
        Mailbox<std::unique_ptr<int>> mailbox;
        mailbox.put(std::make_unique<int>(7));
        QCOMPARE(**mailbox.take(), 7);
    }

    void losesNothingBetweenTwoThreads()
    {
        constexpr std::uint64_t sent = 200'000;
        Mailbox<Parcel> mailbox;
        std::atomic<bool> done = false;
        std::thread sender([&] {
            for (std::uint64_t number = 1; number <= sent; ++number)
                mailbox.put({number, 0}, inheritParcel);
            done = true;
        });
        std::uint64_t received = 0;
        std::uint64_t last = 0;
        bool inOrder = true;
        for (bool finished = false; !finished;) {
            finished = done;
            if (const auto parcel = mailbox.take()) {
                inOrder = inOrder && parcel->number > last;
                last = parcel->number;
                received += parcel->carried + 1;
            }
        }
        sender.join();
        QVERIFY(inOrder);
        QCOMPARE(last, sent);
        QCOMPARE(received, sent);
    }
};

QTEST_APPLESS_MAIN(MailboxTest)
#include "mailboxtest.moc"
