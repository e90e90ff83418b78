#!/bin/sh
# bill.sh's admin credits, by the curl calls of its documents.
#
# Reads WALLET_SERVICE_URL and ACCESS_TOKEN; ends with 1 at the first check that fails.
set -eu

ADMIN_TOKEN=$ACCESS_TOKEN
CUSTOMER_ID=curl-$$-$(date +%s)
checks=0

check() {
    case $3 in
    $2) checks=$((checks + 1)) ;;
    *)
        echo "failed: $1: expected $2, got $3" >&2
        exit 1
        ;;
    esac
}

credit() {
    curl -sS -w ' %{http_code}' -X POST \
        "$WALLET_SERVICE_URL/admin/v1/customers/$CUSTOMER_ID/credits" \
        -H "Authorization: Bearer $ADMIN_TOKEN" \
        -H "Content-Type: application/json" \
        -d '{
"amount_nanos": "10000000000000",
"wallet_account_id": "123456789",
"platform_account_id": "999888777",
"description": "Service credit — February outage compensation",
"reason": "'"$1"'",
"actor_id": "support-agent-001",
"actor_name": "Jane Smith",
"idempotency_key": "credit-inc-4421-acme"
}'
}

history() {
    curl -sS -w ' %{http_code}' "$WALLET_SERVICE_URL/admin/v1/customers/$CUSTOMER_ID/credits" \
        -H "Authorization: Bearer $1"
}

check "no history yet" '\[\] 200' "$(history "$ADMIN_TOKEN")"
first=$(credit "4-hour outage on 2026-02-28 per incident INC-4421")
check "a credit is created" \
    '{"transfer_id":"*","amount_nanos":"10000000000000","audit_entry_id":"*"} 201' "$first"
again=$(credit "4-hour outage on 2026-02-28 per incident INC-4421")
check "a replay answers the same" "${first% 201} 200" "$again"
check "the key with another reason is refused" '{"error":{"code":"idempotencyKeyReused",*}} 409' \
    "$(credit "another")"
check "the history tells of it" '\[{*"actor_name":"Jane Smith"*}\] 200' "$(history "$ADMIN_TOKEN")"
check "a wrong token is refused" '{"error":{"code":"unauthenticated",*}} 401' "$(history wrong)"
check "a wrong method is refused" '{"error":{"code":"methodNotAllowed",*}} 405' "$(
    curl -sS -w ' %{http_code}' -X DELETE \
        "$WALLET_SERVICE_URL/admin/v1/customers/$CUSTOMER_ID/credits" \
        -H "Authorization: Bearer $ADMIN_TOKEN"
)"
check "HEAD is GET without a body" '200' "$(
    curl -sS -o /dev/null -w '%{http_code}' -I \
        "$WALLET_SERVICE_URL/admin/v1/customers/$CUSTOMER_ID/credits" \
        -H "Authorization: Bearer $ADMIN_TOKEN"
)"
echo "ok $checks checks"
