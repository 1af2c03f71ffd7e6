"""Many writes: every outcome is available, also after an interruption."""

import asyncio
import ctypes
import gc
import itertools
import operator
import signal
import threading
import time
import warnings

import plock
import pytest
from plock import errors
from test_calls import EVENT
from test_leaks import resident

DONE = {"success": True}


class Broken(Exception):
    """Raised by sources and hooks."""


def source(number, error=Broken):
    for at in range(number):
        yield {**EVENT, "value": at + 1}
    raise error


def count(client):
    return client.product_usages.list().total()


def check_outcomes(client, before, outcomes):
    """Checks that the outcomes are in order, each with its event, and match the recorded rows."""
    assert [outcome.index for outcome in outcomes] == list(range(len(outcomes)))
    assert [outcome.event["value"] for outcome in outcomes] == [index + 1 for index in range(len(outcomes))]
    summary = plock.Outcomes(outcomes).summary
    assert summary.recorded <= count(client) - before <= summary.recorded + summary.unknown


def test_a_source_that_raises(client):
    before = count(client)
    with pytest.raises(Broken) as caught:
        client.product_usages.add_many(source(60))
    assert len(caught.value.outcomes) == 60
    check_outcomes(client, before, caught.value.outcomes)
    job = client.product_usages.add_many_stream(source(60))
    for _ in range(2):
        read, before_it = [], count(client)
        with pytest.raises(Broken):
            read.extend(job)
        assert len(job.outcomes) == 60 and (job.summary.recorded > 0)
    assert count(client) == before_it


def test_a_hook_that_raises(client):
    calls = itertools.count()

    def hook(_response):
        if next(calls) == 10:
            raise Broken

    hooked, before = client.with_options(on_response=hook), count(client)
    with pytest.raises(Broken) as caught:
        hooked.product_usages.add_many(source(500))
    assert 10 < len(caught.value.outcomes) < 500
    check_outcomes(client, before, caught.value.outcomes)


@pytest.mark.parametrize("after", [number / 1000 for number in range(20, 140, 4)])
def test_ctrl_c(client, after):
    """At any time, also between receiving and reading outcomes."""
    def handler(_signal, _frame):
        raise KeyboardInterrupt

    before, old = count(client), signal.signal(signal.SIGALRM, handler)
    try:
        signal.setitimer(signal.ITIMER_REAL, after)
        with pytest.raises(KeyboardInterrupt) as caught:
            client.product_usages.add_many({**EVENT, "value": at + 1} for at in range(10**6))
    finally:
        signal.signal(signal.SIGALRM, old)
    assert len(caught.value.outcomes) < 10**6
    check_outcomes(client, before, caught.value.outcomes)


def test_ctrl_c_while_the_source_returns_an_event(client):
    """The iterators are in C, so that the exception is raised only once the source has returned."""
    before, events = count(client), ({**EVENT, "value": at + 1} for at in itertools.count())
    signals = itertools.chain([0] * 10, [signal.SIGINT])
    raised = map(operator.not_, map(ctypes.PyDLL(None)["raise"], signals))
    # The signal is ignored in a process that a shell started in the background.
    old = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt) as caught:
            client.product_usages.add_many(itertools.compress(events, raised))
    finally:
        signal.signal(signal.SIGINT, old)
    assert next(events)["value"] - 1 == len(caught.value.outcomes) == 11
    check_outcomes(client, before, caught.value.outcomes)


def test_a_source_that_is_read_while_the_job_is_stopped(client):
    reading, stopped, late = threading.Event(), threading.Event(), threading.Event()

    def live(wait):
        yield {**EVENT, "value": 1}
        reading.set()
        wait.wait(20)
        yield {**EVENT, "value": 2}

    job = client.product_usages.add_many_stream(live(stopped))
    for _ in job:
        reading.wait(5)
        break
    threading.Timer(0.2, stopped.set).start()
    assert [outcome.status for outcome in job] == ["recorded", "not sent"] and job.summary.not_sent == 1
    # One that does not return blocks nobody.
    job = client.product_usages.add_many_stream(live(late))
    for _ in job:
        break
    assert [outcome.status for outcome in job] == ["recorded"]
    late.set()


def test_leaving_the_loop(client):
    before = count(client)
    job = client.product_usages.add_many_stream(source(10**6), concurrency=8)
    for outcome in job:
        if outcome.index == 5:
            break
    outcomes = list(job)
    assert 6 <= len(outcomes) < 200 and job.summary == plock.Outcomes(outcomes).summary
    check_outcomes(client, before, outcomes)
    with client.product_usages.add_many_stream(source(10**6)) as job:
        next(iter(job))
    assert len(list(job)) < 500


