// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/statetext.h"

#include "ui/format.h"

#include <QCoreApplication>

#include <algorithm>

namespace touchline {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("touchline::StateText", text);
}

/// The reason with a full stop and a space behind it, or nothing.
QString leadingReason(const FeedStatus &status)
{
    QString reason = QString::fromStdString(status.reason).trimmed();
    if (reason.isEmpty())
        return {};
    // An address is written as it is.
    if (!reason.startsWith(QStringLiteral("http")))
        reason[0] = reason.at(0).toUpper();
    const bool isClosed = reason.endsWith(QLatin1Char('.')) || reason.endsWith(QLatin1Char('!')) ||
                          reason.endsWith(QStringLiteral(".)"));
    return reason + (isClosed ? QStringLiteral(" ") : QStringLiteral(". "));
}

std::optional<qint64> secondsToRetry(const FeedStatus &status, Instant now)
{
    if (!status.retryAt)
        return std::nullopt;
    const qint64 ms = std::max<qint64>(0, (*status.retryAt - now).count() / 1'000'000);
    return (ms + 999) / 1000;
}

/// What is done about a book that is not there yet.
QString fetching(const FeedStatus &status, Instant now, const QString &doing)
{
    const auto seconds = secondsToRetry(status, now);
    return seconds && *seconds > 0 ? tr("Asking for it again in %1 s.").arg(*seconds) : doing;
}

QString silence(const FeedView &view, Instant now)
{
    if (!view.lastFrameAt)
        return tr("No data has come yet. ");
    return tr("No data for %1. ").arg(ageText(now - *view.lastFrameAt));
}

} // namespace

QString stateWord(FeedState state)
{
    switch (state) {
    case FeedState::Connecting:
        return tr("Connecting");
    case FeedState::Syncing:
        return tr("Syncing");
    case FeedState::Live:
        return tr("Live");
    case FeedState::Stale:
        return tr("Stale");
    case FeedState::Resyncing:
        return tr("Resyncing");
    case FeedState::Reconnecting:
        return tr("Reconnecting");
    case FeedState::Failed:
        return tr("Failed");
    case FeedState::Ended:
        return tr("Ended");
    }
    return tr("Failed");
}

QString stateAdvice(const FeedView &view, Instant now)
{
    QString reason = leadingReason(view.status);
    if (view.instrument->symbol.empty() && view.status.state != FeedState::Failed)
        return tr("No symbol is chosen yet: Ctrl+K lists all of them.");
    switch (view.status.state) {
    case FeedState::Connecting:
        return (reason + tr("Opening the connection to %1.").arg(QString::fromStdString(view.exchange)));
    case FeedState::Syncing:
        return reason + fetching(view.status, now, tr("Fetching the whole book."));
    case FeedState::Live:
        return {};
    case FeedState::Stale:
        return silence(view, now) + reason + tr("Press F5 to reconnect.");
    case FeedState::Resyncing:
        return reason + fetching(view.status, now, tr("Fetching the book anew; shown is the last good one."));
    case FeedState::Reconnecting: {
        const auto seconds = secondsToRetry(view.status, now);
        if (!seconds || *seconds == 0)
            return reason + tr("Retrying now.");
        return reason + tr("Retrying in %1 s; press F5 to retry now.").arg(*seconds);
    }
    case FeedState::Failed:
        return reason + tr("Press F5 to try again, or Ctrl+K to choose another symbol.");
    case FeedState::Ended:
        return reason + tr("Its last record is of %1 UTC. Press F5 to play it again.")
                            .arg(dateTimeText(view.status.since));
    }
    return reason;
}

QString notLiveFor(const FeedView &view, Instant now)
{
    constexpr Duration minute = std::chrono::minutes(1);
    const auto &since = view.status.notLiveSince;
    if (!since || view.status.state == FeedState::Ended || now < *since)
        return {};
    const Duration passed = now - *since;
    if (passed >= minute)
        return tr("not live for %1").arg(ageText(passed));
    // Tenths would flicker.
    return tr("not live for %1 s").arg(std::chrono::duration_cast<std::chrono::seconds>(passed).count());
}

QString originText(const FeedView &view)
{
    if (view.isRecording)
        return view.isDemo ? tr("DEMO RECORDING") : tr("RECORDING");
    return view.isDemo ? tr("DEMO") : QString();
}

QString retryText(const FeedStatus &status, Instant now)
{
    const auto seconds = secondsToRetry(status, now);
    return seconds && *seconds > 0 ? tr("retry in %1 s").arg(*seconds) : QString();
}

QString haltText(const Instrument &instrument)
{
    if (instrument.status == InstrumentStatus::Trading || instrument.status == InstrumentStatus::Unknown)
        return {};
    const auto name = statusName(instrument.status);
    return QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
}

} // namespace touchline
