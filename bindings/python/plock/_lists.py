"""Lists: the items of all pages, fetched ahead of the reader."""

from __future__ import annotations

from ._async import completion_queue, wait
from ._native import Items

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from typing import Any, Generic, TypeVar

    from ._native import Client, Page, Pages

    _T = TypeVar("_T")
else:
    _T = None

    class Generic:
        """Stands for `typing.Generic`, whose import is slow. Only its brackets are needed at runtime."""

        __slots__ = ()

        @classmethod
        def __class_getitem__(cls, item, /):
            return cls


class _Call:
    """A prepared list call. Nothing is sent before it is read."""

    __slots__ = ("_args", "_concurrency", "_native", "_operation", "_page", "_page_size")

    def __init__(
        self,
        native: Client,
        operation: int,
        args: dict[str, object],
        page: int | None,
        page_size: int | None,
        concurrency: int | None,
    ) -> None:
        self._native = native
        self._operation = operation
        self._args = args
        self._page = page
        self._page_size = page_size
        self._concurrency = concurrency

    def _pages(self, queue: Any) -> Pages:
        return self._native.pages(queue, self._operation, self._args, self._page, self._page_size, self._concurrency)

    def _start_page(self, queue: Any) -> Any:
        return self._native.page(queue, self._operation, self._args, self._page, self._page_size)


class Listing(_Call, Generic[_T]):
    """A list of the API. Iterating over it yields the items of all pages, in order. Each iteration fetches the list again.

    Pages are fetched ahead, at most `concurrency` at the same time, so memory is bounded. Reading raises `plock.PlockError`.
    """

    __slots__ = ()

    def __iter__(self) -> Iterator[_T]:
        return Items(self._pages(None))

    def pages(self) -> Iterator[Page[_T]]:
        """All pages, beginning with the start page."""
        return self._pages(None)

    def page(self) -> Page[_T]:
        """Only the start page, with one request."""
        page: Page[_T] = self._start_page(None)
        return page

    def first(self) -> _T | None:
        """The first item, with one request. None if the list is empty."""
        page = self.page()
        return page[0] if len(page) else None

    def to_list(self) -> list[_T]:
        """All items as a list."""
        return list(self)

    @property
    def total(self) -> int | None:
        """Number of items on all pages, with one request. None if the API does not send it."""
        return self.page().total


class _Pages(Generic[_T]):
    """Async iterator of pages. Unlike a generator, it continues after a cancelled read and loses no page."""

    __slots__ = ("_listing", "_stream")

    def __init__(self, listing: AsyncListing[_T]) -> None:
        self._listing: AsyncListing[_T] | None = listing
        self._stream: Pages | None = None

    def __aiter__(self) -> _Pages[_T]:
        return self

    async def __anext__(self) -> Page[_T]:
        if self._listing is None:
            raise StopAsyncIteration
        queue = completion_queue()
        if self._stream is None:
            self._stream = self._listing._pages(queue)
        page: Page[_T] | None = await wait(self._stream.next(queue))
        if page is None:
            await self.aclose()
            raise StopAsyncIteration
        return page

    async def aclose(self) -> None:
        """Ends the iteration and aborts in-flight page requests."""
        self._listing = self._stream = None


class _Items(Generic[_T]):
    """Async iterator of items; continues as `_Pages` does."""

    __slots__ = ("_items", "_pages")

    def __init__(self, listing: AsyncListing[_T]) -> None:
        self._pages: _Pages[_T] = _Pages(listing)
        self._items: Iterator[_T] = iter(())

    def __aiter__(self) -> _Items[_T]:
        return self

    async def __anext__(self) -> _T:
        while True:
            for item in self._items:
                return item
            self._items = iter(await self._pages.__anext__())

    async def aclose(self) -> None:
        """Ends the iteration and aborts in-flight page requests."""
        self._items = iter(())
        await self._pages.aclose()


class AsyncListing(_Call, Generic[_T]):
    """A list of the API. `async for` over it yields the items of all pages, in order. Each iteration fetches the list again.

    Pages are fetched ahead, at most `concurrency` at the same time, so memory is bounded. Reading raises `plock.PlockError`.
    """

    __slots__ = ()

    def __aiter__(self) -> AsyncIterator[_T]:
        return _Items(self)

    def pages(self) -> AsyncIterator[Page[_T]]:
        """All pages, beginning with the start page."""
        return _Pages(self)

    async def page(self) -> Page[_T]:
        """Only the start page, with one request."""
        page: Page[_T] = await wait(self._start_page(completion_queue()))
        return page

    async def first(self) -> _T | None:
        """The first item, with one request. None if the list is empty."""
        page = await self.page()
        return page[0] if len(page) else None

    async def to_list(self) -> list[_T]:
        """All items as a list."""
        return [item async for item in self]

    @property
    async def total(self) -> int | None:
        """Number of items on all pages, with one request: `await listing.total`. None if the API does not send it."""
        return (await self.page()).total
