"""Drives a running wallet service with the client library flexprice 2.1.43, as it comes from PyPI.

Every wallet call that the library has is made. The service's address and token stand in the
environment: WALLET_SERVICE_URL (http://127.0.0.1:8080) and ACCESS_TOKEN. Ends with `ok N checks`,
or with status 1 and a line that tells the first failure.
"""

import asyncio
import os
import sys
import traceback
import uuid
from datetime import datetime, timedelta, timezone
from decimal import Decimal

from flexprice import Flexprice
from flexprice.models import errors

URL = os.environ["WALLET_SERVICE_URL"].rstrip("/") + "/v1"
TOKEN = os.environ["ACCESS_TOKEN"]
CUSTOMER = f"customer-{uuid.uuid4()}"
UNKNOWN = "01900000-0000-7000-8000-000000000000"

wallets = Flexprice(server_url=URL, api_key_auth=TOKEN).wallets
done = 0


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


def check_raises(what, error, status, code, call):
    """A check that a call raises the library's own error, with a status and a code."""
    try:
        call()
    except error as raised:
        check_equal(f"{what}: class", type(raised), error)
        check_equal(f"{what}: status", raised.status_code, status)
        if error is errors.ErrorResponse:
            check_equal(f"{what}: code", raised.data.code, code)
            check_equal(f"{what}: status in the body", raised.data.http_status_code, status)
            check(f"{what}: message", bool(raised.data.message))
    else:
        check(f"{what}: nothing was raised", False)


def new_wallet(**fields):
    return wallets.create_wallet(currency="USD", customer_id=CUSTOMER, **fields)


def top_up(wallet, reason="PURCHASED_CREDIT_DIRECT", **fields):
    return wallets.top_up_wallet(id=wallet.id, transaction_reason=reason, **fields)


def creation():
    wallet = new_wallet(
        conversion_rate="0.5",
        initial_credits_to_load="10.25",
        description="for tests",
        metadata={"team": "billing"},
        wallet_type="POST_PAID",
        auto_topup={"enabled": True, "threshold": 5, "amount": 20.5, "invoicing": True},
    )
    check_equal("customer", wallet.customer_id, CUSTOMER)
    check_equal("currency", wallet.currency, "usd")
    check_equal("status", wallet.wallet_status, "active")
    check_equal("type", wallet.wallet_type, "POST_PAID")
    check_equal("credits", wallet.credit_balance, "10.25")
    check_equal("balance", wallet.balance, "5.125")
    check_equal("rate", wallet.conversion_rate, "0.5")
    check_equal("description", wallet.description, "for tests")
    check_equal("metadata", wallet.metadata, {"team": "billing"})
    check_equal("prices", wallet.config.allowed_price_types, ["ALL"])
    check_equal("automatic top-up", wallet.auto_topup.enabled, True)
    check_equal("automatic amount", wallet.auto_topup.amount, 20.5)
    check_equal("automatic threshold", wallet.auto_topup.threshold, 5.0)
    check_equal("automatic invoice", wallet.auto_topup.invoicing, True)
    check("created at", isinstance(wallet.created_at, datetime))
    check("updated at", wallet.updated_at >= wallet.created_at)
    check_equal("the same again", wallets.get_wallet(id=wallet.id), wallet)
    other = wallets.create_wallet(currency="eur", external_customer_id=CUSTOMER)
    check_equal("external customer", other.customer_id, CUSTOMER)
    check_equal("defaults", (other.credit_balance, other.conversion_rate), ("0", "1"))


def initial_credits_that_expire():
    end = datetime.now(timezone.utc).replace(microsecond=0) + timedelta(days=40)
    for fields in (
        {"initial_credits_expiry_date_utc": end.isoformat()},
        {"initial_credits_expiry_date_utc": end.strftime("%Y-%m-%d %H:%M:%S UTC")},
        {"initial_credits_to_load_expiry_date": int(end.strftime("%Y%m%d"))},
    ):
        wallet = new_wallet(initial_credits_to_load="3", **fields)
        found = wallets.get_wallet_transactions(id_path_parameter=wallet.id).items[0].expiry_date
        check_equal(f"end of initial credits {fields}", found.date(), end.date())


