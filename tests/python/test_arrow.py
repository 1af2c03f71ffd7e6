"""Tables: the same values in every library, digit by digit, and streams on any thread."""

import asyncio
import ctypes
import gc
import os
import re
import signal
import subprocess
import sys
import threading
import time
import weakref
from datetime import date, datetime, timezone
from decimal import Decimal
from pathlib import Path

import duckdb
import pandas
import plock
import polars
import pyarrow
import pytest
from conftest import INVOICE
from plock import errors
from test_forks import forked
from test_lists import page

CASES = Path(__file__).parents[1] / "conformance/cases/decimals"


# Older ones take streams with pyarrow alone, and read ahead.
old_duckdb = pytest.mark.skipif(duckdb.__version__ < "2", reason="an older duckdb")


def in_pandas(frame):
    return [tuple(None if value is pandas.NA else value for value in row) for row in frame.itertuples(index=False)]


def in_duckdb(stream):
    return duckdb.sql("from stream").fetchall()


# The rows of a list in each library.
LIBRARIES = {
    "pyarrow": lambda rows, **options: [tuple(row.values()) for row in rows.to_arrow(**options).to_pylist()],
    "polars": lambda rows, **options: rows.to_polars(**options).rows(),
    "pandas": lambda rows, **options: in_pandas(rows.to_pandas(**options)),
    "duckdb": lambda rows, **options: in_duckdb(rows.arrow_stream(**options)),
}


@pytest.fixture(params=LIBRARIES.values(), ids=LIBRARIES)
def read(request):
    return request.param


def invoices(server, **settings):
    return plock.Plock(**server.settings(**settings)).invoices.list(concurrency=1)


def vectors():
    """Numbers of the conformance suite as JSON, and their digits."""
    text = "".join((CASES / name).read_text(encoding="utf-8") for name in ("numbers.yaml", "text.yaml"))
    found = re.findall(r'"amount":([^}]*)\}\}\}.*\n.*result: \{amount: "(.*?)"\}', text)
    assert len(found) > 20
    return found


def test_decimals_have_every_digit(serve, read):
    for number, digits in vectors():
        value = Decimal(digits)
        places = max(0, -value.normalize().as_tuple().exponent)
        for decimals, expected in (("string", digits), (places, value)):
            body = '{"data":[{"id":"1","attributes":{"amount":%s}}]}' % number
            rows = read(invoices(serve((200, body))), columns=["amount"], decimals=decimals)
            assert rows == [(expected,)], (number, decimals)


FULL = {
    "amount": "-12.50",
    "accountId": 9007199254740993,
    "currency": "a\u20ac\U0001f600",
    "periodStart": "2025-06-26",
    "createdAt": "2025-06-26T07:35:49.748001Z",
    "isParent": True,
    "later": [1.5],
}
COLUMNS = ["id", "amount", "account_id", "currency", "period_start", "created_at", "is_parent", "extra"]


def test_every_library_has_the_same_values(serve, read):
    items = [{**INVOICE["data"], "id": "1", "attributes": FULL}, {"id": "2", "attributes": {}}]
    [full, empty] = read(invoices(serve((200, {"data": items}))), columns=COLUMNS)
    # duckdb returns the time in the zone of the machine.
    full = [value.astimezone(timezone.utc) if isinstance(value, datetime) else value for value in full]
    time = datetime(2025, 6, 26, 7, 35, 49, 748001, timezone.utc)
    extra = '{"later":[1.5]}'
    expected = ["1", Decimal("-12.50"), "9007199254740993", FULL["currency"], date(2025, 6, 26), time, True, extra]
    assert full == expected
    assert empty == ("2", *[None] * 7)


def test_nested_values_and_dates_that_may_be_times(serve, read):
    stats = {"mrr_usage_fees": ["0.10", "7"], "later": 1}
    accounts = plock.Plock(**serve((200, {"data": [{"id": "1", "attributes": {"stats": stats}}, {"id": "2"}]})).settings()).accounts.list()
    [(one,), (none,)] = read(accounts, columns=["stats"])
    assert one["mrr_usage_fees"] == [Decimal("0.10"), Decimal(7)] and one["extra"] == '{"later":1}'
    assert one["mrr_committed_fees"] is None and none is None
    times = [{"id": "1", "attributes": {"timestamp": "2025-06-26"}}, {"id": "2", "attributes": {"timestamp": "2025-06-26T07:00:00Z"}}]
    usages = plock.Plock(**serve((200, {"data": times})).settings()).product_usages.list()
    [(day, no_time), (same_day, time)] = read(usages, columns=["timestamp", "timestamp_at"])
    assert day == same_day == date(2025, 6, 26) and no_time is None
    assert time == datetime(2025, 6, 26, 7, tzinfo=timezone.utc)


