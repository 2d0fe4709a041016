"""Readers of single values: text, numbers, truths, dates, names, and words from a fixed list."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal

from riskengine.diagnostics import nearest
from riskengine.facts import Number
from riskengine.loading.names import EDITION_PATTERN, ID_PATTERN, RULESET_PATTERN, is_name, name_help
from riskengine.loading.nodes import BrokenNode, Node, Reading, ScalarNode
from riskengine.loading.references import parse_reference
from riskengine.loading.shape import Read, kind_of, read_list, shown

__all__ = [
    "cites",
    "one_of",
    "read_boolean",
    "read_cite",
    "read_day",
    "read_edition",
    "read_id",
    "read_integer",
    "read_name",
    "read_number",
    "read_ruleset_id",
    "read_text",
    "unique",
]


def read_text(reading: Reading, node: Node) -> str | None:
    """A text that is not blank."""
    if type(node) is ScalarNode and isinstance(node.value, str):
        if node.value.strip():
            return node.value
        reading.report("RE211", node, "this text is empty", "write it, or leave the key out")
    elif type(node) is ScalarNode and node.value is not None:
        reading.report("RE205", node, f"expected text, and this is {kind_of(node)}", f'put quotes around it: "{node.text}"')
    elif type(node) is not BrokenNode:
        reading.report("RE205", node, f"expected text, and this is {kind_of(node)}")
    return None


def _scalar(reading: Reading, node: Node, code: str, wanted: str, hint: str) -> None:
    if type(node) is BrokenNode:
        return
    unquote = type(node) is ScalarNode and not node.plain
    reading.report(code, node, f"expected {wanted}, and this is {kind_of(node)}", f"{hint}, without quotes" if unquote else hint)


def read_boolean(reading: Reading, node: Node) -> bool | None:
    """`true` or `false`."""
    if type(node) is ScalarNode and isinstance(node.value, bool):
        return node.value
    _scalar(reading, node, "RE206", "`true` or `false`", "write `true` or `false`")
    return None


def read_integer(reading: Reading, node: Node) -> int | None:
    """A whole number."""
    if type(node) is ScalarNode and isinstance(node.value, int) and not isinstance(node.value, bool):
        return node.value
    _scalar(reading, node, "RE207", "a whole number", "write digits alone, such as `7`")
    return None


def read_number(reading: Reading, node: Node) -> Number | None:
    """A whole number or an exact decimal."""
    if type(node) is ScalarNode and isinstance(node.value, int | Decimal) and not isinstance(node.value, bool):
        return node.value
    _scalar(reading, node, "RE208", "a number", "write digits, such as `7` or `0.5`")
    return None


def read_day(reading: Reading, node: Node) -> date | None:
    """A date."""
    if type(node) is ScalarNode and isinstance(node.value, date) and not isinstance(node.value, datetime):
        return node.value
    _scalar(reading, node, "RE209", "a date", "write year, month and day, such as `2023-04-05`")
    return None


def one_of(*words: str) -> Read:
    """A reader of one word of a fixed list."""
    listed = ", ".join(f"`{word}`" for word in words)

    def reader(reading: Reading, node: Node) -> str | None:
        if type(node) is ScalarNode and node.text in words:
            return node.text
        if type(node) is ScalarNode:
            reading.report("RE210", node, f"{kind_of(node)} is not one of {listed}", nearest(node.text.lower(), words))
        elif type(node) is not BrokenNode:
            reading.report("RE210", node, f"expected one of {listed}, and this is {kind_of(node)}")
        return None

    return reader


def read_name(reading: Reading, node: Node) -> str | None:
    """The name of something that is declared elsewhere."""
    text = read_text(reading, node)
    if text is None or is_name(text):
        return text
    reading.report("RE214", node, f'"{shown(text)}" is not a name', name_help(text))
    return None


def read_id(reading: Reading, node: Node) -> str | None:
    """The id of a rule, clock or invariant."""
    text = read_text(reading, node)
    if text is None or re.fullmatch(ID_PATTERN, text):
        return text
    better = re.sub(r"[^A-Z0-9]+", "-", text.upper()).strip("-")
    example = better if re.fullmatch(ID_PATTERN, better) else "ACC-1"
    reading.report("RE216", node, f'"{shown(text)}" is not an id', f"use capitals and digits in parts joined by `-`: `{example}`")
    return None


def read_ruleset_id(reading: Reading, node: Node) -> str | None:
    """The id of a rule set."""
    text = read_text(reading, node)
    if text is None or re.fullmatch(RULESET_PATTERN, text):
        return text
    better = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    example = better if re.fullmatch(RULESET_PATTERN, better) else "suspect-priority"
    reading.report(
        "RE225", node, f'"{shown(text)}" is not written as an id is', f"use lower-case words joined by `-`: `{example}`"
    )
    return None


def read_edition(reading: Reading, node: Node) -> str | None:
    """The name of an edition: text, in quotes where it looks like a number."""
    if type(node) is ScalarNode and not isinstance(node.value, str) and node.value is not None:
        reading.report(
            "RE219",
            node,
            f"an edition is text, and `{node.text}` reads as a number or date",
            f'put quotes around it: "{node.text}"',
        )
        return None
    text = read_text(reading, node)
    if text is None or re.fullmatch(EDITION_PATTERN, text):
        return text
    reading.report(
        "RE220", node, f'"{shown(text)}" cannot name an edition', "use letters, digits, `.`, `-` and `_`, such as `2023.1`"
    )
    return None


def read_cite(reading: Reading, node: Node) -> str | None:
    """A reference to a provision: `source/edition#id`."""
    text = read_text(reading, node)
    if text is None or parse_reference(text):
        return text
    reading.report(
        "RE253",
        node,
        f'"{shown(text)}" is not a reference to guidance',
        "write `source/edition#paragraph`, such as `hmic/2023#access`",
    )
    return None


def unique(what: str, read: Read) -> Read:
    """A reader of lists whose members differ."""
    inner = read_list(what, read)

    def reader(reading: Reading, node: Node) -> tuple[str, ...] | None:
        members = inner(reading, node)
        if members is None:
            return None
        seen: dict[str, Node] = {}
        for member, item in zip(members, node.items, strict=True):  # type: ignore[union-attr]
            if member in seen:
                related = ((reading.place(seen[member]), "first here"),)
                reading.report("RE218", item, f"`{shown(str(member))}` is in this list twice", "delete one of the two", related)
                return None
            seen[member] = item
        return tuple(members)

    return reader


cites = unique("`cites`", read_cite)
"""Reads the list under `cites`."""
