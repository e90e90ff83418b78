"""Drives a running wallet-service by Stripe's own Python client (stripe 16.1.0).

The service's address stands in WALLET_SERVICE_URL and its token in ACCESS_TOKEN. Every check uses
customers of its own, so the checks can be repeated on one ledger. Prints "ok N checks", or the
first check that failed.
"""

import base64
import json
import os
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

import stripe
from stripe import StripeClient

URL = os.environ["WALLET_SERVICE_URL"].rstrip("/")
TOKEN = os.environ["ACCESS_TOKEN"]
RUN = uuid.uuid4().hex[:8]
METERED = {"scope": {"price_type": "metered"}}

stripe.api_base = URL
stripe.api_key = TOKEN
client = StripeClient(TOKEN, base_addresses={"api": URL})

done = 0


def check(what, condition, found=None):
    global done
    if not condition:
        print(f"FAILED {what}" + ("" if found is None else f": {found!r}"))
        sys.exit(1)
    done += 1


def equal(what, found, expected):
    check(f"{what} is {expected!r}", found == expected and type(found) is type(expected), found)


def raises(what, kind, body, **expected):
    try:
        found = body()
    except kind as error:
        check(f"{what} raises {kind.__name__} itself", type(error) is kind, error)
        for name, value in expected.items():
            equal(f"{what}, {name}", getattr(error, name), value)
        return error
    except stripe.StripeError as error:
        check(f"{what} raises {kind.__name__}", False, error)
    else:
        check(f"{what} raises {kind.__name__}", False, found)


def customer(name):
    return f"cus_{name}_{RUN}"


def monetary(value, currency="usd"):
    return {"type": "monetary", "monetary": {"currency": currency, "value": value}}


def grant(who, value=1000, currency="usd", options=None, **more):
    params = {
        "customer": who, "amount": monetary(value, currency), "category": "paid",
        "applicability_config": METERED, **more,
    }
    return client.v1.billing.credit_grants.create(params, options or {})


def summary(who, **scope):
    chosen = {"type": "applicability_scope", "applicability_scope": scope or METERED["scope"]}
    found = client.v1.billing.credit_balance_summary.retrieve({"customer": who, "filter": chosen})
    return {
        b.available_balance.monetary.currency:
            (b.available_balance.monetary.value, b.ledger_balance.monetary.value)
        for b in found.balances
    }


def raw(method, path, body=None, headers=None, token=TOKEN, kind="application/x-www-form-urlencoded"):
    request = urllib.request.Request(URL + path, method=method)
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    for name, value in (headers or {}).items():
        request.add_header(name, value)
    if body is not None:
        request.data = body if isinstance(body, bytes) else body.encode()
        request.add_header("Content-Type", kind)
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, json.loads(answer.read()), answer.headers
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read()), error.headers


