"""Drives a running wallet service with the client library flexprice 1.0.28, as it comes from PyPI.

Every wallet call that the library has is made. The service's address and token stand in the
environment: WALLET_SERVICE_URL (http://127.0.0.1:8080) and ACCESS_TOKEN. Ends with `ok N checks`,
or with status 1 and a line that tells the first failure.
"""

import json
import os
import sys
import traceback
import uuid
from datetime import datetime, timedelta, timezone

import flexprice
from flexprice import exceptions
from flexprice.models.dto_create_wallet_request import DtoCreateWalletRequest
from flexprice.models.dto_top_up_wallet_request import DtoTopUpWalletRequest
from flexprice.models.dto_update_wallet_request import DtoUpdateWalletRequest
from flexprice.models.types_auto_topup_trigger import TypesAutoTopupTrigger
from flexprice.models.types_transaction_reason import TypesTransactionReason as Reason
from flexprice.models.types_wallet_config import TypesWalletConfig
from flexprice.models.types_wallet_type import TypesWalletType

URL = os.environ["WALLET_SERVICE_URL"].rstrip("/") + "/v1"
TOKEN = os.environ["ACCESS_TOKEN"]
CUSTOMER = f"customer-{uuid.uuid4()}"
UNKNOWN = "01900000-0000-7000-8000-000000000000"
done = 0


def client(token):
    configuration = flexprice.Configuration(host=URL)
    configuration.api_key["ApiKeyAuth"] = token
    return flexprice.WalletsApi(flexprice.ApiClient(configuration))


wallets = client(TOKEN)


def check(what, condition):
    """Counts a check that holds; ends all with one that does not."""
    global done
    if not condition:
        print(f"failed: {what}")
        sys.exit(1)
    done += 1


def check_equal(what, found, expected):
    """A check that tells both values where they differ."""
    check(f"{what}: {found!r} is not {expected!r}", found == expected)


def check_raises(what, error, code, call):
    """A check that a call raises the library's own error, with the body that it documents."""
    try:
        call()
    except exceptions.ApiException as raised:
        check_equal(f"{what}: class", type(raised), error)
        body = json.loads(raised.body)
        check_equal(f"{what}: success", body["success"], False)
        check_equal(f"{what}: code", body["code"], code)
        check(f"{what}: message", bool(body["error"]["message"]))
        check(f"{what}: the ledger's code", bool(body["error"]["internal_error"]))
        check(f"{what}: details", isinstance(body["error"]["details"], dict))
        if raised.status == 400:
            check(f"{what}: as the library reads it", bool(raised.data.error.message))
    else:
        check(f"{what}: nothing was raised", False)


def new_wallet(**fields):
    return wallets.wallets_post(
        DtoCreateWalletRequest(currency="USD", customer_id=CUSTOMER, **fields)
    )


def top_up(wallet, reason=Reason.PURCHASED_CREDIT_DIRECT, key=None, **fields):
    request = DtoTopUpWalletRequest(
        idempotency_key=key or str(uuid.uuid4()), transaction_reason=reason, **fields
    )
    return wallets.wallets_id_top_up_post(wallet.id, request)


def transactions(wallet, **fields):
    return wallets.wallets_id_transactions_get(wallet.id, **fields)


