"""Decision records as JSON text, and the digest of a decision."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from riskengine.deciding.decision import DecisionRecord
from riskengine.loading.digest import digest_of

__all__ = ["as_plain", "decision_digest", "to_json"]

_OUTSIDE_THE_DIGEST = ("engine", "digest")


def as_plain(value: Any) -> Any:
    """Records as dictionaries and lists, in the order of their fields; dates as ISO text.

    >>> from datetime import date
    >>> as_plain((date(2020, 9, 15), None))
    ['2020-09-15', None]
    """
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, tuple | list):
        return [as_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: as_plain(item) for key, item in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return {field.name: as_plain(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"a record cannot hold a {type(value).__name__}")


def to_json(record: DecisionRecord, indent: int | None = None) -> str:
    """A decision as JSON, every field written, in the order of `DecisionRecord`; compact without `indent`."""
    separators = (",", ":") if indent is None else (",", ": ")
    return json.dumps(as_plain(record), ensure_ascii=False, allow_nan=False, indent=indent, separators=separators)


def decision_digest(record: DecisionRecord) -> str:
    """The SHA-256 of a decision's canonical text, without its `engine` and its `digest`."""
    return digest_of({name: part for name, part in as_plain(record).items() if name not in _OUTSIDE_THE_DIGEST})
