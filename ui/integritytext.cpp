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

} // namespace

QString integrityText(const Integrity &integrity, Instant now)
{
    if (!integrity.completeId)
        return tr("not verified yet");
    const AuditTally &audit = integrity.audit;
    QString text = tr("gapless to %1").arg(*integrity.completeId);
    if (audit.verifiedAt)
        text += tr(" · audited %1 ago").arg(ageText(now - *audit.verifiedAt));
    if (audit.mismatched > 0)
        text += tr(" · mismatches %1").arg(audit.mismatched);
    return text;
}

QString integritySentences(const Integrity &integrity)
{
    const AuditTally &audit = integrity.audit;
    QString text =
        tr("Every update up to this id was applied, none is missing (checked by the venue's sequence "
           "numbers).");
    text += QLatin1Char('\n');
    if (audit.verifiedId)
        text +=
            tr("At update %1 the book was compared with what the venue says of it on another way, and it was "
               "the same.")
                .arg(*audit.verifiedId);
    else
        text += tr("It has not been compared yet with what the venue says of it on another way.");
    text += QLatin1Char('\n');
    return text + tr("Compared in all: %1 best quotes and %2 snapshots were the same, %3 were not.")
                      .arg(audit.quotesVerified)
                      .arg(audit.snapshotsVerified)
                      .arg(audit.mismatched);
}

} // namespace touchline
