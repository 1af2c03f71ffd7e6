"""Lists: the items of all pages, fetched ahead of the reader."""

from __future__ import annotations

from . import _arrow
from ._arrow import ArrowStream
from ._async import completion_queue, wait
from ._native import ArrowSchema, ArrowTable, Client, Page, Pages, operation_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing
    from typing import Generic, TypeVar

    import pandas  # type: ignore
    import polars
    import pyarrow  # type: ignore

    from ._arrow import Columns, Decimals, Names

    T = TypeVar("T")
    U = TypeVar("U")
else:
    from ._typing import Columns, Decimals, Generic, Names, T, pandas, polars, pyarrow, typing

    U = T


class _Call:
    """A prepared list call. Nothing is sent before it is read."""

    __slots__ = ("_args", "_concurrency", "_consistent", "_native", "_operation", "_page", "_page_size")

    def __init__(
        self,
        native: Client,
        operation: int,
        args: dict[str, object],
        page: int | None,
        page_size: int | None,
        concurrency: int | None,
        consistent: bool,
    ) -> None:
        self._native = native
        self._operation = operation
        self._args = args
        self._page = page
        self._page_size = page_size
        self._concurrency = concurrency
        self._consistent = consistent

    def _pages(self, queue: typing.Any) -> Pages:
        return self._native.pages(
            queue, self._operation, self._args, self._page, self._page_size, self._concurrency, self._consistent
        )

    def __repr__(self) -> str:
        if isinstance(self._native, _GivenPage):
            return f"{type(self).__name__}.of({[*self._native.items()]!r})"
        paging = {"page": self._page, "page_size": self._page_size, "concurrency": self._concurrency, "consistent": self._consistent or None}
        given = [f"{name}={value!r}" for name, value in {**self._args, **paging}.items() if value is not None]
        return f"{type(self).__name__}({', '.join([operation_name(self._operation), *given])})"

    def _start_page(self, queue: typing.Any) -> typing.Any:
        return self._native.page(queue, self._operation, self._args, self._page, self._page_size)

    def arrow_schema(
        self, *, columns: Columns = "default", decimals: Decimals = "exact", names: Names = "snake"
    ) -> ArrowSchema:
        """The columns of the list as a table, without a request. `pyarrow.schema` and others take it.

        Args:
            columns: "default": id, attributes and `extra`; "all": also the type, links and relationships; or names, in this order.
            decimals: "exact": decimal(38, 18); a scale of 0 to 28: decimal(38, scale); "string"; or "float", which is not exact.
            names: "snake": `account_id`; "wire": as in the JSON of the API.

        Raises:
            plock.errors.InvalidRequestError: An argument is invalid. The message names the columns.
        """
        return self._native.arrow_schema(self._operation, columns, decimals, names)