def test_the_schema_needs_no_request(serve):
    server = serve()
    listing = invoices(server)
    names = listing.arrow_schema().names
    assert names[0] == "id" and names[-1] == "extra" and "links" not in names
    schema = pyarrow.schema(listing)
    assert schema == pyarrow.schema(listing.arrow_schema()) and schema.names == names
    assert str(schema.field("amount").type) == "decimal128(38, 18)" and not schema.field("id").nullable
    everything = listing.arrow_schema(columns="all", names="wire", decimals=2)
    assert {"type", "links", "relationships", "accountId"} < set(everything.names)
    assert "  amount: Decimal128(38, 2)\n" in repr(everything)
    assert not server.requests


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"columns": ["amuont"]}, 'columns: no column "amuont"; the columns are amount, '),
        ({"columns": "amount"}, 'columns: expected "default", "all" or a list of names, got "amount"'),
        ({"columns": [1]}, "columns: expected"),
        ({"columns": []}, "columns: expected at least one column"),
        ({"decimals": 29}, "decimals: expected a scale of 0 to 28, got 29"),
        ({"decimals": -1}, 'decimals: expected "exact", "string", "float" or a scale of 0 to 28, got "-1"'),
        ({"decimals": "double"}, "decimals: expected"),
        ({"names": "camel"}, 'names: expected "snake" or "wire", got "camel"'),
    ],
)
def test_wrong_options_send_nothing(serve, options, message):
    server = serve()
    for call in ("arrow_schema", "arrow_stream", "to_arrow", "to_polars", "to_pandas"):
        with pytest.raises(errors.InvalidRequestError, match=re.escape(message)) as raised:
            getattr(invoices(server), call)(**options)
        assert raised.value.field == next(iter(options))
    assert not server.requests


def test_a_value_that_does_not_fit_names_its_row(serve):
    long = {"data": [{"id": "7"}, {"id": "8", "attributes": {"amount": "0.1234567890123456789"}}]}
    with pytest.raises(errors.DecodeError, match=r"row 2 \(id 8\), amount: .* with a scale of at least 19$") as raised:
        invoices(serve((200, long))).to_polars()
    assert (raised.value.field, raised.value.row_id) == ("amount", "8")
    with pytest.raises(pyarrow.ArrowException, match="row 2"):
        pyarrow.table(invoices(serve((200, long))))


PAGES = [(200, page(number)) for number in (1, 2, 3)]


@pytest.mark.parametrize("method", ["to_arrow", "to_polars", "to_pandas"])
@pytest.mark.parametrize(("status", "kind"), [(404, errors.NotFoundError), (500, errors.ServerError)])
def test_an_error_of_a_page_keeps_its_class(serve, method, status, kind):
    with pytest.raises(kind) as raised:
        getattr(invoices(serve(PAGES[0], (status, {}), (status, {}), (status, {}))), method)()
    assert raised.value.status == status

    async def run():
        server = serve(PAGES[0], (status, {}), (status, {}), (status, {}))
        return await getattr(plock.AsyncPlock(**server.settings()).invoices.list(), method)()

    with pytest.raises(kind):
        asyncio.run(run())


def test_streams_name_the_error_of_a_page(serve):
    for read in (pyarrow.table, polars.DataFrame, in_duckdb):
        # Older versions of polars panic, which is no Exception.
        with pytest.raises(BaseException, match="ServerError"):
            read(invoices(serve(PAGES[0], (500, {}), (500, {}), (500, {}))))


def test_each_read_is_a_new_one(serve):
    server = serve(*PAGES * 2)
    listing = invoices(server)
    assert polars.DataFrame(listing)["id"].to_list() == ["1", "2", "3"]
    assert polars.DataFrame(listing).height == 3 and len(server.requests) == 6


