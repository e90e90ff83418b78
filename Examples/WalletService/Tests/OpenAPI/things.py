"""things.py: makes a few things through the service, and prints where schemathesis may use their ids.

Ids can't be guessed; without these, most calls would only ever be tried on what is not there. What is
printed is TOML, to be appended to schemathesis.toml. The service must run with `--payments manual`.
"""

import json
import os
import urllib.request

# By the paths of the calls: the parameter, and whose ids it takes.
PLACES = [
    ("^/v1/commerce/billing/wallets/", "wallet_id", "wallets"),
    ("^/v1/commerce/billing/wallet-transactions/", "transaction_id", "transactions"),
    ("^/v1/wallets/", "id", "wallets"),
    ("^/v1/holds/", "id", "holds"),
    ("^/v1/top-ups/", "transaction", "topups"),
    ("^/v1/invoices/[{]", "invoice", "invoices"),
    ("^/v1/customers/", "id", "customers"),
    ("^/v1/billing/credit_grants/", "id", "grants"),
    ("^/v1/billing/credit_balance_transactions/", "id", "balance_transactions"),
    ("^/admin/v1/customers/", "id", "customers"),
]
CUSTOMER = "a customer of things.py"


def call(method, path, body=None, form=False):
    data, kind = None, "application/json"
    if form:
        data, kind = body.encode(), "application/x-www-form-urlencoded"
    elif body is not None:
        data = json.dumps(body).encode()
    request = urllib.request.Request(
        os.environ["WALLET_SERVICE_URL"] + path, data, method=method,
        headers={"Authorization": f"Bearer {os.environ['ACCESS_TOKEN']}", "Content-Type": kind},
    )
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def wallet(**fields):
    body = {"external_customer_id": CUSTOMER, "rate_amount": "1", "currency": "USD", **fields}
    return call("POST", "/v1/commerce/billing/wallets", body)["id"]


def transactions(of):
    path = f"/v1/commerce/billing/wallets/{of}/wallet-transactions"
    return call("GET", path)["wallet_transactions"]


def made():
    """The ids of what was made, by kind."""
    wallets = [wallet(paid_credits="1000000", granted_credits="10") for _ in range(6)]
    moved = [entry["wallet_transaction_id"] for of in wallets for entry in transactions(of)]
    rule = {"method": "FIXED", "trigger": "THRESHOLD", "threshold_credits": "5"}
    refilled = [
        wallet(recurring_transaction_rules=[{**rule, "paid_credits": "5"}]) for _ in range(6)
    ]
    due = [entry["wallet_transaction_id"] for of in refilled for entry in transactions(of)]
    hold = {"customer": CUSTOMER, "currency": "USD", "amount": 100, "until": "2040-01-01T00:00:00Z"}
    holds = [call("POST", "/v1/holds", hold)["id"] for _ in range(12)]
    invoices = [f"invoice {number}" for number in range(6)]
    for invoice in invoices:
        lines = [{"id": "usage", "amount": 100}]
        body = {"customer": CUSTOMER, "invoice": invoice, "currency": "USD", "lines": lines}
        call("POST", "/v1/invoices/drawdown", body)
    grant = (
        f"customer={CUSTOMER.replace(' ', '+')}&amount[type]=monetary&amount[monetary][value]=100"
        "&amount[monetary][currency]=usd&applicability_config[scope][price_type]=metered"
    )
    grants = [call("POST", "/v1/billing/credit_grants", grant, True)["id"] for _ in range(9)]
    listed = call("GET", "/v1/billing/credit_balance_transactions?limit=20")["data"]
    return {
        "wallets": wallets, "transactions": moved, "topups": due, "holds": holds,
        "invoices": invoices, "customers": [CUSTOMER], "grants": grants,
        "balance_transactions": [entry["id"] for entry in listed],
    }


if __name__ == "__main__":
    for kind, ids in made().items():
        print(f"[dictionaries.{kind}]\nvalues = {json.dumps(ids)}\n")
    for path, name, kind in PLACES:
        print(f"[[operations]]\ninclude-path-regex = '{path}'\n[operations.parameters]")
        print(f"'path.{name}' = {{ dictionary = '{kind}', probability = 0.6 }}\n")
