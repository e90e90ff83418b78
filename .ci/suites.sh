# Which suites there are, by their files, and which of them a log says to have passed.

# The names of the types that are suites in files.
suite_types() {
    awk 'FNR == 1 { waiting = 0 }
         /^(    )?(    )?@Suite/ { waiting = 1 }
         waiting && /(struct|class|enum|actor) [A-Z]/ {
             match($0, /(struct|class|enum|actor) [A-Za-z0-9_]+/)
             split(substr($0, RSTART, RLENGTH), words, " ")
             print words[2]
             waiting = 0
         }' "$@"
}

# What the log calls them: the name in quotes, or that of the type.
suite_titles() {
    awk 'FNR == 1 { waiting = 0 }
         /^(    )?(    )?@Suite/ { waiting = 1; title = "" }
         waiting && title == "" && match($0, /"([^"\\]|\\.)*"/) {
             title = substr($0, RSTART, RLENGTH)
         }
         waiting && /(struct|class|enum|actor) [A-Z]/ {
             match($0, /(struct|class|enum|actor) [A-Za-z0-9_]+/)
             split(substr($0, RSTART, RLENGTH), words, " ")
             print title == "" ? words[2] : title
             waiting = 0
         }' "$@"
}

# A filter for `swift test` that runs the suites of files, and no other.
filter_for() {
    local types
    types=$(suite_types "$@" | paste -sd '|')
    [ -n "$types" ] || fail "there is no suite in $*"
    echo "[./]($types)(/|\$)"
}

# must_have_run LOG FILES: each suite in the files has passed, by the log.
must_have_run() {
    local from=$1 title
    shift
    suite_titles "$@" >"$logs/titles.txt"
    [ -s "$logs/titles.txt" ] || fail "there is no suite in $*"
    while IFS= read -r title; do
        grep -qF "Suite $title passed" "$from" || fail "the suite $title did not run"
    done <"$logs/titles.txt"
}

# must_not_have_run LOG FILES: no suite in the files is named by the log.
must_not_have_run() {
    local from=$1 title
    shift
    while IFS= read -r title; do
        ! grep -qF "Suite $title " "$from" || fail "the suite $title ran without its trait"
    done < <(suite_titles "$@")
}

# Every test of a log ran; one that is disabled, or has no arguments, would be green and say nothing.
nothing_skipped() {
    ! grep -E '^➜ (Suite|Test) .* (skipped|was cancelled)' "$1" || fail "that did not run"
}

# Logs tell suites apart by what they are called.
titles_differ() {
    local same
    same=$(suite_titles "$@" | sort | uniq -d)
    [ -z "$same" ] || fail "more than one suite is called $same"
}

# behind_traits FILES: those that are empty unless a store is asked for.
behind_traits() {
    grep -lE '^#if (SQLite|Postgres)$' "$@"
}

# The most tests of any run in a log.
tests_in() {
    sed -nE 's/.*Test run with ([0-9]+) tests? .*passed.*/\1/p' "$1" | sort -n | tail -n 1
}
