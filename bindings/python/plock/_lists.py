"""Lists: every item of all pages, fetched ahead of the reader."""

from __future__ import annotations

from ._async import port, wait
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
        """As `typing.Generic`, of which nothing but the brackets are needed when a program runs."""

        __slots__ = ()

        @classmethod
        def __class_getitem__(cls, item, /):
            return cls


class _Call:
    """A list call that is put together; nothing is sent before it is read."""

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

    def _pages(self, to: Any) -> Pages:
        return self._native.pages(to, self._operation, self._args, self._page, self._page_size, self._concurrency)

    def _one(self, to: Any) -> Any:
        return self._native.page(to, self._operation, self._args, self._page, self._page_size)


class Listing(_Call, Generic[_T]):
    """A list of the API. Iterating over it gives every item of all pages, in order; each time anew.

    Pages are fetched ahead, at most `concurrency` at the same time, so that memory is bounded. Each way to read it raises what
    `plock.errors` has.
    """

    __slots__ = ()

    def __iter__(self) -> Iterator[_T]:
        return Items(self._pages(None))

    def pages(self) -> Iterator[Page[_T]]:
        """All pages, from the start page on."""
        return self._pages(None)

    def page(self) -> Page[_T]:
        """The start page alone, with one request."""
        page: Page[_T] = self._one(None)
        return page

    def first(self) -> _T | None:
        """The first item, with one request; None where there is none."""
        page = self.page()
        return page[0] if len(page) else None

    def to_list(self) -> list[_T]:
        """All items in memory."""
        return list(self)

    @property
    def total(self) -> int | None:
        """How many items all pages hold, as the API tells with one request."""
        return self.page().total


class _Pages(Generic[_T]):
    """Pages, awaited. Unlike a generator it can be read on after a read that was cancelled or timed out: nothing is lost."""

    __slots__ = ("_begun", "_listing")

    def __init__(self, listing: AsyncListing[_T]) -> None:
        self._listing: AsyncListing[_T] | None = listing
        self._begun: Pages | None = None

    def __aiter__(self) -> _Pages[_T]:
        return self

    async def __anext__(self) -> Page[_T]:
        if self._listing is None:
            raise StopAsyncIteration
        to = port()
        if self._begun is None:
            self._begun = self._listing._pages(to)
        page: Page[_T] | None = await wait(self._begun.next(to))
        if page is None:
            await self.aclose()
            raise StopAsyncIteration
        return page

    async def aclose(self) -> None:
        """Ends it: what is fetched ahead is stopped."""
        self._listing = self._begun = None


class _Items(Generic[_T]):
    """Items, awaited; as `_Pages`."""

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
        """Ends it: what is fetched ahead is stopped."""
        self._items = iter(())
        await self._pages.aclose()


class AsyncListing(_Call, Generic[_T]):
    """A list of the API. `async for` over it gives every item of all pages, in order; each time anew.

    Pages are fetched ahead, at most `concurrency` at the same time, so that memory is bounded. Each way to read it raises what
    `plock.errors` has.
    """

    __slots__ = ()

    def __aiter__(self) -> AsyncIterator[_T]:
        return _Items(self)

    def pages(self) -> AsyncIterator[Page[_T]]:
        """All pages, from the start page on."""
        return _Pages(self)

    async def page(self) -> Page[_T]:
        """The start page alone, with one request."""
        page: Page[_T] = await wait(self._one(port()))
        return page

    async def first(self) -> _T | None:
        """The first item, with one request; None where there is none."""
        page = await self.page()
        return page[0] if len(page) else None

    async def to_list(self) -> list[_T]:
        """All items in memory."""
        return [item async for item in self]

    @property
    async def total(self) -> int | None:
        """How many items all pages hold, as the API tells with one request: `await listing.total`."""
        return (await self.page()).total
