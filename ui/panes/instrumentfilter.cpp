// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/instrumentfilter.h"

#include <QHash>

#include <algorithm>
#include <numeric>
#include <tuple>

namespace touchline {

namespace {

enum class Rank { Exact, Prefix, Base, Substring, AllWords, None };

bool isSeparator(QChar letter)
{
    return letter.isSpace() || letter == u'/' || letter == u'-' || letter == u'_' || letter == u':';
}

// Lower case of a kind that also serves "ß" and full-width letters.
QString folded(const QString &text)
{
    return text.normalized(QString::NormalizationForm_KC).toCaseFolded();
}

QStringList wordsOf(const QString &typed)
{
    QStringList words;
    QString word;
    for (const QChar letter : folded(typed)) {
        if (!isSeparator(letter)) {
            word.append(letter);
        } else if (!word.isEmpty()) {
            words.append(word);
            word.clear();
        }
    }
    if (!word.isEmpty())
        words.append(word);
    return words;
}

QString foldedName(const std::string &text)
{
    return wordsOf(QString::fromStdString(text)).join(QString());
}

} // namespace

struct InstrumentFilter::Match {
    std::size_t index = 0;
    Rank rank = Rank::None;
    int shelf = 0; // places before the unshelved, most wanted lowest
    bool isNotTrading = false;
    bool isOtherBase = false;
    int quoteOrder = 0;
    int alphabet = 0;
    bool isFavourite = false;
    bool isRecent = false;

    [[nodiscard]] auto order() const
    {
        return std::tie(rank, shelf, isNotTrading, isOtherBase, quoteOrder, alphabet);
    }
};

InstrumentFilter::InstrumentFilter(InstrumentList instruments) : m_instruments(std::move(instruments))
{
    if (!m_instruments)
        return;
    m_entries.reserve(m_instruments->size());
    for (const Instrument &instrument : *m_instruments) {
        m_entries.push_back(Entry{
            QString::fromStdString(instrument.symbol), foldedName(instrument.symbol),
            foldedName(instrument.base), foldedName(instrument.quote), 0, 0});
    }
    orderQuotes();
    orderAlphabet();
}

void InstrumentFilter::orderQuotes()
{
    QHash<QString, int> counts;
    for (const Entry &entry : m_entries)
        ++counts[entry.foldedQuote];
    QStringList quotes = counts.keys();
    std::sort(quotes.begin(), quotes.end(), [&counts](const QString &a, const QString &b) {
        return std::tuple(-counts.value(a), a) < std::tuple(-counts.value(b), b);
    });
    QHash<QString, int> places;
    for (const QString &quote : quotes)
        places.insert(quote, static_cast<int>(places.size()));
    for (Entry &entry : m_entries)
        entry.quoteOrder = places.value(entry.foldedQuote);
}

void InstrumentFilter::orderAlphabet()
{
    std::vector<std::size_t> order(m_entries.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
        return m_entries[a].foldedSymbol < m_entries[b].foldedSymbol;
    });
    int place = 0;
    for (const std::size_t index : order)
        m_entries[index].alphabet = place++;
}

InstrumentFilter::Match InstrumentFilter::matchOf(
    std::size_t index, const QStringList &words, const QString &joined) const
{
    const Entry &entry = m_entries[index];
    const auto holds = [&entry](const QString &word) {
        return entry.foldedSymbol.contains(word) || entry.foldedBase.contains(word) ||
               entry.foldedQuote.contains(word);
    };
    Match match;
    match.index = index;
    const InstrumentStatus status = (*m_instruments)[index].status;
    match.isNotTrading = status != InstrumentStatus::Trading && status != InstrumentStatus::Unknown;
    match.alphabet = entry.alphabet;
    match.quoteOrder = entry.quoteOrder;
    match.isOtherBase = !words.isEmpty() && !words.contains(entry.foldedBase);
    if (entry.foldedSymbol == joined)
        match.rank = Rank::Exact;
    else if (entry.foldedSymbol.startsWith(joined))
        match.rank = Rank::Prefix;
    else if (entry.foldedBase.startsWith(joined))
        match.rank = Rank::Base;
    else if (entry.foldedSymbol.contains(joined))
        match.rank = Rank::Substring;
    else if (std::all_of(words.begin(), words.end(), holds))
        match.rank = Rank::AllWords;
    return match;
}

std::vector<InstrumentFilter::Match> InstrumentFilter::matches(const QStringList &words) const
{
    const QString joined = words.join(QString());
    std::vector<Match> found;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        Match match = matchOf(i, words, joined);
        if (words.isEmpty())
            match.quoteOrder = 0; // a list to look through is easier to read in the order of the alphabet
        if (match.rank != Rank::None)
            found.push_back(match);
    }
    return found;
}

// Within a rank the person's own symbols come first. In the list of everything they stand in their own order.
void InstrumentFilter::shelve(std::vector<Match> &found, const SymbolShelf &shelf, bool isEverything) const
{
    QHash<QString, int> favourites;
    QHash<QString, int> recent;
    for (const QString &symbol : shelf.favourites())
        favourites.insert(symbol, static_cast<int>(favourites.size()));
    for (const QString &symbol : shelf.recent())
        recent.insert(symbol, static_cast<int>(recent.size()));
    const auto all = static_cast<int>(favourites.size() + recent.size());
    for (Match &match : found) {
        const QString &symbol = m_entries[match.index].symbol;
        match.isFavourite = favourites.contains(symbol);
        match.isRecent = recent.contains(symbol);
        match.shelf = all;
        if (match.isFavourite)
            match.shelf = isEverything ? favourites.value(symbol) : 0;
        else if (match.isRecent)
            match.shelf = static_cast<int>(favourites.size()) + (isEverything ? recent.value(symbol) : 0);
    }
}

std::vector<SymbolRow> InstrumentFilter::matching(const QString &typed, const SymbolShelf &shelf) const
{
    const QStringList words = wordsOf(typed);
    std::vector<Match> found = matches(words);
    shelve(found, shelf, words.isEmpty());
    std::sort(
        found.begin(), found.end(), [](const Match &a, const Match &b) { return a.order() < b.order(); });
    std::vector<SymbolRow> rows;
    rows.reserve(found.size());
    for (const Match &match : found)
        rows.push_back(SymbolRow{match.index, match.isFavourite, match.isRecent});
    return rows;
}

} // namespace touchline
