"""The data source of Spark. Imported by `plock.spark.register`, and in the workers of Spark."""

# pyspark may not be installed where types are checked, and pyarrow has no types.
# mypy: disable-error-code="import-not-found,import-untyped"
# pyright: reportPrivateUsage=false

from __future__ import annotations

import inspect
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyarrow
from pyspark.sql.datasource import (
    DataSource,
    DataSourceReader,
    DataSourceStreamReader,
    InputPartition,
)
from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema
from pyspark.sql.streaming.datasource import SupportsTriggerAvailableNow
from pyspark.sql.types import StructType

from ._client import Plock
from ._lists import Listing
from ._native import Client, Page, list_traits
from ._spark_outbox import OUTCOMES, Outcomes, StreamWriter, Writer
from .errors import ConfigurationError, InconsistentListError

FOREIGN = {"path", "checkpointlocation", "queryname"}
"""Options of Spark that a source is given, too."""
PAGING = {"page", "page_size", "concurrency", "consistent"}
READ = {"resource", "columns", "decimals", "page_size", "partitions", "consistent", "base_url", "environment"}
WRITE = {"resource", "outbox", "writers", "timeout", "base_url", "environment"}

Settings = dict[str, str]


def refused(option: str, expected: str, got: object) -> ConfigurationError:
    return ConfigurationError(f"{option}: expected {expected}, got {got!r}")


def number(options: Mapping[str, str], name: str, default: int | None = None) -> int | None:
    text = options.get(name)
    if text is None:
        return default
    if not text.isdecimal() or int(text) < 1:
        raise refused(name, "at least 1", text)
    return int(text)


class PlockDataSource(DataSource):
    """The data source `plock`; see `plock.spark.register`."""

    def __init__(self, options: Mapping[str, str]) -> None:
        # Spark compares names of options without case.
        self.options: Settings = {name.lower(): value for name, value in options.items()}

    @classmethod
    def name(cls) -> str:
        return "plock"

    def _only(self, known: Iterable[str]) -> None:
        known = sorted(known)
        for name in sorted(self.options.keys() - set(known) - FOREIGN):
            # Not the value, which may be a key.
            key = "; the API key is read from the environment variable PLOCK_API_KEY" if "key" in name else ""
            raise ConfigurationError(f"unknown option {name}: expected one of {', '.join(known)}{key}")

    def _list(self) -> List:
        source = List(self.options)
        self._only(READ | source.parameters.keys())
        return source

    def schema(self) -> StructType:
        if "outbox" not in self.options:
            return from_arrow_schema(self._list().arrow)
        self._only({"outbox"})
        return OUTCOMES

    def reader(self, schema: StructType) -> DataSourceReader:
        return Outcomes(self.options["outbox"]) if "outbox" in self.options else Reader(self._list(), schema)

    def streamReader(self, schema: StructType) -> DataSourceStreamReader:
        return StreamReader(self._list(), schema)

    def writer(self, schema: StructType, overwrite: bool) -> Writer:
        self._only(WRITE)
        return Writer(self.options, overwrite)

    def streamWriter(self, schema: StructType, overwrite: bool) -> StreamWriter:
        self._only(WRITE)
        # Spark passes true for the output modes `complete` and `update` only.
        return StreamWriter(self.options, overwrite)


def client(options: Settings) -> Plock:
    """A client with the key of this process."""
    return Plock(base_url=options.get("base_url"), environment=typing.cast(typing.Any, options.get("environment")))


