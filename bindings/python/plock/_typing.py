"""Modules that only annotations need. They are imported when an annotation is evaluated, as they take longer than this package."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class _Module:
    """Stands for a module in annotations, so that `typing.get_type_hints` can evaluate them."""

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        from importlib import import_module

        return getattr(import_module(self._name), name)


asyncio = _Module("asyncio")
datetime = _Module("datetime")
decimal = _Module("decimal")
pandas = _Module("pandas")
plock = _Module("plock")
polars = _Module("polars")
pyarrow = _Module("pyarrow")
typing = _Module("typing")


class Columns:
    """Stands for "default", "all" or names of columns, at runtime."""


class Decimals:
    """Stands for the kinds of decimals in a table, at runtime."""


class Names:
    """Stands for the kinds of names in a table, at runtime."""


class T:
    """Stands for the type of the items, at runtime."""


class Generic:
    """Stands for `typing.Generic`, at runtime."""

    __slots__ = ()

    # `types.GenericAlias`
    __class_getitem__ = classmethod(type(list[int]))  # type: ignore[var-annotated]
