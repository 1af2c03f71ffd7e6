"""The clients and their settings."""

from __future__ import annotations

from ._calls import UNSET
from ._native import Client, Response
from ._resources import AsyncResources, Environment, Resources

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing
    from types import TracebackType

    C = typing.TypeVar("C", bound="_Client")
else:
    from ._typing import T as C
    from ._typing import typing

    # `types.TracebackType`
    TracebackType = type(None)


class Timeout:
    """Time limits in seconds; None: no limit. A plain number sets `total`.

    Args:
        total: Total time for a call, including retries. Default: 60.
        connect: Time to establish a connection. Default: 10. A setting of the client; not available in `with_options`.
        read: Time to wait for the next bytes of a response. Default: 30.
    """

    __slots__ = __match_args__ = ("total", "connect", "read")

    def __init__(
        self, total: float | None = UNSET, *, connect: float | None = UNSET, read: float | None = UNSET
    ) -> None:
        self.total = total
        self.connect = connect
        self.read = read

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Timeout) and self._parts() == other._parts()

    def __hash__(self) -> int:
        return hash(self._parts())

    def _parts(self) -> tuple[object, ...]:
        return (self.total, self.connect, self.read)

    def __repr__(self) -> str:
        return f"Timeout(total={self.total!r}, connect={self.connect!r}, read={self.read!r})"


def _settings(settings: dict[str, typing.Any]) -> dict[str, typing.Any]:
    """The settings that were set, with a `Timeout` split into its parts."""
    timeout = settings.pop("timeout", UNSET)
    if isinstance(timeout, Timeout):
        settings.update(timeout=timeout.total, connect_timeout=timeout.connect, read_timeout=timeout.read)
    else:
        settings["timeout"] = timeout
    return {name: value for name, value in settings.items() if value is not UNSET}


