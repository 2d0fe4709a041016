"""A program that is being built: its nodes and steps so far, and what each depends on."""

from __future__ import annotations

from collections.abc import Iterable

from riskengine.compiling.names import Names
from riskengine.compiling.program import CompiledQuantity, Node, Ref, Step
from riskengine.compiling.report import Report
from riskengine.ruleset import Rule, RuleSet

__all__ = ["NO_SUPPORT", "Draft", "Support", "add_node", "slots_of", "support_of", "union"]

Support = frozenset[int]
NO_SUPPORT: Support = frozenset()


class Draft:
    """A program that is being built. Supports are kept by the number of a node, slot, quantity or score."""

    __slots__ = (
        "definitions",
        "fact_support",
        "gates",
        "givers",
        "late",
        "names",
        "node_support",
        "nodes",
        "quantities",
        "quantity_support",
        "report",
        "rule_nodes",
        "rules",
        "ruleset",
        "score_support",
        "sorted_support",
        "steps",
    )

    def __init__(
        self, ruleset: RuleSet, names: Names, report: Report, rules: tuple[Rule, ...], givers: dict[str, list[int]]
    ) -> None:
        self.ruleset = ruleset
        self.names = names
        self.report = report
        self.rules = rules
        self.givers = givers
        self.nodes: list[Node] = []
        self.steps: list[Step] = []
        self.late = False
        self.gates: dict[str, int] = {}
        self.definitions: dict[str, int] = {}
        self.rule_nodes: dict[int, int] = {}
        self.quantities: dict[str, CompiledQuantity] = {}
        self.node_support: list[Support] = []
        self.fact_support: dict[int, Support] = {}
        self.quantity_support: dict[int, Support] = {}
        self.score_support: dict[int, Support] = {}
        self.sorted_support: dict[Support, tuple[int, ...]] = {}


def add_node(draft: Draft, node: Node, support: Support) -> int:
    """Give a node the next number."""
    number = len(draft.nodes)
    draft.nodes.append(node)
    draft.node_support.append(support)
    draft.steps.append(Step("node", number))
    return number


def support_of(draft: Draft, ref: Ref) -> Support:
    """The slots on which a value depends, gates followed."""
    match ref.kind:
        case "fact":
            found = draft.fact_support.get(ref.index)
            if found is None:
                gate = draft.gates.get(draft.names.facts[ref.index].name, -1)
                found = frozenset((ref.index,)) | (draft.node_support[gate] if gate >= 0 else NO_SUPPORT)
                draft.fact_support[ref.index] = found
            return found
        case "quantity":
            return draft.quantity_support.get(ref.index, NO_SUPPORT)
        case "score":
            return draft.score_support.get(ref.index, NO_SUPPORT)
        case "node":
            return draft.node_support[ref.index]
    return NO_SUPPORT


def union(supports: Iterable[Support]) -> Support:
    """Their union; one that holds all the others is kept as it is, so that equal sets are one object."""
    every = tuple(supports)
    largest = max(every, key=len, default=NO_SUPPORT)
    return largest if all(support <= largest for support in every) else largest.union(*every)


def slots_of(draft: Draft, support: Support) -> tuple[int, ...]:
    """The slots in order; equal supports share one tuple."""
    found = draft.sorted_support.get(support)
    if found is None:
        found = draft.sorted_support[support] = tuple(sorted(support))
    return found