class List:
    """The list of a resource as a table."""

    def __init__(self, options: Settings) -> None:
        self.options = options
        self.resource = options.get("resource", "")
        self.page_size = number(options, "page_size")
        self.partitions = typing.cast(int, number(options, "partitions", 1))
        consistent = options.get("consistent", "false").lower()
        if consistent not in ("false", "true") or (consistent == "true" and self.partitions > 1):
            raise refused("consistent", "false, or true with one partition", consistent)
        self.consistent = consistent == "true"
        columns, decimals = options.get("columns", "default"), options.get("decimals", "exact")
        listed = [column.strip() for column in columns.split(",")]
        self.table: dict[str, typing.Any] = {
            "columns": columns if columns in ("default", "all") else listed,
            "decimals": int(decimals) if decimals.isdecimal() else decimals,
        }
        own = inspect.signature(self._method(Client)).parameters.keys() - PAGING
        self.arguments: dict[str, typing.Any] = {name: options[name] for name in own & options.keys()}
        # Prepared without a client: the schema needs no key.
        unsent = self.prepare(Client)
        self.operation = unsent._operation
        schema: typing.Any = unsent.arrow_schema(**self.table)
        self.arrow: pyarrow.Schema = pyarrow.schema(schema)
        parameters, self.grows = list_traits(self.operation)
        self.parameters = dict(parameters)
        for name, value in self.arguments.items():
            if self.parameters[name]:
                self.arguments[name] = tuple(value.split(","))

    def _method(self, native: typing.Any) -> typing.Callable[..., Listing[typing.Any]]:
        resource = getattr(Plock, self.resource, None) if self.resource.isidentifier() else None
        if not hasattr(resource, "list"):
            known = [name for name in dir(Plock) if hasattr(getattr(Plock, name), "list")]
            raise refused("resource", f"one of {', '.join(known)}", self.resource)
        return typing.cast(typing.Any, resource)(native).list  # type: ignore[no-any-return]

    def prepare(self, native: typing.Any, **paging: int | bool) -> Listing[typing.Any]:
        """The list of a native client."""
        return self._method(native)(**self.arguments, page_size=self.page_size, **paging)

    def page(self, number: int) -> Page[typing.Any]:
        """A page, with one request."""
        with client(self.options) as plock:
            return self.prepare(plock._native, page=number).page()


class Table:
    """Pages as batches that equal the schema of Spark."""

    def __init__(self, source: List, schema: StructType) -> None:
        if schema.names != source.arrow.names:
            raise refused("schema", f"the columns {', '.join(source.arrow.names)}", ", ".join(schema.names))
        self.list = source
        self.schema = schema

    def batches(self, pages: Iterator[Page[typing.Any]]) -> Iterator[pyarrow.RecordBatch]:
        schema = to_arrow_schema(self.schema, timezone="UTC")
        for page in pages:
            yield from page.to_arrow(**self.list.table).cast(schema).to_batches()


