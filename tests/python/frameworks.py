"""Objects of the API in pydantic models and in FastAPI, and calls beside gevent. Run by `cargo xtask test matrix` with the packages in frameworks.txt."""

import json
import subprocess
import sys
from decimal import Decimal
from typing import Annotated

import pytest
from fastapi import Body, FastAPI
from fastapi.testclient import TestClient
from plock.types import Invoice, NewProductUsage
from pydantic import BaseModel, TypeAdapter, ValidationError

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