def shapes():
    who = customer("shapes")
    now = int(time.time())
    made = grant(
        who, effective_at=now - 60, expires_at=now + 86400, name="Welcome pack", priority=7,
        metadata={"cost_basis": "0.9", "note": "a+b c&d=é"})
    names = {
        "id", "object", "amount", "applicability_config", "category", "created", "customer",
        "customer_account", "effective_at", "expires_at", "livemode", "metadata", "name",
        "priority", "test_clock", "updated", "voided_at",
    }
    equal("a grant's fields", set(made.to_dict()), names)
    check("a grant's id", made.id.startswith("credgr_"), made.id)
    check("a grant is parsed by its class", type(made) is stripe.billing.CreditGrant, type(made))
    equal("object", made.object, "billing.credit_grant")
    equal("amount", made.amount.to_dict(), monetary(1000))
    equal("scope", made.applicability_config.scope.to_dict(),
          {"price_type": "metered", "prices": None})
    equal("category", made.category, "paid")
    check("created is now", abs(made.created - now) < 60, made.created)
    equal("customer", made.customer, who)
    equal("effective_at", made.effective_at, now - 60)
    equal("expires_at", made.expires_at, now + 86400)
    equal("livemode", made.livemode, False)
    equal("metadata", made.metadata.to_dict(), {"cost_basis": "0.9", "note": "a+b c&d=é"})
    equal("name", made.name, "Welcome pack")
    equal("priority", made.priority, 7)
    for name in ["customer_account", "test_clock", "voided_at"]:
        check(f"{name} is null", getattr(made, name) is None, getattr(made, name))
    again = client.v1.billing.credit_grants.retrieve(made.id)
    equal("the grant, retrieved", again.to_dict(), made.to_dict())
    check("Request-Id", bool(made.last_response.request_id), made.last_response.headers)

    plain = client.v1.billing.credit_grants.create({
        "customer": who, "amount": monetary(250),
        "applicability_config": {"scope": {"prices": [{"id": "price_b"}, {"id": "price_a"}]}}})
    equal("the default category", plain.category, "paid")
    equal("the default priority", plain.priority, 50)
    check("no expiry", plain.expires_at is None, plain.expires_at)
    check("no name", plain.name is None, plain.name)
    equal("no metadata", plain.metadata.to_dict(), {})
    equal("prices", sorted(p.id for p in plain.applicability_config.scope.prices),
          ["price_a", "price_b"])
    check("no price type", plain.applicability_config.scope.price_type is None)
    gift = grant(who, 5, category="promotional")
    equal("a gift", gift.category, "promotional")
    equal("the sum of it", summary(who), {"usd": (1255, 1255)})
    equal("what price_a can use", summary(who, prices=[{"id": "price_a"}]), {"usd": (1255, 1255)})
    equal("what another can use", summary(who, prices=[{"id": "price_z"}]), {"usd": (1005, 1005)})
    one = client.v1.billing.credit_balance_summary.retrieve(
        {"customer": who, "filter": {"type": "credit_grant", "credit_grant": plain.id}})
    equal("one grant's balance", one.balances[0].available_balance.to_dict(), monetary(250))
    equal("a summary's fields", set(one.to_dict()),
          {"object", "balances", "customer", "customer_account", "livemode"})
    later = grant(who, 99, effective_at=now + 3600)
    equal("what is not effective yet is no balance", summary(who), {"usd": (1255, 1255)})
    equal("it is effective", later.effective_at, now + 3600)


def currencies():
    who = customer("currencies")
    equal("yen", grant(who, 1000, "jpy").amount.to_dict(), monetary(1000, "jpy"))
    equal("dinars", grant(who, 1234, "kwd").amount.to_dict(), monetary(1234, "kwd"))
    equal("capitals", grant(who, 100, "USD").amount.to_dict(), monetary(100, "usd"))
    equal("one entry a currency", summary(who),
          {"jpy": (1000, 1000), "kwd": (1234, 1234), "usd": (100, 100)})
    equal("no customer needs registration", summary(customer("nobody")), {})


def changes():
    who = customer("changes")
    grants = client.v1.billing.credit_grants
    later = int(time.time()) + 7 * 86400
    made = grant(who, metadata={"a": "1", "b": "2"})
    merged = grants.update(made.id, {"metadata": {"b": "3", "c": "4"}, "expires_at": later})
    equal("metadata is merged", merged.metadata.to_dict(), {"a": "1", "b": "3", "c": "4"})
    equal("the new expiry", merged.expires_at, later)
    check("updated does not lie before created", merged.updated >= merged.created)
    equal("an empty value unsets", grants.update(
        made.id, {"metadata": {"a": ""}}).metadata.to_dict(), {"b": "3", "c": "4"})
    equal("empty metadata empties", grants.update(
        made.id, {"metadata": ""}).metadata.to_dict(), {})
    check("an empty expiry is none", grants.update(
        made.id, {"expires_at": ""}).expires_at is None)
    equal("an update of nothing", grants.update(made.id).id, made.id)

    key = {"idempotency_key": f"merge-{RUN}"}
    first = grants.update(made.id, {"metadata": {"x": "1"}}, key)
    grants.update(made.id, {"metadata": {"y": "2"}})
    again = grants.update(made.id, {"metadata": {"x": "1"}}, key)
    equal("an update that comes again", again.id, first.id)
    equal("and what stands", again.metadata.to_dict(), {"x": "1", "y": "2"})
    raises("its key for another", stripe.IdempotencyError,
           lambda: grants.update(made.id, {"metadata": {"x": "9"}}, key), http_status=400)

    gone = grants.expire(made.id)
    check("expired now", abs(gone.expires_at - time.time()) < 60, gone.expires_at)
    check("and not voided", gone.voided_at is None)
    equal("nothing is left", summary(who), {"usd": (0, 0)})
    raises("an expired grant is not voided", stripe.InvalidRequestError,
           lambda: grants.void_grant(made.id), http_status=400)

    other = grant(who, 300)
    key = {"idempotency_key": f"void-{RUN}"}
    void = grants.void_grant(other.id, {}, key)
    check("voided now", abs(void.voided_at - time.time()) < 60, void.voided_at)
    check("and not expired", void.expires_at is None)
    equal("voided again under its key", grants.void_grant(other.id, {}, key).voided_at,
          void.voided_at)
    raises("a voided grant is not voided again", stripe.InvalidRequestError,
           lambda: grants.void_grant(other.id), http_status=400)
    raises("nor changed", stripe.InvalidRequestError,
           lambda: grants.update(other.id, {"expires_at": later}), http_status=400)

    # The client's older way: methods of the classes.
    old = stripe.billing.CreditGrant.create(
        customer=who, amount=monetary(70), applicability_config=METERED, category="paid")
    equal("modify", stripe.billing.CreditGrant.modify(
        old.id, metadata={"k": "v"}).metadata["k"], "v")
    check("expire", old.expire().expires_at is not None)
    equal("the balance by the class", stripe.billing.CreditBalanceSummary.retrieve(
        customer=who, filter={"type": "credit_grant", "credit_grant": old.id}
    ).balances[0].ledger_balance.monetary.value, 0)