class Reader(DataSourceReader):
    """Reads a list, in one task or in ranges of pages."""

    def __init__(self, source: List, schema: StructType) -> None:
        self.table = Table(source, schema)
        self.list = source

    def partitions(self) -> Sequence[InputPartition]:
        if self.list.partitions == 1:
            return [InputPartition(None)]
        first = self.list.page(1)
        if first.last_page is None:
            raise refused("partitions", f"1, as {self.list.resource} has no page numbers", self.list.partitions)
        pages = max(first.last_page, 1)
        tasks = min(self.list.partitions, pages)
        ends = [pages * task // tasks for task in range(tasks + 1)]
        return [InputPartition((start + 1, end, pages, first.total)) for start, end in zip(ends, ends[1:], strict=False)]

    def read(self, partition: InputPartition) -> Iterator[pyarrow.RecordBatch]:
        with client(self.list.options) as plock:
            yield from self.table.batches(self._pages(plock, partition.value))

    def _pages(self, plock: Plock, pages: tuple[int, int, int, int | None] | None) -> Iterator[Page[typing.Any]]:
        if pages is None:
            yield from self.list.prepare(plock._native, consistent=self.list.consistent).pages()
            return
        start, end, *planned = pages
        for number in range(start, end + 1):
            page = self.list.prepare(plock._native, page=number).page()
            found = [max(page.last_page or 0, 1), page.total]
            if (page.current_page, found) != (number, planned):
                raise InconsistentListError(
                    f"{self.list.resource} changed while it was read: expected page {number} of {planned[0]} and {planned[1]} items, "
                    f"got page {page.current_page} of {found[0]} and {found[1]} items: read it again, or with the option partitions = 1"
                )
            yield page


class StreamReader(DataSourceStreamReader, SupportsTriggerAvailableNow):
    """Reads a list that only grows, at its end. An offset is the number of rows before it, the id of the last of them, and the page size.

    A row that has another id than the offset says ends the stream: rows were deleted, or are not at the end.
    """

    def __init__(self, source: List, schema: StructType) -> None:
        if not source.grows:
            raise ConfigurationError(
                f"{source.resource}: expected a list of recorded events, whose rows stay as they are; read it with spark.read"
            )
        if source.consistent:
            raise refused("consistent", "false, as a stream checks ids itself", "true")
        self.table = Table(source, schema)
        self.list = source
        self.last = 1
        self.final: dict[str, typing.Any] | None = None

    def prepareForTriggerAvailableNow(self) -> None:
        self.final = self.latestOffset()

    def initialOffset(self) -> dict[str, typing.Any]:
        return {"rows": 0, "id": None, "page_size": 0}

    def latestOffset(self, start: object = None, limit: object = None) -> dict[str, typing.Any]:
        if self.final:
            return self.final
        page = self.list.page(self.last)
        if page.last_page is None or not page.per_page:
            raise ConfigurationError(f"{self.list.resource}: expected a list with page numbers and a page size")
        if page.last_page != self.last:
            self.last = max(page.last_page, 1)
            page = self.list.page(self.last)
        rows = (self.last - 1) * typing.cast(int, page.per_page) + len(page)
        return {"rows": rows, "id": page[-1].id if len(page) else None, "page_size": page.per_page}

    def partitions(self, start: dict[str, typing.Any], end: dict[str, typing.Any]) -> Sequence[InputPartition]:
        rows = end["rows"] - start["rows"]
        if rows < 0:
            raise InconsistentListError(f"{self.list.resource}: expected at least {start['rows']} rows, got {end['rows']}")
        # A row before the start is read again, in the first task: it must be the one that was the last.
        if rows == 0:
            return []
        tasks = min(self.list.partitions, -(-rows // end["page_size"]))
        ends = [start["rows"] + rows * task // tasks for task in range(tasks + 1)]
        checks = [start, *({} for _ in range(tasks - 1)), end]
        return [InputPartition((ends[task], ends[task + 1], end["page_size"], checks[task], checks[task + 1])) for task in range(tasks)]

    def read(self, partition: InputPartition) -> Iterator[pyarrow.RecordBatch]:
        with client(self.list.options) as plock:
            yield from self._read(plock, *partition.value)

    def _read(self, plock: Plock, start: int, end: int, size: int, *checks: dict[str, typing.Any]) -> Iterator[pyarrow.RecordBatch]:
        ids = {check["rows"]: check["id"] for check in checks if check.get("rows")}
        schema = to_arrow_schema(self.table.schema, timezone="UTC")
        self.list.page_size = size
        for number in range(max(start - (start in ids), 0) // size + 1, (end - 1) // size + 2):
            page = self.list.prepare(plock._native, page=number).page()
            before = (number - 1) * size
            expected = min(size, end - before)
            if page.current_page != number or page.per_page != size or len(page) < expected:
                raise self._changed(f"page {number} with {expected} rows", f"page {page.current_page} with {len(page)} rows")
            for rows, id in ids.items():
                if before < rows <= before + len(page) and page[rows - before - 1].id != id:
                    raise self._changed(f"the id {id} in row {rows}", page[rows - before - 1].id)
            first = max(start - before, 0)
            if first < expected:
                table = page.to_arrow(**self.list.table).cast(schema)
                yield from table.slice(first, expected - first).to_batches()

    def _changed(self, expected: str, got: object) -> InconsistentListError:
        return InconsistentListError(
            f"{self.list.resource}: expected {expected}, got {got}: rows were deleted, or new rows are not at the end; read it with spark.read"
        )
