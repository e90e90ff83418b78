"""The service's own calls, by requests: invoices, usage, holds, top-ups, the trial balance.

Reads WALLET_SERVICE_URL and ACCESS_TOKEN; ends with 1 at the first check that fails. The credits
come by bill.sh's call; with MANUAL_PAYMENTS=1 the service runs with --payments manual, and the
purchases that a PayPal wallet's rule asks for are settled and failed by hand, too.
"""

import os
import sys
import uuid
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import requests

URL = os.environ["WALLET_SERVICE_URL"].rstrip("/")
HEADERS = {"Authorization": f"Bearer {os.environ['ACCESS_TOKEN']}"}
RUN = uuid.uuid4().hex[:8]
NOTHING = "01944b1f-0000-7000-8000-000000000020"
LATER = "2999-01-01T00:00:00Z"
checks = 0


def check(what, holds, shown=""):
    global checks
    if not holds:
        sys.exit(f"failed: {what} {shown}")
    checks += 1


def call(method, path, body=None, **options):
    return requests.request(method, URL + path, headers=HEADERS, json=body, **options)


def post(path, body=None, status=200):
    resp = call("POST", path, body)
    check(f"{path} is {status}", resp.status_code == status, f"{resp.status_code} {resp.text}")
    return resp.json()


def get(path):
    resp = call("GET", path)
    check(f"{path} is 200", resp.status_code == 200, resp.text)
    return resp.json()


def is_error(resp, status, code=None):
    if resp.status_code != status or resp.headers["content-type"] != "application/json":
        return False
    error = resp.json().get("error", {})
    names = {"code", "message", "request_id"}
    return (
        names <= set(error) and set(error) <= names | {"field"}
        and (code is None or error["code"] == code)
        and error["request_id"] == resp.headers["Request-Id"]
    )


def refused(path, body, status, code):
    resp = call("POST", path, body)
    check(f"{path} is {status} {code}", is_error(resp, status, code), resp.text)


def credit(customer, dollars, account="1", key=None):
    post(f"/admin/v1/customers/{quote(customer, safe='')}/credits", {
        "amount_nanos": f"{dollars}000000000000", "wallet_account_id": account,
        "platform_account_id": "2", "reason": "a check", "actor_id": "checks",
        "idempotency_key": key or f"credit-{dollars}-{account}",
    }, status=201)


def held(customer):
    """What a customer's wallets hold, by the trial balance."""
    rows = get(f"/v1/trial-balance?customer={quote(customer, safe='')}")
    check("the customer's accounts balance", rows["balanced"])
    return [
        {row["account"]: row["balance"] for row in wallet["accounts"]}["walletGranted"]
        for wallet in rows["wallets"]
    ]


def invoice(customer, id, *lines, **more):
    named = [{"id": f"l{n}", **line} for n, line in enumerate(lines, 1)]
    return {"customer": customer, "invoice": id, "currency": "usd", "lines": named} | more