def test_an_invalid_key_stops_the_job(serve):
    server = serve(*[(401, {})] * 1000)
    client = plock.Plock(**server.settings())
    outcomes = client.product_usages.add_many([EVENT] * 500, concurrency=4)
    assert len(outcomes) == 500 and len(outcomes.refused) <= 8 and len(outcomes.not_sent) >= 492
    with pytest.raises(errors.PartialFailureError, match="0 recorded, .* not sent") as caught:
        outcomes.raise_for_failures()
    assert caught.value.outcomes is outcomes
    taken = []
    client.product_usages.add_many((taken.append(1) or EVENT for _ in range(10**6)), concurrency=4)
    assert len(taken) < 50


def test_the_summary(client):
    outcomes = client.product_usages.add_many([EVENT, {**EVENT, "value": 0.5}])
    assert str(outcomes.summary) == "1 recorded, 1 refused, 0 unknown, 0 not sent"
    client.product_usages.add_many([EVENT]).raise_for_failures()
    assert outcomes[1].event["value"] == 0.5 and outcomes[1].index == 1


def test_an_event_that_raises_is_refused(client):
    from collections.abc import Mapping

    class Odd(Mapping):
        def __getitem__(self, name):
            raise Broken

        def __iter__(self):
            return iter(["value"])

        def __len__(self):
            return 1

    outcomes = client.product_usages.add_many([EVENT, Odd(), EVENT])
    assert [outcome.status for outcome in outcomes] == ["recorded", "refused", "recorded"]


def test_memory_stays_flat(client):
    job = client.product_usages.add_many_stream(({**EVENT, "value": 0.5} for _ in range(60_000)), concurrency=64)
    before = None
    for outcome in job:
        if outcome.index == 25_000:
            gc.collect()
            before = resident()
    assert resident() - before < 6 * 1024 and job.summary.refused == 60_000 and len(job.outcomes) < 20_001
    with pytest.raises(errors.ConfigurationError, match="no longer kept"):
        next(iter(job))


def test_asyncio(client, sandbox):
    before = count(client)

    async def live():
        for event in source(60):
            await asyncio.sleep(0)
            yield event

    async def main():
        plocks = plock.AsyncPlock(**sandbox)
        for events in (source(60), live()):
            job = plocks.product_usages.add_many(events)
            for _ in range(2):
                with pytest.raises(Broken) as caught:
                    await job
                assert len(caught.value.outcomes) == 60 and job.outcomes == caught.value.outcomes
        job = plocks.product_usages.add_many([EVENT] * 30)
        first, second = await asyncio.gather(job, job.wait())
        assert first == second and len(first.recorded) == 30 and [o async for o in job] == first
        return job

    job = asyncio.run(main())
    assert before + 30 < count(client) <= before + 150 and job.summary.recorded == 30


@pytest.mark.parametrize("how", ["cancel", "wait_for", "leave", "early"])
def test_asyncio_interrupted(client, sandbox, how):
    before = count(client)

    async def main():
        job = plock.AsyncPlock(**sandbox).product_usages.add_many(source(10**6), concurrency=8)

        async def read():
            async for outcome in job:
                if how == "leave" and outcome.index == 5:
                    break

        if how == "wait_for":
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(job, 0.1)
        elif how == "leave":
            await read()
        else:
            task = asyncio.ensure_future(read())
            await asyncio.sleep(0.1 if how == "cancel" else 0)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
        await asyncio.sleep(0.05)
        start = time.monotonic()
        if how == "early":
            return []
        outcomes = await job
        assert time.monotonic() - start < 3
        return outcomes

    outcomes = asyncio.run(main())
    check_outcomes(client, before, outcomes)
    assert len(outcomes) < 10_000


def test_a_job_that_was_never_awaited_warns(sandbox):
    with pytest.warns(RuntimeWarning, match="never awaited"):
        plock.AsyncPlock(**sandbox).product_usages.add_many([EVENT])
        gc.collect()

    async def main():
        await plock.AsyncPlock(**sandbox).product_usages.add_many([EVENT])

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        asyncio.run(main())
        gc.collect()


def test_outcomes_of_a_slow_source_are_immediate(client):
    told = threading.Semaphore(1)

    def live():
        for _ in range(5):
            assert told.acquire(timeout=30), "an outcome waits for the next event"
            yield EVENT

    outcomes = 0
    for _ in client.product_usages.add_many_stream(live()):
        outcomes += 1
        told.release()
    assert outcomes == 5
