"""The outbox: what is recorded is delivered once, whatever happens to the program."""

import asyncio
import contextvars
import dataclasses
import gc
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import datetime, timezone
from decimal import Decimal

import plock
import pytest
from plock import _outbox, errors, outbox_errors, types
from plock_testing import Sandbox
from test_forks import forked
from test_hooks import TENANT, records  # noqa: F401

TS = 1_750_000_000
FAST = {"pause": 0.02, "poll": 0.05, "reconcile": 0.01, "reconcile_longest": 0.05}


@pytest.fixture(autouse=True)
def fast(monkeypatch):
    monkeypatch.setattr(_outbox._Outbox, "_tuning", FAST)


@pytest.fixture
def api():
    with Sandbox() as sandbox:
        sandbox.accounts.add(crm_id="hs321")
        yield sandbox


@pytest.fixture
def file(tmp_path):
    return tmp_path / "usage.plockbox"


def usage(number):
    return {"crm_id": "hs321", "product_id": 7, "value": Decimal(number) / 100, "ts": TS + number}


def opened(file, api, **options):
    return plock.outbox(file, **{"writers": "only-this", "client": api.client(), **options})


def rows(api):
    """Numbers of the events that the API has, each once."""
    seconds = [int(row.timestamp.timestamp()) - TS for row in api.recorded.product_usages]
    assert len(seconds) == len(set(seconds)), "an event was recorded twice"
    return set(seconds)


def until(box, holds):
    end = time.monotonic() + 60
    while not holds(stats := box.stats()):
        assert time.monotonic() < end, stats
        time.sleep(0.01)
    return stats


def test_events_are_delivered_once_also_with_a_key_and_after_reopening(api, file):
    with opened(file, api) as box:
        record = box.product_usages.record
        when = datetime.fromtimestamp(TS + 1, timezone.utc)
        first = record(crm_id="hs321", product_id=7, value=Decimal("12.5"), ts=when, key="order-991")
        again = record(crm_id="hs321", product_id="7", value="12.50", ts=TS + 1, key="order-991")
        assert (first, again) == (plock.Receipt(1), plock.Receipt(1, duplicate=True))
        with pytest.raises(outbox_errors.KeyConflictError, match="order-991"):
            record(crm_id="hs321", product_id=7, value=Decimal("12.6"), ts=when, key="order-991")
        assert box.product_usages.record_many(usage(number) for number in range(2, 300))[-1].seq == 299
        stats = box.flush()
        assert (stats.delivered, stats.unsent, stats.sends, stats.oldest) == (299, 0, True, None)
    assert box.close() == dataclasses.replace(stats, sends=False)
    with pytest.raises(outbox_errors.OutboxClosedError):
        box.stats()
    with opened(file, api) as box:
        assert box.product_usages.record(**{**usage(1), "value": "12.5"}, key="order-991").duplicate
    assert rows(api) == set(range(1, 300))


def test_the_key_of_each_of_many_events(api, file):
    @dataclasses.dataclass
    class Usage:
        crm_id: str
        product_id: int
        value: Decimal
        ts: int
        key: str

    def events():
        yield {**usage(1), "key": "a"}
        yield ("b", usage(2))
        yield ("c", types.NewProductUsage(**usage(3)))
        yield Usage(**usage(4), key="d")
        yield {**usage(5), "key": None}
        yield types.NewProductUsage(**usage(6))

    with opened(file, api) as box:
        box.product_usages.record_many(events())
        assert [receipt.duplicate for receipt in box.product_usages.record_many(events())] == [True] * 4 + [False] * 2
        assert box.flush().delivered == 8
        keys = [event.key for event in box.events("delivered")]
    assert keys == ["a", "b", "c", "d", None, None, None, None]


def test_invalid_events_store_nothing(api, file):
    with opened(file, api) as box:
        usages = box.product_usages
        for work, field, message in [
            (lambda: usages.record(**{**usage(1), "crm_id": ""}), "crm_id", "^crm_id: expected"),
            (lambda: usages.record(**{**usage(1), "value": 1.5}), "value", "^value: .* float"),
            (lambda: usages.record(**usage(1), key=""), "key", "^key: expected"),
            (lambda: usages.record_many([usage(1), {**usage(2), "value": "much"}]), "value", r"^events\[1\].value: expected"),
            (lambda: usages.record_many([usage(1), 7]), "event", r"^events\[1\].event: expected a dict"),
            (lambda: list(box.events("lost")), "state", "^state: expected one of queued"),
            (lambda: box.resolve(1, "recorded"), "seq", "^seq: expected an event that is in doubt"),
            (lambda: box.resolve(1, "keep"), "resolution", "^resolution: expected recorded"),
        ]:
            with pytest.raises(errors.InvalidRequestError, match=message) as caught:
                work()
            assert caught.value.field == field
        with pytest.raises(TypeError, match="^key: expected a str"):
            usages.record(**usage(1), key=7)
        assert box.stats() == plock.OutboxStats(sends=True)


