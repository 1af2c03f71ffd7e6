"""Tables of other libraries, which are imported only when they are used."""

from __future__ import annotations

from importlib import import_module

from ._native import ArrowSchema, ArrowTable

TYPE_CHECKING = False
if TYPE_CHECKING:
    import typing
    from collections.abc import Sequence

    import pandas  # type: ignore
    import polars
    import pyarrow  # type: ignore

    Columns = typing.Literal["default", "all"] | Sequence[str]
    Decimals = typing.Literal["exact", "string", "float"] | int
    Names = typing.Literal["snake", "wire"]
else:
    from ._typing import pandas, polars, pyarrow, typing


class ArrowStream:
    """A list with the columns of a schema. Libraries such as duckdb, polars and pyarrow read it; each read fetches the list again.

    Pages are requested as they are read, on threads that need not be of Python. Hooks and log handlers run on threads of the library, and
    their exceptions are reported by `sys.unraisablehook`. What the reader raises if a page fails is up to its library.
    """

    __slots__ = ("_open", "_schema")

    def __init__(self, schema: ArrowSchema, open: typing.Callable[[ArrowSchema], object]) -> None:
        self._schema = schema
        self._open = open

    @property
    def schema(self) -> ArrowSchema:
        """The columns."""
        return self._schema

    def __arrow_c_schema__(self) -> object:
        return self._schema.__arrow_c_schema__()

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._open(self._schema)


def _library(name: str, method: str) -> typing.Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise ImportError(f"{method}() needs {name}: pip install {name}", name=name) from error


def to_arrow() -> typing.Callable[[ArrowTable], pyarrow.Table]:
    """A function that makes a `pyarrow.Table`."""
    return _library("pyarrow", "to_arrow").table  # type: ignore[no-any-return]


def to_polars() -> typing.Callable[[ArrowTable], polars.DataFrame]:
    """A function that makes a `polars.DataFrame`."""
    return _library("polars", "to_polars").DataFrame  # type: ignore[no-any-return]


def to_pandas() -> typing.Callable[[ArrowTable], pandas.DataFrame]:
    """A function that makes a `pandas.DataFrame`. Without `ArrowDtype`, pandas converts integers with nulls to floats."""
    dtype, table = _library("pandas", "to_pandas").ArrowDtype, _library("pyarrow", "to_pandas").table
    return lambda rows: table(rows).to_pandas(types_mapper=dtype)
