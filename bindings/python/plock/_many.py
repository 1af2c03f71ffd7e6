"""Many writes, and what became of each."""

from __future__ import annotations

from ._async import port, wait
from ._lists import _T, Generic

TYPE_CHECKING = False
if TYPE_CHECKING:
    import asyncio
    from collections.abc import AsyncIterable, AsyncIterator, Generator, Iterable, Iterator
    from types import TracebackType
    from typing import Any, Literal

    from ._error import PlockError
    from ._native import Client, Many, Port

    Status = Literal["recorded", "refused", "unknown", "not sent"]

GRACE = 2.0
"""Seconds that writes in flight may take to end once a job is stopped."""
KEPT = 10_000
"""How many outcomes a job that is read as a stream keeps for reading them again."""


class Outcome(Generic[_T]):
    """What became of one write.

    `recorded`: the API recorded it, and `result` is its answer. `refused`: it certainly did not, and `error` says why.
    `unknown`: it may have been recorded or not; sending it again may record it twice. `not sent`: the job was stopped before.
    """

    __slots__ = ("status", "result", "error", "index", "event")
    __match_args__ = ("status", "result", "error")

    index: int
    """Its place among the events, from 0."""
    event: Any
    """The event, as it was given."""
    status: Status
    result: _T | None
    error: PlockError | None

    def __init__(self, index: int, event: Any, status: Status, result: _T | None, error: PlockError | None) -> None:
        self.index = index
        self.event = event
        self.status = status
        self.result = result
        self.error = error

    def __repr__(self) -> str:
        return f"Outcome({self.index}, {self.status!r}, {self.result if self.error is None else self.error!r})"


class Summary:
    """Number of writes by outcome."""

    __slots__ = __match_args__ = ("recorded", "refused", "unknown", "not_sent")

    def __init__(self, recorded: int = 0, refused: int = 0, unknown: int = 0, not_sent: int = 0) -> None:
        self.recorded = recorded
        self.refused = refused
        self.unknown = unknown
        self.not_sent = not_sent

    def _add(self, status: Status) -> None:
        name = status.replace(" ", "_")
        setattr(self, name, getattr(self, name) + 1)

    def raise_for_failures(self) -> None:
        """Raises `plock.errors.PartialFailureError` unless every write was recorded."""
        if self.refused or self.unknown or self.not_sent:
            from .errors import PartialFailureError

            raise PartialFailureError(str(self))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Summary) and str(self) == str(other)

    __hash__ = None  # type: ignore[assignment]

    def __str__(self) -> str:
        return f"{self.recorded} recorded, {self.refused} refused, {self.unknown} unknown, {self.not_sent} not sent"

    def __repr__(self) -> str:
        return f"Summary({self})"


if TYPE_CHECKING:
    _Outcomes = list[Outcome[_T]]
else:
    _Outcomes = list


class Outcomes(_Outcomes[_T]):
    """What became of many writes, in the order in which they were given."""

    __slots__ = ()

    @property
    def recorded(self) -> list[Outcome[_T]]:
        """Those that the API recorded."""
        return [outcome for outcome in self if outcome.status == "recorded"]

    @property
    def refused(self) -> list[Outcome[_T]]:
        """Those that the API certainly did not record."""
        return [outcome for outcome in self if outcome.status == "refused"]

    @property
    def unknown(self) -> list[Outcome[_T]]:
        """Those that may have been recorded or not: sending one again may record it twice."""
        return [outcome for outcome in self if outcome.status == "unknown"]

    @property
    def not_sent(self) -> list[Outcome[_T]]:
        """Those that were not sent, because the job was stopped."""
        return [outcome for outcome in self if outcome.status == "not sent"]

    @property
    def summary(self) -> Summary:
        """How many there are of each kind."""
        summary = Summary()
        for outcome in self:
            summary._add(outcome.status)
        return summary

    def raise_for_failures(self) -> None:
        """Raises `plock.errors.PartialFailureError`, which has these as its `outcomes`, unless every write was recorded."""
        from .errors import PartialFailureError

        try:
            self.summary.raise_for_failures()
        except PartialFailureError as error:
            error.outcomes = self  # type: ignore[attr-defined]
            raise