def creation():
    wallet = new_wallet(
        name="Travel",
        description="for tests",
        conversion_rate=0.5,
        initial_credits_to_load=10.25,
        metadata={"team": "billing"},
        wallet_type=TypesWalletType.PROMOTIONAL,
        auto_topup_trigger=TypesAutoTopupTrigger.BALANCE_BELOW_THRESHOLD,
        auto_topup_amount=20.5,
        auto_topup_min_balance=5,
        config=TypesWalletConfig(allowed_price_types=["USAGE"]),
        alert_enabled=True,
    )
    check_equal("customer", wallet.customer_id, CUSTOMER)
    check_equal("name", wallet.name, "Travel")
    check_equal("description", wallet.description, "for tests")
    check_equal("currency", wallet.currency, "usd")
    check_equal("status", wallet.wallet_status, "active")
    check_equal("type", wallet.wallet_type, "PROMOTIONAL")
    check_equal("credits", wallet.credit_balance, 10.25)
    check_equal("balance", wallet.balance, 5.125)
    check_equal("rate", wallet.conversion_rate, 0.5)
    check_equal("metadata", wallet.metadata, {"team": "billing"})
    check_equal("prices", wallet.config.allowed_price_types, ["USAGE"])
    check_equal("trigger", wallet.auto_topup_trigger, "balance_below_threshold")
    check_equal("automatic amount", wallet.auto_topup_amount, 20.5)
    check_equal("least balance", wallet.auto_topup_min_balance, 5)
    check("created at", datetime.fromisoformat(wallet.created_at) is not None)
    check("updated at", wallet.updated_at >= wallet.created_at)
    check_equal("the same again", wallets.wallets_id_get(wallet.id), wallet)
    other = wallets.wallets_post(
        DtoCreateWalletRequest(currency="eur", external_customer_id=CUSTOMER)
    )
    check_equal("external customer", other.customer_id, CUSTOMER)
    check_equal("defaults", (other.credit_balance, other.conversion_rate), (0, 1))
    check_equal("no automatic top-up", other.auto_topup_trigger, "disabled")


def updates():
    wallet = new_wallet(metadata={"a": "1"})
    changed = wallets.wallets_id_put(
        wallet.id,
        DtoUpdateWalletRequest(
            name="Food",
            description="for meals",
            metadata={"b": "2"},
            config=TypesWalletConfig(allowed_price_types=["FIXED"]),
            auto_topup_trigger=TypesAutoTopupTrigger.BALANCE_BELOW_THRESHOLD,
            auto_topup_amount=10,
            auto_topup_min_balance=1,
        ),
    )
    check_equal("new name", changed.name, "Food")
    check_equal("new description", changed.description, "for meals")
    check_equal("new metadata", changed.metadata, {"b": "2"})
    check_equal("new prices", changed.config.allowed_price_types, ["FIXED"])
    check_equal("new amount", changed.auto_topup_amount, 10)
    more = wallets.wallets_id_put(wallet.id, DtoUpdateWalletRequest(auto_topup_amount=12.5))
    check_equal("one figure", (more.auto_topup_amount, more.auto_topup_min_balance), (12.5, 1))
    check_equal("what is left out stays", more.description, "for meals")
    off = wallets.wallets_id_put(
        wallet.id, DtoUpdateWalletRequest(auto_topup_trigger=TypesAutoTopupTrigger.DISABLED)
    )
    check_equal("off", (off.auto_topup_trigger, off.auto_topup_amount), ("disabled", 0))


def every_form_of_amount():
    wallet = new_wallet(conversion_rate=2)
    check_equal("credits", top_up(wallet, credits_to_add=7.5).credit_balance, 7.5)
    check_equal("money / rate", top_up(wallet, amount=10).credit_balance, 12.5)
    check_equal("both", top_up(wallet, amount=99, credits_to_add=1).credit_balance, 13.5)
    check_equal("their worth", wallets.wallets_id_get(wallet.id).balance, 27)
    small = new_wallet()
    check_equal("exponent", top_up(small, credits_to_add=1e-06).credit_balance, 1e-06)
    sums = new_wallet()
    for _ in range(3):
        answer = top_up(sums, credits_to_add=0.1)
    check_equal("exact: 0.1 three times", answer.credit_balance, 0.3)


def every_field_of_a_top_up():
    end = datetime.now(timezone.utc).replace(microsecond=0) + timedelta(days=30)
    for text in (end.isoformat(), end.strftime("%Y-%m-%d %H:%M:%S UTC"),
                 end.strftime("%Y-%m-%dT%H:%M:%SZ"), end.strftime("%Y-%m-%dT%H:%M:%S")):
        wallet = new_wallet()
        top_up(
            wallet,
            credits_to_add=100,
            description="spring sale",
            expiry_date_utc=text,
            metadata={"campaign": "spring"},
            priority=3,
        )
        made = transactions(wallet).items[0]
        check_equal(f"end {text}", datetime.fromisoformat(made.expiry_date), end)
    check_equal("wallet's id", made.wallet_id, wallet.id)
    check_equal("type", made.type, "credit")
    check_equal("status", made.transaction_status, "completed")
    check_equal("reason", made.transaction_reason, "PURCHASED_CREDIT_DIRECT")
    check_equal("description", made.description, "spring sale")
    check_equal("metadata", made.metadata, {"campaign": "spring"})
    check_equal("priority", made.priority, 3)
    check_equal("available", made.credits_available, 100)


