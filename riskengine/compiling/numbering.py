"""Conditions numbered, each part before the whole."""

from __future__ import annotations

from collections.abc import Iterable

from riskengine.compiling.comparing import compile_comparison
from riskengine.compiling.draft import NO_SUPPORT, Draft, add_node, support_of, union
from riskengine.compiling.names import DEFINITION, unknown_name
from riskengine.compiling.program import Node
from riskengine.conditions import All, Always, Any, AtLeast, Compare, Condition, Holds, NoneOf, Not
from riskengine.diagnostics import Place

__all__ = ["number"]


def number(draft: Draft, condition: Condition) -> int:
    """Number a condition and its parts; the parts come first."""
    match condition:
        case Compare():
            node = compile_comparison(draft.ruleset, draft.names, condition, draft.report, late=draft.late)
            refs = (node.subject, *node.operands)
            return add_node(draft, node, union(support_of(draft, ref) for ref in refs if ref is not None))
        case All(parts, place):
            return _group(draft, "all", parts, place)
        case Any(parts, place):
            return _group(draft, "any", parts, place)
        case NoneOf(parts, place):
            return _group(draft, "none", parts, place)
        case Not(part, place):
            return _group(draft, "not", (part,), place)
        case AtLeast(n, parts, place):
            return _group(draft, "at_least", parts, place, n)
        case Holds(name, place):
            return _holds(draft, name, place)
        case Always(place):
            return add_node(draft, Node("always", place=place), NO_SUPPORT)


def _group(draft: Draft, kind: str, parts: Iterable[Condition], place: Place, n: int = 0) -> int:
    children = tuple([number(draft, part) for part in parts])
    support = union(draft.node_support[child] for child in children)
    return add_node(draft, Node(kind, children=children, n=n, place=place), support)


def _holds(draft: Draft, name: str, place: Place) -> int:
    if name not in draft.names.definitions:
        unknown_name(draft.names, name, place, draft.report, DEFINITION)
    root = draft.definitions.get(name, -1)
    children = () if root < 0 else (root,)
    return add_node(
        draft, Node("holds", children=children, name=name, place=place), NO_SUPPORT if root < 0 else draft.node_support[root]
    )
