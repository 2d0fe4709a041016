"""Decision records as JSON text, and the digest of a decision."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from datetime import date
from json.encoder import encode_basestring
from typing import Any

from riskengine.deciding.decision import DecisionRecord
from riskengine.loading.hashing import sha256_of

__all__ = ["as_plain", "decision_digest", "escape_unseen", "to_json"]

_OUTSIDE_THE_DIGEST = ("engine", "digest")
_AS_THEY_ARE = frozenset({str, bool, int, type(None)})
_WORDS = {None: "null", True: "true", False: "false"}


def as_plain(value: Any) -> Any:
    """Records as dictionaries and lists, in the order of their fields; dates as ISO text.

    >>> from datetime import date
    >>> as_plain((date(2020, 9, 15), None))
    ['2020-09-15', None]
    """
    kind = type(value)
    if kind in _AS_THEY_ARE:
        return value
    if kind is tuple or kind is list:
        return [item if type(item) in _AS_THEY_ARE else as_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int):
        return value
    return {name: item if type(item) in _AS_THEY_ARE else as_plain(item) for name, item in _parts(value)}


def _parts(value: Any) -> Iterable[tuple[str, Any]]:
    """The names and values of a dictionary or of a record."""
    if type(value) is dict:
        return value.items()
    names: tuple[str, ...] | None = getattr(type(value), "__match_args__", None)
    if names is None or isinstance(value, tuple):
        raise TypeError(f"a record cannot hold a {type(value).__name__}")
    return [(name, getattr(value, name)) for name in names]


def to_json(record: DecisionRecord, indent: int | None = None) -> str:
    """A decision as JSON, every field written, in the order of `DecisionRecord`; compact without `indent`."""
    if indent is None:
        return escape_unseen(json.dumps(as_plain(record), ensure_ascii=False, allow_nan=False, separators=(",", ":")))
    return escape_unseen(_indented(record, "\n", " " * indent))


def escape_unseen(text: str) -> str:
    """The same JSON, with what a terminal would obey or not show written as its code: a mark of direction, a space of no width.

    >>> escape_unseen('["a\u202eb"]')
    '["a\\\\u202eb"]'
    """
    if text.replace("\n", "").isprintable():
        return text
    return "".join(letter if letter.isprintable() or letter == "\n" else _code(letter) for letter in text)


def _code(letter: str) -> str:
    """The escape of JSON for one letter, which takes two where it is beyond the first plane."""
    return json.dumps(letter)[1:-1]


def _indented(value: Any, line: str, step: str) -> str:
    """What the json package writes with `indent`, in a third of its time: it does that without its fast encoder."""
    kind = type(value)
    if kind is str:
        return encode_basestring(value)
    if kind in _AS_THEY_ARE:
        return str(value) if kind is int else _WORDS[value]
    if isinstance(value, date):
        return f'"{value.isoformat()}"'
    if isinstance(value, str | int):
        return json.dumps(value, ensure_ascii=False)
    inner = line + step
    if kind is tuple or kind is list:
        items = f",{inner}".join([_indented(item, inner, step) for item in value])
        return f"[{inner}{items}{line}]" if items else "[]"
    items = f",{inner}".join([f"{encode_basestring(name)}: {_indented(item, inner, step)}" for name, item in _parts(value)])
    return f"{{{inner}{items}{line}}}" if items else "{}"


def decision_digest(record: DecisionRecord) -> str:
    """The SHA-256 of a decision's canonical text (`loading.digest`), without its `engine` and its `digest`.

    A record holds no decimals, and its keys are plain ASCII, so the canonical text is that of the json package.
    """
    plain = {name: part for name, part in as_plain(record).items() if name not in _OUTSIDE_THE_DIGEST}
    text = json.dumps(plain, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    return sha256_of(unicodedata.normalize("NFC", text))