class _Job(Generic[_T]):
    """What jobs share: a source of events, and the outcomes that were read."""

    _many: Many

    def __init__(self, native: Client, operation: int, events: Any, concurrency: int) -> None:
        self._native = native
        self._operation = operation
        self._source = events
        # What is in memory is accounted for whole, also where it is not sent.
        self._finite = isinstance(events, (list, tuple))
        self._concurrency = concurrency
        self._begun = self._ended = self._stopped = self._collects = False
        self._waiting: dict[int, Any] = {}
        self._kept: list[Outcome[_T]] = []
        self._first = 0
        self._failure: BaseException | None = None

    @property
    def outcomes(self) -> Outcomes[_T]:
        """The outcomes that were read so far; of a job that is read as a stream, at most the last 10,000."""
        return Outcomes(self._kept)

    @property
    def summary(self) -> Summary:
        """How many writes there are so far of each kind."""
        return Summary(*self._many.summary) if self._begun else Summary()

    def raise_for_failures(self) -> None:
        """Raises `plock.errors.PartialFailureError` unless every write so far was recorded."""
        self.summary.raise_for_failures()

    def stop(self, grace: float = GRACE) -> None:
        """Sends nothing more; every outcome can still be read.

        Args:
            grace: Seconds that writes in flight may take to end; then they are aborted, and their outcome is unknown. Default: 2.
                Called again, the shorter one counts.
        """
        first, self._stopped = not self._stopped, True
        if self._begun:
            self._many.stop(grace)
            if first:
                self._rest()

    def _rest(self) -> None:
        """No events follow, but those that are in memory."""
        if self._finite and self._many.stopped:
            for event in self._source:
                self._push(event)
        self._many.finish()

    def _push(self, event: Any) -> None:
        index = self._many.push(event)
        if index is not None:
            self._waiting[index] = event

    def _fail(self, error: BaseException | None) -> None:
        """What interrupts the job: raised by its readers, behind the last outcome."""
        if error is not None and self._failure is None:
            self._failure = error
            self.stop()

    def _take(self, failed: BaseException | None) -> None:
        told = self._many.told
        # A signal may interrupt this anywhere, and then it goes on later.
        while told:
            index, *more = told[0]
            if index == self._first + len(self._kept):
                outcome: Outcome[_T] = Outcome(index, self._event(index), *more)
                self._kept.append(outcome)
            self._waiting.pop(index, None)
            del told[0]
        # Now and then, as it takes time.
        if not self._collects and len(self._kept) >= 2 * KEPT:
            self._first += len(self._kept) - KEPT
            del self._kept[:-KEPT]
        self._fail(failed)

    def _event(self, index: int) -> Any:
        return self._waiting.get(index)

    def _there(self, at: int) -> Outcome[_T] | None:
        """The outcome of this place, if it was read."""
        if at < self._first:
            raise RuntimeError(f"outcome {at} is no longer kept: a job that is read as a stream keeps the last {KEPT}")
        at -= self._first
        return self._kept[at] if at < len(self._kept) else None

    def _raise(self) -> None:
        if self._failure is not None:
            raise _told(self._failure, self.outcomes)

    def _all(self) -> Outcomes[_T]:
        self._raise()
        if self._first:
            self._there(0)
        return self.outcomes


def _told(error: BaseException, outcomes: Outcomes[Any]) -> BaseException:
    """The exception, with the outcomes as its attribute where it takes one."""
    try:
        error.outcomes = outcomes  # type: ignore[attr-defined]
    except AttributeError:
        pass
    return error


class Job(_Job[_T]):
    """Many writes, read as a stream: iterate over it. Nothing is sent before; leaving the loop or the `with` block stops it.

    The events are taken by a thread of its own, so that each outcome is told as soon as it is there.
    """

    def __iter__(self) -> Iterator[Outcome[_T]]:
        at = 0
        try:
            self._begin()
            while True:
                outcome = self._there(at)
                if outcome is not None:
                    at += 1
                    yield outcome
                elif self._ended:
                    break
                else:
                    self._fetch()
        finally:
            if not self._ended:
                self.stop()
        self._raise()

    def __enter__(self) -> Job[_T]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def wait(self) -> Outcomes[_T]:
        """Sends all and waits: every outcome. An exception that interrupts it has them as its attribute `outcomes`."""
        self._collects = True
        try:
            self._begin()
            while not self._ended:
                self._fetch()
        except BaseException as error:
            self.stop()
            raise _told(error, self.outcomes)  # noqa: B904
        return self._all()

    def _fetch(self) -> None:
        failed, self._ended = self._many.next()
        self._take(failed)

    def _begin(self) -> None:
        if self._begun:
            return
        from _thread import allocate_lock
        from contextvars import copy_context
        from threading import Thread

        self._source = iter(self._source)
        self._many = self._native.many(None, self._operation, self._concurrency)
        self._begun, self._lock = True, allocate_lock()
        if self._stopped:
            self._many.stop(0)
            return self._rest()
        Thread(target=copy_context().run, args=(self._pump,), name="plock-events", daemon=True).start()

    def _pump(self) -> None:
        try:
            while room := self._many.room():
                for _ in range(room):
                    if self._many.stopped:
                        break
                    try:
                        event = next(self._source)
                    except StopIteration:
                        return
                    self._push(event)
        except BaseException as error:
            self._fail(error)
        finally:
            self._rest()

    def _push(self, event: Any) -> None:
        # Whoever stops the job pushes the rest, and the reader may be as fast.
        with self._lock:
            super()._push(event)

    def _event(self, index: int) -> Any:
        with self._lock:
            return super()._event(index)


