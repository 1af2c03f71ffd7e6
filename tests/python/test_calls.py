"""The blocking client."""

import datetime
import logging
import pickle
import socket
import time
from decimal import Decimal

import plock
import pytest
from conftest import INVOICE
from plock import errors, types

EVENT = {"crm_id": "hs321", "product_id": 7, "value": Decimal("12.5"), "ts": 1750923349}


def test_lists(client):
    invoices = client.invoices.list()
    ids = [invoice.id for invoice in invoices]
    assert "2002" in ids and ids == [invoice.id for invoice in invoices]  # anew each time
    assert invoices.total() == len(ids) and invoices.first().id == ids[0]
    assert [invoice.id for invoice in invoices.to_list()] == ids


def test_pages(client):
    before = client.product_usages.list().total()
    for _ in range(5):
        client.product_usages.add(**EVENT)
    pages = list(client.product_usages.list(page_size=2).pages())
    assert [page.current_page for page in pages] == list(range(1, len(pages) + 1))
    assert pages[0].last_page == len(pages) and pages[0].per_page == 2 and pages[0].total == before + 5
    assert sum(map(len, pages)) == before + 5 and len(pages[0]) == 2
    page = pages[0]
    assert page[0] == page.items[0] and page[-1] == page.items[-1] and page[:1] == page.items[:1]
    assert [item.id for item in page] == [item.id for item in page.items]
    with pytest.raises(IndexError):
        page[2]
    assert page.meta["meta"]["page"]["total"] == before + 5
    assert "2 items, page 1 of" in repr(page)
    start = client.product_usages.list(page=2, page_size=2)
    assert next(iter(start)) == pages[1][0] and start.page().current_page == 2


def test_filters_take_native_values(client):
    day = datetime.date(2025, 6, 26)
    listing = client.product_usages.list(product_id="7", timestamp_between=(day, day + datetime.timedelta(days=3650)))
    assert listing.total() > 0
    assert client.product_usages.list(timestamp_between=("1999-01-01", "1999-01-02")).total() == 0


def test_writes(client):
    assert client.product_usages.add(**EVENT).success is True
    aware = datetime.datetime(2025, 6, 26, 9, 35, 49, tzinfo=datetime.timezone(datetime.timedelta(hours=2)))
    assert client.product_usages.add(**{**EVENT, "ts": aware, "value": "0.10"}).success is True


@pytest.mark.parametrize(
    ("change", "field", "text"),
    [
        ({"value": 0.1}, "value", "the float 0.1"),
        ({"value": "twelve"}, "value", "decimal"),
        ({"value": object()}, "value", "class object"),
        ({"ts": datetime.datetime(2025, 6, 26)}, "ts", "time zone"),
        ({"ts": 1750923349.5}, "ts", "float"),
        ({"crm_id": 5}, "crm_id", "a string"),
        ({"crm_id": None}, "crm_id", "expected a value"),
        ({"crm_id": ""}, "crm_id", "non-empty"),
        ({"crm_id": "\ud800"}, "crm_id", "surrogate"),
    ],
)
def test_invalid_arguments_are_refused_before_sending(serve, change, field, text):
    server = serve()
    with plock.Plock(**server.settings()) as client, pytest.raises(errors.InvalidRequestError, match=text) as caught:
        client.product_usages.add(**{**EVENT, **change})
    assert caught.value.field == field and caught.value.attempts == 0 and server.requests == []


def test_errors_have_attributes(client):
    with pytest.raises(errors.NotFoundError) as caught:
        client.invoices.get(999)
    error = caught.value
    assert isinstance(error, errors.ApiStatusError) and isinstance(error, plock.PlockError)
    assert (error.status, error.method, error.path, error.attempts) == (404, "GET", "/api/c1/invoices/999", 1)
    assert error.errors[0].status == "404" and error.headers["content-type"].startswith("application/")
    assert error.retry_safe and error.retry_after is None and "(GET /api/c1/invoices/999, 1 attempt)" in str(error)
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is errors.NotFoundError and again.__dict__ == error.__dict__ and str(again) == str(error)


def test_causes_are_kept(serve):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        unused_url = f"http://127.0.0.1:{unused.getsockname()[1]}"
    with plock.Plock("key", base_url=unused_url, max_retries=0) as client, pytest.raises(errors.ConnectionError) as caught:
        client.invoices.get(1)
    assert "refused" in str(caught.value.__cause__).lower()

    def provider():
        raise KeyError("no vault")

    settings = {**serve().settings(), "api_key": None}
    with plock.Plock(token_provider=provider, **settings) as client, pytest.raises(errors.AuthenticationError) as caught:
        client.invoices.get(1)
    assert isinstance(caught.value.__cause__, KeyError)


def test_the_key_is_never_shown(serve):
    client = plock.Plock(**serve((500, {})).settings(api_key="very-secret-key"))
    with pytest.raises(errors.ServerError) as caught:
        client.invoices.get(1)
    for shown in (repr(client), str(caught.value), repr(caught.value), repr(caught.value.__dict__), repr(client._native)):
        assert "very-secret-key" not in shown


