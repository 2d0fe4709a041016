"""Decision records as JSON text, and the digest of a decision."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import is_dataclass
from datetime import date
from typing import Any

from riskengine.deciding.decision import DecisionRecord

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
        names: tuple[str, ...] = value.__match_args__  # type: ignore[union-attr]
        return {name: as_plain(getattr(value, name)) for name in names}
    raise TypeError(f"a record cannot hold a {type(value).__name__}")


def to_json(record: DecisionRecord, indent: int | None = None) -> str:
    """A decision as JSON, every field written, in the order of `DecisionRecord`; compact without `indent`."""
    separators = (",", ":") if indent is None else (",", ": ")
    return json.dumps(as_plain(record), ensure_ascii=False, allow_nan=False, indent=indent, separators=separators)


def decision_digest(record: DecisionRecord) -> str:
    """The SHA-256 of a decision's canonical text (`loading.digest`), without its `engine` and its `digest`.

    A record holds no decimals, and its keys are plain ASCII, so the canonical text is that of the json package.
    """
    plain = {name: part for name, part in as_plain(record).items() if name not in _OUTSIDE_THE_DIGEST}
    text = json.dumps(plain, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode()).hexdigest()
