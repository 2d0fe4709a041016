"""Conditions that can still come out either way: seen without trying completions.

Where every fact that is not known is used once in what is still open of a condition, its comparisons vary
independently. If each of them can come out both ways, then so can the condition: unknown by Kleene's logic is
then certainly not settled.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from riskengine.calendar import london_date
from riskengine.compiling.program import Node, Program, Ref
from riskengine.evaluating.domains import moment_ends, number_ends
from riskengine.evaluating.inputs import TRUE_LEVEL, UNKNOWN_LEVEL, Evaluation, Inputs

__all__ = ["EitherWay"]

_REACH = frozenset({"at_least", "less_than", "on_or_after", "before"})
_PASS = frozenset({"more_than", "at_most", "after", "on_or_before"})
_ENDS_ARE_REACHED = frozenset({"days_between", "months_between", "years_between", "sum", "difference"})
"""Quantities whose span ends at numbers that they come to, where each input is used once."""
_NOT_CERTAIN = -1
_Given = dict[int, tuple[int, bool]]
"""What facts are bound to be: a comparison, by its node, that is to hold of the fact or not; -1 and the value of a boolean."""


class EitherWay:
    """One case's conditions that its evaluation leaves unknown."""

    def __init__(self, program: Program, inputs: Inputs, evaluation: Evaluation) -> None:
        self._program = program
        self._inputs = inputs
        self._evaluation = evaluation
        self._levels = evaluation.levels
        self._swings = program.swings
        self._found: dict[int, int] = {}

    def certain(self, node: int) -> bool:
        """Whether a node that is unknown can certainly be true and can certainly be false."""
        return self.facts(node) != _NOT_CERTAIN

    def facts(self, index: int) -> int:
        """The facts on which such a node depends, as a set of bits by slot; -1 where it is not certain."""
        if self._levels[index] != UNKNOWN_LEVEL:
            return 0
        found = self._found.get(index)
        if found is None:
            node = self._program.nodes[index]
            if node.kind != "compare":
                found = self._apart(node.children)
            else:
                found = self._fact(node.subject) if self._swings[index] else self._on_line(node)
            self._found[index] = found
        return found

    def all_false(self, nodes: Iterable[int]) -> bool:
        """Whether one completion is found in which none of these nodes holds; that none is found says nothing."""
        given: _Given = {}
        for node in nodes:
            found = self._brought(node, given, holds=False)
            if found is None:
                return False
            given = found
        return True

    def _brought(self, index: int, given: _Given, *, holds: bool) -> _Given | None:
        """What facts are to be so that a node holds or does not, besides what is given; None where no way is found."""
        level = self._levels[index]
        if level != UNKNOWN_LEVEL:
            return given if (level == TRUE_LEVEL) is holds else None
        node = self._program.nodes[index]
        match node.kind:
            case "compare":
                return self._claimed(index, node, given, holds=holds)
            case "not" | "none":
                return self._each(node.children, given, holds=False) if holds else self._one(node.children, given, holds=True)
            case "any":
                return self._one(node.children, given, holds=True) if holds else self._each(node.children, given, holds=False)
            case "all" if not holds:
                return self._one(node.children, given, holds=False)
        return self._each(node.children, given, holds=holds)

    def _each(self, nodes: Sequence[int], given: _Given | None, *, holds: bool) -> _Given | None:
        for node in nodes:
            if given is None:
                return None
            if self._levels[node] == UNKNOWN_LEVEL:
                given = self._brought(node, given, holds=holds)
        return given

    def _one(self, nodes: Sequence[int], given: _Given, *, holds: bool) -> _Given | None:
        for node in nodes:
            if self._levels[node] == UNKNOWN_LEVEL:
                found = self._brought(node, given, holds=holds)
                if found is not None:
                    return found
        return None

    def _claimed(self, index: int, node: Node, given: _Given, *, holds: bool) -> _Given | None:
        """The same with the facts of a comparison bound to it; None where another comparison has bound one otherwise."""
        facts = self.facts(index)
        if facts == _NOT_CERTAIN:
            return None
        claim: tuple[int, bool] = (index, holds)
        if node.axis == "boolean":
            claim = (-1, (node.operands[0].value is (node.operator == "is")) is holds)
        further = dict(given)
        slot = 0
        while facts >> slot:
            if facts >> slot & 1 and further.setdefault(slot, claim) != claim:
                return None
            slot += 1
        return further

    def _apart(self, nodes: Sequence[int]) -> int:
        """The facts of several nodes of which no two share one."""
        found = 0
        levels = self._levels
        for node in nodes:
            if levels[node] == UNKNOWN_LEVEL:
                facts = self.facts(node)
                if facts == _NOT_CERTAIN or facts & found:
                    return _NOT_CERTAIN
                found |= facts
        return found

    def _fact(self, ref: Ref | None) -> int:
        """A fact by itself; its gate, if it has one, must be open."""
        assert ref is not None
        gate = self._program.gates[ref.index]
        if gate >= 0 and self._levels[gate] != TRUE_LEVEL:
            return _NOT_CERTAIN
        return 1 << ref.index if self._inputs.values[ref.index] is None else 0

    def _on_line(self, node: Node) -> int:
        """A number or moment compared with one that is known."""
        subject = node.subject
        assert subject is not None
        if len(node.operands) != 1 or node.operator not in _REACH | _PASS or node.axis not in ("number", "date"):
            return _NOT_CERTAIN
        if subject.kind == "quantity" and self._known(node.operands[0]) is not None:
            return self._quantity(subject.index)
        if subject.kind != "fact" or not self._is_inside(node, subject.index):
            return _NOT_CERTAIN
        return self._fact(subject)

    def _known(self, ref: Ref) -> Any:
        """The value of a constant, a parameter, or a fact without a gate; None where there is none."""
        match ref.kind:
            case "constant":
                return ref.value
            case "parameter":
                return self._inputs.parameters[ref.index]
            case "fact":
                return self._inputs.values[ref.index] if self._program.gates[ref.index] < 0 else None
        return None

    def _is_inside(self, node: Node, slot: int) -> bool:
        """Whether the domain of a fact that is not known has values on both sides of what it is compared with."""
        edge = self._known(node.operands[0])
        if edge is None or self._inputs.values[slot] is not None:
            return False
        fact = self._program.facts[slot]
        low: Any
        high: Any
        if node.axis == "date":
            ends = moment_ends(fact, self._inputs.values[self._program.as_of_slot])
            low, high, edge = london_date(ends[0]), london_date(ends[1]), london_date(edge)
        else:
            low, high = number_ends(fact)
        if node.operator in _REACH:
            return (low is None or low < edge) and (high is None or high >= edge)
        return (low is None or low <= edge) and (high is None or high > edge)

    def _quantity(self, index: int) -> int:
        """A quantity that is unknown because of facts that it uses once each."""
        quantity = self._program.quantities[index]
        if quantity.kind == "count_true":
            return self._apart([ref.index for ref in quantity.inputs])
        if quantity.kind not in _ENDS_ARE_REACHED:
            return _NOT_CERTAIN
        found = 0
        for ref in quantity.inputs:
            facts = self._input(ref)
            if facts == _NOT_CERTAIN or facts & found:
                return _NOT_CERTAIN
            found |= facts
        return found

    def _input(self, ref: Ref) -> int:
        if ref.kind == "fact":
            return self._fact(ref)
        if ref.kind == "quantity":
            span = self._evaluation.quantities[ref.index]
            known = span.low is not None and span.low == span.high and span.applies.value == TRUE_LEVEL
            return 0 if known else _NOT_CERTAIN
        return 0 if self._known(ref) is not None else _NOT_CERTAIN
