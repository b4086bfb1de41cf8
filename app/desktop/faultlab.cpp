// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/faultlab.h"

#include "ui/panes/faultlabdock.h"

#include <QCoreApplication>

#include <array>
#include <cmath>

namespace touchline {

namespace {

/// A kind of fault as the dock shows it.
struct Offer {
    FaultKind kind;
    const char *group;
    const char *name;
    const char *explanation;
    double usualPercent;
};

using enum FaultKind;

#define TEXT(words) QT_TRANSLATE_NOOP("FaultLab", words)

constexpr const char *messages = TEXT("Messages");
constexpr const char *connections = TEXT("Connection");
constexpr const char *answers = TEXT("Snapshots and requests");
constexpr double rare = 0.1; ///< for what ends or silences a connection

constexpr std::array<Offer, faultKindCount> offers{{
    {Drop, messages, TEXT("Drop"), TEXT("A message is lost"), 1},
    {Duplicate, messages, TEXT("Duplicate"), TEXT("A message comes twice"), 1},
    {Reorder, messages, TEXT("Reorder"), TEXT("A message is overtaken by the next"), 1},
    {Delay, messages, TEXT("Delay"), TEXT("A message and all behind it come a quarter of a second late"), 1},
    {Corrupt, messages, TEXT("Corrupt"), TEXT("A byte of a message is changed"), 1},
    {Truncate, messages, TEXT("Truncate"), TEXT("A message loses its end"), 1},
    {Split, messages, TEXT("Split"), TEXT("A message comes as two halves"), 1},
    {Garbage, messages, TEXT("Garbage"), TEXT("A message of noise comes in between"), 1},
    {WrongIds, messages, TEXT("Wrong ids"), TEXT("The ids of a depth update are 1000 too high"), 1},
    {Skew, messages, TEXT("Clock skew"), TEXT("The time of an event is two seconds ahead"), 100},
    {Stall, connections, TEXT("Stall"), TEXT("All messages of ten seconds are lost"), rare},
    {HalfOpen, connections, TEXT("Half-open"), TEXT("Nothing comes and nothing is answered, not even pings"),
     rare},
    {Abort, connections, TEXT("Abort"), TEXT("The connection breaks off"), rare},
    {Close, connections, TEXT("Close"), TEXT("The exchange closes the connection, with code 1001"), rare},
    {Shutdown, connections, TEXT("Shutdown"),
     TEXT("The exchange announces its shutdown and closes the connection ten seconds later"), rare},
    {SlowSnapshot, answers, TEXT("Slow snapshot"), TEXT("The next snapshot takes three seconds"), 50},
    {StaleSnapshot, answers, TEXT("Stale snapshot"),
     TEXT("The next snapshot is the first that was ever asked for"), 50},
    {FailedSnapshot, answers, TEXT("Failed snapshot"), TEXT("The next snapshot is HTTP 500"), 50},
    {RateLimit, answers, TEXT("Limit (429)"), TEXT("The next requests are refused for five seconds"), 20},
    {Ban, answers, TEXT("Ban (418)"), TEXT("The next requests are refused for half a minute"), 20},
}};

#undef TEXT

QString text(const char *source)
{
    return QCoreApplication::translate("FaultLab", source);
}

FaultPlan planFor(const std::vector<double> &shares)
{
    FaultPlan plan;
    for (std::size_t i = 0; i < offers.size(); ++i) {
        const auto perMillion = static_cast<int>(std::lround(shares[i] * FaultRule::always));
        if (perMillion > 0)
            plan.rules.push_back(ruleFor(offers[i].kind, perMillion));
    }
    return plan;
}

} // namespace

FaultLab::FaultLab(DemoExchange &demo, QObject *parent)
    : QObject(parent),
      m_server(demo.server()),
      m_shares(offers.size(), 0.0)
{
    // From the start, so that there is an old snapshot when a stale one is asked for.
    m_server.setFaults(planFor(m_shares));
    connect(&m_server, &SimServerThread::faultsCounted, this, &FaultLab::showCounts);
}

void FaultLab::add(FaultLabDock &dock)
{
    std::erase_if(m_docks, [](const QPointer<FaultLabDock> &one) { return one.isNull(); });
    m_docks.emplace_back(&dock);
    dock.showShares(m_shares);
    connect(&dock, &FaultLabDock::sharesChanged, this, [this, &dock](const std::vector<double> &shares) {
        setShares(dock, shares);
        m_server.setFaults(planFor(shares));
    });
    connect(&dock, &FaultLabDock::onceRequested, this, [this](int choice) {
        m_server.injectFault(offers[static_cast<std::size_t>(choice)].kind);
    });
    connect(&dock, &FaultLabDock::stopRequested, this, [this, &dock] {
        setShares(dock, std::vector<double>(offers.size(), 0.0));
        m_server.stopFaults();
    });
    connect(&dock, &FaultLabDock::countsWanted, this, [this] { m_server.countFaults(); });
}

void FaultLab::setShares(const FaultLabDock &from, const std::vector<double> &shares)
{
    m_shares = shares;
    for (const QPointer<FaultLabDock> &dock : m_docks) {
        if (dock && dock != &from)
            dock->showShares(shares);
    }
}

void FaultLab::showCounts(const FaultCounts &counts)
{
    FaultCounts inOrder{};
    for (std::size_t i = 0; i < offers.size(); ++i)
        inOrder[i] = counts[static_cast<std::size_t>(offers[i].kind)];
    for (const QPointer<FaultLabDock> &dock : m_docks) {
        if (dock)
            dock->showCounts(inOrder);
    }
}

void FaultLab::offerKinds(FaultLabDock &dock)
{
    std::vector<FaultChoice> choices;
    for (const Offer &offer : offers)
        choices.push_back({text(offer.group), text(offer.name), text(offer.explanation), offer.usualPercent});
    dock.setChoices(choices);
}

} // namespace touchline
