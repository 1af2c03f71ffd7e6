"""The clients, and what they can be told."""

from __future__ import annotations

from ._calls import UNSET
from ._native import Client
from ._resources import AsyncResources, Resources

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from types import TracebackType
    from typing import Any, TypeVar

    from ._native import Response
    from ._resources import Environment

    _C = TypeVar("_C", bound="_Client")


class Timeout:
    """How long to wait, in seconds; None is no limit. A number alone stands for `total`.

    Args:
        total: For a whole call, with all its retries; 60 s unless told.
        connect: For a connection; 10 s unless told. Only a client can be told, not a call.
        read: For the next bytes of an answer; 30 s unless told.
    """

    __slots__ = ("connect", "read", "total")

    def __init__(
        self, total: float | None = UNSET, *, connect: float | None = UNSET, read: float | None = UNSET
    ) -> None:
        self.total = total
        self.connect = connect
        self.read = read

    def __repr__(self) -> str:
        return f"Timeout(total={self.total!r}, connect={self.connect!r}, read={self.read!r})"


def _settings(given: dict[str, Any]) -> dict[str, Any]:
    """The settings that were given, with the parts of a timeout each on its own."""
    timeout = given.pop("timeout", UNSET)
    if isinstance(timeout, Timeout):
        given.update(timeout=timeout.total, connect_timeout=timeout.connect, read_timeout=timeout.read)
    else:
        given["timeout"] = timeout
    return {name: value for name, value in given.items() if value is not UNSET}


class _Client:
    """What both clients share."""

    __slots__ = ("_native",)

    _native: Client

    def __init__(
        self,
        api_key: str | None = None,
        *,
        token_provider: Callable[[], str] | Callable[[], Awaitable[str]] | None = None,
        base_url: str | None = None,
        environment: Environment | None = None,
        timeout: float | Timeout | None = UNSET,
        max_retries: int = UNSET,
        concurrency: int = UNSET,
        proxy: str | None = None,
        ca_certificates: str | bytes | None = None,
        extra_headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, str] | None = None,
        user_agent_suffix: str | None = None,
        on_response: Callable[[Response], object] | None = None,
        **hidden: Any,
    ) -> None:
        """Sets a client up. Sends nothing.

        Args:
            api_key: The API key; the environment variable PLOCK_API_KEY unless told.
            token_provider: Called for a token at each request, and once more after a 401, instead of a key. May be a coroutine
                function.
            base_url: A base URL other than those of the environments, such as a sandbox's; the environment variable
                PLOCK_BASE_URL unless told.
            environment: The environment; production unless told.
            timeout: Seconds for a whole call, a `Timeout`, or None for no limit.
            max_retries: How often a request is sent again at most, where that is safe; 2 unless told.
            concurrency: How many pages a list fetches at the same time, ahead of its reader; 4 unless told.
            proxy: A proxy for all requests, as URL; the system's unless told.
            ca_certificates: Certificates (PEM) of authorities to trust beside the system's.
            extra_headers: Headers beside those that the API demands.
            extra_query: Query parameters that the API does not publish.
            user_agent_suffix: Text behind the library's own user agent.
            on_response: Called with the `Response` (status, headers, bytes) of every success, before its call returns.

        Raises:
            plock.errors.ConfigurationError: A setting cannot be what it is; the message names it.
        """
        given: dict[str, Any] = {
            "api_key": api_key,
            "token_provider": token_provider,
            "base_url": base_url,
            "environment": environment,
            "proxy": proxy,
            "ca_certificates": ca_certificates,
            "extra_headers": dict(extra_headers) if extra_headers is not None else None,
            "extra_query": dict(extra_query) if extra_query is not None else None,
            "user_agent_suffix": user_agent_suffix,
            "on_response": on_response,
        }
        given = {name: value for name, value in given.items() if value is not None}
        given.update(timeout=timeout, max_retries=max_retries, concurrency=concurrency, **hidden)
        self._native = Client(_settings(given))

    def with_options(
        self: _C,
        *,
        timeout: float | Timeout | None = UNSET,
        max_retries: int = UNSET,
        concurrency: int = UNSET,
        extra_headers: Mapping[str, str] = UNSET,
        extra_query: Mapping[str, str] = UNSET,
        on_response: Callable[[Response], object] | None = UNSET,
    ) -> _C:
        """The same client with other options, for one call or for many; it shares its connections.

            plock.with_options(timeout=5, max_retries=0).invoices.get(2002)

        Headers and query parameters are added to those of the client.
        """
        given = {
            "timeout": timeout,
            "max_retries": max_retries,
            "concurrency": concurrency,
            "extra_headers": dict(extra_headers) if extra_headers is not UNSET else UNSET,
            "extra_query": dict(extra_query) if extra_query is not UNSET else UNSET,
            "on_response": on_response,
        }
        other = object.__new__(type(self))
        other._native = self._native.with_options(_settings(given))
        return other

    @property
    def base_url(self) -> str:
        """The base URL of its requests."""
        return self._native.base_url

    def __repr__(self) -> str:
        return f"{type(self).__name__}(base_url={self.base_url!r})"


class Plock(_Client, Resources):
    """The client of the Plock API, with blocking calls. Safe to share between threads, and to use in a forked child.

        with Plock() as plock:
            for invoice in plock.invoices.list():
                print(invoice.id, invoice.amount, invoice.currency)
    """

    __slots__ = ()

    def close(self) -> None:
        """Closes its connections; a call behind it opens new ones."""
        self._native.close()

    def __enter__(self) -> Plock:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class AsyncPlock(_Client, AsyncResources):
    """The client of the Plock API for asyncio. A cancelled task stops its request.

        async with AsyncPlock() as plock:
            async for invoice in plock.invoices.list():
                print(invoice.id, invoice.amount, invoice.currency)
    """

    __slots__ = ()

    async def close(self) -> None:
        """Closes its connections; a call behind it opens new ones."""
        self._native.close()

    aclose = close

    async def __aenter__(self) -> AsyncPlock:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()
