"""Lists that are not read to the end: they leak nothing, and lose nothing when they are read further."""

import asyncio
import gc
import os
import signal
import sys
import threading
import time

import plock
import pytest
from conftest import INVOICE
from test_calls import EVENT
from test_leaks import LEAK_LIMIT, resident

ROUNDS = 80


def page(number, last=3, **more):
    item = {**INVOICE["data"], "id": str(number)}
    return {"data": [item], "meta": {"page": {"currentPage": number, "lastPage": last, "perPage": 1, "total": last}}, **more}


@pytest.fixture(scope="module")
def rows(sandbox):
    """Enough rows for a leaked page to be measurable."""
    with plock.Plock(**sandbox) as client:
        assert len(client.product_usages.add_many([EVENT] * 400).recorded) == 400
    return sandbox


def files():
    return len(os.listdir("/proc/self/fd"))


def left_early(settings):
    with plock.Plock(**settings) as client:
        for _ in client.product_usages.list(page_size=50):
            break


def pages_left_early(settings):
    with plock.Plock(**settings) as client:
        next(client.product_usages.list(page_size=50).pages())


def dropped_unread(settings):
    with plock.Plock(**settings) as client:
        iter(client.product_usages.list(page_size=50))


def dropped_without_close(settings):
    next(iter(plock.Plock(**settings).product_usages.list(page_size=50)))


def raised_within(settings):
    try:
        with plock.Plock(**settings) as client:
            for _ in client.product_usages.list(page_size=50):
                raise KeyError
    except KeyError:
        pass


def timed_out(settings):
    with plock.Plock(**settings, timeout=0.002, extra_headers={"x-plock-sandbox-latency": "50"}) as client:
        try:
            client.product_usages.list(page_size=50).to_list()
        except plock.PlockError:
            pass


def interrupted(settings):
    timer = threading.Timer(0.004, signal.raise_signal, (signal.SIGUSR1,))
    with plock.Plock(**settings) as client:
        try:
            timer.start()
            for _ in range(1000):
                client.product_usages.list(page_size=50).to_list()
        except Interrupted:
            pass
    timer.join()


class Interrupted(Exception):
    """Raised by a signal handler."""


def awaited(work):
    async def main(settings):
        async with plock.AsyncPlock(**settings) as client:
            await work(client.product_usages.list(page_size=50))

    main.__name__ = work.__name__
    return main


@awaited
async def left_early_async(listing):
    async for _ in listing:
        break


@awaited
async def pages_left_early_async(listing):
    await anext(aiter(listing.pages()))


@awaited
async def cancelled(listing):
    task = asyncio.ensure_future(listing.to_list())
    await asyncio.sleep(0.004)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        pass


@awaited
async def timed_out_async(listing):
    try:
        await asyncio.wait_for(listing.to_list(), 0.004)
    except asyncio.TimeoutError:
        pass


@awaited
async def dropped_while_it_waits(listing):
    asyncio.ensure_future(anext(aiter(listing)))
    await asyncio.sleep(0)


WAYS = [left_early, pages_left_early, dropped_unread, dropped_without_close, raised_within, timed_out, interrupted]
WAYS_ASYNC = [left_early_async, pages_left_early_async, cancelled, timed_out_async, dropped_while_it_waits]


@pytest.mark.skipif(sys.platform != "linux", reason="memory and files are read from /proc")
@pytest.mark.parametrize("way", WAYS + WAYS_ASYNC, ids=lambda way: way.__name__)
def test_nothing_is_leaked(rows, way):
    def handler(_signal, _frame):
        raise Interrupted

    async def rounds_async(number):
        for _ in range(number):
            await way(rows)

    def rounds(number):
        if way in WAYS_ASYNC:
            asyncio.run(rounds_async(number))
        else:
            for _ in range(number):
                way(rows)
        gc.collect()

    before = signal.signal(signal.SIGUSR1, handler)
    try:
        rounds(ROUNDS // 2)
        memory, opened = resident(), files()
        for attempt in range(3):
            rounds(ROUNDS)
            end = time.monotonic() + 2
            while files() > opened + 4 and time.monotonic() < end:
                time.sleep(0.01)
            assert files() <= opened + 4
            # A leak grows each time, unlike memory that the allocator keeps.
            grown, memory = resident() - memory, resident()
            if grown < LEAK_LIMIT / 4:
                return
        pytest.fail(f"{grown} KiB more after each {ROUNDS} rounds")
    finally:
        signal.signal(signal.SIGUSR1, before)


def test_an_interrupted_reader_loses_nothing(serve):
    allowed = threading.Event()
    server = serve((200, page(1)), (200, page(2), allowed), (200, page(3)))

    def interrupt(_signal, _frame):
        allowed.set()
        raise Interrupted

    before = signal.signal(signal.SIGALRM, interrupt)
    try:
        items = iter(plock.Plock(**server.settings(concurrency=1)).invoices.list())
        read = [next(items).id]
        signal.setitimer(signal.ITIMER_REAL, 0.1)
        with pytest.raises(Interrupted):
            next(items)
        assert read + [item.id for item in items] == ["1", "2", "3"]
    finally:
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("pages", [False, True])
def test_a_reader_that_timed_out_loses_nothing(serve, pages):
    allowed = threading.Event()
    server = serve((200, page(1)), (200, page(2), allowed), (200, page(3)))

    async def main():
        listing = plock.AsyncPlock(**server.settings(concurrency=1)).invoices.list()
        more = aiter(listing.pages()) if pages else aiter(listing)
        read = [await anext(more)]
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(anext(more), 0.1)
        allowed.set()
        read.extend([one async for one in more])
        ids = [one[0].id if pages else one.id for one in read]
        assert ids == ["1", "2", "3"]
        with pytest.raises(StopAsyncIteration):
            await anext(more)

    asyncio.run(main())


def test_a_closed_reader_has_ended(serve):
    async def main():
        more = aiter(plock.AsyncPlock(**serve((200, page(1)), (200, page(2))).settings()).invoices.list())
        await anext(more)
        await more.aclose()
        assert [item async for item in more] == []

    asyncio.run(main())