def invoices():
    customer = f"inv/{RUN} ü"
    credit(customer, 20)
    body = invoice(customer, "in/1", {"amount": 1500}, {"amount": 700, "fee_type": "subscription"})
    drawn = post("/v1/invoices/drawdown", body)
    check("the currency is told in capitals", drawn["currency"] == "USD")
    check("credits pay $20.00", (drawn["applied"], drawn["due"]) == (2000, 200), drawn)
    check("amounts are integers", all(
        type(line[name]) is int for line in drawn["lines"] for name in ("amount", "applied", "due")))
    check("the lines in order", [(line["id"], line["applied"], line["due"]) for line in drawn["lines"]]
          == [("l1", 1500, 0), ("l2", 500, 200)], drawn)
    check("the applications say from where", [
        (part["line"], part["credits"], part["exact_amount"]) for part in drawn["applications"]
    ] == [("l1", "15", "15"), ("l2", "5", "5")], drawn)
    check("not a replay", drawn["replayed"] is False)
    check("nothing is left", held(customer) == ["0"])
    again = post("/v1/invoices/drawdown", body)
    check("the same again is the first result", again == drawn | {"replayed": True}, again)
    refused("/v1/invoices/drawdown", invoice(customer, "in/1", {"amount": 1}), 409,
            "invoiceAlreadyDrawn")

    keyed = invoice(customer, "in/2", {"amount": 5}, idempotency_key="k")
    first = post("/v1/invoices/drawdown", keyed)
    check("what can't be paid is due", (first["applied"], first["due"]) == (0, 5))
    check("why is told", first["skipped"] == [] or first["skipped"][0]["reason"], first)
    refused("/v1/invoices/drawdown", keyed | {"invoice": "in/3"}, 409, "idempotencyKeyReused")

    path = f"/v1/invoices/{quote('in/1', safe='')}/reinstate"
    part = post(path, {"customer": customer, "lines": [{"id": "l1", "amount": 250}]})
    check("a part comes back", (part["amount"], part["reinstated"], part["lost"])
          == (250, "2.5", "0"), part)
    cents = post(path, {"customer": customer, "lines": [{"id": "l1", "amount": "0.005"}]})
    check("half a cent, too", (cents["amount"], cents["exact_amount"]) == (0, "0.005"), cents)
    refused(path, {"customer": customer, "lines": [{"id": "l1", "amount": 1250}]}, 422,
            "exceedsApplied")
    rest = post(path, {"customer": customer})
    check("then the rest", rest["exact_amount"] == "17.495", rest)
    check("each transaction is told", all(
        t["kind"] == "reinstated" and t["line"] and t["grant"] for t in rest["transactions"]), rest)
    check("all is back", held(customer) == ["20"])
    check("and no more", post(path, {"customer": customer})["transactions"] == [])
    refused("/v1/invoices/none/reinstate", {"customer": customer}, 404, "invoiceNotFound")
    refused("/v1/invoices/none/reinstate",
            {"customer": customer, "lines": [{"id": "a", "amount": 1}]}, 404, "invoiceNotFound")
    empty = post("/v1/invoices/drawdown", invoice(customer, "empty"))
    check("an invoice may have no lines", (empty["applied"], empty["lines"]) == (0, []))
    for currency, due in (("JPY", 5), ("kwd", 5)):
        body = invoice(customer, currency, {"amount": 5}) | {"currency": currency}
        check("in another currency nothing is paid", post(
            "/v1/invoices/drawdown", body)["due"] == due)


def at_once():
    customer = f"race-{RUN}"
    credit(customer, 10)
    bodies = [invoice(customer, f"i{n}", {"amount": 300}) for n in range(8)] * 2
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda body: call("POST", "/v1/invoices/drawdown", body), bodies))
    check("all are answered", all(a.status_code == 200 for a in answers))
    applied = {a.json()["invoice"]: a.json()["applied"] for a in answers}
    check("no credit is used twice", sum(applied.values()) == 1000, applied)


def usage():
    customer = f"usage-{RUN}"
    credit(customer, 20)
    body = {"currency": "usd", "period": "2026-05",
            "lines": [{"id": "a", "amount": "0.0055"}, {"id": "b", "amount": 3}]}
    path = f"/v1/customers/{customer}/usage"
    told = post(path, body)
    check("usage is added up", told == {
        "customer": customer, "currency": "USD", "period": "2026-05", "exact_total": "0.0355",
        "changed": True, "replayed": False}, told)
    check("the same again changes nothing", post(path, body)["changed"] is False)
    check("usage moves no credits", held(customer) == ["20"])
    drawn = post("/v1/invoices/drawdown",
                 invoice(customer, "may", {"amount": 4}, usage_periods=["2026-05"]))
    check("the invoice pays", drawn["applied"] == 4)
    check("and clears it", post(path, body)["changed"] is True)


