"""Records events with an outbox and delivers them: `outbox.py FILE URL KEY RUN [CONTROL]`, as `tests/outbox/sweep/src/main.rs` does."""

import sys
import time
from decimal import Decimal

import plock
from plock import _outbox

file, url, key, run, control = [*sys.argv[1:], ""][:5]
_outbox._Outbox._tuning = {"pause": 0.01, "poll": 0.02, "reconcile": 0.005, "reconcile_longest": 0.02, "control": control}
client = plock.Plock(key, base_url=url, proxy="")
box = plock.outbox(file, writers="only-this", client=client, concurrency=4)
for number in [*range(1, 7), 100 + int(run)]:
    usage = {"crm_id": "c0", "product_id": 7, "value": Decimal(number) / 100, "ts": 1_750_000_000 + number}
    box.product_usages.record(**usage, key=f"event-{number}")
    print("recorded", number, flush=True)
# Events in doubt are decided while it is open.
for _ in range(500):
    stats = box.stats()
    if stats.unsent + stats.in_doubt == 0:
        break
    time.sleep(0.02)
left = box.close(timeout=5)
print("left", left.unsent + left.in_doubt + left.rejected)
