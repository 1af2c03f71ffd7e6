"""Outboxes: events on disk before a call returns, sent once in the background. Imported when it is first used."""

from __future__ import annotations

import atexit
import datetime
import os
import time
import typing
import warnings
import weakref
from dataclasses import dataclass
from types import TracebackType

from ._async import completion_queue, wait
from ._client import AsyncPlock, Plock, _Client
from ._native import CompletionQueue, recorder
from ._native import Outbox as _Native
from ._recorders import AsyncRecorders, Recorders
from ._recording import Receipt
from .outbox_errors import OutboxClosedError
from .types import Object

__all__ = [
    "AsyncOutbox",
    "Outbox",
    "OutboxChange",
    "OutboxEvent",
    "OutboxPause",
    "OutboxStats",
    "Receipt",
    "RollUp",
    "async_outbox",
    "outbox",
]

Writers = typing.Literal["only-this", "others-too"]
State = typing.Literal["queued", "claimed", "delivered", "rejected", "in_doubt", "dropped", "merged"]
Resolution = typing.Literal["recorded", "resend", "drop"]

GRACE = 2.0
"""Seconds that requests in flight have to end if a program ends, or an exception leaves the `with` statement."""
BATCH = 256
"""Number of events that are read at once."""


@dataclass(frozen=True)
class OutboxPause:
    """Why nothing is sent at the moment."""

    reason: str
    """The error that caused it."""
    lasts: float
    """How long it lasts in seconds, from when it began. After it, one event is tried."""


@dataclass(frozen=True)
class OutboxStats:
    """Number of events by state, and what the sender does."""

    queued: int = 0
    """To be sent."""
    claimed: int = 0
    """Being sent."""
    delivered: int = 0
    """Recorded by the API."""
    rejected: int = 0
    """Refused by the API."""
    in_doubt: int = 0
    """It is not known whether they were recorded."""
    dropped: int = 0
    """Given up by a person."""
    merged: int = 0
    """Parts of events that were rolled up."""
    oldest: float | None = None
    """Age in seconds of the queued event that was recorded first."""
    pause: OutboxPause | None = None
    """Why nothing is sent at the moment."""
    damage: str | None = None
    """That the file was damaged, and what could be copied from it."""
    sends: bool = False
    """Whether this outbox sends. Otherwise it only records, or another process sends until it ends."""

    @property
    def unsent(self) -> int:
        """Number of events that are queued or being sent."""
        return self.queued + self.claimed


@dataclass(frozen=True)
class OutboxEvent:
    """An event of an outbox."""

    seq: int
    """Number of the event in the outbox."""
    key: str | None
    """Key that the caller gave."""
    operation: str
    """`operationId` of the operation that sends it, in the API document."""
    body: Object | str
    """The event, such as a `types.NewProductUsage`; text if it cannot be read."""
    state: State
    reason: str | None
    """Why it is in this state, where that needs an explanation."""
    attempts: int
    """How often it was sent."""
    recorded_at: datetime.datetime
    """When it was recorded here, in UTC."""


@dataclass(frozen=True)
class OutboxChange:
    """A change of an event that is not part of its usual way."""

    at: datetime.datetime
    """When, in UTC."""
    before: State
    """State before."""
    after: State
    """State after."""
    evidence: str
    """Why."""


@dataclass(frozen=True)
class RollUp:
    """Sends one event for all events of a window whose values differ only in amount and time.

        plock.outbox("usage.plockbox", writers="only-this", roll_up=[plock.RollUp("sum", only={"product_id": 7})])

    How the API aggregates the product decides which function keeps its result; an average cannot be kept.
    """

    combine: typing.Literal["sum", "max", "min"]
    """How the values are combined."""
    window: float = 900
    """In seconds: at most 900, and a part of the day without a rest; windows begin at midnight UTC. Default: 900 s."""
    only: typing.Mapping[str, object] | None = None
    """Only events whose fields have these values. Default: all events."""


def _stats(values: tuple[typing.Any, ...]) -> OutboxStats:
    arguments = list(values)
    arguments[8] = arguments[8] and OutboxPause(*arguments[8])
    return OutboxStats(*arguments)


def _time(milliseconds: int) -> datetime.datetime:
    return datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc) + datetime.timedelta(milliseconds=milliseconds)


def _event(values: tuple[typing.Any, ...]) -> OutboxEvent:
    arguments = list(values)
    arguments[-1] = _time(arguments[-1])
    return OutboxEvent(*arguments)


def _changes(values: list[tuple[typing.Any, ...]]) -> list[OutboxChange]:
    return [OutboxChange(_time(at), before, after, evidence) for at, before, after, evidence in values]


_open: weakref.WeakSet[_Outbox] = weakref.WeakSet()


@atexit.register
def _stop() -> None:
    """Lets the requests in flight end, so that their outcome is known. What is queued stays on the disk."""
    end = time.monotonic() + GRACE
    for box in list(_open):
        box._stop(max(0.0, end - time.monotonic()))


