"""The native part. Private, except for the classes that `plock` exports."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from typing import Any, ClassVar, Generic, TypeVar, final, overload

import pandas  # type: ignore
import polars
import pyarrow  # type: ignore
from typing_extensions import Self, disjoint_base

from ._arrow import Columns, Decimals, Names

_T = TypeVar("_T")

__version__: str

def list_traits(index: int) -> tuple[list[tuple[str, bool]], bool]:
    """Of a list: its parameters, whether each takes two values, and whether an outbox finds its events in the list."""

def operation_name(index: int) -> str:
    """Name of an operation: `invoices.get`."""

def operation_route(index: int) -> tuple[str, str]:
    """HTTP method and path template of an operation."""

def check_build(files: str) -> None:
    """Raises ImportError if the package's files and this library come from different builds."""

def _given(cls: type[Object], fields: dict[str, Any], /) -> str:
    """The given fields of an object as JSON."""

@disjoint_base
class Object:
    """An object of the API. Immutable."""
    @property
    def extra(self) -> dict[str, Any]:
        """Fields of the response that are not in the spec, by their JSON names."""
    def to_dict(self, *, wire_names: bool = False) -> dict[str, Any]:
        """The fields and `extra` as a dict, nested objects as dicts. `wire_names`: JSON names instead of Python names. Default: False."""
    def to_json(self, *, wire_names: bool = False) -> str:
        """The same as JSON text: decimals as strings that keep their scale, dates as ISO 8601."""
    @classmethod
    def from_dict(cls, values: Any, *, wire_names: bool = False) -> Self:
        """Builds an object from the output of `to_dict`. Raises InvalidRequestError for values that do not match the spec."""
    @classmethod
    def from_json(cls, text: str, *, wire_names: bool = False) -> Self:
        """Builds an object from the output of `to_json`. Raises InvalidRequestError for values that do not match the spec."""
    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, handler: Any) -> Any: ...
    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> Any: ...
    def __copy__(self) -> Self: ...
    def __deepcopy__(self, _memo: Any, /) -> Self: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class ArrowSchema:
    """The columns of a list as a table."""
    @property
    def names(self) -> list[str]:
        """Names of the columns."""
    def __arrow_c_schema__(self) -> object: ...

@final
class ArrowTable:
    def __new__(cls, schema: ArrowSchema) -> Self: ...
    def append(self, page: Page[Any]) -> None: ...
    def __arrow_c_stream__(self, requested_schema: object = None) -> object: ...

@final
class Page(Generic[_T]):
    """One page of a list: a sequence of its items."""
    def __new__(
        cls,
        items: Iterable[_T] | None = None,
        *,
        current_page: int | None = None,
        last_page: int | None = None,
        per_page: int | None = None,
        total: int | None = None,
        next: str | None = None,
        meta: dict[str, Any] | None = None,
    ) -> Self: ...
    @property
    def items(self) -> list[_T]:
        """The items of this page."""
    @property
    def current_page(self) -> int | None:
        """The number of this page, from 1."""
    @property
    def last_page(self) -> int | None:
        """The number of the last page."""
    @property
    def per_page(self) -> int | None:
        """Maximum number of items per page."""
    @property
    def total(self) -> int | None:
        """Number of items on all pages."""
    @property
    def next(self) -> str | None:
        """Link to the next page, as sent by the API."""
    @property
    def meta(self) -> dict[str, Any]:
        """The other members of the response (`meta`, `links`, `jsonapi`), unchanged."""
    def arrow_schema(
        self, *, columns: Columns = "default", decimals: Decimals = "exact", names: Names = "snake"
    ) -> ArrowSchema:
        """The columns of the page as a table; see `Listing.arrow_schema`."""
    def to_arrow(
        self, *, columns: Columns = "default", decimals: Decimals = "exact", names: Names = "snake"
    ) -> pyarrow.Table:
        """The items as a `pyarrow.Table`; see `Listing.to_arrow`."""
    def to_polars(
        self, *, columns: Columns = "default", decimals: Decimals = "exact", names: Names = "snake"
    ) -> polars.DataFrame:
        """The items as a `polars.DataFrame`; see `Listing.to_polars`."""
    def to_pandas(
        self, *, columns: Columns = "default", decimals: Decimals = "exact", names: Names = "snake"
    ) -> pandas.DataFrame:
        """The items as a `pandas.DataFrame`; see `Listing.to_pandas`."""
    def __arrow_c_schema__(self) -> object: ...
    def __arrow_c_stream__(self, requested_schema: object = None) -> object: ...
    def __len__(self) -> int: ...
    @overload
    def __getitem__(self, key: int, /) -> _T: ...
    @overload
    def __getitem__(self, key: slice, /) -> list[_T]: ...
    def __iter__(self) -> Iterator[_T]: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]
    @classmethod
    def __class_getitem__(cls, item: Any, /) -> Any: ...
    def __getnewargs_ex__(self) -> tuple[tuple[list[_T]], dict[str, Any]]: ...

