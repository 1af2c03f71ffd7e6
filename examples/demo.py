"""The demo of `cargo xtask demo`: lists accounts, reads an invoice, records usage and counts it.

Prints one line of JSON: the action, the result and the time (in microseconds) of each step.
"""

import datetime
import json
import time
from decimal import Decimal

import plock

# Ids of the examples of the API documents.
INVOICE, CRM_ID, PRODUCT = 2002, "hs321", 7
steps = []
start = time.monotonic_ns()


def step(did, result):
    global start
    steps.append({"did": did, "result": result, "us": (time.monotonic_ns() - start) // 1000})
    start = time.monotonic_ns()


with plock.Plock() as client:
    accounts = client.accounts.list().to_list()
    step("list accounts", f"{len(accounts)}: {', '.join(account.name for account in accounts if account.name)}")

    invoice = client.invoices.get(INVOICE)
    step("read an invoice", f"{invoice.id}: {invoice.amount} {invoice.currency}")

    usages = client.product_usages.list(product_id=PRODUCT)
    before = usages.total()
    value, now = Decimal("12.5"), datetime.datetime.now(datetime.timezone.utc)
    client.product_usages.add(crm_id=CRM_ID, product_id=PRODUCT, value=value, ts=now)
    step("record usage", f"{value} of product {PRODUCT} by {CRM_ID}")

    after = usages.total()
    if after != before + 1:
        raise SystemExit(f"expected one more usage than {before}, found {after}")
    step("count usage", f"{before} before, {after} after")

print(json.dumps({"library": f"plock {plock.__version__}", "steps": steps}))
