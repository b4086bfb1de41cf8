# SPDX-FileCopyrightText: Touchline contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Reads ctest's JUnit file and prints "N passed, N failed, N skipped" as the last line; before it,
# what failed and what was skipped. A Qt Test program counts with each of its test functions, so that one
# skipped function shows; any other test counts as one. Exit status 1 if something failed or nothing ran.

function begin(line) {
    name = line
    sub(/.* name="/, "", name)
    sub(/".*/, "", name)
    state = line
    sub(/.* status="/, "", state)
    sub(/".*/, "", state)
    ownPassed = ownFailed = ownSkipped = 0
    counted = skipsAll = saysWhy = 0
}

# Qt counts initTestCase and cleanupTestCase as passed; nobody wrote those.
function addTotals(line) {
    split(line, word, /[ ,]+/)
    ownPassed = word[2] > 2 ? word[2] - 2 : 0
    ownFailed = word[4]
    ownSkipped = word[6]
    counted = 1
}

function finish() {
    if (state == "disabled" || (state == "notrun" && skipsAll)) {
        ++skipped
        if (!saysWhy)
            print "skipped: " name
        return
    }
    if (state != "run" && ownFailed == 0)
        ownFailed = 1
    else if (!counted && state == "run")
        ownPassed = 1
    if (ownFailed > 0)
        print "failed: " name
    passed += ownPassed
    failed += ownFailed
    skipped += ownSkipped
}

/<testcase / { begin($0) }
/<skipped message="SKIP_/ { skipsAll = 1 }
/^Totals: [0-9]+ passed/ { addTotals($0) }
/^([ \t]*<system-out>)?SKIP   : / { saysWhy = 1; sub(/^.*SKIP   : /, ""); print "skipped: " $0 }
/<\/testcase>/ { finish() }

END {
    printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
    exit failed > 0 || passed == 0
}
