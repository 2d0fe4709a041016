"""The plain content of parsed files, without places: what a digest is taken of."""

from __future__ import annotations

from typing import Any

from riskengine.loading.nodes import ListNode, MapNode, Node, ScalarNode

__all__ = ["plain_content"]


def plain_content(node: Node) -> Any:
    """A node as dicts, lists and scalars. Raises ValueError on a node that could not be read.

    >>> from riskengine.loading.yaml_reader import read_yaml
    >>> plain_content(read_yaml(b"a: [1, no]", "", [])[0])
    {'a': [1, 'no']}
    """
    kind = type(node)  # a match on classes would ask for each in turn, thousands of times
    if kind is ScalarNode:
        return node.value  # type: ignore[union-attr]
    if kind is MapNode:
        return {name: plain_content(value) for name, (_, value) in node.entries.items()}  # type: ignore[union-attr]
    if kind is ListNode:
        return [plain_content(item) for item in node.items]  # type: ignore[union-attr]
    raise ValueError("this node could not be read")