def transactions():
    who = customer("transactions")
    made = grant(who, 1000)
    client.v1.billing.credit_grants.expire(made.id)
    gift = grant(who, 50, category="promotional")
    client.v1.billing.credit_grants.void_grant(gift.id)
    found = client.v1.billing.credit_balance_transactions.list({"customer": who})
    equal("their kinds, newest first", [(t.credit or t.debit).type for t in found], [
        "credits_voided", "credits_granted", "credits_expired", "credits_granted"])
    equal("their grants", [t.credit_grant for t in found], [gift.id] * 2 + [made.id] * 2)
    equal("where more are asked for", found.url, "/v1/billing/credit_balance_transactions")
    first, loss = found.data[3], found.data[2]
    equal("a transaction's fields", set(first.to_dict()), {
        "id", "object", "created", "credit", "credit_grant", "debit", "effective_at", "livemode",
        "test_clock", "type"})
    equal("a credit", first.credit.to_dict(), {
        "amount": monetary(1000), "credits_application_invoice_voided": None,
        "type": "credits_granted"})
    check("it is no debit", first.debit is None and first.type == "credit")
    equal("a debit", loss.debit.to_dict(), {
        "amount": monetary(1000), "credits_applied": None, "type": "credits_expired"})
    check("it is no credit", loss.credit is None and loss.type == "debit")
    check("its id", first.id.startswith("cbtxn_"), first.id)
    equal("one of them", client.v1.billing.credit_balance_transactions.retrieve(
        loss.id).to_dict(), loss.to_dict())
    equal("of one grant", [t.id for t in client.v1.billing.credit_balance_transactions.list(
        {"customer": who, "credit_grant": made.id})], [loss.id, first.id])
    spelt = client.v1.billing.credit_balance_transactions.retrieve(
        first.id, {"expand": ["credit_grant"]})
    equal("the grant spelt out", spelt.credit_grant.id, made.id)
    check("it has its class", type(spelt.credit_grant) is stripe.billing.CreditGrant)
    spelt = client.v1.billing.credit_balance_transactions.list(
        {"customer": who, "limit": 1, "expand": ["data.credit_grant"]})
    equal("and in a list", spelt.data[0].credit_grant.id, gift.id)


def invoices():
    """By the service's own calls, as Stripe applies credits when it finalizes an invoice."""
    who = customer("invoices")
    made = grant(who, 1000)
    line = {"id": "il_1", "amount": 400}
    status, drawn, _ = raw("POST", "/v1/invoices/drawdown", json.dumps(
        {"customer": who, "invoice": f"in_{RUN}", "currency": "usd", "lines": [line]}),
        kind="application/json")
    equal("the drawdown", (status, drawn.get("applied"), drawn.get("due")), (200, 400, 0))
    found = client.v1.billing.credit_balance_transactions.list({"customer": who}).data[0]
    equal("what was applied", found.debit.to_dict(), {
        "amount": monetary(400), "type": "credits_applied",
        "credits_applied": {"invoice": f"in_{RUN}", "invoice_line_item": "il_1"}})
    equal("what is left", summary(who), {"usd": (600, 600)})
    raises("an applied grant is not voided", stripe.InvalidRequestError,
           lambda: client.v1.billing.credit_grants.void_grant(made.id), http_status=400)
    status, _, _ = raw("POST", f"/v1/invoices/in_{RUN}/reinstate",
                       json.dumps({"customer": who}), kind="application/json")
    equal("the invoice is voided", status, 200)
    found = client.v1.billing.credit_balance_transactions.list({"customer": who}).data[0]
    equal("what came back", found.credit.to_dict(), {
        "amount": monetary(400), "type": "credits_application_invoice_voided",
        "credits_application_invoice_voided":
            {"invoice": f"in_{RUN}", "invoice_line_item": "il_1"}})
    check("an applied grant expires", client.v1.billing.credit_grants.expire(
        made.id).expires_at is not None)
    equal("nothing is left", summary(who), {"usd": (0, 0)})


