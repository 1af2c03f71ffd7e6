"""A sandbox."""

from __future__ import annotations

import math
import typing

import plock
from plock import errors

from ._objects import Recorded, Resources
from ._store import call

if typing.TYPE_CHECKING:
    from types import TracebackType

    from typing_extensions import Self


class Request(typing.NamedTuple):
    """A request that a sandbox has received."""

    operation: str | None
    """Operation, such as `invoices.get`; None if there is none at this path."""
    method: str
    """HTTP method."""
    path: str
    """Path, without the query."""
    query: dict[str, str]
    """Query parameters."""
    headers: dict[str, str]
    """Headers, by lowercase name, without credentials."""
    status: int | None
    """HTTP status of the response; None if the connection was closed without one."""


class Sandbox(Resources):
    """A local Plock in this process. It has no objects but those that the test adds, unless an option says otherwise.

    It stops at `stop()`, at the end of a `with` statement, or with the process.

    Args:
        examples: Adds the examples of the API document. Default: False.
        accounts: Number of synthetic objects of each resource. Default: 0.
        seed: Seed of the synthetic objects: the same seed gives the same objects. Default: 0.
        key: API key. Default: `sandbox-key`.

    Raises:
        plock.errors.InvalidRequestError: An option has an invalid value; the message names it.
        RuntimeError: No port or thread is available.
    """

    url: str
    """Base URL, for code that creates its own client (`PLOCK_BASE_URL`)."""
    key: str
    """API key (`PLOCK_API_KEY`)."""

    def __init__(self, *, examples: bool = False, accounts: int = 0, seed: int = 0, key: str | None = None) -> None:
        options = {"examples": examples, "accounts": accounts, "seed": seed, **({} if key is None else {"key": key})}
        started = call("start", options=options)
        super().__init__(started["sandbox"])
        self.url, self.key = started["url"], started["key"]

    def __repr__(self) -> str:
        return f"Sandbox(url={self.url!r})"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Closes the connections and frees the port. A sandbox that has stopped is not stopped again."""
        self._call("stop")

    def client(self, **options: typing.Any) -> plock.Plock:
        """Creates a client of this sandbox. `options`: those of `plock.Plock`."""
        return plock.Plock(**self._settings(options))

    def async_client(self, **options: typing.Any) -> plock.AsyncPlock:
        """Creates an asyncio client of this sandbox. `options`: those of `plock.AsyncPlock`."""
        return plock.AsyncPlock(**self._settings(options))

    def _settings(self, options: dict[str, typing.Any]) -> dict[str, typing.Any]:
        key = {} if "token_provider" in options else {"api_key": self.key}
        # A proxy of the environment does not reach this process.
        return {"base_url": self.url, "proxy": "", **key, **options}

    def next(
        self, status: int, *, retry_after: float | None = None, times: int = 1, operation: str | None = None
    ) -> None:
        """Responds to the next request with an error. Nothing is recorded. Faults wait in the order in which they were given.

        Args:
            status: HTTP status, from 400 to 599.
            retry_after: Seconds in the header `Retry-After` of a 429, rounded up. Default: None, no header.
            times: Number of requests. Default: 1.
            operation: Only requests of this operation, such as `invoices.get`. Default: None, any request.

        Raises:
            plock.errors.InvalidRequestError: An argument has an invalid value; the message names it.
        """
        if not 400 <= status <= 599:
            raise errors.InvalidRequestError(f"status: expected 400 to 599, got {status!r}", field="status")
        if retry_after is None:
            self._fault(f"error:{status}", times, operation)
        elif status == 429 and retry_after >= 0:
            self._fault(f"rate-limit:{math.ceil(retry_after)}", times, operation)
        else:
            expected = "expected at least 0 seconds" if status == 429 else "expected only with the status 429"
            raise errors.InvalidRequestError(f"retry_after: {expected}, got {retry_after!r}", field="retry_after")

    def drop(self, *, times: int = 1, operation: str | None = None) -> None:
        """Closes the connection of the next request before it is handled. Arguments: as `next`."""
        self._fault("drop", times, operation)

    def drop_after_commit(self, *, times: int = 1, operation: str | None = None) -> None:
        """Handles the next request, then closes its connection without a response. Arguments: as `next`."""
        self._fault("drop-after", times, operation)

    def _fault(self, fault: str, times: int, operation: str | None) -> None:
        self._call("next", fault=fault, times=times, operation=operation)

    def latency(self, seconds: float) -> None:
        """Sets the delay in seconds before each response. Default: 0.

        Raises:
            plock.errors.InvalidRequestError: `seconds` is negative.
        """
        if not seconds >= 0:
            raise errors.InvalidRequestError(f"seconds: expected at least 0, got {seconds!r}", field="seconds")
        self._call("latency", ms=round(seconds * 1000))

    @property
    def recorded(self) -> Recorded:
        """What calls have written, in order."""
        return Recorded(self._number)

    @property
    def requests(self) -> list[Request]:
        """All requests in the order of their arrival."""
        return [Request(**request) for request in self._call("requests")]

    def reset(self) -> None:
        """Returns to the state after the start: without faults, latency and records, and with the objects of the options."""
        self._call("reset")
