#!/usr/bin/env bash
# Prints every failed test with its reason, then the counts of all tests.
#   tests/summary.sh RESULTS    the folder of the .trx files and page.xml
set -euo pipefail

# Lists every failed test again, with its reason: the output above may be long, or cut.
failures() {
    cat "$1"/*.trx 2>/dev/null | awk '
        BEGIN { RS = "<" }
        /^UnitTestResult / {
            bad = /outcome="Failed"/
            match($0, /testName="[^"]*"/)
            name = substr($0, RSTART + 10, RLENGTH - 11)
        }
        bad && sub(/^Message>/, "") { printf "\nfailed: %s\n%s\n", name, $0 }
        bad && sub(/^StackTrace>/, "") { print }' |
        sed -e 's/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&apos;/'"'"'/g' \
            -e 's/&#x[dD];//g; s/&#x[aA];/\n/g; s/&amp;/\&/g' |
        cut -c1-500 | head -n 400
}

# Prints the last line, for people and machines.
count() {
    cat "$1"/*.trx "$1"/page.xml 2>/dev/null | tr '>' '\n' | awk '
        match($0, /<Counters .*/) {
            line = substr($0, RSTART, RLENGTH)
            passed += value(line, "passed")
            failed += value(line, "failed") + value(line, "error") + value(line, "timeout")
            skipped += value(line, "notExecuted")
        }
        match($0, /<testsuites .*/) {
            line = substr($0, RSTART, RLENGTH)
            bad = value(line, "failures") + value(line, "errors")
            failed += bad
            passed += value(line, "tests") - bad
        }
        function value(text, name) {
            if (!match(text, " " name "=\"[0-9]+\"")) return 0
            return substr(text, RSTART + length(name) + 3, RLENGTH - length(name) - 4) + 0
        }
        END { printf "%d passed, %d failed%s\n", passed, failed, skipped ? ", " skipped " skipped" : "" }'
}

failures "$1"
count "$1"