def holds():
    customer = f"hold-{RUN}"
    credit(customer, 20)
    body = {"customer": customer, "currency": "usd", "amount": 1500, "until": LATER}
    hold = post("/v1/holds", body | {"idempotency_key": "h"}, 201)
    check("a hold is open", (hold["status"], hold["amount"], hold["exact_amount"])
          == ("open", 1500, "15"), hold)
    again = post("/v1/holds", body | {"idempotency_key": "h"})
    check("a replay answers the same", again == hold, again)
    refused("/v1/holds", body | {"idempotency_key": "h", "amount": 1}, 409, "idempotencyKeyReused")
    refused("/v1/holds", body, 422, "insufficientCredits")
    path = f"/v1/holds/{hold['id']}"
    check("it can be looked up", get(path) == hold)
    check("what is held can't be used", post(
        "/v1/invoices/drawdown", invoice(customer, "other", {"amount": 1000}))["applied"] == 500)
    refused(path + "/capture", {"invoice": "i", "line": "l1", "amount": 1501}, 422,
            "insufficientCredits")
    captured = post(path + "/capture", {"invoice": "i", "line": "l1", "amount": 1250})
    check("a part is captured", (captured["amount"], captured["applications"][0]["credits"])
          == (1250, "12.5"), captured)
    check("the hold has ended", get(path)["status"] == "captured")
    refused(path + "/capture", {"invoice": "i", "line": "l2"}, 422, "holdNotOpen")
    refused(path + "/release", None, 422, "holdNotOpen")
    drawn = post("/v1/invoices/drawdown", invoice(customer, "i", {"amount": 1500}))
    check("the invoice counts it", (drawn["applied"], drawn["due"]) == (1500, 0), drawn)

    credit(customer, 3, key="more")
    part = post("/v1/holds", body | {"amount": "99.995", "allows_part": True}, 201)
    check("a part is held", (part["exact_asked"], part["amount"]) == ("99.995", 300), part)
    released = post(f"/v1/holds/{part['id']}/release", {})
    check("and released", released["status"] == "released" and "ended_at" in released, released)
    moved = post("/v1/holds", body | {"amount": 1, "until": "2998-01-01T00:00:00+02:00"}, 201)
    check("an end may have any zone", moved["until"] == "2997-12-31T22:00:00Z", moved)
    extend = f"/v1/holds/{moved['id']}/extend"
    check("it can end later", post(extend, {"until": LATER})["until"] == LATER)
    refused(extend, {"until": "2998-01-01T00:00:00Z"}, 400, "invalidField")
    for id in (NOTHING, "x", "%00", "..%2f"):
        check(f"the hold {id} is 404", is_error(call("GET", f"/v1/holds/{id}"), 404))
        for step in ("capture", "extend", "release"):
            check(f"and its {step}", is_error(call("POST", f"/v1/holds/{id}/{step}", {
                "invoice": "i", "line": "l", "until": LATER}), 404))


def top_ups():
    for id in (NOTHING, "x"):
        for step in ("settle", "fail"):
            refused(f"/v1/top-ups/{id}/{step}", {}, 404, "transactionNotFound")
    if os.environ.get("MANUAL_PAYMENTS") != "1":
        return
    customer = f"rule-{RUN}"
    wallet = post("/v1/commerce/billing/wallets", {
        "external_customer_id": customer, "rate_amount": "1", "currency": "USD",
        "paid_credits": "30", "recurring_transaction_rules": [{
            "method": "FIXED", "trigger": "THRESHOLD", "threshold_credits": "20",
            "paid_credits": "50"}],
    }, 201)
    path = f"/v1/commerce/billing/wallets/{wallet['id']}/wallet-transactions"

    def pending():
        return [t["wallet_transaction_id"] for t in get(path)["wallet_transactions"]
                if t["payment_status"] == "PENDING"]

    post(f"/v1/customers/{customer}/usage",
         {"currency": "usd", "lines": [{"id": "a", "amount": 1001}]})
    check("usage has a purchase asked for", len(pending()) == 1)
    due = pending()[0]
    settled = post(f"/v1/top-ups/{due}/settle")
    check("it is settled", (settled["status"], settled["credits"], settled["customer"])
          == ("settled", "50", customer), settled)
    check("twice is no more", post(f"/v1/top-ups/{due}/settle", {}) == settled)
    refused(f"/v1/top-ups/{due}/fail", {"reason": "late"}, 422, "topUpNotPending")
    drawn = post("/v1/invoices/drawdown", invoice(customer, "big", {"amount": 7500}))
    check("the credits can be used", drawn["due"] == 0, drawn)
    failed = post(f"/v1/top-ups/{pending()[0]}/fail", {"reason": "card declined"})
    check("another one fails", failed["status"] == "failed", failed)
    refused(f"/v1/top-ups/{drawn['applications'][0]['transaction']}/settle", {}, 422, "notAllowed")


def trial_balance():
    whole = get("/v1/trial-balance")
    check("the ledger balances", whole["balanced"] is True)
    check("wallets are not listed", "wallets" not in whole)
    for currency in whole["currencies"]:
        check("debits are credits", currency["debits"] == currency["credits"], currency)
        check("eight accounts", len(currency["accounts"]) == 8)
    before = promotions(whole)
    customer = f"trial-{RUN}"
    credit(customer, 7)
    after = promotions(get("/v1/trial-balance"))
    check("what was given since is in it", after - before == 7, (before, after))
    one = get(f"/v1/trial-balance?customer={customer}")
    check("of one customer with its wallet", [w["debits"] for w in one["wallets"]] == ["7"], one)
    nobody = get("/v1/trial-balance?customer=nobody-at-all")
    check("of nobody it is empty", nobody["currencies"] == [] and nobody["wallets"] == [])
    check("a customer has a name", is_error(call("GET", "/v1/trial-balance?customer="), 400))


