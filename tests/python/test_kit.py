"""The testing kit."""

import datetime
import gc
import json
import os
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from decimal import Decimal

import plock
import pytest
from plock import errors, types
from plock_testing import Sandbox

USAGE = {"crm_id": "hs321", "product_id": 7, "value": "12.50", "ts": "2025-06-26T07:35:49Z"}
EXACT = Decimal("1234567890123456789.10")


def reachable(url):
    try:
        urllib.request.urlopen(url, timeout=5)
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def test_an_added_object_is_what_a_get_returns(plock_sandbox, plock_client):
    account = plock_sandbox.accounts.add(name="Acme", crm_id="hs321")
    assert (account.name, account.crm_id) == ("Acme", "hs321")
    invoice = plock_sandbox.invoices.add(amount=EXACT, period_start=datetime.date(2026, 1, 31), due_at=None)
    assert (invoice.amount, invoice.account_id, invoice.due_at) == (EXACT, account.id, None)
    assert plock_client.invoices.get(invoice.id) == invoice
    # An object of a test, with one field replaced; what it does not have is filled in.
    given = types.Invoice(id=77, amount="0.10", currency="EUR")
    stored = plock_sandbox.invoices.add(given, currency="SEK")
    assert (stored.id, str(stored.amount), stored.currency) == ("77", "0.10", "SEK")
    assert stored.period_start < stored.period_end
    assert plock_sandbox.recorded.invoices == []


@pytest.mark.parametrize(
    ("fields", "error", "text"),
    [
        ({"amount": 1.5}, TypeError, "amount: expected a decimal.Decimal"),
        ({"amount": "much"}, errors.InvalidRequestError, "amount: expected a number"),
        ({"account_id": 999}, errors.InvalidRequestError, "account_id: expected the id of one of the accounts"),
        ({"id": 1}, errors.InvalidRequestError, "id: expected an unused id"),
        ({"due_at": "2026-01-01T00:00:00"}, errors.InvalidRequestError, "due_at: expected a date-time with an offset"),
        ({"amonut": 1}, TypeError, "'amonut'"),
    ],
)
def test_an_invalid_object_names_its_field(plock_sandbox, fields, error, text):
    plock_sandbox.invoices.add(id=1)
    with pytest.raises(error, match=text) as raised:
        plock_sandbox.invoices.add(**fields)
    if error is errors.InvalidRequestError:
        assert [raised.value.field] == list(fields)


def test_an_object_of_another_resource_is_refused(plock_sandbox):
    with pytest.raises(TypeError, match=r"expected a plock.types.Invoice, got Account"):
        plock_sandbox.invoices.add(plock_sandbox.accounts.add())


def test_faults_are_in_order_and_for_their_operation(plock_sandbox):
    plock_sandbox.accounts.add(id=1)
    with plock_sandbox.client(max_retries=0) as client:
        plock_sandbox.next(503, operation="accounts.get", times=2)
        plock_sandbox.next(429, retry_after=1.2)
        with pytest.raises(errors.RateLimitError) as limited:
            list(client.invoices.list())
        assert limited.value.retry_after == 2
        for _ in range(2):
            with pytest.raises(errors.ServerError):
                client.accounts.get(1)
        assert client.accounts.get(1).id == "1"
        plock_sandbox.drop()
        with pytest.raises(errors.ConnectionError):
            client.accounts.get(1)
    assert [request.status for request in plock_sandbox.requests] == [429, 503, 503, 200, None]
    assert plock_sandbox.requests[0].operation == "invoices.list"
    assert plock_sandbox.requests[0].headers["authorization"] == "***"


def test_a_write_without_a_response_is_recorded(plock_sandbox):
    plock_sandbox.accounts.add(crm_id="hs321")
    with plock_sandbox.client(max_retries=0) as client:
        plock_sandbox.drop_after_commit()
        with pytest.raises(errors.OutcomeUnknownError):
            client.product_usages.add(**USAGE)
        plock_sandbox.drop()
        with pytest.raises(errors.OutcomeUnknownError):
            client.product_usages.add(**USAGE)
    recorded = plock_sandbox.recorded.product_usages
    assert [(str(usage.value), type(usage)) for usage in recorded] == [("12.50", types.ProductUsage)]


def test_latency_is_in_seconds(plock_sandbox):
    plock_sandbox.latency(30)
    with plock_sandbox.client(max_retries=0, timeout=0.2) as client, pytest.raises(errors.TimeoutError):
        list(client.invoices.list())
    plock_sandbox.latency(0)
    with plock_sandbox.client() as client:
        assert list(client.invoices.list()) == []


