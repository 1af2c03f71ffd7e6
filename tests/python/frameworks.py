"""Objects of the API in pydantic models and in FastAPI, and calls beside gevent. Run by `cargo xtask test matrix` with the packages in frameworks.txt."""

import asyncio
import contextlib
import gc
import json
import subprocess
import sys
from decimal import Decimal
from typing import Annotated

import plock
import pytest
from fastapi import Body, FastAPI
from fastapi.testclient import TestClient
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import StatusCode
from plock import errors
from plock.otel import measured, traced
from plock.types import Invoice, NewProductUsage
from plock_testing import Sandbox
from pydantic import BaseModel, TypeAdapter, ValidationError
from test_calls import EVENT

EXACT = "1234567890123456789.10"


class Statement(BaseModel):
    customer: str
    invoices: list[Invoice]


def statement():
    return Statement(customer="hs321", invoices=[Invoice(id=1, amount=EXACT, currency="EUR"), Invoice(id=2)])


def test_a_model_keeps_objects_and_amounts():
    made = statement()
    assert made.invoices[0].amount == Decimal(EXACT)
    text = made.model_dump_json()
    assert json.loads(text)["invoices"][0]["amount"] == EXACT
    again = Statement.model_validate_json(text)
    assert again == made
    assert str(again.invoices[0].amount) == EXACT
    assert Statement.model_validate(made.model_dump()) == made
    assert Statement.model_validate(json.loads(text)) == made


def test_what_is_no_object_is_refused_with_its_field():
    for wrong in [{"id": 1, "amount": 1.5}, {"amount": "1"}, {"id": 1, "amount": "a lot"}, 7]:
        with pytest.raises(ValidationError) as raised:
            TypeAdapter(Invoice).validate_python(wrong)
        assert raised.value.errors()[0]["type"] == "value_error", wrong


@pytest.mark.parametrize("mode", ["validation", "serialization"])
def test_a_schema_describes_the_fields(mode):
    schema = Statement.model_json_schema(mode=mode)
    fields = schema["$defs"]["Invoice"] if "$defs" in schema else schema["properties"]["invoices"]["items"]
    assert {"id", "amount", "currency", "period_start"} <= fields["properties"].keys()
    assert fields["required"] == ["id"]


def test_fastapi_reads_and_writes_objects():
    app = FastAPI()
    seen = []

    @app.post("/usages")
    def add(usage: Annotated[NewProductUsage, Body()]) -> Invoice:
        seen.append(usage)
        return Invoice(id=7, amount=usage.value)

    @app.get("/statement")
    def read() -> Statement:
        return statement()

    client = TestClient(app)
    usage = {"crm_id": "hs321", "product_id": 7, "value": EXACT, "ts": "2025-06-26T07:35:49Z"}
    answer = client.post("/usages", json=usage)
    assert answer.status_code == 200, answer.text
    assert seen[0].value == Decimal(EXACT)
    assert (answer.json()["id"], answer.json()["amount"]) == ("7", EXACT)
    refused = client.post("/usages", json={**usage, "value": "much"})
    assert refused.status_code == 422
    assert "value" in refused.text
    assert client.get("/statement").json()["invoices"][0]["amount"] == EXACT
    schema = client.get("/openapi.json").json()
    assert "amount" in json.dumps(schema)


# Patching comes before all other imports.
GEVENT = """
from gevent import monkey
monkey.patch_all()
import gevent
from plock_testing import Sandbox

ticks = []
def tick():
    while True:
        ticks.append(1)
        gevent.sleep(0.001)

with Sandbox() as sandbox:
    sandbox.accounts.add(crm_id="hs321")
    for n in range(1, 9):
        sandbox.invoices.add(amount="0.10")
    sandbox.latency(0.1)
    plock = sandbox.client()
    pool = gevent.get_hub().threadpool
    gevent.spawn(tick)
    calls = [pool.spawn(plock.invoices.get, n) for n in range(1, 9)]
    gevent.joinall(calls)
    listed = pool.apply(lambda: len(plock.invoices.list().to_list()))
    usage = {"crm_id": "hs321", "product_id": 7, "value": "0.10", "ts": "2025-06-26T07:35:49Z"}
    outcomes = pool.apply(lambda: [outcome.status for outcome in plock.product_usages.add_many([usage] * 3)])
    print({str(call.value.amount) for call in calls}, listed, outcomes, len(ticks) > 0)
"""


