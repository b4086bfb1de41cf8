// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/integritytext.h"

#include "ui/format.h"

#include <QCoreApplication>

namespace touchline {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("touchline::IntegrityText", text);
}

QString continuityText(const Integrity &integrity)
{
    switch (integrity.continuity) {
    case Continuity::UpdateIds:
        return tr("gapless to %1").arg(*integrity.completeId);
    case Continuity::MessageNumbers:
        return tr("no message missing");
    case Continuity::Nothing:
        return tr("no update ids");
    }
    return {};
}

/// Of a book that is not live nothing is claimed but what was.
QString pastText(const Integrity &integrity)
{
    if (!integrity.completeAt)
        return tr("not verified now");
    return tr("was complete until %1 UTC").arg(timeOfDayText(*integrity.completeAt));
}

/// "audited" is what was compared on another way than the stream.
QString verifiedText(const Integrity &integrity, Duration age)
{
    const bool isChecksum = integrity.method() == IntegrityMethod::Checksum;
    return (isChecksum ? tr(" · checksum %1 ago") : tr(" · audited %1 ago")).arg(ageText(age));
}

QString continuitySentence(Continuity continuity)
{
    switch (continuity) {
    case Continuity::UpdateIds:
        return tr("Every update up to this id was applied, none is missing (checked by the venue's sequence "
                  "numbers).");
    case Continuity::MessageNumbers:
        return tr("No message is missing: the venue numbers all that it sends on a connection. It does not "
                  "number the updates of a book.");
    case Continuity::Nothing:
        return tr(
            "The venue numbers neither updates nor messages: that none is missing shows in its checksum "
            "of the best levels.");
    }
    return {};
}

QString verifiedSentence(const Integrity &integrity)
{
    const AuditTally &audit = integrity.audit;
    if (!audit.verifiedId)
        return tr("It has not been compared yet with what the venue says of it on another way.");
    if (integrity.method() == IntegrityMethod::Checksum)
        return tr(
            "The venue's checksum of the best levels agreed with the book at the last update that had one.");
    return tr("At update %1 the book was compared with what the venue says of it on another way, and it was "
              "the same.")
        .arg(*audit.verifiedId);
}

} // namespace

QString integrityText(const FeedView &view, Instant now)
{
    const Integrity &integrity = view.integrity;
    if (!integrity.completeId)
        return tr("not verified yet");
    const AuditTally &audit = integrity.audit;
    QString text = view.status.isLive() ? continuityText(integrity) : pastText(integrity);
    if (view.status.isLive() && audit.verifiedAt)
        text += verifiedText(integrity, now - *audit.verifiedAt);
    if (audit.mismatched > 0)
        text += tr(" · mismatches %1").arg(audit.mismatched);
    return text;
}

QString integritySentences(const FeedView &view)
{
    const Integrity &integrity = view.integrity;
    const AuditTally &audit = integrity.audit;
    const QString counts =
        tr("Compared in all: %1 best quotes, %2 snapshots and %3 checksums were the same, %4 "
           "comparisons were not.")
            .arg(audit.quotesVerified)
            .arg(audit.snapshotsVerified)
            .arg(audit.checksumsVerified)
            .arg(audit.mismatched);
    const QString heading = view.status.isLive()
                                ? QString()
                                : tr("The book is not live now. While it was last live:") + QLatin1Char('\n');
    return heading + continuitySentence(integrity.continuity) + QLatin1Char('\n') +
           verifiedSentence(integrity) + QLatin1Char('\n') + counts;
}

} // namespace touchline
