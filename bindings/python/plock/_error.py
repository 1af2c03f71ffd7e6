"""Base class of all exceptions."""

from __future__ import annotations

# Importing `typing` would take longer than importing this package.
TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing

    import plock
else:
    from ._typing import plock, typing


class ApiError:
    """One error of an error response: an item of `{"errors": [{"title", "detail", "status"}]}`."""

    __slots__ = __match_args__ = ("title", "detail", "status", "raw")

    title: str | None
    """Short summary."""
    detail: str | None
    """Detailed description."""
    status: str | None
    """HTTP status as text."""
    raw: typing.Any
    """The error as sent by the API."""

    def __init__(
        self, title: str | None = None, detail: str | None = None, status: str | None = None, raw: typing.Any = None
    ) -> None:
        self.title = title
        self.detail = detail
        self.status = status
        self.raw = raw

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ApiError):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.__slots__)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"ApiError(title={self.title!r}, detail={self.detail!r}, status={self.status!r})"


class PlockError(Exception):
    """Base class of all errors; its subclasses are in `plock.errors`. Never contains the API key."""

    message: str
    """Description of the error."""
    status: int | None
    """HTTP status; None without a response."""
    method: str | None
    """HTTP method of the request."""
    path: str | None
    """Path of the request, without the query."""
    headers: dict[str, str]
    """Headers of the response, by lowercase name."""
    errors: list[ApiError]
    """Errors in the body of the response."""
    attempts: int
    """Number of attempts; 0 if nothing was sent."""
    retry_after: float | None
    """Seconds to wait before a retry, as sent by the API."""
    retry_safe: bool
    """Whether the call can be repeated without the risk of recording a write twice."""
    field: str | None
    """The invalid argument."""
    pointer: str | None
    """JSON pointer to the value that could not be decoded."""
    row_id: str | None
    """Id of the item that could not be decoded."""
    body_excerpt: str | None
    """The beginning of the response body."""
    outcomes: plock.Outcomes[typing.Any] | None
    """Outcomes of the writes of the call that it interrupted; None if there were none."""

    def __init__(
        self,
        message: str,
        *,
        status: int | None = None,
        method: str | None = None,
        path: str | None = None,
        headers: dict[str, str] | None = None,
        errors: list[ApiError] | None = None,
        attempts: int = 0,
        retry_after: float | None = None,
        retry_safe: bool = False,
        field: str | None = None,
        pointer: str | None = None,
        row_id: str | None = None,
        body_excerpt: str | None = None,
        outcomes: plock.Outcomes[typing.Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.method = method
        self.path = path
        self.headers = headers if headers is not None else {}
        self.errors = errors if errors is not None else []
        self.attempts = attempts
        self.retry_after = retry_after
        self.retry_safe = retry_safe
        self.field = field
        self.pointer = pointer
        self.row_id = row_id
        self.body_excerpt = body_excerpt
        self.outcomes = outcomes

    def __str__(self) -> str:
        if self.method is None:
            return self.message
        attempts = "attempt" if self.attempts == 1 else "attempts"
        return f"{self.message} ({self.method} {self.path}, {self.attempts} {attempts})"

    def __reduce__(self) -> tuple[typing.Any, ...]:
        return (type(self), (self.message,), self.__dict__)