def updates():
    wallet = new_wallet(metadata={"a": "1"})
    changed = wallets.update_wallet(
        id=wallet.id,
        name="Travel",
        description="for trips",
        metadata={"b": "2"},
        config={"allowed_price_types": ["USAGE"]},
        auto_topup={"enabled": True, "threshold": 1, "amount": 10, "invoicing": True},
    )
    check_equal("new name", changed.name, "Travel")
    check_equal("new description", changed.description, "for trips")
    check_equal("new metadata", changed.metadata, {"b": "2"})
    check_equal("new prices", changed.config.allowed_price_types, ["USAGE"])
    check_equal("new automatic top-up", changed.auto_topup.amount, 10.0)
    same = wallets.update_wallet(id=wallet.id)
    check_equal("what is left out stays", same.description, "for trips")
    off = wallets.update_wallet(id=wallet.id, auto_topup={"enabled": False})
    check_equal("automatic top-up off", off.auto_topup.enabled, False)


def every_form_of_amount():
    wallet = new_wallet(conversion_rate="2")
    bought = top_up(wallet, credits_to_add="7.5", idempotency_key=str(uuid.uuid4()))
    check_equal("credits", bought.wallet_transaction.credit_amount, "7.5")
    check_equal("their worth", bought.wallet_transaction.amount, "15")
    check_equal("wallet after", bought.wallet.credit_balance, "7.5")
    money = top_up(wallet, amount="10").wallet_transaction
    check_equal("money / rate", (money.credit_amount, money.amount), ("5", "10"))
    check_equal("before", money.credit_balance_before, "7.5")
    check_equal("after", money.credit_balance_after, "12.5")
    both = top_up(wallet, amount="99", credits_to_add="1").wallet_transaction
    check_equal("amount is ignored beside credits", both.credit_amount, "1")
    tiny = top_up(wallet, credits_to_add="0.000000000001").wallet_transaction
    check_equal("the smallest", tiny.credit_amount, "0.000000000001")
    check_equal("exact", tiny.credit_balance_after, "13.500000000001")


def every_field_of_a_top_up():
    wallet = new_wallet()
    now = datetime.now(timezone.utc).replace(microsecond=0)
    answer = top_up(
        wallet,
        credits_to_add="100",
        bonus_credits_to_add="10",
        bonus_credits_expiry_date_utc=(now + timedelta(days=10)).isoformat(),
        description="spring sale",
        effective_date=now - timedelta(days=1),
        expiry_date_utc=(now + timedelta(days=30)).isoformat(),
        idempotency_key="spring",
        metadata={"campaign": "spring"},
        priority=3,
        force_sync_invoice=True,
        coupons=[],
    )
    made = answer.wallet_transaction
    check_equal("wallet's id", made.wallet_id, wallet.id)
    check_equal("customer's id", made.customer_id, CUSTOMER)
    check_equal("type", made.type, "credit")
    check_equal("status", made.transaction_status, "completed")
    check_equal("reason", made.transaction_reason, "PURCHASED_CREDIT_DIRECT")
    check_equal("key", made.idempotency_key, "spring")
    check_equal("description", made.description, "spring sale")
    check_equal("metadata", made.metadata, {"campaign": "spring"})
    check_equal("priority", made.priority, 3)
    check_equal("end", made.expiry_date, now + timedelta(days=30))
    check_equal("effective date", made.created_at, now - timedelta(days=1))
    check_equal("with the bonus", answer.wallet.credit_balance, "110")
    bonus = wallets.get_wallet_transactions(id_path_parameter=wallet.id).items[0]
    check_equal("bonus", bonus.transaction_reason, "PURCHASED_CREDIT_BONUS")
    check_equal("end of the bonus", bonus.expiry_date, now + timedelta(days=10))


