"""Commands to the native part, and the objects that a sandbox stores."""

from __future__ import annotations

import json
import typing
from decimal import Decimal

from plock import errors
from plock._native import _given

from . import _native

if typing.TYPE_CHECKING:
    from plock.types import Object

T = typing.TypeVar("T", bound="Object")

LEFT_OUT: typing.Any = type("LeftOut", (), {"__repr__": lambda _: "..."})()
"""Default of a field; None is the value null."""


def call(command: str, object: str = "null", **members: object) -> typing.Any:
    """Runs a command. `object`: the member `object` as JSON. Decimals keep their digits."""
    request = json.dumps({"do": command, **members})
    response = json.loads(_native.call(f'{request[:-1]}, "object": {object}}}'), parse_float=Decimal)
    if "error" not in response:
        return response["ok"]
    message, field = response["error"]["message"], response["error"].get("field")
    if field is None or field == "sandbox":
        raise RuntimeError(message)
    raise errors.InvalidRequestError(message, field=field)


class Store:
    """A sandbox by its number."""

    def __init__(self, number: int) -> None:
        self._number = number

    def _call(self, command: str, object: str = "null", **members: object) -> typing.Any:
        return call(command, object, sandbox=self._number, **members)

    def _recorded(self, resource: str, of: type[T]) -> list[T]:
        return [of.from_dict(it, wire_names=True) for it in self._call("recorded", resource=resource)]


class Objects:
    """Objects of one resource of a sandbox."""

    def __init__(self, store: Store, resource: str) -> None:
        self._store = store
        self._resource = resource

    def _add(self, of: type[T], object: T | None, fields: dict[str, typing.Any]) -> T:
        """Stores an object. `fields`: those given by name, and other names."""
        if object is not None and not isinstance(object, of):
            raise TypeError(f"object: expected a plock.types.{of.__name__}, got {type(object).__name__}")
        given = {}
        names: tuple[str, ...] = getattr(of, "__match_args__")
        for name in names:
            value = fields[name]
            if value is LEFT_OUT and object is not None:
                value = getattr(object, name)
                value = LEFT_OUT if value is None else value
            if value is not LEFT_OUT:
                given[name] = value
        stored = self._store._call("add", _given(of, given), resource=self._resource)
        return of.from_dict(stored, wire_names=True)