class Listing(_Call, Generic[T]):
    """A list of the API. Iterating over it yields the items of all pages, in order. Each iteration fetches the list again.

    Pages are fetched ahead, at most `concurrency` at the same time, so memory is bounded. Reading raises `plock.PlockError`.
    """

    __slots__ = ()

    @staticmethod
    def of(items: typing.Iterable[U]) -> Listing[U]:
        """A list of these items, on one page and without requests, for tests."""
        return Listing(_given(items), 0, {}, None, None, None, False)

    def __iter__(self) -> typing.Iterator[T]:
        return self._native.items(
            self._operation, self._args, self._page, self._page_size, self._concurrency, self._consistent
        )

    def pages(self) -> typing.Iterator[Page[T]]:
        """All pages, beginning with the start page."""
        return self._pages(None)

    def page(self) -> Page[T]:
        """Only the start page, with one request."""
        page: Page[T] = self._start_page(None)
        return page

    def first(self) -> T | None:
        """The first item, with one request. None if the list is empty."""
        page = self.page()
        return page[0] if len(page) else None

    def to_list(self) -> list[T]:
        """All items as a list."""
        return list(self)

    def total(self) -> int | None:
        """Number of items on all pages, with one request. None if the API does not send it."""
        return self.page().total

    def arrow_stream(
        self, *, columns: Columns = "default", decimals: Decimals = "exact", names: Names = "snake"
    ) -> ArrowStream:
        """The list as a stream for libraries that take Arrow streams, such as duckdb. Each read of it fetches the list again.

        The list itself is such a stream, too, with the default columns. Arguments: see `arrow_schema`.
        """
        schema = self.arrow_schema(columns=columns, decimals=decimals, names=names)
        return ArrowStream(schema, self._arrow_stream)

    def _arrow_stream(self, schema: ArrowSchema) -> object:
        return self._native.arrow_stream(
            self._operation, self._args, self._page, self._page_size, self._concurrency, self._consistent, schema
        )

    def __arrow_c_schema__(self) -> object:
        return self.arrow_schema().__arrow_c_schema__()

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._arrow_stream(self.arrow_schema())

    def _table(self, columns: Columns, decimals: Decimals, names: Names) -> ArrowTable:
        table = ArrowTable(self.arrow_schema(columns=columns, decimals=decimals, names=names))
        for page in self.pages():
            table.append(page)
        return table

    def to_arrow(
        self, *, columns: Columns = "default", decimals: Decimals = "exact", names: Names = "snake"
    ) -> pyarrow.Table:
        """All items as a `pyarrow.Table`. Arguments: see `arrow_schema`.

        Raises:
            ImportError: pyarrow is not installed.
            plock.errors.DecodeError: A value does not fit its column; the message names its row and what to do.
        """
        convert = _arrow.to_arrow()
        return convert(self._table(columns, decimals, names))

    def to_polars(
        self, *, columns: Columns = "default", decimals: Decimals = "exact", names: Names = "snake"
    ) -> polars.DataFrame:
        """All items as a `polars.DataFrame`. Arguments: see `arrow_schema`.

        Raises:
            ImportError: polars is not installed.
            plock.errors.DecodeError: A value does not fit its column; the message names its row and what to do.
        """
        convert = _arrow.to_polars()
        return convert(self._table(columns, decimals, names))

    def to_pandas(
        self, *, columns: Columns = "default", decimals: Decimals = "exact", names: Names = "snake"
    ) -> pandas.DataFrame:
        """All items as a `pandas.DataFrame` with columns of `pandas.ArrowDtype`, which keep integers and decimals exact.

        Arguments: see `arrow_schema`.

        Raises:
            ImportError: pandas or pyarrow is not installed.
            plock.errors.DecodeError: A value does not fit its column; the message names its row and what to do.
        """
        convert = _arrow.to_pandas()
        return convert(self._table(columns, decimals, names))


class _Pages(Generic[T]):
    """Async iterator of pages. Unlike a generator, it continues after a cancelled read and loses no page."""

    __slots__ = ("_listing", "_stream")

    def __init__(self, listing: AsyncListing[T]) -> None:
        self._listing: AsyncListing[T] | None = listing
        self._stream: Pages | None = None

    def __aiter__(self) -> _Pages[T]:
        return self

    async def __anext__(self) -> Page[T]:
        if self._listing is None:
            raise StopAsyncIteration
        queue = completion_queue()
        if self._stream is None:
            self._stream = self._listing._pages(queue)
        page: Page[T] | None = await wait(self._stream.next(queue))
        if page is None:
            await self.aclose()
            raise StopAsyncIteration
        return page

    async def aclose(self) -> None:
        """Ends the iteration and aborts in-flight page requests."""
        self._listing = self._stream = None


class _Items(Generic[T]):
    """Async iterator of items; continues as `_Pages` does."""

    __slots__ = ("_items", "_pages")

    def __init__(self, listing: AsyncListing[T]) -> None:
        self._pages: _Pages[T] = _Pages(listing)
        self._items: typing.Iterator[T] = iter(())

    def __aiter__(self) -> _Items[T]:
        return self

    async def __anext__(self) -> T:
        while True:
            for item in self._items:
                return item
            self._items = iter(await self._pages.__anext__())

    async def aclose(self) -> None:
        """Ends the iteration and aborts in-flight page requests."""
        self._items = iter(())
        await self._pages.aclose()


