"""Which rule, definition, fact or time limit each condition of a program is written in, and how it reads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import cached_property

from riskengine.compiling.program import Node, Program, Ref
from riskengine.diagnostics import Place
from riskengine.explaining.values import plain_number
from riskengine.facts import Value
from riskengine.operators import OPERATORS

__all__ = ["Owners"]

_GROUPS = {"all": "all of {}", "any": "any of {}", "none": "none of {}"}


class Owners:
    """A program's conditions with what they belong to. Those that only claims use are left out: claims are tried otherwise."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.of_nodes: dict[int, str] = {}
        self.decisions: tuple[tuple[int, str, str], ...] = tuple(self._decisions())
        for root, owner in self._roots():
            self._own(root, owner)

    def _decisions(self) -> Iterator[tuple[int, str, str]]:
        """What a comparison can change: the scope, whether a fact applies, a rule, whether a time limit runs."""
        program = self.program
        yield program.scope, "scope", "the scope"
        for slot, gate in program.gated:
            name = program.facts[slot].name
            yield gate, name, f"whether {name} applies"
        yield from ((rule.node, rule.rule.id, rule.rule.id) for rule in program.rules)
        yield from ((clock.node, clock.clock.id, clock.clock.id) for clock in program.clocks)

    def _roots(self) -> Iterator[tuple[int, str]]:
        program = self.program
        yield from ((root, name) for name, root in program.definitions.items())
        for quantity in program.quantities:
            yield from ((ref.index, quantity.name) for ref in quantity.inputs if ref.kind == "node")
        yield from ((root, owner) for root, owner, _ in self.decisions)

    def _own(self, index: int, owner: str) -> None:
        if index not in self.of_nodes:
            self.of_nodes[index] = owner
            for child in self.program.nodes[index].children:
                self._own(child, owner)

    @cached_property
    def _of_scope(self) -> frozenset[int]:
        """The nodes on which the scope rests: of them, cases out of scope say something too."""
        found: set[int] = set()
        waiting = [self.program.scope]
        while waiting:
            index = waiting.pop()
            if index not in found:
                found.add(index)
                node = self.program.nodes[index]
                refs = () if node.subject is None else (node.subject, *node.operands)
                waiting += [*node.children, *(below for ref in refs for below in self._below(ref))]
        return frozenset(found)

    def _below(self, ref: Ref) -> Iterator[int]:
        if ref.kind == "node":
            yield ref.index
        elif ref.kind == "fact" and self.program.gates[ref.index] >= 0:
            yield self.program.gates[ref.index]
        elif ref.kind == "quantity":
            for each in self.program.quantities[ref.index].inputs:
                yield from self._below(each)

    def is_anywhere(self, node: int) -> bool:
        """Whether a condition has a part in the scope, so that cases out of scope count for it."""
        return node in self._of_scope

    def place(self, node: int) -> Place:
        """Where a condition is written."""
        return self.program.nodes[node].place

    def said(self, index: int) -> str:
        """A condition as its author would read it out."""
        node = self.program.nodes[index]
        match node.kind:
            case "compare":
                return f"{node.name} {OPERATORS[node.operator].phrase} {self.operands(node)}"
            case "holds":
                return f"{node.name} holds"
            case "not":
                return f"not: {self.said(node.children[0])}"
            case "at_least":
                return f"at least {node.n} of {len(node.children)} conditions"
        return _GROUPS[node.kind].format(f"{len(node.children)} conditions") if node.kind in _GROUPS else "always"

    def operands(self, node: Node) -> str:
        """What a comparison compares with."""
        return " and ".join(self.named(ref) for ref in node.operands) if node.operator == "between" else self._listed(node)

    def _listed(self, node: Node) -> str:
        return ", ".join(self.named(ref) for ref in node.operands)

    def named(self, ref: Ref) -> str:
        """What a value is called, or the value where it is written out."""
        program = self.program
        match ref.kind:
            case "constant":
                return "" if ref.value is None else value_text(ref.value)
            case "quantity":
                return program.quantities[ref.index].name
            case "score":
                return program.scores[ref.index].name
            case "parameter":
                return program.parameters[ref.index]
        return program.facts[ref.index].name


def value_text(value: Value) -> str:
    """A value as it stands in a file, near enough for a message."""
    match value:
        case bool():
            return "true" if value else "false"
        case datetime() | date():
            return value.isoformat()
        case frozenset():
            return f"[{', '.join(sorted(value))}]"
        case str():
            return value
    return plain_number(value)