class _Outbox:
    """Base class of the outboxes."""

    _native: _Native
    _tuning: typing.Any = None
    """Times of the sender, set by tests."""
    _is_open = False

    def __init__(
        self,
        queue: CompletionQueue | None,
        path: str | os.PathLike[str],
        writers: Writers,
        client: _Client | None,
        send: bool,
        concurrency: int,
        roll_up: typing.Sequence[RollUp],
        adopt: bool,
    ) -> None:
        self.path = os.fspath(path)
        """The file."""
        settings = {"path": self.path, "writers": writers, "concurrency": concurrency, "roll_up": roll_up}
        settings.update(adopt=adopt, tuning=self._tuning)
        if send:
            client = self._client() if client is None else client
            self._native = client._native.outbox(queue, settings)
        else:
            self._native = recorder(queue, settings)
        self._pid = os.getpid()
        self._left: OutboxStats | None = None

    def _set_open(self, is_open: bool) -> None:
        self._is_open = is_open
        (_open.add if is_open else _open.discard)(self)

    def _client(self) -> _Client:
        raise NotImplementedError

    def _stop(self, grace: float) -> None:
        self._set_open(False)
        if self._pid == os.getpid():
            self._native.stop(grace)

    def __del__(self) -> None:
        if self._is_open and self._pid == os.getpid():
            warnings.warn(f"unclosed outbox {self!r}", ResourceWarning, source=self, stacklevel=2)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.path!r})"


class Outbox(_Outbox, Recorders):
    """An outbox, made by `plock.outbox`. It can be shared between threads, and not used in a forked child.

    At the end of a `with` statement, it is closed: with 30 seconds to send what is queued, or none after an exception.
    """

    def _client(self) -> _Client:
        return Plock()

    def stats(self) -> OutboxStats:
        """Number of events by state, and what the sender does."""
        return _stats(self._native.stats())

    def changes(self) -> typing.Iterator[OutboxStats]:
        """Yields the numbers, and again whenever they have changed, at most about ten times a second. Ends when the outbox is closed."""
        try:
            values = self._native.stats()
            while True:
                yield _stats(values)
                values = self._native.changed(None, values)
        except OutboxClosedError:
            if self._left is None:
                raise

    def events(self, state: State) -> typing.Iterator[OutboxEvent]:
        """The events in a state, in the order of their numbers."""
        after = 0
        while batch := self._native.events(None, state, after, BATCH):
            yield from map(_event, batch)
            after = batch[-1][0]

    def history(self, seq: int) -> list[OutboxChange]:
        """What happened to an event beside its usual way."""
        return _changes(self._native.history(None, seq))

    def reconcile(self, timeout: float | None = 30) -> OutboxStats:
        """Reads the list of the API for events in doubt now, instead of at the next time, and waits for it.

        Args:
            timeout: In seconds; None: no limit. Default: 30 s.
        """
        return _stats(self._native.reconcile(None, timeout))

    def resolve(self, seq: int, resolution: Resolution) -> None:
        """Decides about an event that is in doubt or rejected.

        Args:
            seq: Number of the event.
            resolution: `recorded` (it was recorded), `resend` (it was not: send it again) or `drop` (give it up).

        Raises:
            plock.errors.InvalidRequestError: There is no such event, or it is in another state.
        """
        self._native.resolve(None, seq, resolution)

    def retry(self) -> int:
        """Sends all rejected events again, and returns their number."""
        return int(self._native.retry(None))

    def verify(self) -> list[str]:
        """Checks the file: its structure, the checksum of each event and the number of events by state. Returns what is wrong."""
        return list(self._native.verify(None))

    def flush(self, timeout: float | None = 30) -> OutboxStats:
        """Waits until no event is queued or being sent, or the time is over, and returns what is left.

        Args:
            timeout: In seconds; None: no limit. Default: 30 s.
        """
        return _stats(self._native.flush(None, timeout))

    def close(self, timeout: float | None = 30) -> OutboxStats:
        """Sends what is queued until the time is over, and closes the file. Returns what is left, which is sent when it is opened again.

        Args:
            timeout: In seconds; None: no limit. Default: 30 s.
        """
        if self._left is None:
            self._left = _stats(self._native.close(None, timeout))
            self._set_open(False)
        return self._left

    def __enter__(self) -> Outbox:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close(30 if error is None else 0)