@final
class Response:
    """An attempt and its response, passed to `on_response`."""
    def __new__(
        cls,
        status: int | None = 200,
        headers: dict[str, str] | None = None,
        content: bytes | None = None,
        *,
        error: str | None = None,
        operation: str | None = None,
        method: str | None = None,
        path: str | None = None,
        attempt: int = 1,
        duration: float = 0.0,
        timestamp: float = 0.0,
    ) -> Self: ...
    @property
    def status(self) -> int | None:
        """HTTP status; None without a response."""
    @property
    def headers(self) -> dict[str, str]:
        """Headers by lowercase name."""
    @property
    def content(self) -> bytes:
        """The decompressed body; of an error response, at most its beginning."""
    @property
    def error(self) -> str | None:
        """Name of the error class if there is no response, such as `TimeoutError`."""
    @property
    def operation(self) -> str | None:
        """`operationId` in the API document."""
    @property
    def method(self) -> str | None:
        """HTTP method."""
    @property
    def path(self) -> str | None:
        """Path template."""
    @property
    def attempt(self) -> int:
        """Number of the attempt, from 1."""
    @property
    def duration(self) -> float:
        """Duration of the attempt in seconds."""
    @property
    def timestamp(self) -> float:
        """End of the attempt, in seconds since 1970."""

@final
class Client:
    def __new__(cls, settings: dict[str, Any]) -> Self: ...
    def with_options(self, settings: dict[str, Any]) -> Client: ...
    @property
    def base_url(self) -> str: ...
    @property
    def on_response(self) -> Callable[[Response], object] | None: ...
    def items(
        self,
        operation: int,
        args: dict[str, object],
        page: int | None,
        page_size: int | None,
        concurrency: int | None,
        consistent: bool,
    ) -> Items: ...
    def call(self, queue: CompletionQueue | None, operation: int, args: dict[str, object]) -> Any: ...
    def page(
        self,
        queue: CompletionQueue | None,
        operation: int,
        args: dict[str, object],
        page: int | None,
        page_size: int | None,
    ) -> Any: ...
    def pages(
        self,
        queue: CompletionQueue | None,
        operation: int,
        args: dict[str, object],
        page: int | None,
        page_size: int | None,
        concurrency: int | None,
        consistent: bool,
    ) -> Pages: ...
    @staticmethod
    def arrow_schema(operation: int, columns: Columns, decimals: Decimals, names: Names) -> ArrowSchema: ...
    def arrow_stream(
        self,
        operation: int,
        args: dict[str, object],
        page: int | None,
        page_size: int | None,
        concurrency: int | None,
        consistent: bool,
        schema: ArrowSchema,
    ) -> object: ...
    def many(self, queue: CompletionQueue | None, operation: int, concurrency: int) -> Many: ...
    def outbox(self, queue: CompletionQueue | None, settings: dict[str, Any]) -> Outbox: ...
    def close(self) -> None: ...

@final
class Pages:
    def next(self, queue: CompletionQueue | None = None) -> Any: ...
    @property
    def total(self) -> int | None: ...
    def __iter__(self) -> Pages: ...
    def __next__(self) -> Page[Any]: ...

@final
class Items:
    @property
    def total(self) -> int | None: ...
    def __iter__(self) -> Items: ...
    def __next__(self) -> Any: ...

@final
class Many:
    def push(self, taken: list[Any], pending: dict[int, Any]) -> None: ...
    def room(self, queue: CompletionQueue | None = None) -> Any: ...
    def next(self, queue: CompletionQueue | None = None) -> Any: ...
    def step(self) -> Any: ...
    def stop(self, grace: float) -> None: ...
    def finish(self) -> None: ...
    @property
    def stopped(self) -> bool: ...
    @property
    def summary(self) -> tuple[int, int, int, int]: ...
    @property
    def outcomes(self) -> list[Any]: ...

def recorder(_queue: CompletionQueue | None, settings: dict[str, Any]) -> Outbox:
    """An outbox that only records."""

@final
class Outbox:
    def open(self, queue: CompletionQueue | None = None) -> Any: ...
    def record(self, queue: CompletionQueue | None, operation: int, events: list[Any], *, many: bool = False) -> Any: ...
    def stats(self, queue: CompletionQueue | None = None) -> Any: ...
    def changed(self, queue: CompletionQueue | None, last: tuple[Any, ...]) -> Any: ...
    def flush(self, queue: CompletionQueue | None, timeout: float | None) -> Any: ...
    def close(self, queue: CompletionQueue | None, timeout: float | None) -> Any: ...
    def stop(self, grace: float) -> Any: ...
    def events(self, queue: CompletionQueue | None, state: str, after: int, limit: int) -> Any: ...
    def history(self, queue: CompletionQueue | None, seq: int) -> Any: ...
    def reconcile(self, queue: CompletionQueue | None, timeout: float | None) -> Any: ...
    def resolve(self, queue: CompletionQueue | None, seq: int, resolution: str) -> Any: ...
    def retry(self, queue: CompletionQueue | None) -> Any: ...
    def verify(self, queue: CompletionQueue | None) -> Any: ...

@final
class CompletionQueue:
    def __new__(cls, event_loop: asyncio.AbstractEventLoop, wake: Callable[[], None] | None = None) -> Self: ...
    def fileno(self) -> int: ...
    def drain(self) -> None: ...

@final
class Pending:
    @property
    def future(self) -> asyncio.Future[None]: ...
    def result(self) -> Any: ...
    def cancel(self) -> None: ...

@final
class TestClock:
    def __new__(cls) -> Self: ...
    @property
    def waits_ms(self) -> list[int]: ...
