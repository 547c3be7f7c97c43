"""Nodes of a document as JSON, and back. Pure."""

from dataclasses import fields, is_dataclass
from typing import Any
from uuid import UUID

from reports import document as doc


def packed(value: Any) -> Any:
    """A node of a document as JSON has it: each value that is no text or number says what it is."""
    if is_dataclass(value):
        told = {field.name: packed(getattr(value, field.name)) for field in fields(value)}
        return {"is": type(value).__name__, **told}
    if isinstance(value, tuple | list):
        return [packed(each) for each in value]
    if isinstance(value, bytes):
        return {"is": "bytes", "text": value.decode()}
    return {"is": "UUID", "text": str(value)} if isinstance(value, UUID) else value


def unpacked(value: Any) -> Any:
    """The same back. What a class knows no more is left out."""
    if isinstance(value, list):
        return tuple(unpacked(each) for each in value)
    if not isinstance(value, dict):
        return value
    if value["is"] == "bytes":
        return value["text"].encode()
    if value["is"] == "UUID":
        return UUID(value["text"])
    made = getattr(doc, value["is"])
    known = {field.name for field in fields(made)}
    return made(**{name: unpacked(told) for name, told in value.items() if name in known})
