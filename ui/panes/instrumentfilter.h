// SPDX-FileCopyrightText: Touchline contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "feed/instrument.h"
#include "ui/panes/symbolshelf.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace touchline {

using InstrumentList = std::shared_ptr<const std::vector<Instrument>>;

/// One line of the symbol list.
struct SymbolRow {
    std::size_t instrument = 0; ///< index into the list
    bool isFavourite = false;
    bool isRecent = false;
};

/// Finds instruments by what a person types. Case, blanks and separators do not count. An exact symbol comes
/// first, then symbols that begin with the text, then those whose base does, then those that hold it, then
/// those that hold every word of it. Among equals: favourites, recent ones, trading ones, the base itself
/// ("BTC" before "BTCST"), the quotes with most instruments, the alphabet.
class InstrumentFilter {
public:
    explicit InstrumentFilter(InstrumentList instruments = nullptr);

    /// Best first. Without text: favourites, recent ones and then all others.
    [[nodiscard]] std::vector<SymbolRow> matching(const QString &typed, const SymbolShelf &shelf) const;

    [[nodiscard]] const InstrumentList &instruments() const { return m_instruments; }

private:
    /// What is compared, made ready once a list and not once a key press.
    struct Entry {
        QString symbol;
        QString foldedSymbol; ///< without case and separators
        QString foldedBase;
        QString foldedQuote;
        int quoteOrder = 0; ///< 0 for the quote with most instruments
        int alphabet = 0;
    };
    struct Match;

    void orderQuotes();
    void orderAlphabet();
    [[nodiscard]] Match matchOf(std::size_t index, const QStringList &words, const QString &joined) const;
    [[nodiscard]] std::vector<Match> matches(const QStringList &words) const;
    void shelve(std::vector<Match> &found, const SymbolShelf &shelf, bool isEverything) const;

    InstrumentList m_instruments;
    std::vector<Entry> m_entries;
};

} // namespace touchline