def every_reason():
    for reason, status in (
        ("INVOICE_PAYMENT", "completed"),
        ("FREE_CREDIT_GRANT", "completed"),
        ("SUBSCRIPTION_CREDIT_GRANT", "completed"),
        ("PURCHASED_CREDIT_INVOICED", "pending"),
        ("PURCHASED_CREDIT_DIRECT", "completed"),
        ("CREDIT_NOTE", "completed"),
        ("CREDIT_ADJUSTMENT", "completed"),
        ("INVOICE_VOID_REFUND", "completed"),
        ("PURCHASED_CREDIT_BONUS", "completed"),
    ):
        answer = top_up(new_wallet(), reason, credits_to_add="4")
        made = answer.wallet_transaction
        check_equal(f"reason {reason}", made.transaction_reason, reason)
        check_equal(f"status of {reason}", made.transaction_status, status)
        held = "4" if status == "completed" else "0"
        check_equal(f"balance after {reason}", answer.wallet.credit_balance, held)
    for reason in ("CREDIT_EXPIRED", "WALLET_TERMINATION", "MANUAL_BALANCE_DEBIT"):
        check_raises(
            f"no top-up: {reason}",
            errors.ErrorResponse,
            400,
            "validation_error",
            lambda: top_up(new_wallet(), reason, credits_to_add="4"),
        )


def retries():
    wallet = new_wallet()
    fields = dict(credits_to_add="5", idempotency_key="once")
    first = top_up(wallet, **fields).wallet_transaction
    top_up(wallet, credits_to_add="1")
    second = top_up(wallet, **fields)
    check_equal("a retry answers the first", second.wallet_transaction, first)
    check_equal("a retry adds nothing", second.wallet.credit_balance, "6")
    check_raises(
        "the key for another sum",
        errors.FlexpriceDefaultError,
        409,
        "already_exists",
        lambda: top_up(wallet, credits_to_add="6", idempotency_key="once"),
    )


def pages():
    wallet = new_wallet()
    for number in range(1, 26):
        top_up(wallet, credits_to_add=str(number))
    seen, offset = [], 0
    while True:
        page = wallets.get_wallet_transactions(
            id_path_parameter=wallet.id, limit=10, offset=offset
        )
        check_equal("limit", page.pagination.limit, 10)
        check_equal("offset", page.pagination.offset, offset)
        check_equal("total", page.pagination.total, 25)
        seen += page.items
        offset += 10
        if offset >= page.pagination.total:
            break
    check_equal("all, newest first", [int(t.credit_amount) for t in seen], list(range(25, 0, -1)))
    for one in seen:
        change = Decimal(one.credit_balance_after) - Decimal(one.credit_balance_before)
        check_equal("after - before", change, Decimal(one.credit_amount))
    for newer, older in zip(seen, seen[1:]):
        check_equal("no gap", newer.credit_balance_before, older.credit_balance_after)
    check_equal("total after all", seen[0].credit_balance_after, "325")
    rising = wallets.get_wallet_transactions(
        id_path_parameter=wallet.id, order="asc", limit=3, offset=1
    )
    check_equal("oldest first", [t.credit_amount for t in rising.items], ["2", "3", "4"])
    beyond = wallets.get_wallet_transactions(id_path_parameter=wallet.id, offset=100)
    check_equal("beyond the end", (beyond.items, beyond.pagination.total), ([], 25))


