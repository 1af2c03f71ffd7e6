"""Jobs of many writes, and their outcomes."""

from __future__ import annotations

from itertools import islice

from ._async import completion_queue, wait
from ._error import PlockError
from ._native import Client, CompletionQueue, Many

TYPE_CHECKING = False
if TYPE_CHECKING:
    import asyncio
    import typing
    from types import TracebackType
    from typing import Generic, TypeVar

    T = TypeVar("T")
    Status = typing.Literal["recorded", "refused", "unknown", "not sent"]
else:
    from ._typing import Generic, T, asyncio, typing

    Status = str
    # `types.TracebackType`
    TracebackType = type(None)

GRACE = 2.0
"""Seconds that writes in flight have to end after a job is stopped."""
MAX_KEPT = 10_000
"""Number of outcomes that a job keeps when it is read as a stream."""


class Outcome(Generic[T]):
    """Outcome of one write.

    `recorded`: the API recorded it, and `result` is the response. `refused`: definitely not recorded, and `error` is the reason.
    `unknown`: it may have been recorded; sending it again may record it twice. `not sent`: the job was stopped before.
    """

    __slots__ = ("status", "result", "error", "index", "event")
    __match_args__ = ("status", "result", "error")

    index: int
    """Index of the event, from 0."""
    event: typing.Any
    """The event that was passed in."""
    status: Status
    result: T | None
    error: PlockError | None

    def __init__(
        self,
        index: int = 0,
        event: typing.Any = None,
        status: Status = "recorded",
        result: T | None = None,
        error: PlockError | None = None,
    ) -> None:
        self.index = index
        self.event = event
        self.status = status
        self.result = result
        self.error = error

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Outcome):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in Outcome.__slots__)

    __hash__ = None  # type: ignore[assignment]

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
    _Outcomes = list[Outcome[T]]
else:
    _Outcomes = list