def promotions(balance):
    for currency in balance["currencies"]:
        if currency["currency"] == "USD":
            for row in currency["accounts"]:
                if row["account"] == "promotions":
                    return int(row["debits"].split(".")[0])
    return 0


def bad():
    customer = f"bad-{RUN}"
    line = {"id": "a", "amount": 1}
    good = {
        "/v1/invoices/drawdown": {
            "customer": customer, "invoice": "i", "currency": "USD", "lines": [line]},
        f"/v1/customers/{customer}/usage": {"currency": "USD", "lines": [line]},
        "/v1/holds": {"customer": customer, "currency": "USD", "amount": 1, "until": LATER},
        "/v1/invoices/i/reinstate": {"customer": customer},
    }
    wrong = {
        "customer": (..., None, "", 5, [], "x" * 1001, "a\0"), "invoice": (..., "", 5, "\0"),
        "currency": (..., "", "US", "USDX", "ZZZ", "uſd", 840, None),
        "lines": (..., None, {}, "x", [5], [[]], [{}], [{"id": "a"}], [{"amount": 1}], [
            line, line], [line | {"fee_type": "x"}], [line | {"fee_type": 5}], [
            line | {"amount": -1}], [line | {"amount": 1.5}], [line | {"amount": True}], [
            line | {"amount": 10**30}], [line | {"id": ""}], [line | {"price": ""}], [
            line | {"period_end": "yesterday"}]),
        "amount": (..., None, 0, -1, 1.5, "", "x", "1,5", "-1", "1e3", "0", True, [], 10**20,
                   "0.0000000000001", "100000000000000"),
        "until": (..., None, "", "2999-01-01", "2999-01-01T00:00:00", 5, "2999-02-30T00:00:00Z",
                  "2001-01-01T00:00:00Z"),
        "idempotency_key": ("", 5, "x" * 1001), "usage_periods": ("x", [5], {}),
        "period_end": ("x", 5), "period": (5, "x" * 1001), "price": (5, ""), "fee_type": ("x", 5),
        "allows_part": ("x", 1), "reopen_until": ("x", 5),
    }
    taken = {
        "/v1/invoices/drawdown": "customer invoice currency lines idempotency_key usage_periods "
                                 "period_end",
        f"/v1/customers/{customer}/usage": "currency lines idempotency_key period",
        "/v1/holds": "customer currency amount until idempotency_key price fee_type allows_part",
        "/v1/invoices/i/reinstate": "customer idempotency_key reopen_until",
    }
    for path, body in good.items():
        for name in taken[path].split():
            for value in wrong[name]:
                changed = {k: v for k, v in (body | {name: value}).items() if v is not ...}
                resp = call("POST", path, changed)
                check(f"{path} with {name} as {value!r:.30} is 400", is_error(resp, 400), resp.text)
        json_type = HEADERS | {"Content-Type": "application/json"}
        for raw in (
            b"", b"{", b"[]", b"null", b"\xff", b'{"a":' * 2000, b"[" * 100_000,
            b'{"customer": "\\ud800"}', b'{"amount": 1e400, "lines": 1e400}', b'{"a":1,"a":1}',
        ):
            resp = requests.post(URL + path, headers=json_type, data=raw)
            check(f"{path} with {raw[:20]!r} is 400", is_error(resp, 400), resp.text)
        check("another type is 415", is_error(requests.post(
            URL + path, headers=HEADERS | {"Content-Type": "text/xml"}, data="<a/>"), 415))
        check("without the token it is 401", is_error(requests.post(URL + path, json=body), 401))
        for method in ("GET", "PUT", "DELETE", "PATCH"):
            resp = call(method, path)
            check(f"{method} {path} is 405", is_error(resp, 405), resp.text)
            check("and the method is told", resp.headers["Allow"] == "POST")
    check("POST of the trial balance is 405", is_error(call("POST", "/v1/trial-balance", {}), 405))
    for path in ("/v1", "/v1/nothing", "/v1/holds/x/y", "/v2/holds", "/v1/invoices"):
        check(f"{path} is 404", is_error(call("GET", path), 404))
    check("nothing came of all that", held(customer) == [])


for part in (invoices, at_once, usage, holds, top_ups, trial_balance, bad):
    part()
print(f"ok {checks} checks")