def filters():
    wallet = new_wallet()
    top_up(wallet, credits_to_add="1")
    top_up(wallet, "FREE_CREDIT_GRANT", credits_to_add="2", priority=9)
    top_up(wallet, "PURCHASED_CREDIT_INVOICED", credits_to_add="3")

    def credits(**fields):
        page = wallets.get_wallet_transactions(id_path_parameter=wallet.id, **fields)
        check_equal(f"total with {fields}", page.pagination.total, len(page.items))
        return [one.credit_amount for one in page.items]

    check_equal("type", credits(type_="credit"), ["3", "2", "1"])
    check_equal("no debit", credits(type_="debit"), [])
    check_equal("pending", credits(transaction_status="pending"), ["3"])
    check_equal("reason", credits(transaction_reason="FREE_CREDIT_GRANT"), ["2"])
    check_equal("priority", credits(priority=9), ["2"])
    check_equal("available", credits(credits_available_gt=1), ["2"])
    check_equal("until long ago", credits(end_time="2020-01-01T00:00:00Z"), [])
    check_equal("since long ago", credits(start_time="2020-01-01T00:00:00Z"), ["3", "2", "1"])
    check_equal("deleted", credits(status="deleted"), [])
    first = wallets.get_wallet_transactions(id_path_parameter=wallet.id).items[0]
    check_equal("id", credits(id_query_parameter=first.id), ["3"])
    found = wallets.query_wallet_transaction(
        filters=[{"field": "wallet_id", "operator": "eq", "value": {"string": wallet.id}}],
        sort=[{"field": "created_at", "direction": "asc"}],
        start_time=datetime(2020, 1, 1, tzinfo=timezone.utc),
        limit=2,
    )
    check_equal("search", [one.credit_amount for one in found.items], ["1", "2"])
    check_equal("search's total", found.pagination.total, 3)
    check("search of all", wallets.query_wallet_transaction(limit=1).pagination.total >= 3)


def lists():
    wallet = new_wallet()
    mine = wallets.get_wallets_by_customer_id(id=CUSTOMER)
    check("a customer's wallets, newest first", mine[0].id == wallet.id and len(mine) > 1)
    by_key = wallets.get_customer_wallets(lookup_key=CUSTOMER, include_real_time_balance=True)
    check_equal("by lookup key", [one.id for one in by_key], [one.id for one in mine])
    check_equal("with the balance", by_key[0].real_time_balance, "0")
    check_equal("by id", len(wallets.get_customer_wallets(id=CUSTOMER)), len(mine))
    check_equal("of nobody", wallets.get_wallets_by_customer_id(id=str(uuid.uuid4())), [])
    found = wallets.query_wallet(wallet_ids=[wallet.id, UNKNOWN, "none"])
    check_equal("search by id", [one.id for one in found.items], [wallet.id])
    check_equal("its total", found.pagination.total, 1)
    page = wallets.query_wallet(status="active", limit=1, offset=1)
    check_equal("search by status", [one.wallet_status for one in page.items], ["active"])
    check("total of all", page.pagination.total >= len(mine))
    oldest = wallets.query_wallet(order="asc", limit=1).items[0]
    check("oldest first", oldest.created_at <= page.items[0].created_at)


def balances():
    wallet = new_wallet(conversion_rate="3")
    top_up(wallet, credits_to_add="2")
    now = wallets.get_wallet_balance(id=wallet.id, expand="credits_available_breakdown")
    check_equal("in credits", now.real_time_credit_balance, "2")
    check_equal("in money", now.real_time_balance, "6")
    check_equal("usage", now.current_period_usage, "0")
    check_equal("bought", now.credits_available_breakdown.purchased, "2")
    check_equal("fresh", now.is_cached_fallback, False)
    check("as of", isinstance(now.balance_updated_at, datetime))


def termination():
    wallet = new_wallet()
    top_up(wallet, credits_to_add="2")
    closed = wallets.terminate_wallet(id=wallet.id)
    check_equal("closed", closed.wallet_status, "closed")
    check_equal("empty", closed.credit_balance, "0")
    last = wallets.get_wallet_transactions(id_path_parameter=wallet.id).items[0]
    check_equal("why", last.transaction_reason, "WALLET_TERMINATION")
    check_equal("a debit", (last.type, last.credit_balance_after), ("debit", "0"))
    check_equal("reads still", wallets.get_wallet(id=wallet.id).wallet_status, "closed")
    for what, call in (
        ("close", lambda: wallets.terminate_wallet(id=wallet.id)),
        ("top up", lambda: top_up(wallet, credits_to_add="1")),
        ("change", lambda: wallets.update_wallet(id=wallet.id, name="x")),
    ):
        check_raises(f"{what} a closed one", errors.ErrorResponse, 400, "invalid_operation", call)