def every_reason():
    for reason in Reason:
        wallet = new_wallet()
        if reason in (Reason.CREDIT_EXPIRED, Reason.WALLET_TERMINATION):
            check_raises(
                f"no top-up: {reason}",
                exceptions.BadRequestException,
                "validation_error",
                lambda: top_up(wallet, reason, credits_to_add=4),
            )
            continue
        answer = top_up(wallet, reason, credits_to_add=4)
        made = transactions(wallet).items[0]
        is_due = reason == Reason.PURCHASED_CREDIT_INVOICED
        check_equal(f"reason {reason}", made.transaction_reason, reason)
        check_equal(f"status {reason}", made.transaction_status, "pending" if is_due else "completed")
        check_equal(f"balance {reason}", answer.credit_balance, 0 if is_due else 4)


def retries():
    wallet = new_wallet()
    top_up(wallet, key="once", credits_to_add=5)
    again = top_up(wallet, key="once", credits_to_add=5)
    check_equal("a retry adds nothing", again.credit_balance, 5)
    check_equal("one transaction", transactions(wallet).pagination.total, 1)
    check_raises(
        "the key for another sum",
        exceptions.ConflictException,
        "already_exists",
        lambda: top_up(wallet, key="once", credits_to_add=6),
    )


def pages():
    wallet = new_wallet()
    for number in range(1, 13):
        top_up(wallet, credits_to_add=number)
    seen, offset = [], 0
    while True:
        page = transactions(wallet, limit=5, offset=offset)
        check_equal("limit", page.pagination.limit, 5)
        check_equal("offset", page.pagination.offset, offset)
        check_equal("total", page.pagination.total, 12)
        seen += page.items
        offset += 5
        if offset >= page.pagination.total:
            break
    check_equal("all, newest first", [one.credit_amount for one in seen], list(range(12, 0, -1)))
    for one in seen:
        change = one.credit_balance_after - one.credit_balance_before
        check_equal("after - before", change, one.credit_amount)
    check_equal("the most at once", len(transactions(wallet, limit=1000).items), 12)


def filters():
    wallet = new_wallet()
    top_up(wallet, credits_to_add=1)
    top_up(wallet, Reason.FREE_CREDIT_GRANT, credits_to_add=2, priority=9)
    top_up(wallet, Reason.PURCHASED_CREDIT_INVOICED, credits_to_add=3)

    def credits(**fields):
        return [one.credit_amount for one in transactions(wallet, **fields).items]

    check_equal("type", credits(type="credit"), [3, 2, 1])
    check_equal("oldest first", credits(order="asc", sort="created_at"), [1, 2, 3])
    check_equal("pending", credits(transaction_status="pending"), [3])
    check_equal("reason", credits(transaction_reason="FREE_CREDIT_GRANT"), [2])
    check_equal("priority", credits(priority=9), [2])
    check_equal("available", credits(credits_available_gt=1.5), [2])
    check_equal("until long ago", credits(end_time="2020-01-01T00:00:00Z"), [])
    first = transactions(wallet, limit=1).items[0]
    check_equal("id", credits(id2=first.id), [3])