@old_duckdb
def test_a_limit_of_duckdb_reads_one_page(serve):
    server = serve(*PAGES)
    # With pages ahead.
    listing = plock.Plock(**server.settings()).invoices.list()
    assert duckdb.sql("select id from listing limit 1").fetchall() == [("1",)]
    time.sleep(0.2)
    assert len(server.requests) == 1


def test_a_reader_that_stops_early_requests_no_more(serve):
    server = serve(*PAGES)
    reader = pyarrow.RecordBatchReader.from_stream(invoices(server))
    assert reader.read_next_batch().num_rows == 1
    reader.close()
    assert len(server.requests) == 1
    # A stream that nobody reads sends nothing.
    assert not serve().requests and invoices(serve()).__arrow_c_stream__()


def test_releasing_a_stream_aborts_its_requests(serve):
    end = threading.Event()

    def numbered(head):
        number = re.search(rb"number[^=]*=(\d+)", head)
        number = int(number[1]) if number else 1
        if number == 3:
            end.wait(10)
        return page(number)

    server = serve(*[(200, numbered)] * 3)
    reader = pyarrow.RecordBatchReader.from_stream(plock.Plock(**server.settings()).invoices.list())
    assert [reader.read_next_batch().num_rows for _ in range(2)] == [1, 1]
    # Page 3 is requested ahead. Its connection is closed, not kept.
    server.wait_requested(3)
    del reader
    end.set()
    server.wait_closed(5)


def test_pages_are_tables(client):
    page = client.invoices.list().page()
    frame = page.to_polars(columns=["id", "amount"], decimals="string", names="wire")
    assert frame.rows() == [(invoice.id, str(invoice.amount)) for invoice in page]
    assert polars.DataFrame(page).equals(page.to_polars())
    assert page.to_arrow().schema == pyarrow.schema(page.arrow_schema()) == pyarrow.schema(page)
    assert len(page.to_pandas()) == len(page)


def test_items_that_are_made_by_hand_are_tables():
    items = [plock.types.Invoice(id="1", amount="1.50", account_id="7"), plock.types.Invoice(id="2")]
    expected = [("1", Decimal("1.5")), ("2", None)]
    listing = plock.Listing.of(items)
    assert listing.to_polars(columns=["id", "amount"]).rows() == expected
    assert polars.DataFrame(listing.arrow_stream(columns=["id", "amount"])).rows() == expected
    assert polars.DataFrame(listing).height == polars.DataFrame(plock.Page(items)).height == 2
    assert asyncio.run(plock.AsyncListing.of(items).to_polars()).height == 2
    for empty in (plock.Listing.of([]), plock.Page()):
        with pytest.raises(TypeError, match="no columns"):
            empty.to_polars()
    with pytest.raises(TypeError, match="objects of the API"):
        plock.Listing.of([1]).to_polars()


def test_asyncio_lists_become_tables(sandbox):
    async def run():
        async with plock.AsyncPlock(**sandbox) as client:
            listing = client.invoices.list()
            assert listing.arrow_schema().names == (await listing.page()).arrow_schema().names
            return await asyncio.gather(listing.to_arrow(), listing.to_polars(), listing.to_pandas(columns=["id"]))

    table, frame, data = asyncio.run(run())
    assert table.num_rows == frame.height == len(data) > 0


WITHOUT = """
import sys
for name in {names}:
    sys.modules[name] = None
import plock
client = plock.Plock(**{settings})
listing = client.invoices.list()
{code}
"""


def run_without(names, settings, code):
    text = WITHOUT.format(names=names, settings=settings, code=code)
    return subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize(
    "code",
    [
        "import polars; assert polars.DataFrame(listing).height > 0 and listing.to_polars().height > 0",
        pytest.param("import duckdb; assert duckdb.sql('select id from listing').fetchall()", marks=old_duckdb),
    ],
    ids=["polars", "duckdb"],
)
def test_pyarrow_is_not_needed(sandbox, code):
    done = run_without(["pyarrow", "pandas"], sandbox, code)
    assert done.returncode == 0, done.stderr