def test_settings_are_checked(api, file):
    for options, message in [({"writers": "me"}, "writers: expected"), ({"concurrency": 0}, "concurrency: expected at least 1")]:
        with pytest.raises(errors.ConfigurationError, match=message):
            opened(file, api, **options)
    with pytest.raises(TypeError):
        plock.outbox(file)
    file.write_text("no outbox" * 100)
    with pytest.raises(outbox_errors.OutboxCorruptError):
        opened(file, api)
    with pytest.raises(outbox_errors.OutboxError):
        opened(file / "below", api)


def test_a_lost_response_is_found_again(api, file):
    with opened(file, api) as box:
        box.product_usages.record(**usage(1))
        until(box, lambda stats: stats.delivered == 1)
        api.drop_after_commit(times=3, operation="product_usages.add")
        box.product_usages.record_many(map(usage, range(2, 20)))
        until(box, lambda stats: stats.delivered == 19)
    assert rows(api) == set(range(1, 20))


def test_a_401_pauses_the_outbox_and_is_logged(api, file, records):  # noqa: F811
    key = "revoked"

    def logged(text):
        return any(text in record.getMessage() for *_, record in records if record.levelno >= logging.INFO)

    with opened(file, api, client=api.client(token_provider=lambda: key)) as box:
        box.product_usages.record_many(map(usage, range(20)))
        paused = until(box, lambda stats: stats.pause)
        assert "401" in paused.pause.reason and paused.pause.lasts > 0 and paused.unsent == 20
        until(box, lambda _: logged("the outbox pauses: 401"))
        key = api.key
        assert until(box, lambda stats: stats.delivered == 20).pause is None
        until(box, lambda _: logged("the outbox sends again"))
    assert rows(api) == set(range(20))


def test_a_person_decides_about_a_rejected_event(api, file):
    with opened(file, api) as box:
        api.next(422, times=2, operation="product_usages.add")
        box.product_usages.record_many([("a", usage(1)), ("b", usage(2))])
        until(box, lambda stats: stats.rejected == 2)
        first, second = box.events("rejected")
        assert (first.key, first.body, first.attempts) == ("a", types.NewProductUsage(**usage(1)), 1)
        assert "422" in first.reason and abs((datetime.now(timezone.utc) - first.recorded_at).total_seconds()) < 60
        box.resolve(first.seq, "resend")
        box.resolve(second.seq, "drop")
        until(box, lambda stats: (stats.delivered, stats.dropped, stats.rejected) == (1, 1, 0))
        changes = [(change.before, change.after) for change in box.history(second.seq)]
        assert changes == [("claimed", "rejected"), ("rejected", "dropped")]
        assert box.reconcile(5).in_doubt == 0
        assert (box.retry(), box.verify()) == (0, [])
        api.next(422, operation="product_usages.add")
        box.product_usages.record(**usage(3))
        until(box, lambda stats: stats.rejected == 1)
        assert box.retry() == 1
        until(box, lambda stats: stats.delivered == 2)
    assert rows(api) == {1, 3}


def test_a_recorder_needs_no_credentials_and_another_outbox_sends(api, file, monkeypatch):
    monkeypatch.delenv("PLOCK_API_KEY", raising=False)
    with pytest.raises(errors.ConfigurationError, match="API key"):
        plock.outbox(file, writers="only-this")
    with plock.outbox(file, writers="only-this", send=False) as recorder:
        recorder.product_usages.record(**usage(1))
        assert (recorder.stats().queued, recorder.stats().sends) == (1, False)
        with opened(file, api):
            recorder.product_usages.record(**usage(2))
            assert recorder.flush().delivered == 2
    assert rows(api) == {1, 2}


def test_changes_are_a_stream(api, file):
    seen = []
    box = opened(file, api)

    def watch():
        seen.extend(box.changes())

    thread = threading.Thread(target=watch)
    thread.start()
    end = time.monotonic() + 30
    while not seen:
        assert time.monotonic() < end
        time.sleep(0.01)
    for number in range(3):
        box.product_usages.record(**usage(number))
        until(box, lambda stats: stats.delivered == number + 1)  # noqa: B023
        end = time.monotonic() + 30
        while not seen or seen[-1].delivered <= number:
            assert time.monotonic() < end, seen
            time.sleep(0.01)
    box.close()
    thread.join(5)
    assert not thread.is_alive(), "the stream does not end with the outbox"
    assert seen[0].delivered == 0 and seen[-1].delivered == 3


