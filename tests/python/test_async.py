"""The asyncio client: the same calls, and cancellation that aborts requests."""

import asyncio
import contextlib
import gc
import os
import sys
import time
import weakref

import anyio
import plock
import pytest
import trio
import uvloop
from conftest import INVOICE
from plock import errors
from test_calls import EVENT


def run(main, **options):
    return asyncio.run(main(), **options)


def test_it_has_the_calls_of_the_blocking_client(sandbox):
    async def main():
        async with plock.AsyncPlock(**sandbox) as client:
            ids = [invoice.id async for invoice in client.invoices.list()]
            listing = client.invoices.list(page_size=1)
            assert "2002" in ids and await listing.total() == len(ids) and (await listing.first()).id == ids[0]
            assert [item.id for item in await listing.to_list()] == ids
            assert [page.current_page async for page in listing.pages()] == list(range(1, len(ids) + 1))
            assert str((await client.invoices.get(2002)).amount) == "1000.00"
            assert (await client.product_usages.add(**EVENT)).success
            with pytest.raises(errors.NotFoundError):
                await client.invoices.get(999)

    run(main)
    sync = {name for name in dir(plock.Plock) if not name.startswith("_")}
    assert sync <= {name for name in dir(plock.AsyncPlock) if not name.startswith("_")}


def test_many(sandbox):
    async def events():
        for number in range(300):
            yield {**EVENT, "value": number + 1}

    async def main():
        client = plock.AsyncPlock(**sandbox)
        assert len((await client.product_usages.add_many(events())).recorded) == 300
        outcomes = await client.product_usages.add_many([EVENT, {**EVENT, "value": 0.1}])
        assert [outcome.status for outcome in outcomes] == ["recorded", "refused"]

    run(main)


def test_gather_does_not_mix_up_results(sandbox):
    async def main():
        client = plock.AsyncPlock(**sandbox)
        ids = [5001, 5002] * 100
        accounts = await asyncio.gather(*(client.accounts.get(number) for number in ids), return_exceptions=True)
        ids_read = [a.id if isinstance(a, plock.types.Account) else a.path.rsplit("/")[-1] for a in accounts]
        assert ids_read == [str(number) for number in ids]

    run(main)


@contextlib.asynccontextmanager
async def cancelled(how, server, client):
    """Cancels a call while the server does not respond."""
    if how == "task":
        task = asyncio.ensure_future(client.invoices.get(1))
        await asyncio.to_thread(server.wait_requested)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    elif how == "wait_for":
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(client.invoices.get(1), 0.1)
    elif how == "anyio":
        with anyio.move_on_after(0.1) as scope:
            await client.invoices.get(1)
        assert scope.cancelled_caught
    elif how == "list":
        async def read():
            async for _ in client.invoices.list():
                pass

        task = asyncio.ensure_future(read())
        await asyncio.to_thread(server.wait_requested)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    elif how == "many":
        task = asyncio.ensure_future(client.product_usages.add_many([EVENT]).wait())
        await asyncio.to_thread(server.wait_requested)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    yield time.monotonic()


@pytest.mark.parametrize("how", ["task", "wait_for", "anyio", "list", "many"])
def test_cancelling_closes_the_connection(serve, how):
    server = serve()

    async def main():
        client = plock.AsyncPlock(**server.settings())
        async with cancelled(how, server, client) as when:
            # Writes in flight have a grace of 2 seconds.
            closed = await asyncio.to_thread(server.wait_closed, 30)
            assert closed - when < (10 if how == "many" else 2)

    run(main)


@pytest.mark.skipif(sys.version_info < (3, 11), reason="asyncio.timeout is new in Python 3.11")
def test_asyncio_timeout(serve):
    server = serve()

    async def main():
        client = plock.AsyncPlock(**server.settings())
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await client.invoices.get(1)
        await asyncio.to_thread(server.wait_closed, 2)

    run(main)


def test_a_call_does_not_block_the_loop(serve):
    server = serve()

    async def main():
        client = plock.AsyncPlock(**server.settings())
        task = asyncio.ensure_future(client.invoices.get(1))
        # The server does not answer.
        for _ in range(50):
            await asyncio.sleep(0.001)
        assert not task.done()
        task.cancel()

    run(main)


def test_trio_gets_a_clear_error(sandbox):
    async def main():
        with pytest.raises(errors.ConfigurationError, match="trio's is not supported"):
            await plock.AsyncPlock(**sandbox).invoices.get(2002)

    trio.run(main)


def test_other_loops(sandbox):
    async def main():
        client = plock.AsyncPlock(**sandbox)
        assert (await client.invoices.get(2002)).id == "2002"
        assert len([invoice async for invoice in client.invoices.list()]) > 0

    uvloop.run(main())

    class Proactor(asyncio.SelectorEventLoop):
        """Cannot watch pipes, as on Windows."""

        def add_reader(self, fd, callback, *args):
            if getattr(callback, "__self__", None).__class__.__module__ == "plock._native":
                raise NotImplementedError
            return super().add_reader(fd, callback, *args)

    loop = Proactor()
    loop.run_until_complete(asyncio.wait_for(main(), 20))
    loop.close()


def test_one_client_on_many_loops(serve):
    server = serve(*[(200, INVOICE)] * 50)
    client = plock.AsyncPlock(**server.settings())
    loops, files = [], len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else None

    async def main():
        loops.append(weakref.ref(asyncio.get_running_loop()))
        assert (await client.invoices.get(2002)).id == "2002"

    for _ in range(50):
        run(main)
    gc.collect()
    assert all(reference() is None for reference in loops[:-1]), "loops are kept alive"
    if files is not None:
        assert len(os.listdir("/proc/self/fd")) <= files + 8, "pipes are kept open"


def test_providers(serve):
    server = serve((401, {}), (200, INVOICE), (200, INVOICE))
    tokens = []

    async def provider():
        await asyncio.sleep(0)
        tokens.append(asyncio.get_running_loop())
        return f"token-{len(tokens)}"

    async def main():
        client = plock.AsyncPlock(token_provider=provider, **{**server.settings(), "api_key": None})
        await client.invoices.get(1)
        assert tokens == [asyncio.get_running_loop()] * 2

    run(main)
    assert b"Bearer token-1" in server.requests[0] and b"Bearer token-2" in server.requests[1]
    # The blocking client takes a coroutine function as well.
    blocking = plock.Plock(token_provider=provider, **{**server.settings(), "api_key": None})
    assert blocking.invoices.get(1).id == "2002" and b"Bearer token-3" in server.requests[2]
