# Running one step: one line of announcement, a log, and the end of the log if it fails.
logs="$PWD/.build-ci"
if [ -z "$only" ]; then rm -rf "$logs"; fi
mkdir -p "$logs"
log=/dev/stdout

fail() {
    echo "error: $*" >&2
    exit 1
}

# step COMMAND TITLE: runs the command; a warning in what it prints is a failure too.
step() {
    local name status started=$SECONDS
    name=$(basename "$1")
    if [ -n "$only" ] && [[ " $only " != *" $name "* ]]; then return; fi
    log="$logs/$name.log"
    printf '%-64s' "$2"
    # Not as a condition: inside one, `set -e` would be off.
    set +e
    (set -e; "$1") >"$log" 2>&1
    status=$?
    set -e
    if [ "$status" -eq 0 ] && grep -qE '(^|[ :])warning:' "$log"; then
        status=warnings
    fi
    if [ "$status" != 0 ]; then
        printf 'FAILED (%s) after %s s\n' "$status" "$((SECONDS - started))"
        grep -E '✘|error:|warning:|^FAIL ' "$log" | head -n 60 || true
        echo "the end of $log:"
        tail -n 40 "$log"
        exit 1
    fi
    printf 'ok %4s s\n' "$((SECONDS - started))"
}

# need COMMAND PACKAGE: installs the package if the command is missing.
need() {
    if command -v "$1" >/dev/null; then return; fi
    command -v apt-get >/dev/null || fail "$1 is not installed"
    local as=()
    if [ "$(id -u)" -ne 0 ]; then as=(sudo); fi
    "${as[@]}" apt-get update -qq >/dev/null
    "${as[@]}" apt-get install -y -qq --no-install-recommends "$2" >/dev/null
}
