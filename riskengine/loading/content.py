"""The plain content of parsed files, without places: what a digest is taken of."""

from __future__ import annotations

from typing import Any

from riskengine.loading.nodes import BrokenNode, ListNode, MapNode, Node, ScalarNode

__all__ = ["plain_content"]


def plain_content(node: Node) -> Any:
    """A node as dicts, lists and scalars. Raises ValueError on a node that could not be read.

    >>> from riskengine.loading.yaml_reader import read_yaml
    >>> plain_content(read_yaml(b"a: [1, no]", "", [])[0])
    {'a': [1, 'no']}
    """
    match node:
        case ScalarNode(value=value):
            return value
        case MapNode(entries):
            return {name: plain_content(entry.value) for name, entry in entries.items()}
        case ListNode(items):
            return [plain_content(item) for item in items]
        case BrokenNode():
            raise ValueError("this node could not be read")
