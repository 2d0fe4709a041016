"""A small declarative way to read a mapping: its keys, which of them must be there, and what reads each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from riskengine.diagnostics import nearest
from riskengine.loading.nodes import BrokenNode, ListNode, MapNode, Node, Reading, ScalarNode
from riskengine.records import record

__all__ = ["Key", "Read", "Shape", "as_list", "as_mapping", "kind_of", "read_list", "read_shape", "shape"]

Read = Callable[[Reading, Node], Any]
"""Reads one value. None means that it could not, and that the problem is noted."""


_SHOWN = 40


@record
class Key:
    """One key of a shape."""

    name: str
    read: Read
    required: bool = True


@record
class Shape:
    """A kind of mapping: what it is called in messages, and its keys."""

    what: str
    keys: dict[str, Key]


def shape(what: str, required: Mapping[str, Read], optional: Mapping[str, Read] | None = None) -> Shape:
    """A shape from its required and its optional keys."""
    keys = {name: Key(name, read) for name, read in required.items()}
    keys.update({name: Key(name, read, required=False) for name, read in (optional or {}).items()})
    return Shape(what, keys)


def kind_of(node: Node) -> str:
    """What a node is, for messages."""
    match node:
        case MapNode():
            return "a mapping"
        case ListNode():
            return "a list"
        case ScalarNode(value=None):
            return "`null`"
        case ScalarNode(text, value, plain=plain):
            return f'the text "{shown(text)}"' if not plain or isinstance(value, str) else f"`{shown(text)}`"
        case BrokenNode():
            return "something that cannot be read"


def shown(text: str) -> str:
    """A text, short enough for a message.

    >>> shown("a" * 50)
    'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…'
    """
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def as_mapping(reading: Reading, node: Node, what: str) -> MapNode | None:
    """The node, if it is a mapping."""
    if type(node) is MapNode:
        return node
    if type(node) is not BrokenNode:
        hint = "write its keys one a line, without the `-`" if type(node) is ListNode else "write it as `key: value`"
        reading.report("RE203", node, f"{what} must be a mapping, and this is {kind_of(node)}", hint)
    return None


def as_list(reading: Reading, node: Node, what: str) -> ListNode | None:
    """The node, if it is a list with something in it."""
    if type(node) is ListNode:
        if node.items:
            return node
        reading.report("RE212", node, f"{what} must not be an empty list", "leave the key out if there is nothing to list")
    elif type(node) is not BrokenNode:
        reading.report(
            "RE204", node, f"{what} must be a list, and this is {kind_of(node)}", "write `[one, two]`, or one a line after `- `"
        )
    return None


def read_list(what: str, read: Read) -> Read:
    """A reader of lists in which every member is read by `read`; gives a tuple."""

    def reader(reading: Reading, node: Node) -> tuple[Any, ...] | None:
        found = as_list(reading, node, what)
        if found is None:
            return None
        members = [read(reading, item) for item in found.items]
        return None if None in members else tuple(members)

    return reader


def read_shape(reading: Reading, node: Node, form: Shape, *, skip: Iterable[str] = ()) -> dict[str, Any] | None:
    """What a mapping holds, by key; keys that were not written are not there.

    None where anything is wrong; every problem is then noted. Keys in `skip` are left to the caller.
    """
    mapping = as_mapping(reading, node, form.what)
    if mapping is None:
        return None
    before = reading.reported
    values: dict[str, Any] = {}
    hints: list[str] = []
    whole = True
    for name, (key, value) in mapping.entries.items():
        known = form.keys.get(name)
        if known is not None:
            read = known.read(reading, value)
            if read is None:
                whole = False
            else:
                values[name] = read
        elif name not in skip:
            whole = False
            hints.append(nearest(name, form.keys))
            reading.report("RE201", key, f"{form.what} has no key `{shown(name)}`", hints[-1] or _keys(form))
    # A key that is there but misspelled is one problem, not two.
    missing = [
        name
        for name, key in form.keys.items()
        if key.required and name not in mapping.entries and not any(f"`{name}`" in hint for hint in hints)
    ]
    if missing:
        _report_missing(reading, mapping, form, missing)
        return None
    return values if whole and reading.reported == before else None


def _keys(form: Shape) -> str:
    return "its keys are " + ", ".join(f"`{name}`" for name in form.keys)


def _report_missing(reading: Reading, mapping: MapNode, form: Shape, missing: list[str]) -> None:
    names = " and ".join(f"`{name}`" for name in missing)
    at = next(iter(mapping.entries.values())).key if mapping.entries else mapping
    reading.report("RE202", at, f"{form.what} needs {names}", f"add `{missing[0]}: ...`")