class Outcomes(_Outcomes[T]):
    """Outcomes of many writes, in the order of the events."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<Outcomes: {self.summary}>"

    @property
    def recorded(self) -> list[Outcome[T]]:
        """The recorded writes."""
        return [outcome for outcome in self if outcome.status == "recorded"]

    @property
    def refused(self) -> list[Outcome[T]]:
        """The writes that were definitely not recorded."""
        return [outcome for outcome in self if outcome.status == "refused"]

    @property
    def unknown(self) -> list[Outcome[T]]:
        """The writes that may have been recorded; sending one again may record it twice."""
        return [outcome for outcome in self if outcome.status == "unknown"]

    @property
    def not_sent(self) -> list[Outcome[T]]:
        """The writes that were not sent because the job was stopped."""
        return [outcome for outcome in self if outcome.status == "not sent"]

    @property
    def summary(self) -> Summary:
        """Number of writes by outcome."""
        summary = Summary()
        for outcome in self:
            summary._add(outcome.status)
        return summary

    def raise_for_failures(self) -> None:
        """Raises `plock.errors.PartialFailureError`, with these in its attribute `outcomes`, unless every write was recorded."""
        from .errors import PartialFailureError

        try:
            self.summary.raise_for_failures()
        except PartialFailureError as error:
            error.outcomes = self
            raise


class _Job(Generic[T]):
    """Base class of jobs: a source of events, and the outcomes that were read."""

    _many: Many

    def __init__(self, native: Client, operation: int, events: typing.Any, concurrency: int) -> None:
        self._native = native
        self._operation = operation
        self._source = events
        # Every event of a list or tuple has an outcome, also if it is not sent.
        self._finite = isinstance(events, (list, tuple))
        self._concurrency = concurrency
        self._started = self._ended = self._stopped = self._keeps_all = False
        self._taken: list[typing.Any] = []
        self._pending: dict[int, typing.Any] = {}
        self._kept: list[Outcome[T]] = []
        self._first_kept = 0
        self._failure: BaseException | None = None

    @property
    def outcomes(self) -> Outcomes[T]:
        """The outcomes that were read so far; of a job that is read as a stream, at most the last 10,000."""
        return Outcomes(self._kept)

    @property
    def summary(self) -> Summary:
        """Number of writes so far, by outcome."""
        return Summary(*self._many.summary) if self._started else Summary()

    def raise_for_failures(self) -> None:
        """Raises `plock.errors.PartialFailureError` unless every write so far was recorded."""
        self.summary.raise_for_failures()

    def stop(self, grace: float = GRACE) -> None:
        """Stops sending. The outcomes can still be read. An event that the source returns within 2 s is `not sent`; a later one is ignored.

        Args:
            grace: Seconds that writes in flight have to end. Afterwards they are aborted and their outcome is `unknown`. Default: 2.
                In repeated calls, the shortest grace applies.
        """
        self._stopped = True
        if self._started:
            self._many.stop(grace)

    def _take(self) -> bool:
        """Takes an event from the source and pushes it. False at the end of the source."""
        if not self._taken:
            # In one call: a signal after `next` would lose its event.
            self._taken.extend(islice(self._source, 1))
        if not self._taken:
            return False
        self._many.push(self._taken, self._pending)
        return True

    def _finish(self) -> None:
        """Ends the input; the rest of a list or tuple is `not sent`."""
        while self._taken or (self._finite and self._many.stopped):
            if not self._take():
                break
        self._many.finish()

    def _fail(self, error: BaseException | None) -> None:
        """Stops the job with an exception, which its readers raise after the last outcome."""
        if error is not None and self._failure is None:
            self._failure = error
            self.stop()

    def _collect(self, failed: BaseException | None) -> None:
        delivered = self._many.outcomes
        # A signal may interrupt this anywhere; the next call continues.
        while delivered:
            index, *more = delivered[0]
            if index == self._first_kept + len(self._kept):
                outcome: Outcome[T] = Outcome(index, self._pending.get(index), *more)
                self._kept.append(outcome)
            self._pending.pop(index, None)
            del delivered[0]
        # Only sometimes, as it copies the list.
        if not self._keeps_all and len(self._kept) >= 2 * MAX_KEPT:
            self._first_kept += len(self._kept) - MAX_KEPT
            del self._kept[:-MAX_KEPT]
        self._fail(failed)

    def _outcome_at(self, index: int) -> Outcome[T] | None:
        """The outcome of the event with this index, or None if it was not read yet."""
        if index < self._first_kept:
            from .errors import ConfigurationError

            raise ConfigurationError(
                f"outcome {index} is no longer kept: a job that is read as a stream keeps the last {MAX_KEPT}"
            )
        index -= self._first_kept
        return self._kept[index] if index < len(self._kept) else None

    def _raise(self) -> None:
        if self._failure is not None:
            raise _with_outcomes(self._failure, self.outcomes)

    def _all(self) -> Outcomes[T]:
        self._raise()
        if self._first_kept:
            self._outcome_at(0)
        return self.outcomes


def _with_outcomes(error: BaseException, outcomes: Outcomes[typing.Any]) -> BaseException:
    """The exception, with the outcomes in its attribute `outcomes` if it allows attributes."""
    try:
        error.outcomes = outcomes  # type: ignore[attr-defined]
    except AttributeError:
        pass
    return error


class Job(_Job[T]):
    """A job of many writes: iterate over it for the outcomes. It starts with the iteration; leaving the loop or the `with` block stops it.

    A separate thread reads the events, so that each outcome is available as soon as its response arrived.
    """

    def __iter__(self) -> typing.Iterator[Outcome[T]]:
        index = 0
        try:
            self._start()
            while True:
                outcome = self._outcome_at(index)
                if outcome is not None:
                    index += 1
                    yield outcome
                elif self._ended:
                    break
                else:
                    self._fetch()
        finally:
            if not self._ended:
                self.stop()
        self._raise()

    def __enter__(self) -> Job[T]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def wait(self) -> Outcomes[T]:
        """Sends all events and returns the outcomes. An exception that interrupts it has them in its attribute `outcomes`."""
        self._keeps_all = True
        try:
            self._start()
            while not self._ended:
                self._fetch()
        except BaseException as error:
            self.stop()
            raise _with_outcomes(error, self.outcomes)  # noqa: B904
        return self._all()

    def _fetch(self) -> None:
        failed, self._ended = self._many.next()
        self._collect(failed)

    def _start(self) -> None:
        if self._started:
            return
        from contextvars import copy_context
        from threading import Thread

        self._source = iter(self._source)
        self._many = self._native.many(None, self._operation, self._concurrency)
        self._started = True
        if self._stopped:
            self._many.stop(0)
            return self._finish()
        Thread(target=copy_context().run, args=(self._push_events,), name="plock-events", daemon=True).start()

    def _push_events(self) -> None:
        try:
            while room := self._many.room():
                for _ in range(room):
                    if self._many.stopped:
                        break
                    if not self._take():
                        return
        except BaseException as error:
            self._fail(error)
        finally:
            self._finish()


class BlockingJob(_Job[T]):
    """A job of one blocking call, which reads the events on the caller's thread."""

    def run(self) -> Outcomes[T]:
        self._many = self._native.many(None, self._operation, self._concurrency)
        self._started = self._keeps_all = True
        try:
            self._send()
        except BaseException as error:
            # Raised once the outcomes of the writes in flight are known.
            self._collect(None)
            self._fail(error)
            self._finish()
        try:
            while not self._ended:
                failed, self._ended = self._many.next()
                self._collect(failed)
        except BaseException as error:
            raise _with_outcomes(error, self.outcomes)  # noqa: B904
        return self._all()

    def _send(self) -> None:
        self._source = iter(self._source)
        while not self._many.stopped:
            room, failed, _ = self._many.step()
            self._collect(failed)
            for _ in range(room):
                if self._many.stopped:
                    break
                if not self._take():
                    return self._many.finish()
        self._finish()