def test_many_threads_record(api, file):
    with opened(file, api) as box:
        work = lambda first: [box.product_usages.record(**usage(first + n)) for n in range(50)]  # noqa: E731
        threads = [threading.Thread(target=work, args=(first,)) for first in range(0, 400, 50)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert box.flush().delivered == 400
    assert rows(api) == set(range(400))


def test_callbacks_of_the_sender(api, file, records, monkeypatch):  # noqa: F811
    """They have no caller: they run in the context in which the outbox was opened, and their exceptions are unraisable."""
    hooked, unraisable, token = [], [], []

    def on_response(response):
        hooked.append((TENANT.get(), threading.current_thread() is threading.main_thread()))
        raise ValueError("the hook")

    def provider():
        token.append(TENANT.get())
        return api.key

    monkeypatch.setattr(sys, "unraisablehook", lambda args: unraisable.append(str(args.exc_value)))
    context = contextvars.copy_context()
    context.run(TENANT.set, 7)
    client = api.client(token_provider=provider, on_response=on_response)
    box = context.run(lambda: opened(file, api, client=client))
    client.close()
    box.product_usages.record(**usage(1))
    # Nothing waits for the outbox.
    end = time.monotonic() + 5
    while not any("POST" in record.getMessage() for *_, record in records):
        assert time.monotonic() < end, "nothing was logged"
        time.sleep(0.01)
    box.close()
    assert set(token) == {7} and set(hooked) == {(7, False)}
    assert len(unraisable) == len(hooked) and set(unraisable) == {"the hook"}
    assert {tenant for tenant, _, _, record in records if "POST" in record.getMessage()} == {7}


def test_asyncio(api, file):
    hooked = []

    def on_response(_response):
        hooked.append(asyncio.get_running_loop())

    async def provider():
        await asyncio.sleep(0)
        return api.key

    async def numbers():
        for number in range(2, 20):
            yield usage(number)

    async def main():
        client = api.async_client(token_provider=provider, on_response=on_response)
        made = plock.async_outbox(file, writers="only-this", client=client)
        with pytest.raises(outbox_errors.OutboxClosedError, match="async with"):
            await made.stats()
        async with made as box:
            assert await box.product_usages.record(**usage(1), key="a") == plock.Receipt(1)
            with pytest.raises(outbox_errors.KeyConflictError):
                await box.product_usages.record(**usage(2), key="a")
            await box.flush(10)
            api.drop_after_commit(operation="product_usages.add")
            await box.product_usages.record_many(numbers())
            async for stats in box.changes():
                if stats.delivered == 19:
                    break
            assert [event.seq async for event in box.events("delivered")] == list(range(1, 20))
            with pytest.raises(errors.InvalidRequestError):
                await box.resolve(1, "drop")
            assert (await box.retry(), await box.verify()) == (0, [])
        assert (await box.close()).delivered == 19
        assert set(hooked) == {asyncio.get_running_loop()}
        box = await plock.async_outbox(file, writers="only-this", send=False)
        assert (await box.close()).delivered == 19

    asyncio.run(main())
    assert rows(api) == set(range(1, 20))


def test_a_cancelled_flush_leaves_the_outbox_open(api, file):
    async def main():
        api.latency(0.5)
        async with plock.async_outbox(file, writers="only-this", client=api.async_client()) as box:
            await box.product_usages.record(**usage(1))
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(box.flush(None), 0.1)
            api.latency(0)
            assert (await box.flush(None)).delivered == 1

    asyncio.run(main())


def test_ctrl_c_interrupts_a_flush(api, file):
    api.latency(60)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    box = opened(file, api)
    try:
        box.product_usages.record(**usage(1))
        threading.Timer(0.3, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
        start = time.monotonic()
        with pytest.raises(KeyboardInterrupt):
            box.flush(None)
        assert time.monotonic() - start < 2
        api.latency(0)
        assert box.stats().unsent == 1
    finally:
        signal.signal(signal.SIGINT, before)
        box.close(0)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_an_outbox_of_the_parent_is_an_error_in_the_child(api, file):
    box = opened(file, api)
    box.product_usages.record(**usage(1))

    def child():
        start = time.monotonic()
        for work in (box.stats, box.close, lambda: box.product_usages.record(**usage(2))):
            with pytest.raises(outbox_errors.OutboxClosedError, match="parent of this process"):
                work()
        assert time.monotonic() - start < 1

    assert forked(child)
    held = [box]

    def drop():
        held.clear()
        globals().pop("box", None)
        gc.collect()

    assert forked(drop)
    box.product_usages.record(**usage(3))
    assert box.close().delivered == 2
    assert rows(api) == {1, 3}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_file_that_was_open_during_a_fork_is_refused_in_the_child(api, file):
    """It would write to a log that the parent deletes."""
    box = opened(file, api)
    box.product_usages.record(**usage(1))

    def refused():
        for path in (file, file.parent / "." / file.name):
            with pytest.raises(outbox_errors.OutboxRefusedError, match="open it after the fork"):
                opened(path, api)

    def accepted():
        with plock.outbox(file, writers="only-this", send=False) as recorder:
            recorder.product_usages.record(**usage(2))

    assert forked(refused)
    box.close()
    assert forked(accepted)
    with opened(file, api) as box:
        assert box.flush().delivered == 2


def test_events_are_rolled_up(api, file):
    sums = [plock.RollUp("sum", window=1, only={"product_id": 7})]
    with opened(file, api, roll_up=sums) as box:
        box.product_usages.record_many([usage(1)] * 100)
        stats = until(box, lambda stats: stats.unsent == 0)
    assert stats.delivered < 100 and stats.delivered + stats.merged >= 100
    assert sum(row.value for row in api.recorded.product_usages) == 1
    for wrong, error in [(plock.RollUp("mean"), errors.ConfigurationError), (plock.RollUp("sum", 7), errors.InvalidRequestError)]:
        with pytest.raises(error):
            opened(file, api, roll_up=[wrong])


def test_an_outbox_that_is_garbage_collected_stops(api, file):
    box = opened(file, api)
    api.latency(0.2)
    box.product_usages.record_many(map(usage, range(500)))
    with pytest.warns(ResourceWarning, match="unclosed outbox"):
        del box
        gc.collect()
    end = time.monotonic() + 30
    before = -1
    while before != len(api.requests):
        assert time.monotonic() < end, "the sender goes on"
        before = len(api.requests)
        time.sleep(0.5)
    api.latency(0)
    with opened(file, api) as box:
        stats = box.stats()
        assert stats.sends and stats.in_doubt == 0, "requests in flight were not waited for"
        until(box, lambda stats: stats.delivered == 500)
    assert rows(api) == set(range(500))


def test_a_cycle_with_its_own_hook_is_collected(api, file):
    class Holder:
        def on_response(self, _response):
            pass

    holder = Holder()
    client = api.client(on_response=holder.on_response)
    holder.box = opened(file, api, client=client)
    holder.box.product_usages.record(**usage(1))
    del holder, client
    with pytest.warns(ResourceWarning, match="unclosed outbox"):
        gc.collect()


PROGRAM = """
import os, sys, plock
from plock import _outbox
_outbox._Outbox._tuning = {tuning!r}
box = plock.outbox({file!r}, writers="only-this", client=plock.Plock({key!r}, base_url={url!r}, proxy=""), concurrency=8)
box.product_usages.record_many(
    [{{"crm_id": "hs321", "product_id": 7, "value": "0.25", "ts": {ts} + n, "key": str(n)}} for n in range(300)])
while not box.stats().delivered:
    pass
{ending}
"""


@pytest.mark.parametrize("ending", ["", "sys.exit(0)", "with box: raise SystemExit(0)", "box = None"], ids=["end", "exit", "with", "dropped"])
def test_a_program_ends_with_a_full_queue(api, file, ending):
    api.latency(0.1)
    text = PROGRAM.format(tuning=FAST, file=str(file), key=api.key, url=api.url, ts=TS, ending=ending)
    start = time.monotonic()
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, timeout=30)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert time.monotonic() - start < 10
    api.latency(0)
    with plock.outbox(file, writers="only-this", send=False) as recorder:
        stats = recorder.stats()
        assert stats.queued > 100 and stats.delivered > 0
        if ending != "box = None":
            assert (stats.claimed, stats.in_doubt) == (0, 0), "requests in flight were not waited for"
    with opened(file, api) as box:
        # What was aborted and did not arrive is in doubt for the next 15 minutes.
        left = until(box, lambda stats: stats.unsent == 0 and (stats.in_doubt == 0 or ending == "box = None"))
    assert left.delivered + left.in_doubt == 300 and len(rows(api)) == left.delivered


def test_the_package_imports_the_outbox_lazily():
    text = "import sys, plock; assert not {'plock._outbox', 'plock.outbox_errors', 'dataclasses'} & sys.modules.keys(); plock.outbox"
    subprocess.run([sys.executable, "-I", "-c", f"import sys; sys.path[:] = {sys.path!r}\n{text}"], check=True)
    with pytest.raises(AttributeError, match="no attribute 'inbox'"):
        plock.inbox  # noqa: B018
