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

# packages NAMES: installs them with apt.
packages() {
    command -v apt-get >/dev/null || fail "$* is not installed"
    as_root apt-get update -qq >/dev/null
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# need COMMAND PACKAGE: installs the package if the command is missing.
need() {
    if ! command -v "$1" >/dev/null; then packages "$2"; fi
}

# need_library NAME PACKAGE: installs the package if pkg-config does not know the library.
need_library() {
    if ! pkg-config --exists "$1"; then packages "$2"; fi
}

# Installs the server if it is missing, and no cluster: one would start at once, for all to use.
need_postgres() {
    if .ci/postgres find >/dev/null 2>&1; then return; fi
    packages postgresql-common
    as_root sed -i -E 's/^#?(create_main_cluster) *=.*/\1 = false/' \
        /etc/postgresql-common/createcluster.conf
    packages postgresql
}