class _Blocking(_Job[_T]):
    """Many writes of one blocking call: events are taken by the caller's thread."""

    def run(self) -> Outcomes[_T]:
        self._many = self._native.many(None, self._operation, self._concurrency)
        self._begun = self._collects = True
        try:
            self._send()
        except BaseException as error:
            # It is raised as it is, once what became of the writes is known.
            self._take(None)
            self._fail(error)
        try:
            while not self._ended:
                failed, self._ended = self._many.next()
                self._take(failed)
        except BaseException as error:
            raise _told(error, self.outcomes)  # noqa: B904
        return self._all()

    def _send(self) -> None:
        self._source = iter(self._source)
        while not self._many.stopped:
            room, failed, _ = self._many.step()
            self._take(failed)
            for _ in range(room):
                if self._many.stopped:
                    break
                try:
                    event = next(self._source)
                except StopIteration:
                    self._many.finish()
                    return
                self._push(event)
        self._rest()


class AsyncJob(_Job[_T]):
    """Many writes: `await` it for all outcomes, or read them one by one with `async for`. Nothing is sent before.

    It runs once: awaited or read again it gives the same outcomes. Leaving the loop and cancelling stop it; then the outcomes are
    there for whoever awaits it again. An exception that interrupts it has them as its attribute `outcomes`.
    """

    def __await__(self) -> Generator[Any, Any, Outcomes[_T]]:
        return self.wait().__await__()

    async def wait(self) -> Outcomes[_T]:
        """Sends all and waits: every outcome."""
        self._collects = True
        try:
            to = self._begin()
            while not self._ended:
                await self._fetch(to)
        except BaseException as error:
            self.stop()
            raise _told(error, self.outcomes)  # noqa: B904
        return self._all()

    async def __aiter__(self) -> AsyncIterator[Outcome[_T]]:
        at = 0
        try:
            to = self._begin()
            while True:
                outcome = self._there(at)
                if outcome is not None:
                    at += 1
                    yield outcome
                elif self._ended:
                    break
                else:
                    await self._fetch(to)
        finally:
            if not self._ended:
                self.stop()
        self._raise()

    def stop(self, grace: float = GRACE) -> None:
        """Sends nothing more; every outcome can still be read.

        Args:
            grace: Seconds that writes in flight may take to end; then they are aborted, and their outcome is unknown. Default: 2.
                Called again, the shorter one counts.
        """
        super().stop(grace)
        if self._begun:
            import asyncio

            # What the source raises stops the job too, in its own task.
            try:
                current = asyncio.current_task()
            except RuntimeError:
                current = None
            if self._task is not current and not self._task.get_loop().is_closed():
                self._task.cancel()

    async def _fetch(self, to: Port) -> None:
        async with self._lock:
            if self._ended:
                return
            failed, self._ended = await wait(self._many.next(to))
            self._take(failed)

    def _begin(self) -> Port:
        to = port()
        if not self._begun:
            import asyncio

            self._live = hasattr(self._source, "__aiter__")
            self._source = aiter(self._source) if self._live else iter(self._source)
            self._many = self._native.many(to, self._operation, self._concurrency)
            self._begun, self._lock = True, asyncio.Lock()
            if self._stopped:
                self._many.stop(0)
            self._task: asyncio.Task[None] = asyncio.ensure_future(self._pump(to))
        return to

    async def _pump(self, to: Port) -> None:
        try:
            while room := await wait(self._many.room(to)):
                for _ in range(room):
                    if self._many.stopped:
                        break
                    try:
                        event = await anext(self._source) if self._live else next(self._source)
                    except (StopIteration, StopAsyncIteration):
                        return
                    self._push(event)
        except BaseException as error:
            if not self._stopped:
                self._fail(error)
            if not isinstance(error, Exception):
                raise
        finally:
            self._rest()

    def __del__(self) -> None:
        if not getattr(self, "_begun", True) and not self._stopped:
            import warnings

            warnings.warn("a job of many writes was never awaited: nothing was sent", RuntimeWarning, source=self)


def send(native: Client, operation: int, events: Iterable[Any], concurrency: int) -> Outcomes[Any]:
    """Sends all events and waits."""
    return _Blocking(native, operation, events, concurrency).run()


def stream(native: Client, operation: int, events: Iterable[Any], concurrency: int) -> Job[Any]:
    """Sends events as they are read."""
    return Job(native, operation, events, concurrency)


def job(native: Client, operation: int, events: Iterable[Any] | AsyncIterable[Any], concurrency: int) -> AsyncJob[Any]:
    """The same, on a loop of asyncio."""
    return AsyncJob(native, operation, events, concurrency)
