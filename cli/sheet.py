"""A record of plain data as text that a person can read: a heading, then one entry to a line or block."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["sheet"]

_WRITTEN = frozenset({"condition", "effect", "inputs", "bands", "applies_when", "given", "then"})
"""Entries that are shown as a rule file has them."""


def sheet(record: Mapping[str, Any], width: int = 100) -> str:
    """The record as text; `title` is its heading, and entries that are empty are left out.

    >>> print(sheet({"title": "ACC-1", "because": "a child may be at risk", "cites": []}))
    ACC-1
    <BLANKLINE>
    because: a child may be at risk
    <BLANKLINE>
    """
    lines = [str(record["title"]), ""]
    for key, value in record.items():
        if key not in ("title", "kind") and value not in (None, "", [], {}, ()):
            lines.extend(_entry(key, value, width))
    return "\n".join(lines) + "\n"


def _entry(key: str, value: Any, width: int) -> Iterator[str]:
    label = key.replace("_", " ")
    if key in _WRITTEN:
        yield f"{label}:"
        yield textwrap.indent(_as_file(value, width), "  ")
    elif isinstance(value, Mapping):
        yield f"{label}:"
        for name, part in value.items():
            yield _wrapped(f"  {name}: ", _inline(part), width)
    elif isinstance(value, list):
        yield f"{label}:"
        for part in value:
            yield _item(part, width)
    else:
        yield _wrapped(f"{label}: ", _inline(value), width)


def _item(part: Any, width: int) -> str:
    if not isinstance(part, Mapping):
        return _wrapped("  - ", _inline(part), width)
    first, *rest = [f"{_inline(value)}" for value in part.values() if value not in (None, "", [], {})]
    return _wrapped("  - ", first + "".join(f"  |  {each}" for each in rest), width)


def _inline(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(_inline(part) for part in value)
    if isinstance(value, Mapping):
        return "; ".join(f"{name} {_inline(part)}" for name, part in value.items())
    return "none" if value is None else str(value)


def _wrapped(lead: str, text: str, width: int) -> str:
    """Long text is folded under its first word; a word longer than the line, such as an address, stays whole."""
    paragraphs = [paragraph for paragraph in text.split("\n") if paragraph.strip()] or [""]
    hanging = " " * min(len(lead), 6)
    folded = [
        textwrap.fill(
            paragraph,
            width,
            initial_indent=lead if number == 0 else hanging,
            subsequent_indent=hanging,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for number, paragraph in enumerate(paragraphs)
    ]
    return "\n".join(folded)


def _as_file(value: Any, width: int) -> str:
    import yaml

    return yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=width - 2).rstrip()