def paging():
    who = customer("paging")
    made = [grant(who, 100 + n, name=f"n{n}").id for n in range(105)]
    grants, moves = client.v1.billing.credit_grants, client.v1.billing.credit_balance_transactions
    newest_first = list(reversed(made))
    for limit in [1, 7, 100]:
        found = grants.list({"customer": who, "limit": limit})
        equal(f"all grants by {limit}", [g.id for g in found.auto_paging_iter()], newest_first)
    equal("ten unless said", [g.id for g in grants.list({"customer": who})], newest_first[:10])
    found = grants.list({"customer": who, "limit": 20, "ending_before": made[0]})
    equal("the page before the oldest", [g.id for g in found], newest_first[84:104])
    equal("backwards, oldest first", [g.id for g in found.auto_paging_iter()], made[1:])
    found = grants.list({"customer": who, "limit": 3, "ending_before": made[-2]})
    equal("the page before the second", ([g.id for g in found], found.has_more),
          ([made[-1]], False))
    found = grants.list({"customer": who, "limit": 3, "starting_after": made[3]})
    equal("the last page", ([g.id for g in found], found.has_more),
          ([made[2], made[1], made[0]], False))
    found = grants.list({"customer": who, "limit": 3, "starting_after": made[0]})
    equal("after the last", ([g.id for g in found], found.has_more), ([], False))
    found = moves.list({"customer": who, "limit": 30})
    of = [t.credit_grant for t in found.auto_paging_iter()]
    equal("all transactions", of, newest_first)
    oldest = moves.list({"customer": who, "limit": 100, "starting_after": found.data[-1].id})
    oldest = list(oldest.auto_paging_iter())[-1].id
    found = moves.list({"customer": who, "limit": 30, "ending_before": oldest})
    equal("and backwards", [t.credit_grant for t in found.auto_paging_iter()], made[1:])
    found = stripe.billing.CreditGrant.list(limit=2)
    equal("of all customers", len(found.data), 2)
    status, page, _ = raw("GET", "/v1/billing/credit_grants?" + urllib.parse.urlencode(
        {"customer": who, "limit": 1}))
    equal("a list's fields", (status, set(page)), (200, {"object", "data", "has_more", "url"}))