def test_other_greenlets_run_during_calls_in_the_thread_pool_of_gevent():
    result = subprocess.run([sys.executable, "-c", GEVENT], capture_output=True, text=True, timeout=60)
    assert (result.stdout, result.stderr) == ("{'0.10'} 8 ['recorded', 'recorded', 'recorded'] True\n", "")


@pytest.fixture
def spans():
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    return provider, exporter.get_finished_spans


def traceparent(span):
    return f"00-{span.context.trace_id:032x}-{span.context.span_id:016x}-{span.context.trace_flags:02x}"


@pytest.mark.parametrize("is_async", [False, True])
def test_opentelemetry_has_a_span_for_each_call_and_attempt(spans, is_async):
    provider, finished = spans
    hooked = []
    with Sandbox(examples=True) as sandbox:
        kind = plock.AsyncPlock if is_async else plock.Plock
        client = traced(kind(sandbox.key, base_url=sandbox.url, on_response=hooked.append), tracer_provider=provider)
        assert isinstance(client, kind)
        sandbox.next(503)
        with provider.get_tracer("test").start_as_current_span("parent") as parent:
            if is_async:
                asyncio.run(client.invoices.get(2002))
            else:
                client.invoices.get(2002)
        first, second, call, _ = finished()
        assert (call.name, call.parent.span_id) == ("plock invoices.get", parent.get_span_context().span_id)
        assert [span.parent.span_id for span in (first, second)] == [call.context.span_id] * 2
        assert {span.attributes["url.template"] for span in (first, second, call)} == {"/api/c1/invoices/{invoiceId}"}
        names = ("plock.attempt", "http.response.status_code", "plock.retry.reason", "http.request.resend_count")
        assert [[span.attributes.get(name) for span in (first, second)] for name in names] == [[1, 2], [503, 200], [None, "503"], [None, 1]]
        assert [span.status.status_code for span in (first, second, call)] == [StatusCode.ERROR, StatusCode.UNSET, StatusCode.UNSET]
        assert call.start_time <= first.start_time <= first.end_time <= second.start_time <= second.end_time <= call.end_time
        assert [request.headers["traceparent"] for request in sandbox.requests] == [traceparent(call)] * 2
        assert [response.attempt for response in hooked] == [1, 2]


@pytest.mark.parametrize("is_async", [False, True])
def test_opentelemetry_has_metrics_of_an_outbox(spans, tmp_path, is_async):
    reader = InMemoryMetricReader()
    provider = MeterProvider([reader])
    file = str(tmp_path / "usage.plockbox")

    def numbers():
        data = reader.get_metrics_data()
        found = {}
        for metric in data.resource_metrics[0].scope_metrics[0].metrics if data else []:
            (point,) = metric.data.data_points
            assert dict(point.attributes) == {"plock.outbox.path": file}
            found[metric.name.removeprefix("plock.outbox."), metric.unit] = point.value
        return found

    def queued(found):
        assert found.pop(("oldest", "s")) > 0
        assert found == {("queued", "{event}"): 2, ("in_doubt", "{event}"): 0, ("delivered", "{event}"): 0}

    with Sandbox() as sandbox:
        sandbox.accounts.add(crm_id="hs321")
        sandbox.latency(0.3)
        # Calls of the sender have no spans: they belong to no call of the program.
        if is_async:

            async def main():
                client = traced(sandbox.async_client(), tracer_provider=spans[0])
                async with plock.async_outbox(file, writers="only-this", client=client) as box:
                    assert measured(box, meter_provider=provider) is box
                    await box.product_usages.record_many([EVENT, EVENT])
                    queued(numbers())
                    await box.flush()
                    assert numbers()["delivered", "{event}"] == 2

            asyncio.run(main())
        else:
            client = traced(sandbox.client(), tracer_provider=spans[0])
            with plock.outbox(file, writers="only-this", client=client) as box:
                assert measured(box, meter_provider=provider) is box
                box.product_usages.record_many([EVENT, EVENT])
                queued(numbers())
                box.flush()
                assert numbers()["delivered", "{event}"] == 2
        assert numbers() == {}
    assert not spans[1]()