class AsyncJob(_Job[T]):
    """A job of many writes: `await` it for all outcomes, or read them one by one with `async for`. Nothing is sent before.

    It runs once: awaited or read again, it returns the same outcomes. Leaving the loop or cancelling stops it; its outcomes can still be
    awaited. An exception that interrupts it has them in its attribute `outcomes`.
    """

    def __await__(self) -> typing.Generator[typing.Any, typing.Any, Outcomes[T]]:
        return self.wait().__await__()

    async def wait(self) -> Outcomes[T]:
        """Sends all events and returns the outcomes."""
        self._keeps_all = True
        try:
            queue = self._start()
            while not self._ended:
                await self._fetch(queue)
        except BaseException as error:
            self.stop()
            raise _with_outcomes(error, self.outcomes)  # noqa: B904
        return self._all()

    async def __aiter__(self) -> typing.AsyncIterator[Outcome[T]]:
        index = 0
        try:
            queue = self._start()
            while True:
                outcome = self._outcome_at(index)
                if outcome is not None:
                    index += 1
                    yield outcome
                elif self._ended:
                    break
                else:
                    await self._fetch(queue)
        finally:
            if not self._ended:
                self.stop()
        self._raise()

    def stop(self, grace: float = GRACE) -> None:
        super().stop(grace)
        if self._started:
            import asyncio

            # An exception of the source stops the job from within its own task.
            try:
                current = asyncio.current_task()
            except RuntimeError:
                current = None
            if self._task is not current and not self._task.get_loop().is_closed():
                self._task.cancel()

    async def _fetch(self, queue: CompletionQueue) -> None:
        async with self._lock:
            if self._ended:
                return
            failed, self._ended = await wait(self._many.next(queue))
            self._collect(failed)

    def _start(self) -> CompletionQueue:
        queue = completion_queue()
        if not self._started:
            import asyncio

            self._is_async = hasattr(self._source, "__aiter__")
            self._source = aiter(self._source) if self._is_async else iter(self._source)
            self._many = self._native.many(queue, self._operation, self._concurrency)
            self._started, self._lock = True, asyncio.Lock()
            if self._stopped:
                self._many.stop(0)
            self._task: asyncio.Task[None] = asyncio.ensure_future(self._push_events(queue))
            # A task that is cancelled before it runs has no `finally`.
            self._task.add_done_callback(lambda _: self._finish())
        return queue

    async def _push_events(self, queue: CompletionQueue) -> None:
        try:
            while room := await wait(self._many.room(queue)):
                for _ in range(room):
                    if self._many.stopped:
                        break
                    if self._is_async:
                        try:
                            self._taken.append(await anext(self._source))
                        except StopAsyncIteration:
                            return
                    if not self._take():
                        return
        except BaseException as error:
            if not self._stopped:
                self._fail(error)
            if not isinstance(error, Exception):
                raise

    def __del__(self) -> None:
        if not getattr(self, "_started", True) and not self._stopped:
            import warnings

            warnings.warn("a job of many writes was never awaited: nothing was sent", RuntimeWarning, source=self)
