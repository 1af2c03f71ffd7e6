"""Memory does not grow with the number of calls."""

import gc
import sys

import plock
import pytest

LEAK_LIMIT = 5 * 1024  # KiB


def resident():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))


def grown(work, rounds):
    """KiB by which memory grows over `rounds`, after a warm-up."""
    for _ in range(rounds // 4):
        work()
    gc.collect()
    before = resident()
    for _ in range(rounds):
        work()
    gc.collect()
    return resident() - before


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_calls(client):
    assert grown(lambda: client.invoices.get(2002).amount, 20_000) < LEAK_LIMIT


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_errors(client):
    def call():
        with pytest.raises(plock.errors.NotFoundError):
            client.invoices.get(999)

    assert grown(call, 2_000) < LEAK_LIMIT


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_lists(client):
    assert len(client.product_usages.add_many([{"crm_id": "hs321", "product_id": 7, "value": 1, "ts": 1}] * 300).recorded) == 300
    assert grown(lambda: [usage.value for usage in client.product_usages.list(page_size=50)], 200) < LEAK_LIMIT