def test_a_missing_library_is_named_before_a_request(serve):
    server = serve()
    for library, method in [("pyarrow", "to_arrow"), ("polars", "to_polars"), ("pandas", "to_pandas"), ("pyarrow", "to_pandas")]:
        done = run_without([library], server.settings(), f"listing.{method}()")
        assert f"{method}() needs {library}: pip install {library}" in done.stderr
    assert not server.requests


class Stream(ctypes.Structure):
    """The C structure of a stream."""

    _fields_ = [(name, ctypes.c_void_p) for name in ("get_schema", "get_next", "get_last_error", "release", "private_data")]


def taken(capsule):
    pointer = ctypes.PYFUNCTYPE(ctypes.c_void_p, ctypes.py_object, ctypes.c_char_p)(("PyCapsule_GetPointer", ctypes.pythonapi))
    return Stream.from_address(pointer(capsule, b"arrow_array_stream"))


def next_batch(stream, kind=ctypes.CFUNCTYPE):
    array = (ctypes.c_byte * 256)()
    return kind(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(stream.get_next)(ctypes.addressof(stream), ctypes.addressof(array))


def test_a_stream_is_read_while_another_thread_holds_the_gil(serve):
    """The consumer may hold the GIL itself, while a token provider needs it; or another thread may hold it for long."""
    server = serve(*PAGES)
    settings = server.settings(timeout=5)
    del settings["api_key"]
    capsule = plock.Plock(token_provider=lambda: "token", **settings).invoices.list(concurrency=1).__arrow_c_stream__()
    assert next_batch(taken(capsule), ctypes.PYFUNCTYPE) == 0
    read = []
    thread = threading.Thread(target=lambda: read.append(next_batch(taken(capsule))))
    thread.start()
    ctypes.PyDLL(None).usleep(300_000)
    thread.join(10)
    assert read == [0]


def test_a_list_may_be_collected_while_its_stream_is_read(serve):
    seen = []
    client = plock.Plock(**serve(*PAGES).settings(on_response=lambda response: seen.append(response.status)))
    reference = weakref.ref(client)
    capsule = client.invoices.list(concurrency=1).__arrow_c_stream__()
    client.close()
    del client
    gc.collect()
    assert reference() is None
    reader = pyarrow.RecordBatchReader._import_from_c_capsule(capsule)
    del capsule
    gc.collect()
    assert reader.read_all().num_rows == 3
    end = time.monotonic() + 5
    while len(seen) < 3 and time.monotonic() < end:
        time.sleep(0.01)
    assert seen == [200] * 3


def test_an_exception_of_a_hook_is_reported(serve, monkeypatch):
    reported = []
    monkeypatch.setattr(sys, "unraisablehook", reported.append)

    def hook(_):
        raise ZeroDivisionError

    listing = plock.Plock(**serve((200, {"data": []})).settings(on_response=hook)).invoices.list()
    assert pyarrow.table(listing).num_rows == 0
    end = time.monotonic() + 5
    while not reported and time.monotonic() < end:
        time.sleep(0.01)
    assert [report.exc_type for report in reported] == [ZeroDivisionError]
    # A table is read by the caller, who gets it.
    listing = plock.Plock(**serve((200, {"data": []})).settings(on_response=hook)).invoices.list()
    with pytest.raises(ZeroDivisionError):
        listing.to_polars()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_child_reads_its_own_stream(client):
    capsule = client.invoices.list().__arrow_c_stream__()
    assert next_batch(taken(capsule)) == 0

    def work():
        assert next_batch(taken(capsule)) != 0
        assert pyarrow.table(client.invoices.list()).num_rows > 0

    assert forked(work)
    assert next_batch(taken(capsule)) == 0


def test_ctrl_c_ends_a_stream(serve):
    server = serve(PAGES[0])
    text = f"""
import pyarrow, plock, time
try:
    try:
        pyarrow.table(plock.Plock(**{server.settings()!r}).invoices.list())
    except pyarrow.ArrowException:
        # KeyboardInterrupt follows.
        time.sleep(5)
except KeyboardInterrupt:
    raise SystemExit(7)
"""
    child = subprocess.Popen([sys.executable, "-c", text], stderr=subprocess.PIPE, text=True)
    # The import of pyarrow takes seconds on a busy machine.
    server.wait_requested(2, within=30)
    child.send_signal(signal.SIGINT)
    out = child.communicate(timeout=30)
    assert child.returncode == 7, out