def errors():
    who = customer("errors")
    grants = client.v1.billing.credit_grants
    bad = stripe.InvalidRequestError

    def refused(what, param, code=None, status=400, **params):
        whole = {"customer": who, "amount": monetary(100), "applicability_config": METERED}
        whole.update(params)
        whole = {name: value for name, value in whole.items() if value is not None}
        error = raises(what, bad, lambda: grants.create(whole), http_status=status, param=param)
        if code:
            equal(f"{what}, code", error.code, code)
        equal(f"{what}, type", error.error.type, "invalid_request_error")

    refused("no customer", "customer", "parameter_missing", customer=None)
    refused("no amount", "amount", "parameter_missing", amount=None)
    refused("no value", "amount[monetary][value]", "parameter_missing",
            amount={"type": "monetary", "monetary": {"currency": "usd"}})
    refused("no currency", "amount[monetary][currency]", "parameter_missing",
            amount={"type": "monetary", "monetary": {"value": 1}})
    refused("no type", "amount[type]", "parameter_missing",
            amount={"monetary": {"currency": "usd", "value": 1}})
    refused("no scope", "applicability_config", "parameter_missing", applicability_config=None)
    for value in [0, -5, "abc", "10.5", "1e400", "9" * 40]:
        refused(f"a value of {value}", "amount[monetary][value]", "parameter_invalid_integer",
                amount=monetary(value))
    refused("an unknown currency", "amount[monetary][currency]", amount=monetary(1, "xyz"))
    refused("another type", "amount[type]",
            amount={"type": "custom", "monetary": {"currency": "usd", "value": 1}})
    refused("another category", "category", category="free")
    refused("a priority of 101", "priority", "parameter_invalid_integer", priority=101)
    refused("an expiry in the past", "expires_at", "parameter_invalid_integer", expires_at=1)
    refused("a time that is none", "effective_at", "parameter_invalid_integer",
            effective_at="tomorrow")
    refused("an empty customer", "customer", "parameter_invalid_empty", customer="")
    refused("an unknown parameter", "expire_at", "parameter_unknown", expire_at=1)
    refused("an unknown parameter inside", "amount[monetary][decimal]", "parameter_unknown",
            amount={"type": "monetary",
                    "monetary": {"currency": "usd", "value": 1, "decimal": "1"}})
    refused("both kinds of scope", "applicability_config[scope][prices]", applicability_config={
        "scope": {"price_type": "metered", "prices": [{"id": "p"}]}})
    refused("a price without an id", "applicability_config[scope][prices][0][id]",
            applicability_config={"scope": {"prices": [{"id": ""}]}})
    equal("none of these made anything", len(grants.list({"customer": who}).data), 0)
    equal("not even a wallet", summary(who), {})

    missing = "credgr_0190a0a0-0000-7000-8000-000000000000"
    for id in [missing, "credgr_x", "cbtxn_1", "a/b c"]:
        raises(f"grant {id}", bad, lambda: grants.retrieve(id), http_status=404,
               code="resource_missing", param="id")
    raises("a transaction", bad, lambda: client.v1.billing.credit_balance_transactions.retrieve(
        "cbtxn_0190a0a0-0000-7000-8000-000000000000"), http_status=404, code="resource_missing")
    raises("expiring nothing", bad, lambda: grants.expire(missing), http_status=404)
    for name in ["starting_after", "ending_before"]:
        raises(f"{name} nothing", bad, lambda: grants.list({name: missing}), http_status=400,
               code="resource_missing", param=name)
    for limit in [0, 101, "x"]:
        raises(f"limit {limit}", bad, lambda: grants.list({"limit": limit}), http_status=400,
               code="parameter_invalid_integer", param="limit")
    moves = client.v1.billing.credit_balance_transactions
    raises("an unknown grant's", bad, lambda: moves.list({"credit_grant": missing}),
           http_status=400, code="resource_missing", param="credit_grant")
    of = client.v1.billing.credit_balance_summary.retrieve
    raises("no customer", bad, lambda: of({"filter": {"type": "credit_grant"}}), param="customer")
    raises("no filter", bad, lambda: of({"customer": who}), param="filter")
    raises("no type", bad, lambda: of({"customer": who, "filter": {"credit_grant": missing}}),
           param="filter[type]", code="parameter_missing")
    raises("no grant", bad, lambda: of({"customer": who, "filter": {"type": "credit_grant"}}),
           param="filter[credit_grant]")
    raises("an unknown grant", bad, lambda: of(
        {"customer": who, "filter": {"type": "credit_grant", "credit_grant": missing}}),
        param="filter[credit_grant]", code="resource_missing")
    raises("what can't be spelt out", bad, lambda: grants.list({"expand": ["data.customer"]}))
    wrong = StripeClient("sk_wrong", base_addresses={"api": URL})
    raises("a wrong key", stripe.AuthenticationError,
           lambda: wrong.v1.billing.credit_grants.list(), http_status=401)


def idempotency():
    who = customer("idempotency")
    key = {"idempotency_key": f"key-{RUN}"}
    first = grant(who, 500, options=key)
    equal("the key comes back", first.last_response.idempotency_key, f"key-{RUN}")
    check("a first request is no repetition",
          first.last_response.headers.get("idempotent-replayed") is None)
    again = grant(who, 500, options=key)
    equal("the same grant", again.id, first.id)
    equal("said to be a repetition", again.last_response.headers.get("idempotent-replayed"),
          "true")
    error = raises("other content", stripe.IdempotencyError,
                   lambda: grant(who, 501, options=key), http_status=400)
    equal("its type", error.error.type, "idempotency_error")
    equal("the key comes back with an error", error.headers.get("idempotency-key"), f"key-{RUN}")
    equal("not to be repeated", error.headers.get("stripe-should-retry"), "false")
    raises("another call", stripe.IdempotencyError,
           lambda: client.v1.billing.credit_grants.expire(first.id, {}, key), http_status=400)
    equal("one grant", summary(who), {"usd": (500, 500)})

    who, made, failed = customer("together"), [], []

    def make(n):
        try:
            made.append(grant(who, 10, options={"idempotency_key": f"together-{RUN}-{n % 8}"}).id)
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=make, args=(n,)) for n in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    equal("first grants at once all succeed", failed, [])
    equal("eight keys, eight grants", (len(set(made)), summary(who)), (8, {"usd": (80, 80)}))