def bad_input():
    wallet = new_wallet()
    past = "2020-01-01 00:00:00 UTC"
    for what, fields in (
        ("no amount", {}),
        ("zero", {"credits_to_add": "0"}),
        ("negative", {"amount": "-1"}),
        ("no number", {"credits_to_add": "ten"}),
        ("exponent", {"credits_to_add": "1e3"}),
        ("too fine", {"credits_to_add": "0.0000000000001"}),
        ("too large", {"amount": "100000000000000"}),
        ("past end", {"credits_to_add": "1", "expiry_date_utc": past}),
        ("no date", {"credits_to_add": "1", "expiry_date_utc": "soon"}),
        ("priority", {"credits_to_add": "1", "priority": 101}),
        (
            "future effect",
            {"credits_to_add": "1", "effective_date": datetime(2999, 1, 1, tzinfo=timezone.utc)},
        ),
        ("bonus of 0", {"credits_to_add": "1", "bonus_credits_to_add": "0"}),
    ):
        check_raises(
            what,
            errors.ErrorResponse,
            400,
            "validation_error",
            lambda fields=fields: top_up(wallet, **fields),
        )
    for what, fields in (
        ("no customer", {"currency": "usd"}),
        ("no currency", {"currency": "XYZ", "customer_id": CUSTOMER}),
        ("rate", {"currency": "usd", "customer_id": CUSTOMER, "conversion_rate": "-1"}),
        (
            "past initial end",
            {"currency": "usd", "customer_id": CUSTOMER, "initial_credits_expiry_date_utc": past},
        ),
    ):
        check_raises(
            what,
            errors.ErrorResponse,
            400,
            "validation_error",
            lambda fields=fields: wallets.create_wallet(**fields),
        )
    check_equal("nothing changed", wallets.get_wallet(id=wallet.id), wallet)


def unknown_wallets():
    for id in (UNKNOWN, "none"):
        for what, call in (
            ("get", lambda: wallets.get_wallet(id=id)),
            ("balance", lambda: wallets.get_wallet_balance(id=id)),
            ("update", lambda: wallets.update_wallet(id=id, name="x")),
            ("terminate", lambda: wallets.terminate_wallet(id=id)),
            ("transactions", lambda: wallets.get_wallet_transactions(id_path_parameter=id)),
            (
                "top-up",
                lambda: wallets.top_up_wallet(
                    id=id, transaction_reason="FREE_CREDIT_GRANT", credits_to_add="1"
                ),
            ),
        ):
            check_raises(f"{what} of {id}", errors.ErrorResponse, 404, "not_found", call)


def a_wrong_token():
    stranger = Flexprice(server_url=URL, api_key_auth=TOKEN + "x").wallets
    check_raises(
        "a wrong token",
        errors.FlexpriceDefaultError,
        401,
        "permission_denied",
        lambda: stranger.get_wallet(id=UNKNOWN),
    )


def at_the_same_time():
    async def race():
        wallet = new_wallet()
        async with Flexprice(server_url=URL, api_key_auth=TOKEN) as client:
            await asyncio.gather(*(
                client.wallets.top_up_wallet_async(
                    id=wallet.id,
                    transaction_reason="FREE_CREDIT_GRANT",
                    credits_to_add="1",
                    idempotency_key=str(number % 10),
                )
                for number in range(30)
            ))
            now = await client.wallets.get_wallet_async(id=wallet.id)
            check_equal("ten keys, thirty calls", now.credit_balance, "10")

    asyncio.run(race())


def main():
    for group in (
        creation, initial_credits_that_expire, updates, every_form_of_amount,
        every_field_of_a_top_up, every_reason, retries, pages, filters, lists, balances,
        termination, bad_input, unknown_wallets, a_wrong_token, at_the_same_time,
    ):
        try:
            group()
        except Exception:
            traceback.print_exc()
            print(f"failed: {group.__name__} raised what it should not")
            sys.exit(1)
    print(f"ok {done} checks")


main()