def test_options(serve):
    server = serve((200, INVOICE), (200, INVOICE), (200, INVOICE))
    client = plock.Plock(**server.settings(extra_headers={"X-One": "1"}, user_agent_suffix="shop/2"))
    seen = []
    other = client.with_options(extra_headers={"X-Two": "2"}, extra_query={"debug": "yes"}, on_response=seen.append)
    assert type(other) is plock.Plock
    other.invoices.get(1)
    client.invoices.get(1)
    first, second = (request.lower() for request in server.requests)
    assert b"x-one: 1" in first and b"x-two: 2" in first and b"?debug=yes" in first
    assert b"x-one: 1" in second and b"x-two" not in second and b"debug" not in second
    assert b"plock-python/" in first and b"shop/2" in first
    (response,) = seen
    assert response.status == 200 and response.headers["x-served"] == "yes" and b"1000.00" in response.content
    assert "200" in repr(response)


def test_timeouts(serve):
    client = plock.Plock(**serve().settings(timeout=plock.Timeout(total=20, read=0.1)))
    start = time.monotonic()
    with pytest.raises(errors.TimeoutError):
        client.invoices.get(1)
    with pytest.raises(errors.OutcomeUnknownError) as caught:
        client.with_options(timeout=0.5).product_usages.add(**EVENT)
    assert time.monotonic() - start < 15 and not caught.value.retry_safe


@pytest.mark.parametrize(
    ("settings", "kind", "text"),
    [
        ({"timeout": "long"}, TypeError, "timeout: expected a number of seconds"),
        ({"timeout": -1}, errors.ConfigurationError, "timeout"),
        ({"max_retries": -1}, errors.ConfigurationError, "max_retries: expected an int from 0 on, got -1"),
        ({"max_retries": "2"}, TypeError, "max_retries"),
        ({"on_response": 5}, TypeError, "on_response"),
        ({"environment": "moon"}, errors.ConfigurationError, "environment: expected one of production, test"),
        ({"extra_headers": {"a": 1}}, TypeError, "extra_headers"),
        ({"api_key": "a b"}, errors.ConfigurationError, "api_key"),
        ({"retries": 3}, TypeError, "retries"),
    ],
)
def test_settings_are_checked(settings, kind, text):
    with pytest.raises(kind, match=text):
        plock.Plock(**{"api_key": "key", **settings})


def test_logging(serve, caplog):
    server = serve((503, {}), (200, INVOICE))
    client = plock.Plock(**server.settings(max_retries=1))
    with caplog.at_level(logging.DEBUG, logger="plock"):
        client.invoices.get(1)
    texts = [(record.levelname, record.getMessage()) for record in caplog.records if record.name == "plock"]
    assert [level for level, _ in texts] == ["DEBUG", "INFO", "DEBUG"]
    assert "503 at attempt 1" in texts[0][1] and "next in" in texts[1][1] and "200 at attempt 2" in texts[2][1]
    assert caplog.records[0].plock_operation == "getInvoice" and "test-key" not in caplog.text
    caplog.clear()
    server.responses.append((200, INVOICE))
    client.invoices.get(1)
    assert caplog.records == []


def test_deprecated_operations_warn(client):
    with pytest.warns(DeprecationWarning, match="POST /api/c1/product-usage"):
        client.product_usages.add_legacy(**EVENT)


def test_many(client):
    before = client.product_usages.list().total()
    events = [EVENT, types.NewProductUsage(**EVENT), {**EVENT, "value": 0.5}, {**EVENT, "crm_id": "nobody"}]
    outcomes = client.product_usages.add_many(event for event in events)
    assert [outcome.status for outcome in outcomes] == ["recorded", "recorded", "refused", "refused"]
    assert outcomes[0].result.success and outcomes[2].error.field == "value"
    assert len(outcomes.recorded) == 2 and len(outcomes.refused) == 2 and outcomes.unknown == []
    assert client.product_usages.list().total() == before + 2
    many = client.product_usages.add_many([EVENT] * 1000, concurrency=8)
    assert len(many.recorded) == 1000 and client.product_usages.list().total() == before + 1002
    with pytest.raises(errors.InvalidRequestError, match="concurrency"):
        client.product_usages.add_many([EVENT], concurrency=0)


def test_events_are_sent_while_the_source_is_read(serve):
    server = serve(*[(200, {"success": True})] * 3)

    def events():
        for number in range(3):
            yield EVENT
            server.wait_requested(number + 1)

    client = plock.Plock(**server.settings())
    assert len(client.product_usages.add_many(events()).recorded) == 3


def test_a_closed_client_reconnects(client):
    assert client.invoices.get(2002).id == "2002"
    client.close()
    assert client.invoices.get(2002).id == "2002"


def test_generated_documentation(client):
    doc = type(client.invoices).get.__doc__
    assert "invoice_id" in doc and "NotFoundError" in doc and "GET /api/c1/invoices/{invoiceId}" in doc