class AsyncOutbox(_Outbox, AsyncRecorders):
    """An outbox of asyncio, made by `plock.async_outbox`. `async with` opens and closes it, `await` opens it."""

    def _client(self) -> _Client:
        return AsyncPlock()

    async def _opened(self) -> AsyncOutbox:
        await wait(self._native.open(completion_queue()))
        self._set_open(True)
        return self

    def __await__(self) -> typing.Generator[typing.Any, None, AsyncOutbox]:
        return self._opened().__await__()

    async def stats(self) -> OutboxStats:
        """Number of events by state, and what the sender does."""
        return _stats(await wait(self._native.stats(completion_queue())))

    async def changes(self) -> typing.AsyncIterator[OutboxStats]:
        """Yields the numbers, and again whenever they have changed, at most about ten times a second. Ends when the outbox is closed."""
        try:
            values = await wait(self._native.stats(completion_queue()))
            while True:
                yield _stats(values)
                values = await wait(self._native.changed(completion_queue(), values))
        except OutboxClosedError:
            if self._left is None:
                raise

    async def events(self, state: State) -> typing.AsyncIterator[OutboxEvent]:
        """The events in a state, in the order of their numbers."""
        after = 0
        while batch := await wait(self._native.events(completion_queue(), state, after, BATCH)):
            for event in map(_event, batch):
                yield event
            after = batch[-1][0]

    async def history(self, seq: int) -> list[OutboxChange]:
        """What happened to an event beside its usual way."""
        return _changes(await wait(self._native.history(completion_queue(), seq)))

    async def reconcile(self, timeout: float | None = 30) -> OutboxStats:
        """Reads the list of the API for events in doubt now, instead of at the next time, and waits for it.

        Args:
            timeout: In seconds; None: no limit. Default: 30 s.
        """
        return _stats(await wait(self._native.reconcile(completion_queue(), timeout)))

    async def resolve(self, seq: int, resolution: Resolution) -> None:
        """Decides about an event that is in doubt or rejected.

        Args:
            seq: Number of the event.
            resolution: `recorded` (it was recorded), `resend` (it was not: send it again) or `drop` (give it up).

        Raises:
            plock.errors.InvalidRequestError: There is no such event, or it is in another state.
        """
        await wait(self._native.resolve(completion_queue(), seq, resolution))

    async def retry(self) -> int:
        """Sends all rejected events again, and returns their number."""
        return int(await wait(self._native.retry(completion_queue())))

    async def verify(self) -> list[str]:
        """Checks the file: its structure, the checksum of each event and the number of events by state. Returns what is wrong."""
        return list(await wait(self._native.verify(completion_queue())))

    async def flush(self, timeout: float | None = 30) -> OutboxStats:
        """Waits until no event is queued or being sent, or the time is over, and returns what is left.

        Args:
            timeout: In seconds; None: no limit. Default: 30 s.
        """
        return _stats(await wait(self._native.flush(completion_queue(), timeout)))

    async def close(self, timeout: float | None = 30) -> OutboxStats:
        """Sends what is queued until the time is over, and closes the file. Returns what is left, which is sent when it is opened again.

        Args:
            timeout: In seconds; None: no limit. Default: 30 s.
        """
        if self._left is None:
            self._left = _stats(await wait(self._native.close(completion_queue(), timeout)))
            self._set_open(False)
        return self._left

    aclose = close

    async def __aenter__(self) -> AsyncOutbox:
        return await self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close(30 if error is None else 0)


def outbox(
    path: str | os.PathLike[str],
    *,
    writers: Writers,
    client: Plock | AsyncPlock | None = None,
    send: bool = True,
    concurrency: int = 64,
    roll_up: typing.Sequence[RollUp] = (),
    adopt: bool = False,
) -> Outbox:
    """Opens an outbox: an event is on the disk before `record` returns, and is sent once in the background.

        with plock.outbox("usage.plockbox", writers="only-this") as box:
            box.product_usages.record(crm_id="hs321", product_id=7, value=Decimal("12.5"), ts=now, key="order-991")

    If a response is lost, the outbox looks for the event in the list of the API. What cannot be decided stays `in_doubt` until a person
    resolves it. One outbox of a file sends, also if several processes open it.

    Args:
        path: The file, on a local disk. It is created if there is none.
        writers: Who else writes usage of the accounts and products that are recorded here: `only-this` or `others-too`. It decides what
            the list of the API can prove; with several hosts, it is `others-too`.
        client: The client whose settings the sender uses. The sender has its own connections. Default: one made from the environment.
        send: False: only record, without credentials, for another process that sends. Default: True.
        concurrency: Maximum number of events being sent. Default: 64; at least 1.
        roll_up: Rolls up events before they are sent; of several roll-ups, the first that is for an event. Default: none.
        adopt: Take over a file that is a copy, or belongs to another base URL; its events that are not delivered are in doubt
            afterwards. Default: False.

    Raises:
        plock.errors.ConfigurationError: A setting is missing or invalid; the message names it.
        plock.outbox_errors.OutboxError: The file cannot be used; the subclass and the message say why.
    """
    box = Outbox(None, path, writers, client, send, concurrency, roll_up, adopt)
    box._native.open()
    box._set_open(True)
    return box


def async_outbox(
    path: str | os.PathLike[str],
    *,
    writers: Writers,
    client: AsyncPlock | Plock | None = None,
    send: bool = True,
    concurrency: int = 64,
    roll_up: typing.Sequence[RollUp] = (),
    adopt: bool = False,
) -> AsyncOutbox:
    """Makes an outbox of asyncio; `async with` or `await` opens it. Arguments and errors: as `outbox`.

        async with plock.async_outbox("usage.plockbox", writers="only-this") as box:
            await box.product_usages.record(crm_id="hs321", product_id=7, value=Decimal("12.5"), ts=now, key="order-991")
    """
    return AsyncOutbox(completion_queue(), path, writers, client, send, concurrency, roll_up, adopt)