class AsyncListing(_Call, Generic[T]):
    """A list of the API. `async for` over it yields the items of all pages, in order. Each iteration fetches the list again.

    Pages are fetched ahead, at most `concurrency` at the same time, so memory is bounded. Reading raises `plock.PlockError`.
    """

    __slots__ = ()

    @staticmethod
    def of(items: typing.Iterable[U]) -> AsyncListing[U]:
        """A list of these items, on one page and without requests, for tests."""
        return AsyncListing(_given(items), 0, {}, None, None, None, False)

    def __aiter__(self) -> typing.AsyncIterator[T]:
        return _Items(self)

    def pages(self) -> typing.AsyncIterator[Page[T]]:
        """All pages, beginning with the start page."""
        return _Pages(self)

    async def page(self) -> Page[T]:
        """Only the start page, with one request."""
        page: Page[T] = await wait(self._start_page(completion_queue()))
        return page

    async def first(self) -> T | None:
        """The first item, with one request. None if the list is empty."""
        page = await self.page()
        return page[0] if len(page) else None

    async def to_list(self) -> list[T]:
        """All items as a list."""
        return [item async for item in self]

    async def total(self) -> int | None:
        """Number of items on all pages, with one request. None if the API does not send it."""
        return (await self.page()).total

    async def _table(self, columns: Columns, decimals: Decimals, names: Names) -> ArrowTable:
        table = ArrowTable(self.arrow_schema(columns=columns, decimals=decimals, names=names))
        async for page in self.pages():
            table.append(page)
        return table

    async def to_arrow(
        self, *, columns: Columns = "default", decimals: Decimals = "exact", names: Names = "snake"
    ) -> pyarrow.Table:
        """All items as a `pyarrow.Table`. Arguments: see `arrow_schema`.

        Raises:
            ImportError: pyarrow is not installed.
            plock.errors.DecodeError: A value does not fit its column; the message names its row and what to do.
        """
        convert = _arrow.to_arrow()
        return convert(await self._table(columns, decimals, names))

    async def to_polars(
        self, *, columns: Columns = "default", decimals: Decimals = "exact", names: Names = "snake"
    ) -> polars.DataFrame:
        """All items as a `polars.DataFrame`. Arguments: see `arrow_schema`.

        Raises:
            ImportError: polars is not installed.
            plock.errors.DecodeError: A value does not fit its column; the message names its row and what to do.
        """
        convert = _arrow.to_polars()
        return convert(await self._table(columns, decimals, names))

    async def to_pandas(
        self, *, columns: Columns = "default", decimals: Decimals = "exact", names: Names = "snake"
    ) -> pandas.DataFrame:
        """All items as a `pandas.DataFrame` with columns of `pandas.ArrowDtype`, which keep integers and decimals exact.

        Arguments: see `arrow_schema`.

        Raises:
            ImportError: pandas or pyarrow is not installed.
            plock.errors.DecodeError: A value does not fit its column; the message names its row and what to do.
        """
        convert = _arrow.to_pandas()
        return convert(await self._table(columns, decimals, names))


class _GivenPage:
    """Stands for the native client of a list of given items."""

    __slots__ = ("_page",)

    def __init__(self, page: Page[typing.Any]) -> None:
        self._page = page

    def items(self, *_: object) -> typing.Any:
        return iter(self._page)

    def page(self, queue: object, *_: object) -> typing.Any:
        return self._page if queue is None else _Done(self._page)

    def pages(self, queue: object, *_: object) -> typing.Any:
        return iter((self._page,)) if queue is None else _GivenPages(self._page)

    def arrow_schema(self, _operation: int, columns: Columns, decimals: Decimals, names: Names) -> ArrowSchema:
        return self._page.arrow_schema(columns=columns, decimals=decimals, names=names)

    def arrow_stream(self, *args: typing.Any) -> object:
        table = ArrowTable(args[-1])
        table.append(self._page)
        return table.__arrow_c_stream__()


class _GivenPages:
    """Stands for the native pages of an asyncio list of given items."""

    __slots__ = ("_page",)

    def __init__(self, page: Page[typing.Any] | None) -> None:
        self._page = page

    def next(self, _queue: object) -> typing.Any:
        page, self._page = self._page, None
        return _Done(page)


class _Done:
    """Stands for a native call that has ended."""

    __slots__ = ("_result",)

    def __init__(self, result: object) -> None:
        self._result = result

    @property
    async def future(self) -> None:
        pass

    def result(self) -> object:
        return self._result

    def cancel(self) -> None:
        pass


def _given(items: typing.Iterable[typing.Any]) -> typing.Any:
    given = list(items)
    return _GivenPage(Page(given, current_page=1, last_page=1, per_page=len(given), total=len(given)))