def clocks():
    who = customer("clocks")
    clocks = client.v1.test_helpers.test_clocks
    start, day = 1900000000, 86400
    key = {"idempotency_key": f"clock-{RUN}"}
    asked = {"frozen_time": start, "name": "Renewal", "customer": who}
    clock = clocks.create(asked, key)
    equal("a clock's fields", set(clock.to_dict()), {
        "id", "object", "created", "deletes_after", "frozen_time", "livemode", "name", "status",
        "status_details"})
    check("a clock's id", clock.id.startswith("clock_"), clock.id)
    check("a clock's class", type(clock) is stripe.test_helpers.TestClock, type(clock))
    equal("its time", clock.frozen_time, start)
    equal("its end", clock.deletes_after, clock.created + 30 * day)
    equal("its state", (clock.status, clock.name, clock.livemode), ("ready", "Renewal", False))
    equal("the same clock", clocks.create(asked, key).id, clock.id)
    raises("its key for another", stripe.IdempotencyError,
           lambda: clocks.create({"frozen_time": start + 1}, key), http_status=400)
    raises("a customer on two", stripe.InvalidRequestError,
           lambda: clocks.create({"frozen_time": start, "customer": who}),
           http_status=400, param="customer")
    equal("retrieved", clocks.retrieve(clock.id).to_dict(), clock.to_dict())

    made = grant(who, 1000, expires_at=start + 30 * day)
    equal("made in the clock's time", (made.created, made.effective_at), (start, start))
    equal("on the clock", made.test_clock, clock.id)
    kept = grant(who, 200)
    equal("before", summary(who), {"usd": (1200, 1200)})
    key = {"idempotency_key": f"advance-{RUN}"}
    moved = clocks.advance(clock.id, {"frozen_time": start + 30 * day}, key)
    equal("moved", (moved.frozen_time, moved.status), (start + 30 * day, "ready"))
    equal("the request again", clocks.advance(
        clock.id, {"frozen_time": start + 30 * day}, key).frozen_time, start + 30 * day)
    equal("what expired is gone", summary(who), {"usd": (200, 200)})
    loss = client.v1.billing.credit_balance_transactions.list({"customer": who}).data[0]
    equal("and stands in the history", (
        loss.debit.type, loss.credit_grant, loss.effective_at, loss.test_clock),
        ("credits_expired", made.id, start + 30 * day, clock.id))
    raises("no way back", stripe.InvalidRequestError,
           lambda: clocks.advance(clock.id, {"frozen_time": start}), param="frozen_time")
    raises("no standing still", stripe.InvalidRequestError, lambda: clocks.advance(
        clock.id, {"frozen_time": start + 30 * day}), http_status=400)
    raises("no time", stripe.InvalidRequestError, lambda: clocks.advance(clock.id, {}),
           param="frozen_time", code="parameter_missing")
    expired = client.v1.billing.credit_grants.expire(kept.id)
    equal("expired in the clock's time", expired.expires_at, start + 30 * day)

    past = clocks.create({"frozen_time": 1000000000, "customer": customer("past")})
    equal("a clock in the past", grant(customer("past"), 5).created, 1000000000)
    more = [clocks.create({"frozen_time": start}).id for _ in range(3)]
    found = [c.id for c in clocks.list({"limit": 2}).auto_paging_iter()]
    equal("clocks, newest first", found[:5], more[::-1] + [past.id, clock.id])
    back = clocks.list({"limit": 1, "ending_before": clock.id})
    equal("and back", [c.id for c in back.auto_paging_iter()], [past.id] + more)
    gone = stripe.test_helpers.TestClock.retrieve(clock.id).delete()
    equal("deleted", gone.to_dict(), {
        "id": clock.id, "object": "test_helpers.test_clock", "deleted": True})
    raises("no clock", stripe.InvalidRequestError, lambda: clocks.retrieve(clock.id),
           http_status=404, code="resource_missing")
    for id in more + [past.id]:
        check("deleted", clocks.delete(id).deleted)
    check("off the clock", client.v1.billing.credit_grants.retrieve(made.id).test_clock is None)


