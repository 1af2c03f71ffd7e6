"""What editors, type checkers, mocks and test authors see of the package."""

import asyncio
import builtins
import csv
import dataclasses
import decimal
import inspect
import io
import pickle
import pydoc
import typing
from unittest import mock

import plock
import pytest
from conftest import INVOICE
from plock import errors, protocols, types
from test_calls import EVENT
from test_hooks import PAGES
from test_leaks import resident

PUBLIC = [getattr(plock, name) for name in plock.__all__ if name not in ("__version__", "errors", "types")]
ERRORS = [getattr(errors, name) for name in errors.__all__ if name != "ApiError"]
OBJECTS = [getattr(types, name) for name in types.__all__]
RESOURCES = [kind for name, kind in inspect.getmembers(plock._resources, inspect.isclass) if kind.__module__ == "plock._resources"]


def functions(kind):
    for name, member in inspect.getmembers(kind):
        if not name.startswith("_") or name in ("__init__", "__enter__", "__aenter__"):
            yield from (member.fget,) if isinstance(member, property) else (member,) if inspect.isfunction(member) else ()


@pytest.mark.parametrize("kind", [*PUBLIC, *ERRORS, *RESOURCES, *OBJECTS], ids=str)
def test_type_hints_can_be_evaluated(kind):
    if isinstance(kind, type):
        typing.get_type_hints(kind)
        for function in functions(kind):
            typing.get_type_hints(function)


def test_type_hints_are_those_of_the_stubs():
    hints = typing.get_type_hints(types.Invoice)
    assert hints["id"] is str and hints["amount"] == typing.Optional[decimal.Decimal]
    assert typing.get_type_hints(plock.Plock.invoices.list)["return"] == plock.Listing[types.Invoice]
    assert typing.get_type_hints(types.NewProductUsageDict)["crm_id"] is str


def test_signatures_and_help():
    parameters = inspect.signature(types.Invoice).parameters
    assert parameters["id"].default is inspect.Parameter.empty and parameters["amount"].default is None
    assert "hidden" not in inspect.signature(plock.Plock).parameters
    for kind in [*PUBLIC, *RESOURCES]:
        assert pydoc.render_doc(kind)


def test_reading_all_members_sends_nothing(serve):
    server = serve()
    client = plock.Plock(**server.settings(timeout=1))
    for one in (client, client.invoices, client.invoices.list(), plock.AsyncPlock(**server.settings()).invoices.list()):
        inspect.getmembers(one)
        repr(one)
    assert not server.requests
    assert repr(client.invoices.list(page_size=5)) == "Listing(invoices.list, page_size=5)"


def test_results_are_made_by_hand():
    invoice = types.Invoice(id="1", amount="10.00")
    page = plock.Page([invoice], current_page=1, total=1)
    assert list(page) == [invoice] and page[0] is invoice and page[-1:] == [invoice] and len(page) == 1
    assert page == plock.Page([invoice], current_page=1, total=1) != plock.Page([invoice])
    assert pickle.loads(pickle.dumps(page)) == page
    outcome = plock.Outcome(3, EVENT, "recorded", types.AddProductUsageResult(success=True))
    assert outcome == plock.Outcome(3, EVENT, "recorded", types.AddProductUsageResult(success=True)) != plock.Outcome()
    outcomes = plock.Outcomes([outcome, plock.Outcome(4, status="refused", error=errors.ConflictError("no", status=409))])
    assert outcomes.summary == plock.Summary(recorded=1, refused=1) and "1 refused" in repr(outcomes)
    with pytest.raises(errors.PartialFailureError) as caught:
        outcomes.raise_for_failures()
    assert caught.value.outcomes is outcomes
    response = plock.Response(404, {"a": "b"}, b"{}")
    assert (response.status, response.headers, response.content, response.attempt) == (404, {"a": "b"}, b"{}", 1)
    assert plock.ApiError(title="Gone") == plock.ApiError(title="Gone") != plock.ApiError()


@pytest.mark.parametrize("kind", ERRORS, ids=str)
def test_errors_are_made_by_hand(kind):
    error = kind("failed", status=404, errors=[plock.ApiError("Gone")], retry_after=2.0)
    again = pickle.loads(pickle.dumps(error))
    for one in (error, again):
        assert isinstance(one, plock.PlockError) and str(one) == one.message == "failed"
        assert (one.status, one.errors, one.retry_after, one.outcomes) == (404, [plock.ApiError("Gone")], 2.0, None)


def test_errors_derive_from_those_of_python():
    assert issubclass(errors.TimeoutError, builtins.TimeoutError)
    assert issubclass(errors.ConnectionError, builtins.ConnectionError)
    assert issubclass(errors.InvalidRequestError, ValueError) and issubclass(errors.DecodeError, ValueError)
    with pytest.raises(builtins.ConnectionError):
        plock.Plock("key", base_url="http://127.0.0.1:9", max_retries=0).invoices.get(1)


def test_timeouts_are_values():
    assert pickle.loads(pickle.dumps(plock.Timeout(5))) == plock.Timeout(5) != plock.Timeout(5, read=None)
    assert hash(plock.Timeout(5)) == hash(plock.Timeout(5))


def test_resources_are_stable_and_patchable(serve):
    server = serve((200, INVOICE))
    client = plock.Plock(**server.settings())
    assert client.invoices is client.invoices and client.with_options().invoices is not client.invoices
    fake = types.Invoice(id="7")
    with mock.patch.object(client.invoices, "get", return_value=fake) as get:
        assert client.invoices.get(2002) is fake
    get.assert_called_once_with(2002)
    assert client.invoices.get(2002).id == "2002" and len(server.requests) == 1