def lists():
    wallet = new_wallet()
    mine = wallets.customers_id_wallets_get(CUSTOMER)
    check("a customer's wallets, newest first", mine[0].id == wallet.id and len(mine) > 1)
    by_key = wallets.customers_wallets_get(lookup_key=CUSTOMER, include_real_time_balance=True)
    check_equal("by lookup key", [one.id for one in by_key], [one.id for one in mine])
    check_equal("by id", len(wallets.customers_wallets_get(id=CUSTOMER)), len(mine))
    check_equal("of nobody", wallets.customers_id_wallets_get(str(uuid.uuid4())), [])
    check_raises(
        "neither id nor key",
        exceptions.BadRequestException,
        "validation_error",
        lambda: wallets.customers_wallets_get(),
    )


def balances():
    wallet = new_wallet(conversion_rate=3)
    top_up(wallet, credits_to_add=2)
    now = wallets.wallets_id_balance_real_time_get(wallet.id)
    check_equal("in credits", now.real_time_credit_balance, 2)
    check_equal("in money", now.real_time_balance, 6)
    check_equal("usage", now.current_period_usage, 0)
    check("as of", datetime.fromisoformat(now.balance_updated_at) is not None)


def termination():
    wallet = new_wallet(initial_credits_to_load=2)
    closed = wallets.wallets_id_terminate_post(wallet.id)
    check_equal("closed", (closed.wallet_status, closed.credit_balance), ("closed", 0))
    last = transactions(wallet).items[0]
    check_equal("why", last.transaction_reason, "WALLET_TERMINATION")
    check_equal("a debit", (last.type, last.credit_balance_after), ("debit", 0))
    for what, call in (
        ("close", lambda: wallets.wallets_id_terminate_post(wallet.id)),
        ("top up", lambda: top_up(wallet, credits_to_add=1)),
        ("change", lambda: wallets.wallets_id_put(wallet.id, DtoUpdateWalletRequest(name="x"))),
    ):
        check_raises(
            f"{what} a closed one", exceptions.BadRequestException, "invalid_operation", call
        )


def bad_input():
    wallet = new_wallet()
    for what, fields in (
        ("no amount", {}),
        ("zero", {"credits_to_add": 0}),
        ("negative", {"amount": -1}),
        ("too fine", {"credits_to_add": 1e-13}),
        ("too large", {"amount": 1e300}),
        ("past end", {"credits_to_add": 1, "expiry_date_utc": "2020-01-01 00:00:00 UTC"}),
        ("no date", {"credits_to_add": 1, "expiry_date_utc": "soon"}),
        ("priority", {"credits_to_add": 1, "priority": -1}),
    ):
        check_raises(
            what,
            exceptions.BadRequestException,
            "validation_error",
            lambda fields=fields: top_up(wallet, **fields),
        )
    check_raises(
        "no customer",
        exceptions.BadRequestException,
        "validation_error",
        lambda: wallets.wallets_post(DtoCreateWalletRequest(currency="usd")),
    )
    check_equal("nothing changed", wallets.wallets_id_get(wallet.id), wallet)


def unknown_wallets():
    for id in (UNKNOWN, "none"):
        nobody = type("Wallet", (), {"id": id})
        for what, call in (
            ("get", lambda: wallets.wallets_id_get(id)),
            ("balance", lambda: wallets.wallets_id_balance_real_time_get(id)),
            ("update", lambda: wallets.wallets_id_put(id, DtoUpdateWalletRequest(name="x"))),
            ("terminate", lambda: wallets.wallets_id_terminate_post(id)),
            ("transactions", lambda: transactions(nobody)),
            ("top-up", lambda: top_up(nobody, credits_to_add=1)),
        ):
            check_raises(f"{what} of {id}", exceptions.NotFoundException, "not_found", call)


def a_wrong_token():
    check_raises(
        "a wrong token",
        exceptions.UnauthorizedException,
        "permission_denied",
        lambda: client(TOKEN + "x").wallets_id_get(UNKNOWN),
    )


def main():
    for group in (
        creation, updates, every_form_of_amount, every_field_of_a_top_up, every_reason, retries,
        pages, filters, lists, balances, termination, bad_input, unknown_wallets, a_wrong_token,
    ):
        try:
            group()
        except Exception:
            traceback.print_exc()
            print(f"failed: {group.__name__} raised what it should not")
            sys.exit(1)
    print(f"ok {done} checks")


main()
