"""Base classes of the generated resources."""

from __future__ import annotations

from ._async import completion_queue, wait
from ._lists import AsyncListing, Listing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncIterable, Iterable
    from typing import Any

    from ._many import AsyncJob, Job, Outcomes
    from ._native import Client

UNSET: Any = type("Unset", (), {"__slots__": (), "__repr__": lambda _: "UNSET", "__bool__": lambda _: False})()
"""Default of an argument for which None means to send null."""


def deprecated(operation: str) -> None:
    """Emits a DeprecationWarning for an operation that the API marks as deprecated."""
    import warnings

    warnings.warn(f"the API marks {operation} as deprecated", DeprecationWarning, stacklevel=3)


class Resource:
    """Base class of the blocking resources."""

    __slots__ = ("_native",)

    def __init__(self, native: Client) -> None:
        self._native = native

    def _call(self, operation: int, args: dict[str, object]) -> Any:
        return self._native.call(None, operation, args)

    def _list(
        self, operation: int, args: dict[str, object], page: int | None, page_size: int | None, concurrency: int | None
    ) -> Listing[Any]:
        return Listing(self._native, operation, args, page, page_size, concurrency)

    def _many(self, operation: int, events: Iterable[Any], concurrency: int) -> Outcomes[Any]:
        from ._many import BlockingJob

        return BlockingJob(self._native, operation, events, concurrency).run()

    def _many_stream(self, operation: int, events: Iterable[Any], concurrency: int) -> Job[Any]:
        from ._many import Job

        return Job(self._native, operation, events, concurrency)


class AsyncResource:
    """Base class of the asyncio resources."""

    __slots__ = ("_native",)

    def __init__(self, native: Client) -> None:
        self._native = native

    async def _call(self, operation: int, args: dict[str, object]) -> Any:
        return await wait(self._native.call(completion_queue(), operation, args))

    def _list(
        self, operation: int, args: dict[str, object], page: int | None, page_size: int | None, concurrency: int | None
    ) -> AsyncListing[Any]:
        return AsyncListing(self._native, operation, args, page, page_size, concurrency)

    def _many(self, operation: int, events: Iterable[Any] | AsyncIterable[Any], concurrency: int) -> AsyncJob[Any]:
        from ._many import AsyncJob

        return AsyncJob(self._native, operation, events, concurrency)
