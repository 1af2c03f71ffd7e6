"""Hooks, token providers and log handlers: their context, their exceptions, and garbage collection."""

import asyncio
import contextvars
import gc
import logging
import threading
import time
import weakref

import plock
import pytest
from conftest import INVOICE
from plock import errors
from test_calls import EVENT

TENANT = contextvars.ContextVar("tenant", default=None)
DONE = {"success": True}
PAGES = [(200, {"data": [{**INVOICE["data"], "id": str(page)}], "meta": {"currentPage": page, "lastPage": 2, "page": {"currentPage": page, "lastPage": 2}}}) for page in (1, 2)]


class Stopped(Exception):
    """Raised by hooks."""


def raising(error):
    def hook(_response):
        raise error

    return hook


@pytest.fixture
def records():
    """The records of the logger `plock`, each with the tenant of the context in which it was handled."""
    seen = []

    class Handler(logging.Handler):
        def emit(self, record):
            seen.append((TENANT.get(), threading.get_ident(), time.time(), record))

    logger, handler = logging.getLogger("plock"), Handler()
    logger.addHandler(handler)
    before, logger.level = logger.level, logging.DEBUG
    logger.manager._clear_cache()
    yield seen
    logger.removeHandler(handler)
    logger.setLevel(before)


@pytest.mark.parametrize("slowly", [True, False], ids=["coroutine", "function"])
def test_hooks_of_a_job_run_while_it_waits_for_a_token(sandbox, slowly):
    """They run in the same context, which cannot be entered twice."""

    async def coroutine():
        await asyncio.sleep(0.002)
        return sandbox["api_key"]

    def function():
        time.sleep(0.002)
        return sandbox["api_key"]

    async def main():
        provider = coroutine if slowly else function
        client = plock.AsyncPlock(base_url=sandbox["base_url"], token_provider=provider, on_response=lambda _response: None)
        return await client.product_usages.add_many([EVENT] * 200)

    assert asyncio.run(main()).summary.recorded == 200


def test_hooks_of_asyncio_run_in_the_context_of_their_call(serve, records):
    server = serve(*[(200, INVOICE)] * 40)
    hooked, provided = [], []

    def on_response(_response):
        hooked.append(TENANT.get())

    async def coroutine():
        await asyncio.sleep(0)
        provided.append(TENANT.get())
        return "token"

    def function():
        provided.append(TENANT.get())
        return "token"

    async def call(client, tenant):
        TENANT.set(tenant)
        await client.invoices.get(1)

    async def main(provider):
        client = plock.AsyncPlock(base_url=server.base_url, token_provider=provider, on_response=on_response)
        await asyncio.gather(*(call(client, tenant) for tenant in range(20)))

    for provider in (coroutine, function):
        for seen in (hooked, provided, records):
            seen.clear()
        asyncio.run(main(provider))
        logged = sorted(tenant for tenant, *_ in records)
        assert sorted(hooked) == sorted(provided) == logged == list(range(20))


