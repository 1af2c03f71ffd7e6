"""Base classes of the generated resources."""

from __future__ import annotations

from ._async import completion_queue, wait
from ._lists import AsyncListing, Listing
from ._native import Client

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing
    from typing import Generic, TypeVar

    from ._many import AsyncJob, Job, Outcomes

    T = TypeVar("T")
else:
    from ._typing import Generic, T, typing


UNSET: typing.Any = type(
    "Unset",
    (),
    {"__slots__": (), "__repr__": lambda _: "UNSET", "__bool__": lambda _: False, "__reduce__": lambda _: "UNSET"},
)()
"""Default of an argument for which None means to send null."""


def deprecated(operation: str) -> None:
    """Emits a DeprecationWarning for an operation that the API marks as deprecated."""
    import warnings

    warnings.warn(f"the API marks {operation} as deprecated", DeprecationWarning, stacklevel=3)


class resource(Generic[T]):  # noqa: N801
    """A resource of a client: one object for each client. Of the class of the client, it is the class of the resource."""

    def __init__(self, kind: type[T]) -> None:
        self._kind = kind
        self.__doc__ = kind.__doc__

    def __set_name__(self, _owner: object, name: str) -> None:
        self._name = name

    def __get__(self, client: typing.Any, _owner: object = None) -> T:
        if client is None:
            return self._kind  # type: ignore[return-value]
        made = self._kind(client._native)  # type: ignore[call-arg]
        # Found before this descriptor from here on. Of two threads, both get the first.
        return client.__dict__.setdefault(self._name, made)  # type: ignore[no-any-return]


class Resource:
    """Base class of the blocking resources."""

    def __init__(self, native: Client) -> None:
        self._native = native

    def __repr__(self) -> str:
        return f"<plock.{type(self).__name__} of {self._native.base_url}>"

    def _call(self, operation: int, args: dict[str, object]) -> typing.Any:
        return self._native.call(None, operation, args)

    def _list(
        self,
        operation: int,
        args: dict[str, object],
        page: int | None,
        page_size: int | None,
        concurrency: int | None,
        consistent: bool,
    ) -> Listing[typing.Any]:
        return Listing(self._native, operation, args, page, page_size, concurrency, consistent)

    def _many(self, operation: int, events: typing.Iterable[typing.Any], concurrency: int) -> Outcomes[typing.Any]:
        from ._many import BlockingJob

        return BlockingJob(self._native, operation, events, concurrency).run()

    def _many_stream(self, operation: int, events: typing.Iterable[typing.Any], concurrency: int) -> Job[typing.Any]:
        from ._many import Job

        return Job(self._native, operation, events, concurrency)


class AsyncResource:
    """Base class of the asyncio resources."""

    def __init__(self, native: Client) -> None:
        self._native = native

    def __repr__(self) -> str:
        return f"<plock.{type(self).__name__} of {self._native.base_url}>"

    async def _call(self, operation: int, args: dict[str, object]) -> typing.Any:
        return await wait(self._native.call(completion_queue(), operation, args))

    def _list(
        self,
        operation: int,
        args: dict[str, object],
        page: int | None,
        page_size: int | None,
        concurrency: int | None,
        consistent: bool,
    ) -> AsyncListing[typing.Any]:
        return AsyncListing(self._native, operation, args, page, page_size, concurrency, consistent)

    def _many(self, operation: int, events: typing.Iterable[typing.Any] | typing.AsyncIterable[typing.Any], concurrency: int) -> AsyncJob[typing.Any]:
        from ._many import AsyncJob

        return AsyncJob(self._native, operation, events, concurrency)
