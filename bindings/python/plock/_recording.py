"""Base classes of the generated recorders of an outbox."""

from __future__ import annotations

import typing
from collections.abc import AsyncIterable
from dataclasses import dataclass

from ._async import completion_queue, wait

if typing.TYPE_CHECKING:
    from ._native import Outbox


@dataclass(frozen=True)
class Receipt:
    """An event that is on the disk."""

    seq: int
    """Number of the event in the outbox."""
    duplicate: bool = False
    """Whether an event with the key was there already; nothing was stored."""


class Recorder:
    """Base class of the blocking recorders."""

    def __init__(self, native: Outbox) -> None:
        self._native = native

    def _record(self, operation: int, event: dict[str, object], key: str | None) -> Receipt:
        return Receipt(*self._native.record(None, operation, [(key, event)])[0])

    def _record_many(self, operation: int, events: typing.Iterable[typing.Any]) -> list[Receipt]:
        return [Receipt(*receipt) for receipt in self._native.record(None, operation, list(events), many=True)]


class AsyncRecorder:
    """Base class of the asyncio recorders."""

    def __init__(self, native: Outbox) -> None:
        self._native = native

    async def _record(self, operation: int, event: dict[str, object], key: str | None) -> Receipt:
        return Receipt(*(await wait(self._native.record(completion_queue(), operation, [(key, event)])))[0])

    async def _record_many(
        self, operation: int, events: typing.Iterable[typing.Any] | typing.AsyncIterable[typing.Any]
    ) -> list[Receipt]:
        listed = [event async for event in events] if isinstance(events, AsyncIterable) else list(events)
        receipts = await wait(self._native.record(completion_queue(), operation, listed, many=True))
        return [Receipt(*receipt) for receipt in receipts]