def test_a_provider_of_a_blocking_client_runs_in_the_context_of_its_call(serve):
    server, provided = serve(*[(200, INVOICE)] * 10), []

    async def coroutine():
        provided.append(TENANT.get())
        return "token"

    def call(client, tenant):
        TENANT.set(tenant)
        client.invoices.get(1)

    for provider in (lambda: provided.append(TENANT.get()) or "token", coroutine):
        client = plock.Plock(base_url=server.base_url, token_provider=provider)
        threads = [threading.Thread(target=call, args=(client, tenant)) for tenant in range(5)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(provided) == list(range(5))
        provided.clear()


def test_hooks_of_lists_and_jobs_run_in_their_context(serve, records):
    server, hooked = serve(*PAGES, *[(200, DONE)] * 3, *PAGES), []
    settings = server.settings(on_response=lambda _response: hooked.append(TENANT.get()))

    async def main():
        TENANT.set("first")
        client = plock.AsyncPlock(**settings)
        assert len(await client.invoices.list().to_list()) == 2
        TENANT.set("second")
        await client.product_usages.add_many([EVENT] * 3)
        TENANT.set("third")
        assert len(await client.invoices.list().to_list()) == 2

    asyncio.run(main())
    expected = ["first"] * 2 + ["second"] * 3 + ["third"] * 2
    assert hooked == expected and [tenant for tenant, *_ in records] == expected


@pytest.mark.parametrize("way", ["blocking", "asyncio"])
def test_records_are_logged_during_the_call(serve, records, way):
    """The second attempt is answered when the first two records are there."""

    class Logged:
        def wait(self, timeout):
            end = time.monotonic() + timeout
            while len(records) < 2 and time.monotonic() < end:
                time.sleep(0.002)
            during.append(len(records))

    during = []
    settings = serve((503, {}), (200, INVOICE, Logged())).settings(max_retries=1)
    start = time.time()

    def call():
        plock.Plock(**settings).invoices.get(1)

    async def main():
        await plock.AsyncPlock(**settings).invoices.get(1)

    call() if way == "blocking" else asyncio.run(main())
    assert during == [2]
    names = [record.getMessage() for *_, record in records]
    assert ["503" in names[0], "next in" in names[1], "200" in names[2]] == [True] * 3
    threads = {thread for _, thread, *_ in records}
    assert threads == {threading.get_ident()}
    for _, _, handled, record in records:
        assert start <= record.created <= handled
        assert abs(record.msecs - record.created % 1 * 1000) <= 1


def test_a_record_has_the_time_of_its_event(serve, records):
    """Pages that were fetched ahead are logged later, by the reader."""
    allowed = threading.Event()
    server = serve(PAGES[0], (*PAGES[1], allowed))
    items = iter(plock.Plock(**server.settings(concurrency=2)).invoices.list())
    next(items)
    server.wait_requested(2)
    allowed.set()
    time.sleep(2)
    next(items)
    _, _, handled, record = records[1]
    assert 0.2 < handled - record.created < 30


def test_a_key_without_encryption_is_warned_of_once(serve, records):
    server = serve(*PAGES)
    settings = server.settings(base_url="http://api.example", proxy=server.base_url)
    for _ in plock.Plock(**settings).invoices.list():
        pass
    warnings = [record.getMessage() for *_, record in records if record.levelname == "WARNING"]
    assert len(warnings) == 1 and "without encryption" in warnings[0] and "test-key" not in warnings[0]


HOOKS = [StopIteration("enough"), StopAsyncIteration("enough"), Stopped("enough"), KeyboardInterrupt("enough")]


def reaches(error, caught):
    """Whether `caught` is `error` or was raised because of it."""
    return error is caught or error in (caught.__cause__, caught.__context__)


@pytest.mark.parametrize("error", HOOKS, ids=lambda error: type(error).__name__)
def test_an_exception_of_a_hook_reaches_the_caller(serve, error):
    calls = {
        "one": lambda client: client.invoices.get(1),
        "list": lambda client: client.invoices.list().to_list(),
        "page": lambda client: client.invoices.list().page(),
        "many": lambda client: client.product_usages.add_many([EVENT]),
    }

    def settings(kind):
        response = {"one": (200, INVOICE), "many": (200, DONE)}.get(kind, PAGES[0])
        return serve(response).settings(on_response=raising(error), timeout=5)

    for kind, call in calls.items():
        with pytest.raises(BaseException) as caught:
            call(plock.Plock(**settings(kind)))
        assert reaches(error, caught.value), caught.value

    async def main():
        for kind, call in calls.items():
            try:
                await asyncio.wait_for(call(plock.AsyncPlock(**settings(kind))), 5)
            except BaseException as caught:
                assert reaches(error, caught), caught
            else:
                pytest.fail("nothing was raised")

    if not isinstance(error, KeyboardInterrupt):  # ends an asyncio loop
        asyncio.run(main())


@pytest.mark.parametrize("error", HOOKS, ids=lambda error: type(error).__name__)
def test_an_exception_of_a_log_handler_reaches_the_caller(serve, records, error):
    class Filter:
        def filter(self, _record):
            raise error

    logger, only = logging.getLogger("plock"), Filter()
    logger.addFilter(only)
    server = serve((200, INVOICE), (500, {}), (200, INVOICE))
    try:
        client = plock.Plock(**server.settings(timeout=5))
        for _ in range(2):
            with pytest.raises(BaseException) as caught:
                client.invoices.get(1)
            assert reaches(error, caught.value), caught.value

        async def main():
            with pytest.raises(BaseException) as caught:
                await asyncio.wait_for(plock.AsyncPlock(**server.settings(timeout=5)).invoices.get(1), 5)
            assert reaches(error, caught.value), caught.value

        if not isinstance(error, KeyboardInterrupt):
            asyncio.run(main())
    finally:
        logger.removeFilter(only)


@pytest.mark.parametrize("error", HOOKS, ids=lambda error: type(error).__name__)
def test_an_exception_of_a_provider_reaches_the_caller(serve, error):
    def provider():
        raise error

    with pytest.raises(errors.AuthenticationError) as caught:
        plock.Plock(base_url=serve().base_url, token_provider=provider).invoices.get(1)
    assert caught.value.__cause__ is error


@pytest.mark.parametrize("error", HOOKS[:3], ids=lambda error: type(error).__name__)
def test_an_exception_after_a_write_has_its_outcome(serve, error):
    server = serve(*[(200, DONE)] * 2)
    with pytest.raises(type(error)) as caught:
        plock.Plock(**server.settings(on_response=raising(error))).product_usages.add(**EVENT)
    assert [outcome.status for outcome in caught.value.outcomes] == ["recorded"]
    assert caught.value.outcomes[0].result.success

    async def main():
        await plock.AsyncPlock(**server.settings(on_response=raising(error))).product_usages.add(**EVENT)

    with pytest.raises(BaseException) as caught:
        asyncio.run(main())
    assert reaches(error, caught.value) and error.outcomes[0].status == "recorded"


def test_a_page_is_not_lost_if_a_hook_raises(serve):
    server = serve(*PAGES)
    hooks = iter([True, False, False])

    def hook(_response):
        if next(hooks):
            raise Stopped

    pages = plock.Plock(**server.settings(on_response=hook)).invoices.list().pages()
    with pytest.raises(Stopped):
        next(pages)
    assert [page.current_page for page in pages] == [1, 2]


class Owner:
    """References a client that references it."""

    def __init__(self, made, **settings):
        self.client = made(on_response=self.hook, token_provider=self.token, **settings)
        self.other = self.client.with_options(on_response=self.hook)

    def hook(self, _response):
        pass

    def token(self):
        return "token"


@pytest.mark.parametrize("made", [plock.Plock, plock.AsyncPlock])
def test_a_client_that_is_referenced_by_its_hook_is_collected(serve, made):
    server = serve((200, INVOICE), PAGES[0])
    owner = Owner(made, base_url=server.base_url)
    if made is plock.Plock:
        owner.client.invoices.get(1)
        owner.list = iter(owner.client.invoices.list())
        next(owner.list)
        owner.many = owner.client._native.many(None, 9, 4)
    else:

        async def main():
            await owner.client.invoices.get(1)
            owner.list = aiter(owner.client.invoices.list())
            await anext(owner.list)
            owner.task = asyncio.ensure_future(owner.client.invoices.get(1))
            await asyncio.sleep(0.05)

        loop = asyncio.new_event_loop()
        loop.run_until_complete(main())
        loop.close()
        del loop, main
    known = weakref.ref(owner)
    del owner
    for _ in range(3):
        gc.collect()
    assert known() is None, gc.get_referrers(known())
    server.wait_closed(5)


def test_a_loop_does_not_keep_the_context_of_its_first_call(serve):
    class Big:
        pass

    server, big, known = serve((200, INVOICE)), contextvars.ContextVar("big"), []

    async def first(client):
        value = Big()
        known.append(weakref.ref(value))
        big.set(value)
        await client.invoices.get(1)

    async def main():
        client = plock.AsyncPlock(**server.settings())
        await asyncio.create_task(first(client))
        await asyncio.sleep(0)
        gc.collect()
        assert known[0]() is None

    asyncio.run(main())
