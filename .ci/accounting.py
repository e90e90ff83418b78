"""Compares exported journals, as accounting tools understand them, with the ledger's trial balance.

`accounting.py PATH` reads PATH.json (the trial balance) and PATH.hledger, .ledger, .beancount and
.csv. The names of accounts and commodities are made here once more, from what the documents say.
"""

import csv
import decimal
import json
import re
import subprocess
import sys
from decimal import Decimal

from beancount import loader
from beancount.core import data, realization

CHAPTERS = {
    "walletPaid": "Liabilities:Paid",
    "walletGranted": "Liabilities:Granted",
    "purchases": "Equity:Purchases",
    "promotions": "Expenses:Promotions",
    "redemptions": "Income:Redemptions",
    "voids": "Income:Voids",
    "expirations": "Income:Expirations",
    "forfeitures": "Income:Forfeitures",
}
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def commodity(wallet):
    bits = int(wallet.replace("-", ""), 16)
    number = (bits >> 80) << 74 | (bits >> 64 & 0xFFF) << 62 | bits & (1 << 62) - 1
    text = ""
    for _ in range(23):
        number, digit = divmod(number, 36)
        text = DIGITS[digit] + text
    return "ABCDEFGHI"[number] + text


def escaped(byte):
    if re.fullmatch(r"[0-9A-Za-z]", chr(byte)):
        return chr(byte)
    return "--" if byte == 0x2D else f"-{byte:02X}"


def name_of(customer, first_wallet):
    encoded = [escaped(byte) for byte in customer.encode()]
    if sum(map(len, encoded)) <= 200:
        return "Customer-" + "".join(encoded)
    return "Customer-" + "".join(encoded[:60]) + "-x" + commodity(first_wallet)


def same(what, found, expected):
    """Equal dictionaries, key by key; the first difference ends the check."""
    for key in sorted(found.keys() | expected.keys()):
        if found.get(key) != expected.get(key):
            sys.exit(
                f"error: {what}: {key} is {found.get(key)}, by the trial balance "
                f"{expected.get(key)}"
            )


def amount(text):
    """A quantity and a commodity, as hledger and ledger print them; a bare 0 has none."""
    quantity, _, unit = text.strip().partition(" ")
    return Decimal(quantity), unit.strip('"')


class Trial:
    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            rows = json.load(file)["accounts"]
        if not any(Decimal(row["debits"]) for row in rows):
            sys.exit(f"error: nothing moved in {path}")
        first = {}
        self.wallets = {}
        self.debits, self.credits, self.units = {}, {}, {}
        self.booked = {}
        for row in rows:
            customer, wallet = row["customer"], row["wallet"]
            unit = commodity(wallet)
            holder = name_of(customer, first.setdefault(customer, wallet))
            account = f"{CHAPTERS[row['account']]}:{holder}:{unit}"
            if account in self.units:
                sys.exit(f"error: two accounts are called {account}")
            self.wallets[unit] = (customer, wallet)
            self.units[account] = unit
            self.debits[account] = Decimal(row["debits"])
            self.credits[account] = Decimal(row["credits"])
            self.booked[(customer, wallet, row["account"])] = (
                self.debits[account],
                self.credits[account],
            )
            if Decimal(row["balance"]) != self.credits[account] - self.debits[account]:
                sys.exit(f"error: the balance of {account} is not credits less debits")
        # In accounting tools debits are positive.
        self.balances = {
            account: self.debits[account] - self.credits[account] for account in self.units
        }

    def compare(self, tool, declared, printed):
        """The declared accounts are all there are, and each has its balance and commodity."""
        if sorted(declared) != sorted(self.units):
            sys.exit(f"error: {tool}: {set(declared) ^ set(self.units)} is not in both")
        balances = dict.fromkeys(self.units, Decimal(0))
        for account, (quantity, unit) in printed:
            if account not in self.units:
                sys.exit(f"error: {tool}: the account {account} is not in the trial balance")
            if quantity and unit != self.units[account]:
                sys.exit(f"error: {tool}: {account} is counted in {unit}")
            balances[account] += quantity
        same(tool, balances, self.balances)


def lines(*command):
    run = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    return run.stdout.decode().splitlines()


def hledger(path, trial):
    balances = csv.reader(lines("hledger", "-f", path, "balance", "-NE", "--flat", "-Ocsv"))
    trial.compare(
        "hledger",
        lines("hledger", "-f", path, "accounts", "--declared"),
        [(account, amount(text)) for account, text in balances if account != "account"],
    )


def ledger(path, trial):
    printed = lines(
        "ledger", "--pedantic", "-f", path, "balance", "--flat", "--empty", "--no-total",
        "--balance-format", "%(account)\t%(display_total)\n",
    )
    with open(path, encoding="utf-8") as file:
        declared = re.findall(r"^account (.*)$", file.read(), re.MULTILINE)
    pairs = (line.split("\t") for line in printed)
    trial.compare("ledger", declared, [(account, amount(text)) for account, text in pairs])


def beancount(path, trial):
    entries, errors, _ = loader.load_file(path)
    if errors:
        sys.exit(f"error: beancount: {errors[0]}")
    opened = [entry.account for entry in entries if isinstance(entry, data.Open)]
    root = realization.realize(entries)
    printed = [
        (node.account, (position.units.number, position.units.currency))
        for node in realization.iter_children(root)
        for position in node.balance
    ]
    trial.compare("beancount", opened, printed)
    debits = dict.fromkeys(trial.units, Decimal(0))
    credits = dict.fromkeys(trial.units, Decimal(0))
    for entry in entries:
        for posting in entry.postings if isinstance(entry, data.Transaction) else []:
            side = debits if posting.units.number > 0 else credits
            side[posting.account] += abs(posting.units.number)
    same("beancount, debits", debits, trial.debits)
    same("beancount, credits", credits, trial.credits)
    wallets = {
        entry.currency: (entry.meta["customer"], entry.meta["wallet"])
        for entry in entries
        if isinstance(entry, data.Commodity)
    }
    same("beancount, wallets", wallets, trial.wallets)


def spreadsheet(path, trial):
    booked = {key: (Decimal(0), Decimal(0)) for key in trial.booked}
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, strict=True):
            customer = re.sub("^'", "", row["customer"])
            if row["status"] != "settled":
                continue
            credits = Decimal(row["credits"])
            debit = (customer, row["wallet"], row["debit_account"])
            credit = (customer, row["wallet"], row["credit_account"])
            booked[debit] = (booked[debit][0] + credits, booked[debit][1])
            booked[credit] = (booked[credit][0], booked[credit][1] + credits)
    same("csv", booked, trial.booked)


# By default Python, and so beancount, rounds a sum to 28 digits.
decimal.getcontext().prec = 60
trial = Trial(sys.argv[1] + ".json")
for check in (hledger, ledger, beancount):
    check(f"{sys.argv[1]}.{check.__name__}", trial)
spreadsheet(sys.argv[1] + ".csv", trial)
print(f"{len(trial.units)} accounts of {len(trial.wallets)} wallets are equal in every tool")
