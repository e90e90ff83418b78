# Building wallet-service, and starting and stopping it; a part of .ci/wallet-service and
# .ci/wallet-load. Whoever sources it names a folder in $work.

. .ci/build.sh
readonly service_build=(--package-path Examples/WalletService --scratch-path .build-service)
readonly tool_build=(--package-path Examples/LedgerTool --scratch-path .build-stores)
readonly clients=Examples/WalletService/Tests/Clients
readonly load=Examples/WalletService/Tests/Load
service_pid=
# Python would leave folders beside the scripts.
export PYTHONDONTWRITEBYTECODE=1

# in_service COMMAND...: a command of SwiftPM in the service's package. SwiftPM does not know a
# file of swift-distributed-tracing, which Hummingbird depends on; that warning is not one of ours.
in_service() {
    "$@" "${service_build[@]}" 2>&1 \
        | sed "s/^warning: \('swift-distributed-tracing': found 1 file\)/in a dependency: \1/"
}

# build_service ARGUMENTS: builds it, and finds out where the program is.
build_service() {
    in_service build "$@"
    service="$(build "${service_build[@]}" "$@" --show-bin-path 2>/dev/null)/wallet-service"
}

build_tool() {
    build "${tool_build[@]}" "$@"
    tool="$(build "${tool_build[@]}" "$@" --show-bin-path)/ledger-tool"
}

# start_service ARGUMENTS: starts it on a free port, with its address and its token in the
# environment of what runs after it.
start_service() {
    local attempt
    ACCESS_TOKEN="t0ken-$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"
    export ACCESS_TOKEN
    : >"$work/service.out"
    : >"$work/service.log"
    "$service" --port 0 "$@" >"$work/service.out" 2>"$work/service.log" &
    service_pid=$!
    for attempt in {1..600}; do
        WALLET_SERVICE_URL=$(sed -n 's/^Listening on //p' "$work/service.out")
        if [ -n "$WALLET_SERVICE_URL" ]; then
            export WALLET_SERVICE_URL
            return
        fi
        kill -0 "$service_pid" 2>/dev/null || break
        sleep 0.05
    done
    cat "$work/service.out" "$work/service.log" >&2
    fail "the service did not start"
}

# stop_service: asks it to end, which it must do with 0, having logged no token, and no error.
stop_service() {
    local status=0 pid=$service_pid
    service_pid=
    kill -TERM "$pid"
    wait "$pid" || status=$?
    [ "$status" -eq 0 ] || fail "the service ended with $status: $(tail -n 5 "$work/service.log")"
    ! grep -F -- "$ACCESS_TOKEN" "$work/service.log" || fail "the token stands in the log"
    grep -q '"level":"info"' "$work/service.log" || fail "the log is not what is expected of it"
    ! grep -m 5 -E '"level":"(error|critical)"' "$work/service.log" || fail "the log has errors"
}

# Whatever happens, no process and no file stays behind.
tidy() {
    if [ -n "$service_pid" ]; then
        kill -KILL "$service_pid" 2>/dev/null || true
        wait "$service_pid" 2>/dev/null || true
    fi
    rm -rf "$work"
}

# timed COMMAND...: runs a command and prints how long it took.
timed() {
    local began=$SECONDS
    "$@"
    echo "took $((SECONDS - began)) s: $*"
}
