"""Where a JSON pointer leads in a tree of nodes, and the plain values that the tree holds."""

from __future__ import annotations

from typing import Final

from riskengine.diagnostics import Place
from riskengine.loading.nodes import BrokenNode, ListNode, MapNode, Node, ScalarNode, Spanned

__all__ = ["BROKEN", "place_of", "plain", "pointer_to"]


class Broken:
    """What stands in a plain tree for something whose problem is already reported."""

    __slots__ = ()


BROKEN: Final = Broken()


def plain(node: Node) -> object:
    """The plain mappings, lists and values of a tree; `BROKEN` where something could not be read.

    >>> from riskengine.loading.yaml_reader import read_yaml
    >>> plain(read_yaml(b"facts: {age: 12}", "a.yaml", [])[0])
    {'facts': {'age': 12}}
    """
    match node:
        case ScalarNode(value=value):
            return value
        case ListNode(items):
            return [plain(item) for item in items]
        case MapNode(entries):
            return {name: plain(entry.value) for name, entry in entries.items()}
        case BrokenNode():
            return BROKEN


def pointer_to(*steps: str | int) -> str:
    """An RFC 6901 pointer.

    >>> pointer_to("facts", "a/b", 0)
    '/facts/a~1b/0'
    """
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def place_of(node: Node, pointer: str, *, key: bool = False, file: str = "", base: str = "") -> Place:
    """Where `pointer` leads below `node`: the value, or with `key` the key that it stands under.

    A pointer that leads to nothing gives the place of the last part that is there. `base` goes before the pointer.

    >>> from riskengine.loading.yaml_reader import read_yaml
    >>> root, _ = read_yaml(b"facts:\\n  age: 12", "a.yaml", [])
    >>> place_of(root, "/facts/age").line, place_of(root, "/facts/age").column
    (2, 8)
    """
    found: Node = node
    at: Spanned = node
    for step in pointer.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        if isinstance(found, MapNode) and name in found.entries:
            entry = found.entries[name]
            found = entry.value
            at = entry.key if key else found
        elif isinstance(found, ListNode) and name.isdecimal() and int(name) < len(found.items):
            at = found = found.items[int(name)]
        else:
            break
    return spot(at, file, base + pointer)


def spot(at: Spanned, file: str, pointer: str) -> Place:
    """The place of anything with a start and an end."""
    start, end = at.start, at.end
    return Place(file, start.line + 1, start.column + 1, end.line + 1, end.column + 1, pointer)
