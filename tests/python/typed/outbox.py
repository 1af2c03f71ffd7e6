"""The types of an outbox, for type checkers."""

from pathlib import Path

import plock
from plock.outbox_errors import OutboxError
from typing_extensions import assert_type


def blocking(client: plock.Plock) -> None:
    with plock.outbox(Path("usage.plockbox"), writers="only-this", client=client, concurrency=8, adopt=True) as box:
        assert_type(box, plock.Outbox)
        for stats in box.changes():
            assert_type(stats, plock.OutboxStats)
            assert_type(stats.pause, plock.OutboxPause | None)
        for event in box.events("in_doubt"):
            assert_type(event, plock.OutboxEvent)
            box.resolve(event.seq, "recorded")
        assert_type(box.flush(timeout=None).unsent, int)
        assert_type(box.close(5), plock.OutboxStats)


async def asynchronous() -> None:
    box = await plock.async_outbox("usage.plockbox", writers="others-too", send=False)
    assert_type(box, plock.AsyncOutbox)
    async with plock.async_outbox("usage.plockbox", writers="only-this") as box:
        assert_type(box, plock.AsyncOutbox)
        async for stats in box.changes():
            assert_type(stats, plock.OutboxStats)
        async for event in box.events("rejected"):
            await box.resolve(event.seq, "resend")
        try:
            assert_type(await box.flush(), plock.OutboxStats)
        except OutboxError as error:
            assert_type(error.message, str)
        assert_type(await box.close(timeout=5), plock.OutboxStats)