@pytest.mark.parametrize("made", [plock.Plock, plock.AsyncPlock])
def test_clients_have_autospecs(serve, made):
    for spec in (mock.create_autospec(made, instance=True), mock.create_autospec(made(**serve().settings()))):
        called = spec.invoices.get(invoice_id=1)
        if made is plock.AsyncPlock:
            called.close()
        with pytest.raises(TypeError):
            spec.invoices.get()
        with pytest.raises(AttributeError):
            spec.invoices.gets  # noqa: B018


def test_lists_are_made_by_hand():
    items = [types.Invoice(id="1"), types.Invoice(id="2")]
    listing = plock.Listing.of(iter(items))
    assert list(listing) == items == list(listing) == listing.to_list() == [*listing.page()] == [*next(listing.pages())]
    assert listing.first() == items[0] and listing.total() == 2 and "Invoice(id='2')" in repr(listing)

    async def main():
        listing = plock.AsyncListing.of(items)
        assert [one async for one in listing] == items == await listing.to_list()
        assert [one.total async for one in listing.pages()] == [2]
        assert await listing.first() == items[0] and await listing.total() == 2

    asyncio.run(main())


def test_a_stand_in_satisfies_the_protocol():
    class Accounts:
        def list(self, *, page=None, page_size=None, concurrency=None):
            return plock.Listing.of([types.Account(id="1", name="Acme")])

    class Fake:
        accounts = Accounts()

    def names(client: protocols.Plock):
        return [account.name for account in client.accounts.list()]

    assert names(Fake()) == ["Acme"]
    members = {name for name in dir(protocols.Plock) if not name.startswith("_")}
    assert members == {name for name in dir(plock._resources.Resources) if not name.startswith("_")}


def test_a_client_of_other_options_leaves_the_connections_open(serve):
    server = serve(*[(200, INVOICE)] * 2)
    client = plock.Plock(**server.settings())
    with client.with_options(timeout=5) as other:
        other.invoices.get(1)
    client.invoices.get(1)
    assert not server.closed
    client.close()
    server.wait_closed(5)


@dataclasses.dataclass
class Usage:
    crm_id: str
    product_id: int
    value: decimal.Decimal
    ts: int


class Integer:
    """As an integer of numpy."""

    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


def test_events_are_what_people_have(client):
    rows = csv.DictReader(io.StringIO("crm_id,product_id,value,ts\nhs321,7,0.25,1750923349\n"))
    events = [
        *rows,
        Usage("hs321", 7, decimal.Decimal("0.25"), 1750923349),
        {"crm_id": "hs321", "product_id": Integer(7), "value": Integer(2), "ts": Integer(1750923349)},
        types.NewProductUsage(**EVENT),
    ]
    assert client.product_usages.add_many(events).summary.recorded == 4
    wrong = [{**EVENT, "value": 0.25}, Usage("hs321", 7, 0.5, 1750923349), Usage, 5, {**EVENT, "colour": 1}]
    outcomes = client.product_usages.add_many(wrong)
    assert outcomes.summary.refused == 5 and all(isinstance(one.error, errors.InvalidRequestError) for one in outcomes)


@pytest.mark.parametrize("asynchronous", [False, True])
def test_on_response_sees_every_attempt(serve, asynchronous):
    seen = []
    server = serve((503, {"errors": [{"title": "Busy"}]}), (200, INVOICE), (404, {}))
    settings = server.settings(max_retries=1, on_response=seen.append)

    def calls(client):
        return client.invoices.get(1), client.invoices.get(2)

    async def main():
        client = plock.AsyncPlock(**settings)
        await client.invoices.get(1)
        with pytest.raises(errors.NotFoundError):
            await client.invoices.get(2)

    if asynchronous:
        asyncio.run(main())
    else:
        with pytest.raises(errors.NotFoundError):
            calls(plock.Plock(**settings))
    assert [(one.status, one.attempt) for one in seen] == [(503, 1), (200, 2), (404, 1)]
    assert {(one.method, one.path) for one in seen} == {("GET", "/api/c1/invoices/{invoiceId}")}
    assert b"Busy" in seen[0].content and seen[0].headers["x-served"] == "yes" and b"2002" in seen[1].content
    seen.clear()
    with pytest.raises(errors.ConnectionError):
        plock.Plock("key", base_url="http://127.0.0.1:9", max_retries=0, on_response=seen.append).invoices.get(1)
    assert [(one.status, one.error, one.content) for one in seen] == [(None, "ConnectionError", b"")]


def test_on_response_sees_the_pages_of_a_list(serve):
    seen = []
    client = plock.Plock(**serve(*PAGES).settings(on_response=seen.append))
    assert [one.id for one in client.invoices.list()] == ["1", "2"]
    assert [one.status for one in seen] == [200, 200]


def test_an_object_does_not_keep_its_page(serve):
    """A kept object keeps at most 32 KiB of its page, or itself."""
    rows = [{"type": "invoices", "id": str(at), "attributes": {"currency": "x" * 1000, "new": at}} for at in range(4000)]
    body = {"data": rows, "meta": {"currentPage": 1, "lastPage": 1}}
    server = serve(*[(200, body)] * 24)
    client, kept = plock.Plock(**server.settings()), []
    for at in range(24):
        items = client.invoices.list().to_list()
        assert [(one.id, one.extra, len(one.currency)) for one in items[::400]] == [(str(at), {"new": at}, 1000) for at in range(0, 4000, 400)]
        kept.append(items[2000])
        del items
        if at == 8:
            before = resident()
    # Of 15 pages with 4 MB each.
    assert resident() - before < 20 * 1024, "each kept object keeps its page"
    assert all(one.id == "2000" for one in kept)
    page = plock.Plock(**serve((200, body)).settings()).invoices.list().page()
    assert len(page) == 4000 and [page[at].id for at in (0, 1999, -1)] == ["0", "1999", "3999"]
