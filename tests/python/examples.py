"""The examples for Python, and a Singer target, against a sandbox. Run by `cargo xtask test matrix` with the packages in examples.txt."""

import csv
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import pytest
from plock_testing import Sandbox

EXAMPLES = Path(__file__).parents[2] / "examples" / "python"


@pytest.fixture
def api():
    with Sandbox() as sandbox:
        for name in ["Acme & Co", "Beta"]:
            account = sandbox.accounts.add(name=name)
            for number in range(30):
                start = f"2025-{number % 6 + 1:02}-01"
                sandbox.invoices.add(account_id=account.id, amount=f"{number}.10", currency="EUR", period_start=start)
                sandbox.product_usages.add(account_id=account.id, product_id=7 + number % 2, value="0.1", timestamp=start)
        yield sandbox


def run(api, folder, example, *args):
    env = {**os.environ, "PLOCK_API_KEY": api.key, "PLOCK_BASE_URL": api.url, "DLT_DATA_DIR": str(folder / "dlt"), "RUNTIME__DLTHUB_TELEMETRY": "false"}
    done = subprocess.run([sys.executable, EXAMPLES / example, *args], cwd=folder, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_dlt_loads_each_list_exactly_and_again(api, tmp_path):
    for expected in [60, 61]:
        assert "EUR" in run(api, tmp_path, "dlt_plock.py")
        with duckdb.connect(tmp_path / "plock.duckdb", read_only=True) as database:
            total = sum(invoice.amount for invoice in api.client().invoices.list())
            assert database.sql("select count(*), sum(amount) from billing.invoices").fetchall() == [(expected, total)]
            assert database.sql("select count(distinct id), sum(value) from billing.product_usages").fetchall() == [(60, Decimal("6.0"))]
            assert database.sql("select name from billing.accounts order by name").fetchall() == [("Acme & Co",), ("Beta",)]
        api.invoices.add(amount="0.01", currency="EUR")


def test_the_chart_has_each_month_and_customer(api, tmp_path):
    run(api, tmp_path, "revenue.py", "chart.svg")
    text = [element.text for element in ElementTree.parse(tmp_path / "chart.svg").iter("{http://www.w3.org/2000/svg}title")]
    assert len(text) == 2 * 6 + 6
    amount = sum(Decimal(f"{number}.10") for number in range(30) if number % 6 == 2)
    assert f"2025-03 Acme & Co: {amount:,.2f}" in text
    assert "2025-03 product 7: 1.00" in text


def test_a_singer_target_has_each_row(api, tmp_path):
    env = {**os.environ, "PLOCK_API_KEY": api.key, "PLOCK_BASE_URL": api.url}
    export = [os.environ["PLOCK_PROGRAM"], "export", "invoices", "--format", "singer", "--out", "-"]
    messages = subprocess.run(export, env=env, check=True, capture_output=True).stdout
    (tmp_path / "config.json").write_text("{}")
    load = [Path(sys.executable).parent / "target-csv", "--config", "config.json"]
    loaded = subprocess.run(load, input=messages, cwd=tmp_path, capture_output=True)
    assert loaded.returncode == 0, loaded.stderr.decode()
    [file] = tmp_path.rglob("invoices*.csv")
    with file.open() as text:
        rows = list(csv.DictReader(text))
    expected = {invoice.id: (invoice.account_id, str(invoice.amount)) for invoice in api.client().invoices.list()}
    assert {row["id"]: (row["accountId"], row["amount"]) for row in rows} == expected
    assert len(rows) == len(expected) == 60
