"""Many writes, and what became of each."""

from __future__ import annotations

from ._async import port, wait
from ._lists import _T, Generic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncIterable, Iterable
    from typing import Any, Literal

    from ._error import PlockError
    from ._native import Client


class Outcome(Generic[_T]):
    """What became of one write.

    `recorded`: the API recorded it, and `result` is its answer. `refused`: it certainly did not, and `error` says why.
    `unknown`: it may have been recorded or not; sending it again may record it twice.
    """

    __slots__ = __match_args__ = ("status", "result", "error")

    status: Literal["recorded", "refused", "unknown"]
    result: _T | None
    error: PlockError | None

    def __init__(
        self, status: Literal["recorded", "refused", "unknown"], result: _T | None, error: PlockError | None
    ) -> None:
        self.status = status
        self.result = result
        self.error = error

    def __repr__(self) -> str:
        return f"Outcome({self.status!r}, {self.result if self.error is None else self.error!r})"


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


def _outcomes(told: list[tuple[Any, Any, Any]]) -> Outcomes[Any]:
    return Outcomes(Outcome(*one) for one in told)


def send(native: Client, operation: int, events: Iterable[Any], concurrency: int) -> Outcomes[Any]:
    """Sends all events and waits."""
    many = native.many(None, operation, concurrency)
    for event in events:
        if not many.push(event):
            many.ready()
    return _outcomes(many.finish())


async def send_async(
    native: Client, operation: int, events: Iterable[Any] | AsyncIterable[Any], concurrency: int
) -> Outcomes[Any]:
    """Sends all events and waits, on a loop of asyncio."""
    to = port()
    many = native.many(to, operation, concurrency)
    if hasattr(events, "__aiter__"):
        async for event in events:
            if not many.push(event):
                await wait(many.ready(to))
    else:
        for event in events:
            if not many.push(event):
                await wait(many.ready(to))
    return _outcomes(await wait(many.finish(to)))
