"""count.py LEDGER_TOOL STORE CUSTOMERS FIGURES: compares the journal with what was acknowledged.

FIGURES is what wrk printed, with the line of mix.lua in it. Every request must have been answered,
with success; every acknowledged drawdown and top-up must stand in the journal once, and nothing
else but what the seeding made; `verify` must find nothing.
"""

import collections
import csv
import json
import subprocess
import sys


def read_figures(path):
    with open(path) as file:
        for line in file:
            if line.startswith("figures "):
                return json.loads(line.removeprefix("figures "))
    sys.exit(f"error: {path} holds no figures: did wrk run to its end?")


def check_answers(figures):
    """The number of requests that were sent; fails unless each had an answer, and a good one."""
    errors = {
        kind: figures[kind] for kind in ("connect", "read", "write", "timeout", "status")
    }
    if any(errors.values()):
        sys.exit(f"error: of {figures['answered']} requests, by wrk's kinds of errors: {errors}")
    sent = sum(
        issued[kind] for issued in figures["issued"] for kind in ("drawdowns", "topups", "reads")
    )
    if figures["answered"] != sent:
        sys.exit(f"error: {sent} requests were sent, {figures['answered']} answered")
    return sent


def journal(tool, store):
    """The journal's rows, without keeping them."""
    with subprocess.Popen(
        [tool, "export", "--store", store, "--format", "csv"], stdout=subprocess.PIPE, text=True
    ) as export:
        yield from csv.DictReader(export.stdout)
    if export.returncode != 0:
        sys.exit(f"error: ledger-tool export: {export.returncode}")


def entries_by_name(rows):
    """The entries that bear an invoice's id or a key, and how many rows bear neither."""
    invoices, keys = collections.defaultdict(set), collections.defaultdict(set)
    others = 0
    for row in rows:
        if row["invoice"]:
            invoices[row["invoice"]].add(row["entry"])
        elif row["key"]:
            keys[row["key"]].add(row["entry"])
        else:
            others += 1
    return invoices, keys, others


def compare(what, expected, found):
    """Fails unless exactly the expected names have an entry, and one each."""
    missing, surplus = expected - found.keys(), found.keys() - expected
    doubled = [name for name, entries in found.items() if len(entries) != 1]
    if missing or surplus or doubled:
        sys.exit(
            f"error: {what}: {len(missing)} missing {sorted(missing)[:3]}, "
            f"{len(surplus)} unknown {sorted(surplus)[:3]}, {len(doubled)} doubled {doubled[:3]}"
        )


def verify(tool, store):
    """What `ledger-tool verify` counts; fails unless everything is as it must be."""
    done = subprocess.run(
        [tool, "verify", "--store", store, "--json"], stdout=subprocess.PIPE, text=True
    )
    if done.returncode != 0:
        sys.exit(f"error: ledger-tool verify: {done.returncode}\n{done.stdout}")
    return json.loads(done.stdout)


def names(figures, kind):
    return {
        f"{issued['run']}-{number}"
        for issued in figures["issued"]
        for number in range(issued[kind])
    }


def main(tool, store, customers, path):
    figures = read_figures(path)
    sent = check_answers(figures)
    invoices, keys, others = entries_by_name(journal(tool, store))
    drawdowns, topups = names(figures, "drawdowns"), names(figures, "topups")
    compare("drawdowns", drawdowns, invoices)
    compare("top-ups", topups, keys)
    # A seeded wallet has a paid and a granted grant.
    if others != 2 * int(customers):
        sys.exit(f"error: {others} transactions are neither of a drawdown nor of a top-up")
    report = verify(tool, store)
    expected = int(customers) + len(drawdowns) + len(topups)
    if report["entries"] != expected or not report["clean"]:
        sys.exit(f"error: {report}, where {expected} entries are expected")
    print(
        f"{sent} answered: {len(drawdowns)} drawdowns and {len(topups)} top-ups, each journalled "
        f"once, and {sent - len(drawdowns) - len(topups)} reads; {report['entries']} entries, "
        f"{report['transactions']} transactions verified"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
