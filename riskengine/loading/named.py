"""Mappings from the names of new things to what they are: facts, definitions, quantities and the like."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from riskengine.loading.names import check_new_name
from riskengine.loading.nodes import Node, Reading, ScalarNode
from riskengine.loading.shape import Read, as_mapping

__all__ = ["ReadNamed", "read_each_named", "read_named"]

ReadNamed = Callable[[Reading, ScalarNode, Node], Any]
"""Reads one entry, given its key. None means that it could not, and that the problem is noted."""


def read_named(what: str, one: str, read: ReadNamed) -> Read:
    """A reader of a mapping of names; gives a dict in the order written."""

    def reader(reading: Reading, node: Node) -> dict[str, Any] | None:
        mapping = as_mapping(reading, node, what)
        if mapping is None:
            return None
        if not mapping.entries:
            reading.report("RE213", node, f"{what} is empty", "leave the key out if there is nothing to write")
            return None
        found: dict[str, Any] = {}
        for name, (key, value) in mapping.entries.items():
            named = check_new_name(reading, key, one)
            entry = read(reading, key, value)
            if named and entry is not None:
                found[name] = entry
        return found if len(found) == len(mapping.entries) else None

    return reader


def read_each_named(what: str, one: str, read: Read) -> Read:
    """A reader of a mapping of names to values that do not need to know their name."""
    return read_named(what, one, lambda reading, _, node: read(reading, node))