class _Client:
    """Base class of the clients."""

    _native: Client
    _clock: object = None
    """A `TestClock`, set by the tests of this package."""

    def __init__(
        self,
        api_key: str | None = None,
        *,
        token_provider: typing.Callable[[], str] | typing.Callable[[], typing.Awaitable[str]] | None = None,
        base_url: str | None = None,
        environment: Environment | None = None,
        timeout: float | Timeout | None = UNSET,
        max_retries: int = UNSET,
        concurrency: int = UNSET,
        max_outage: float | None = UNSET,
        retry_budget: int = UNSET,
        max_in_flight: int = UNSET,
        max_response_size: int = UNSET,
        proxy: str | None = None,
        ca_certificates: str | bytes | None = None,
        client_certificate: str | bytes | None = None,
        extra_headers: typing.Mapping[str, str] | None = None,
        extra_query: typing.Mapping[str, str] | None = None,
        user_agent_suffix: str | None = None,
        on_response: typing.Callable[[Response], object] | None = None,
    ) -> None:
        """Creates a client. Sends nothing.

        Args:
            api_key: API key. Default: the environment variable PLOCK_API_KEY.
            token_provider: Called for a token before each request, and again after a 401; replaces `api_key`. A function or
                coroutine function that returns a str. Default: None.
            base_url: Base URL of the API, such as a sandbox's; replaces `environment`. Default: the environment variable
                PLOCK_BASE_URL, or the URL of the environment.
            environment: Environment of the API. Default: production.
            timeout: Total time in seconds for a call, including retries, or a `Timeout`. None: no limit. Default: 60.
            max_retries: Maximum number of retries of a request, if a retry is safe. Default: 2.
            concurrency: Number of pages of a list that are fetched at the same time, ahead of the reader. Default: 16.
            max_outage: How long in seconds many writes wait while the API cannot be reached or asks to wait, before the job stops. This
                time does not count towards the timeout. None: no limit. Default: 300.
            retry_budget: Number of retries that all calls of the client have together; five successes add one. Default: 20.
            max_in_flight: Maximum number of calls in flight; others wait, within their timeout. Default: 256.
            max_response_size: Maximum size of a response in bytes, decompressed; a larger one is an error. Default: 256 MiB.
            proxy: URL of a proxy for all requests (http, https or socks5). Empty: no proxy. Default: HTTPS_PROXY, NO_PROXY and the like,
                or the system's proxy.
            ca_certificates: Additional trusted CA certificates (PEM), or the server's self-signed certificate. Always trusted: those in
                the files of the environment variables REQUESTS_CA_BUNDLE and CURL_CA_BUNDLE, and those of the system, which
                SSL_CERT_FILE and SSL_CERT_DIR replace. Default: None.
            client_certificate: Certificate chain and unencrypted private key (PEM), for servers that require mutual TLS.
                Default: None.
            extra_headers: Headers added to each request. Default: None.
            extra_query: Query parameters added to each request. Default: None.
            user_agent_suffix: Appended to the User-Agent header. Default: None.
            on_response: Called with the `Response` of each attempt, failed ones and those that are retried included, before the call
                returns. Default: None.

        Raises:
            plock.errors.ConfigurationError: A setting is missing or invalid; the message names it.
            TypeError: A setting has the wrong type; the message names it.
        """
        settings: dict[str, typing.Any] = {
            "api_key": api_key,
            "token_provider": token_provider,
            "base_url": base_url,
            "environment": environment,
            "proxy": proxy,
            "ca_certificates": ca_certificates,
            "client_certificate": client_certificate,
            "extra_headers": dict(extra_headers) if extra_headers is not None else None,
            "extra_query": dict(extra_query) if extra_query is not None else None,
            "user_agent_suffix": user_agent_suffix,
            "on_response": on_response,
            "clock": self._clock,
        }
        settings = {name: value for name, value in settings.items() if value is not None}
        settings.update(timeout=timeout, max_retries=max_retries, concurrency=concurrency, max_outage=max_outage)
        settings.update(retry_budget=retry_budget, max_in_flight=max_in_flight, max_response_size=max_response_size)
        self._native = Client(_settings(settings))

    def with_options(
        self: C,
        *,
        timeout: float | Timeout | None = UNSET,
        max_retries: int = UNSET,
        concurrency: int = UNSET,
        extra_headers: typing.Mapping[str, str] = UNSET,
        extra_query: typing.Mapping[str, str] = UNSET,
        on_response: typing.Callable[[Response], object] | None = UNSET,
    ) -> C:
        """Returns a client with other call options and the connections of this one, which this one closes.

            plock.with_options(timeout=5, max_retries=0).invoices.get(2002)

        The options are those of the constructor. Default: the value of this client. Headers and query parameters are added to those
        of this client.

        Raises:
            plock.errors.ConfigurationError: An option is invalid; the message names it.
            TypeError: An option has the wrong type; the message names it.
        """
        settings = {
            "timeout": timeout,
            "max_retries": max_retries,
            "concurrency": concurrency,
            "extra_headers": dict(extra_headers) if extra_headers is not UNSET else UNSET,
            "extra_query": dict(extra_query) if extra_query is not UNSET else UNSET,
            "on_response": on_response,
        }
        other = object.__new__(type(self))
        other._native = self._native.with_options(_settings(settings))
        return other

    @property
    def base_url(self) -> str:
        """Base URL of all requests."""
        return self._native.base_url

    def __repr__(self) -> str:
        return f"{type(self).__name__}(base_url={self.base_url!r})"


class Plock(_Client, Resources):
    """Blocking client of the Plock API. It can be shared between threads and used in a forked child.

        with Plock() as plock:
            for invoice in plock.invoices.list():
                print(invoice.id, invoice.amount, invoice.currency)
    """

    def close(self) -> None:
        """Closes the connections. A later call opens new ones. A client made by `with_options` leaves them to its parent."""
        self._native.close()

    def __enter__(self: C) -> C:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class AsyncPlock(_Client, AsyncResources):
    """Asyncio client of the Plock API. Cancelling a task aborts its request.

        async with AsyncPlock() as plock:
            async for invoice in plock.invoices.list():
                print(invoice.id, invoice.amount, invoice.currency)
    """

    async def close(self) -> None:
        """Closes the connections. A later call opens new ones. A client made by `with_options` leaves them to its parent."""
        self._native.close()

    aclose = close

    async def __aenter__(self: C) -> C:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()
