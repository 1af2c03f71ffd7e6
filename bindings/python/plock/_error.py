"""What every error of this library can tell."""

from __future__ import annotations

# As in `typing`, which takes longer to import than this whole package.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class ApiError:
    """One error that the API describes in its answer.

    Source: the error bodies of the API's document, `{"errors": [{"title", "detail", "status"}]}`.
    """

    __slots__ = __match_args__ = ("title", "detail", "status", "raw")

    title: str | None
    """A short summary."""
    detail: str | None
    """What happened."""
    status: str | None
    """The HTTP status, as text."""
    raw: Any
    """The error as it came."""

    def __init__(self, title: str | None, detail: str | None, status: str | None, raw: Any) -> None:
        self.title = title
        self.detail = detail
        self.status = status
        self.raw = raw

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ApiError) and self.raw == other.raw

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"ApiError(title={self.title!r}, detail={self.detail!r}, status={self.status!r})"


class PlockError(Exception):
    """A call failed. The classes below it, in `plock.errors`, say in which way.

    No error ever holds the API key.
    """

    message: str
    """What happened."""
    status: int | None
    """HTTP status of the answer, where there was one."""
    method: str | None
    """HTTP method of the call."""
    path: str | None
    """Path of the call, without the query."""
    headers: dict[str, str]
    """Headers of the answer, by name in lower case."""
    errors: list[ApiError]
    """What the API says about it."""
    attempts: int
    """How often the request was sent, or tried to be."""
    retry_after: float | None
    """How many seconds the API asks to wait."""
    retry_safe: bool
    """Whether the same call can be made again without the risk of doing something twice."""
    field: str | None
    """The argument that was refused."""
    pointer: str | None
    """JSON pointer to what could not be decoded."""
    row_id: str | None
    """Id of the row that could not be decoded."""
    body_excerpt: str | None
    """The beginning of the answer's body."""

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

    def __str__(self) -> str:
        if self.method is None:
            return self.message
        attempts = "attempt" if self.attempts == 1 else "attempts"
        return f"{self.message} ({self.method} {self.path}, {self.attempts} {attempts})"

    def __reduce__(self) -> tuple[Any, ...]:
        # The attributes travel as the state.
        return (type(self), (self.message,), self.__dict__)
