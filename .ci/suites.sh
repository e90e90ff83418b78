# Which suites there are, by their files, and which of them a log says to have passed.

# The names of the types that are suites in files.
suite_types() {
    awk 'FNR == 1 { waiting = 0 }
         /^@Suite/ { waiting = 1 }
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
         /^@Suite/ { waiting = 1; title = "" }
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
    echo "\\.($types)(/|\$)"
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

tests_in() {
    sed -nE 's/.*Test run with ([0-9]+) tests? .*passed.*/\1/p' "$1" | tail -n 1
}