@pytest.mark.parametrize(
    ("call", "field"),
    [
        (lambda sandbox: sandbox.next(200), "status"),
        (lambda sandbox: sandbox.next(503, times=-1), "times"),
        (lambda sandbox: sandbox.next(503, operation="invoices.post"), "operation"),
        (lambda sandbox: sandbox.next(503, retry_after=1), "retry_after"),
        (lambda sandbox: sandbox.next(429, retry_after=-1), "retry_after"),
        (lambda sandbox: sandbox.latency(-1), "seconds"),
        (lambda sandbox: sandbox.latency(float("nan")), "seconds"),
        (lambda _: Sandbox(accounts=-1), "accounts"),
        (lambda _: Sandbox(key=7), "key"),
    ],
)
def test_an_invalid_argument_is_named(plock_sandbox, call, field):
    with pytest.raises(errors.InvalidRequestError, match=f"^{field}: ") as raised:
        call(plock_sandbox)
    assert raised.value.field == field


def test_reset_returns_to_the_start():
    with Sandbox(accounts=3, seed=7, key="own-key") as sandbox, sandbox.client() as client:
        first = client.accounts.list().to_list()
        sandbox.accounts.add()
        sandbox.next(500, times=9)
        sandbox.reset()
        assert client.accounts.list().to_list() == first
        assert len(first) == 3
        assert len(sandbox.requests) == 1


def test_a_sandbox_stops_at_the_end_of_with():
    with Sandbox() as sandbox:
        assert reachable(sandbox.url)
    assert not reachable(sandbox.url)
    sandbox.stop()
    with pytest.raises(RuntimeError, match="stopped"):
        sandbox.accounts.add()


def test_a_client_is_enough_to_keep_it():
    client = Sandbox().client()
    gc.collect()
    assert list(client.invoices.list()) == []


def test_a_proxy_of_the_environment_is_not_used(monkeypatch, plock_sandbox):
    for name in ["HTTP_PROXY", "http_proxy", "ALL_PROXY"]:
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ["NO_PROXY", "no_proxy"]:
        monkeypatch.delenv(name, raising=False)
    with plock_sandbox.client(max_retries=0) as client:
        assert list(client.invoices.list()) == []


def test_threads_share_a_sandbox(plock_sandbox):
    added = []
    threads = [threading.Thread(target=lambda: added.append(plock_sandbox.accounts.add().id)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(added, key=int) == [str(id) for id in range(1, 9)]


def test_a_forked_process_starts_its_own():
    code = """
import os, plock_testing
parent = plock_testing.Sandbox()
child = os.fork()
if child == 0:
    with plock_testing.Sandbox() as sandbox, sandbox.client() as client:
        sandbox.accounts.add(id=7)
        assert client.accounts.get(7).id == "7"
        try:
            parent.accounts.add()
        except RuntimeError:
            raise SystemExit(3)
    raise SystemExit(1)
_, status = os.waitpid(child, 0)
assert os.waitstatus_to_exitcode(status) == 3
print(parent.accounts.add().id)
"""
    if not hasattr(os, "fork"):
        pytest.skip("this system has no fork")
    result = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, timeout=60)
    assert (result.stdout, result.stderr, result.returncode) == ("1\n", "", 0)


def test_the_module_of_the_package_is_the_kit():
    import plock.testing

    assert plock.testing.Sandbox is Sandbox


def test_without_the_kit_the_message_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "plock_testing", None)
    monkeypatch.delitem(sys.modules, "plock.testing", raising=False)
    with pytest.raises(ModuleNotFoundError, match="pip install plock-testing"):
        import plock.testing  # noqa: F401


def test_requests_are_plain_values(plock_sandbox, plock_client):
    list(plock_client.invoices.list(page_size=5))
    request = plock_sandbox.requests[0]
    assert (request.method, request.path, request.query) == ("GET", "/api/c1/invoices", {"page[size]": "5"})
    assert json.dumps(request._asdict())


def test_a_client_has_the_options_of_the_caller(plock_sandbox):
    seen = []
    with plock_sandbox.client(on_response=seen.append, user_agent_suffix="shop/1") as client:
        list(client.invoices.list())
    assert isinstance(client, plock.Plock)
    assert [response.status for response in seen] == [200]
    assert plock_sandbox.requests[0].headers["user-agent"].endswith("shop/1")