def leave(items):
    for _ in items:
        break


async def leave_async(items):
    async for _ in items:
        break


def raising():
    yield EVENT
    raise KeyError("source")


WORKS = {
    "call": (lambda client: client.invoices.get(2002), None),
    "error": (lambda client: client.invoices.get(404), "NotFoundError"),
    "argument": (lambda client: client.invoices.get("x"), "InvalidRequestError"),
    "timeout": (lambda client: client.with_options(timeout=0.2).invoices.get(2002), "TimeoutError"),
    "list": (lambda client: client.invoices.list(page_size=1).to_list(), None),
    "first": (lambda client: client.invoices.list().first(), None),
    "list with an error": (lambda client: client.invoices.list(page_size=0).to_list(), "InvalidRequestError"),
    "job": (lambda client: client.product_usages.add_many([EVENT, EVENT]), None),
    # Not an error of the call.
    "job whose source raises": (lambda client: client.product_usages.add_many(raising()), None),
}
BLOCKING = {
    **WORKS,
    "list that is left": (lambda client: leave(client.invoices.list(page_size=1)), None),
    "stream": (lambda client: list(client.product_usages.add_many_stream([EVENT, EVENT])), None),
}
ASYNC = {
    **WORKS,
    "list that is left": (lambda client: leave_async(client.invoices.list(page_size=1)), None),
    "cancelled": (lambda client: asyncio.wait_for(client.invoices.get(2002), 0.2), None),
}


# They may end before the first attempt.
INTERRUPTED = {"cancelled", "job whose source raises"}
# Seconds before each response.
SLOW = {"cancelled": 10, "timeout": 10}


def ended(finished, error):
    gc.collect()
    calls = [span for span in finished() if span.name.startswith("plock ")]
    assert [span.attributes.get("error.type") for span in calls] == [error]
    attempts = [span for span in finished() if not span.name.startswith("plock ")]
    assert all(span.parent.span_id == calls[0].context.span_id for span in attempts)
    return len(attempts)


@pytest.mark.parametrize("work", BLOCKING)
def test_each_span_ends_once_whatever_the_end_of_its_call(spans, work):
    provider, finished = spans
    name, (work, error) = work, BLOCKING[work]
    with Sandbox(examples=True) as sandbox, traced(sandbox.client(), tracer_provider=provider) as client:
        sandbox.latency(SLOW.get(name, 0))
        with contextlib.suppress(errors.PlockError, KeyError):
            work(client)
        assert ended(finished, error) or error or name in INTERRUPTED


@pytest.mark.parametrize("work", ASYNC)
def test_each_span_of_asyncio_ends_once(spans, work):
    provider, finished = spans
    name, (work, error) = work, ASYNC[work]

    async def main():
        async with traced(sandbox.async_client(), tracer_provider=provider) as client:
            with contextlib.suppress(errors.PlockError, KeyError, TimeoutError):
                await work(client)

    with Sandbox(examples=True) as sandbox:
        sandbox.latency(SLOW.get(name, 0))
        asyncio.run(main())
        assert ended(finished, error) or error or name in INTERRUPTED
