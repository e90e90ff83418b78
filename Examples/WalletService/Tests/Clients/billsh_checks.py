"""bill.sh's admin credits, by the client of its own documents: requests.

Reads WALLET_SERVICE_URL and ACCESS_TOKEN; ends with 1 at the first check that fails.
"""

import os
import re
import sys
import threading
import uuid

import requests

URL = os.environ["WALLET_SERVICE_URL"].rstrip("/")
ADMIN_TOKEN = os.environ["ACCESS_TOKEN"]
HEADERS = {"Authorization": f"Bearer {ADMIN_TOKEN}"}
UUID7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
checks = 0


def check(what, holds, shown=""):
    global checks
    if not holds:
        sys.exit(f"failed: {what} {shown}")
    checks += 1


def fields(**changes):
    body = {
        "amount_nanos": "10000000000000",
        "wallet_account_id": "123456789",
        "platform_account_id": "999888777",
        "description": "Service credit — February outage compensation",
        "reason": "4-hour outage on 2026-02-28 per incident INC-4421",
        "actor_id": "support-agent-001",
        "actor_name": "Jane Smith",
        "idempotency_key": "credit-inc-4421-acme",
    }
    body.update(changes)
    return {name: value for name, value in body.items() if value is not ...}


def path(customer):
    return f"{URL}/admin/v1/customers/{customer}/credits"


def post(customer, body):
    return requests.post(path(customer), headers=HEADERS, json=body)


def history(customer):
    resp = requests.get(path(customer), headers=HEADERS)
    check("the history is answered", resp.status_code == 200, resp.text)
    return resp.json()


def is_error(resp, status):
    if resp.status_code != status or resp.headers["content-type"] != "application/json":
        return False
    error = resp.json().get("error", {})
    return bool(error.get("code")) and bool(error.get("message"))


def documented(customer):
    check("no history yet", history(customer) == [])
    resp = post(customer, fields())
    check("a credit is created", resp.status_code == 201, resp.text)
    result = resp.json()
    print(f"Transfer: {result['transfer_id']}, Audit: {result['audit_entry_id']}")
    check("the amount is repeated", result["amount_nanos"] == "10000000000000")
    for name in ("transfer_id", "audit_entry_id"):
        check(f"{name} is a UUID of version 7", UUID7.fullmatch(result[name]), result[name])

    again = post(customer, fields())
    check("a replay is 200", again.status_code == 200, again.text)
    check("a replay answers the same", again.json() == result)
    for name in fields():
        if name == "idempotency_key":
            continue
        resp = post(customer, fields(**{name: "4711"}))
        check(f"the key with another {name} is 409", is_error(resp, 409), resp.text)

    entries = history(customer)
    check("one credit was given", len(entries) == 1, entries)
    for entry in entries:
        amount_usd = int(entry["amount_nanos"]) / 1e12
        print(f"{entry['created_at']} — ${amount_usd:.2f} by {entry['actor_name']}: {entry['reason']}")
    check("all that is told are strings", all(isinstance(v, str) for v in entries[0].values()))
    for name, value in (fields() | result).items():
        check(f"the history tells {name}", entries[0].get(name) == value, entries[0])
    check("the instant has a zone", entries[0]["created_at"].endswith("Z"))


def order(customer):
    for number in range(1, 131):
        resp = post(
            customer, fields(amount_nanos=str(number), idempotency_key=f"n{number}"))
        check("one of many is created", resp.status_code == 201, resp.text)
    amounts = [entry["amount_nanos"] for entry in history(customer)]
    check("newest first, all of them", amounts == [str(n) for n in range(130, 0, -1)])


def at_once(customer):
    statuses = []

    def credit(number):
        body = fields(idempotency_key=f"t{number}", wallet_account_id="42")
        statuses.append(post(customer, body).status_code)

    threads = [threading.Thread(target=credit, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    check("eight first credits at once succeed", statuses == [201] * 8, statuses)
    check("all of them count", len(history(customer)) == 8)


def edges(customer):
    most = str(2**128 - 1)
    resp = post(
        customer,
        fields(amount_nanos="9" * 26, wallet_account_id=most, description=..., actor_name=""))
    check("the largest amount and account are taken", resp.status_code == 201, resp.text)
    entry = history(customer)[0]
    check("exactly", entry["amount_nanos"] == "9" * 26, entry)
    check("the account, too", entry["wallet_account_id"] == most, entry)
    check("what is unknown is empty", (entry["description"], entry["actor_name"]) == ("", ""))


def bad(customer):
    wrong = [("amount_nanos", value) for value in (
        ..., None, "", "0", "-1", "+1", "1.0", "1e3", "ten", " 1", 1, 1.5, True, [], {}, "9" * 27,
    )] + [(name, value) for name in ("wallet_account_id", "platform_account_id") for value in (
        ..., None, "", "0", "x", "-1", 5, str(2**128),
    )] + [(name, value) for name in ("reason", "actor_id", "idempotency_key") for value in (
        ..., None, "", 5, ["a"], "x" * 1001, "a\0b",
    )] + [(name, value) for name in ("description", "actor_name") for value in (
        5, {}, "x" * 1001, "\0",
    )]
    for name, value in wrong:
        resp = post(customer, fields(**{name: value}))
        check(f"{name} as {value!r:.20} is 400", is_error(resp, 400), resp.text)
        check(f"and {name} is named", name in resp.json()["error"]["message"], resp.text)
    json_type = HEADERS | {"Content-Type": "application/json"}
    for body in (
        b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b'{"amount_nanos": 1e400}', b"{}" * 2,
        b'{"a":' * 2000, b"[" * 100_000, b'{"amount_nanos":"1","amount_nanos":"1"}',
        b'{"amount_nanos":"\\ud800"}',
    ):
        resp = requests.post(path(customer), headers=json_type, data=body)
        check(f"the body {body[:20]!r} is 400", is_error(resp, 400), resp.text)
    resp = requests.post(path(customer), headers=HEADERS, data="a=b")
    resp_type = requests.post(
        path(customer), headers=HEADERS | {"Content-Type": "text/plain"}, data="{}")
    check("another type is 415", is_error(resp_type, 415), resp_type.text)
    check("a form is refused", 400 <= resp.status_code < 500, resp.status_code)
    check("nothing came of all that", history(customer) == [])


def outside(customer):
    for headers in ({}, {"Authorization": "Bearer x"}, {"Authorization": "x"}):
        for method in ("GET", "POST"):
            resp = requests.request(method, path(customer), headers=headers, json=fields())
            check("without the token it is 401", is_error(resp, 401), resp.text)
    for method in ("PUT", "PATCH", "DELETE"):
        resp = requests.request(method, path(customer), headers=HEADERS)
        check(f"{method} is 405", is_error(resp, 405), resp.text)
        check("and the methods are told", {"GET", "POST"} <= set(
            resp.headers["Allow"].replace(",", " ").split()), resp.headers.get("Allow"))
    for unknown in ("/admin/v1", "/admin/v1/customers", path(customer)[len(URL):] + "/x"):
        resp = requests.get(URL + unknown, headers=HEADERS)
        check(f"{unknown} is 404", is_error(resp, 404), resp.text)
    check("nothing came of all that", history(customer) == [])


run = uuid.uuid4().hex[:8]
documented(f"acme-{run}")
order(f"order-{run}")
at_once(f"once%2F{run}")
edges(f"edges-{run}")
bad(f"bad-{run}")
outside(f"outside-{run}")
print(f"ok {checks} checks")
