"""Phrases and other texts with `{placeholders}`."""

from __future__ import annotations

import re

from riskengine.loading.kinds import read_text
from riskengine.loading.names import is_name
from riskengine.loading.nodes import Node, Reading
from riskengine.loading.shape import Read, as_mapping

__all__ = ["placeholders", "read_filled", "read_phrases", "read_template"]

_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")


def placeholders(text: str) -> tuple[str, ...]:
    """The names in braces, in order. Raises ValueError where a brace is not part of a `{name}`.

    >>> placeholders("{age} and {access_to_children}")
    ('age', 'access_to_children')
    """
    names = []
    for match in _BRACES.finditer(text):
        if match[1] is None or not is_name(match[1]):
            raise ValueError(match[0])
        names.append(match[1])
    return tuple(names)


def read_filled(allowed: tuple[str, ...] | None) -> Read:
    """A reader of texts that may fill the names in `allowed`, or any name where it is None."""

    def reader(reading: Reading, node: Node) -> str | None:
        text = read_text(reading, node)
        if text is None:
            return None
        try:
            wrong = [name for name in placeholders(text) if allowed is not None and name not in allowed]
        except ValueError as error:
            reading.report(
                "RE252",
                node,
                f"`{error}` is not a placeholder",
                "write `{name}` with the name of a fact, quantity or definition; other braces have no place in a text",
            )
            return None
        if not wrong:
            return text
        hint = "only `{value}` is filled in here" if allowed else "nothing is filled in here"
        reading.report("RE252", node, f"`{{{wrong[0]}}}` cannot be filled in here", hint)
        return None

    return reader


read_template = read_filled(None)
"""Reads a text such as `because`."""
_VALUE = read_filled(("value",))
_PLAIN = read_filled(())


def read_phrases(what: str, *keys: str) -> Read:
    """A reader of `phrases` with some of these keys; `value` alone may fill `{value}`."""

    def reader(reading: Reading, node: Node) -> dict[str, str] | None:
        mapping = as_mapping(reading, node, "`phrases`")
        if mapping is None:
            return None
        phrases: dict[str, str] = {}
        for name, (key, value) in mapping.entries.items():
            if name not in keys:
                listed = ", ".join(f"`{known}`" for known in keys)
                reading.report("RE251", key, f"{what} has no phrase `{name}`", f"its phrases are {listed}")
                continue
            text = (_VALUE if name == "value" else _PLAIN)(reading, value)
            if text is not None:
                phrases[name] = text
        return phrases if len(phrases) == len(mapping.entries) else None

    return reader