def requests():
    """Without the client: how curl, and those who encode brackets, ask."""
    who = customer("raw")
    form = {
        "customer": who, "amount[type]": "monetary", "amount[monetary][currency]": "usd",
        "amount[monetary][value]": "1000", "category": "promotional",
        "applicability_config[scope][price_type]": "metered", "metadata[a b]": "c+d",
    }
    encoded = urllib.parse.urlencode(form)
    check("brackets are encoded", "%5B" in encoded)
    status, made, headers = raw("POST", "/v1/billing/credit_grants", encoded)
    equal("encoded brackets in a body", (status, made["metadata"]), (200, {"a b": "c+d"}))
    status, _, _ = raw("POST", f"/v1/billing/credit_grants/{made['id']}/expire", "")
    equal("an empty body", status, 200)
    query = urllib.parse.urlencode({
        "customer": who, "filter[type]": "applicability_scope",
        "filter[applicability_scope][price_type]": "metered"})
    status, found, _ = raw("GET", "/v1/billing/credit_balance_summary?" + query)
    equal("encoded brackets in a query", (status, len(found["balances"])), (200, 1))
    status, found, _ = raw("GET", "/v1/billing/credit_grants/" + made["id"].replace("_", "%5F"))
    equal("an encoded id", (status, found["id"]), (200, made["id"]))
    basic = base64.b64encode(f"{TOKEN}:".encode()).decode()
    status, _, _ = raw("GET", "/v1/billing/credit_grants", token=None,
                       headers={"Authorization": f"Basic {basic}"})
    equal("the key as Basic user", status, 200)
    for body, kind in [
        ('{"customer": "x"}', "application/json"), ("a[=1", None), ("a[b]=1&a=2", None),
        ("%ff=1", None), (b"\xff=1", None), ("a[b][c][d][e][f][g][h][i]=1", None), ("", None),
    ]:
        status, found, _ = raw("POST", "/v1/billing/credit_grants", body,
                               kind=kind or "application/x-www-form-urlencoded")
        equal(f"the body {body!r}", (status, found["error"]["type"]),
              (400, "invalid_request_error"))
    status, found, headers = raw("GET", "/v1/billing/credit_grants", token=None)
    equal("no key", (status, "message" in found["error"]), (401, True))
    status, found, _ = raw("GET", "/v1/billing/nothing")
    equal("no such path", (status, found["error"]["type"]), (404, "invalid_request_error"))
    status, found, headers = raw("DELETE", "/v1/billing/credit_grants")
    equal("a wrong method", (status, "error" in found), (405, True))

    fields = [
        "amount[monetary][currency]=usd", "amount[monetary][value]=1000", "amount[type]=monetary",
        "applicability_config[scope][price_type]=metered", "category=paid", f"customer={who}",
        "name=Purchased Credits",
    ]
    command = ["curl", "-sS", "--max-time", "30", f"{URL}/v1/billing/credit_grants", "-u", f"{TOKEN}:"]
    for field in fields:
        command += ["-d" if "name" not in field else "--data-urlencode", field]
    made = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    equal("curl makes a grant", (made["amount"]["monetary"]["value"], made["name"]),
          (1000, "Purchased Credits"))
    command = ["curl", "-sSG", "--max-time", "30", f"{URL}/v1/billing/credit_balance_transactions",
               "-u", f"{TOKEN}:", "-d", "limit=3", "--data-urlencode", f"credit_grant={made['id']}"]
    found = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    equal("curl lists its transactions", [t["type"] for t in found["data"]], ["credit"])
    command = ["curl", "-sS", "--max-time", "30", "-X", "POST", "-u", f"{TOKEN}:",
               f"{URL}/v1/billing/credit_grants/{made['id']}/void"]
    made = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    check("curl voids it", made["voided_at"] is not None, made)


if __name__ == "__main__":
    for story in [
        shapes, currencies, changes, transactions, invoices, paging, errors, idempotency, clocks,
        requests,
    ]:
        try:
            story()
        except Exception as error:
            print(f"FAILED {story.__name__}: {error!r}")
            raise
    print(f"ok {done} checks")
