"""Schemas of the objects of the API for pydantic 2, which imports this module."""

from __future__ import annotations

import json
import typing
from collections.abc import Mapping

from pydantic_core import core_schema as schemas

if typing.TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler

    from ._native import Object

_open: list[type] = []
"""Classes whose schema is being built: one may contain itself."""


def core_schema(cls: type[Object], handler: GetCoreSchemaHandler) -> schemas.CoreSchema:
    """Takes an object or a mapping of its fields, and writes a dict; as JSON, decimals are text."""

    def validate(value: typing.Any) -> Object:
        if isinstance(value, cls):
            return value
        if not isinstance(value, Mapping):
            raise ValueError(f"expected the class {cls.__name__} or a dict of its fields")
        try:
            return cls.from_dict(value)
        except TypeError as error:
            raise ValueError(str(error)) from error

    def serialize(value: Object, info: schemas.SerializationInfo) -> dict[str, typing.Any]:
        # A number of free-form JSON is not converted to a float, either.
        return value.to_dict() if info.mode == "python" else json.loads(value.to_json(), parse_float=str)

    shape: schemas.CoreSchema = schemas.any_schema()
    if cls not in _open:
        _open.append(cls)
        try:
            hints = typing.get_type_hints(cls)
            required = {name for name, hint in hints.items() if type(None) not in typing.get_args(hint)}
            fields = {
                name: schemas.typed_dict_field(handler.generate_schema(hint), required=name in required)
                for name, hint in hints.items()
            }
            shape = schemas.typed_dict_schema(fields, cls_name=cls.__name__, cls=cls, extra_behavior="allow")
        finally:
            _open.remove(cls)
    return schemas.no_info_plain_validator_function(
        validate,
        # For JSON schemas of both modes; validation is that of this package.
        json_schema_input_schema=shape,
        serialization=schemas.plain_serializer_function_ser_schema(serialize, info_arg=True),
    )
