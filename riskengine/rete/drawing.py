"""An edition drawn as a circuit: its conditions as written, negation pushed down to the comparisons (language 2 and 3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from riskengine.conditions import All, Always, AtLeast, Compare, Condition, Holds, NoneOf, Not
from riskengine.conditions import Any as AnyOf
from riskengine.conditions import Literal as Written
from riskengine.facts import AS_OF, FactType
from riskengine.records import changed
from riskengine.rete.axes import axes_of
from riskengine.rete.circuit import Atom, Circuit, End, Fixed, Gate, Number, Pair, Part, Probe, Value, Wire, negated
from riskengine.rete.comparing import comparison
from riskengine.ruleset import Rule, RuleSet

__all__ = ["Drawing", "draw", "gives"]

_WIDEST = 16
"""A gate has at most so many parts; one that has more is made of several. durable-rules fails where too many match at once."""


def draw(ruleset: RuleSet) -> Circuit:
    """The circuit of an edition."""
    return Drawing(ruleset).circuit()


class Drawing:
    """A circuit that is being drawn. Conditions that are the same have one gate."""

    def __init__(self, ruleset: RuleSet) -> None:
        self.ruleset = ruleset
        self.axes = axes_of(ruleset)
        self.ready: list[int] = []
        self._gates: list[Gate] = []
        self._known: dict[tuple[object, ...], int] = {}
        self._values: dict[tuple[str, str, str], Value] = {}
        self._numbers: dict[tuple[object, ...], Number] = {}
        self._pairs: dict[tuple[End, End], Pair] = {}
        self._definitions: dict[str, Part] = {}
        self._gated: dict[str, Part] = {}

    def circuit(self) -> Circuit:
        """Everything drawn. What no rule uses is drawn too, so that it can be compared."""
        ruleset = self.ruleset
        scope = self._kept(self.part(ruleset.scope.when))
        definitions = {name: self._kept(self.definition(name)) for name in ruleset.definitions}
        gated = {name: self.kept_gate(name) for name, fact in ruleset.facts.items() if fact.applies_when is not None}
        rules = {rule.id: self._kept(self.part(rule.when)) for rule in ruleset.rules}
        for name in (*ruleset.quantities, *ruleset.scores):
            self.number(name)
        return Circuit(
            ruleset=ruleset,
            givers={name: tuple(rule for rule in ruleset.rules if gives(rule, name)) for name in ruleset.scores},
            scope=scope,
            rules=rules,
            definitions=definitions,
            gated=gated,
            gates=tuple(self._gates),
            values=tuple(self._values.values()),
            numbers=tuple(self._numbers.values()),
            pairs=tuple(self._pairs.values()),
            axes=self.axes,
            layers=max([1, *self.ready]),
            slots=len(self.ready),
        )

    # conditions

    def part(self, condition: Condition, *, positive: bool = True) -> Part:
        """A condition, or the opposite of one."""
        if _is_disjunction(condition, positive=positive):
            return negated(self.all_of(self._conjuncts(condition, positive=not positive)))
        return self.all_of(self._conjuncts(condition, positive=positive))

    def _conjuncts(self, condition: Condition, *, positive: bool) -> Iterator[Part]:
        """The parts that must all hold; one part, where the condition is made otherwise."""
        if _is_disjunction(condition, positive=positive):
            yield self.part(condition, positive=positive)
            return
        match condition:
            case All(parts) | AnyOf(parts):
                for each in parts:
                    yield from self._conjuncts(each, positive=positive)
            case NoneOf(parts):
                for each in parts:
                    yield from self._conjuncts(each, positive=not positive)
            case Not(part):
                yield from self._conjuncts(part, positive=not positive)
            case Compare() if positive:
                yield from comparison(self, condition)
            case Compare() | Holds() | AtLeast() | Always():
                found = self._single(condition)
                yield found if positive else negated(found)

    def _single(self, condition: Compare | Holds | AtLeast | Always) -> Part:
        """A condition that is one part."""
        match condition:
            case Always():
                return Fixed(True)
            case Holds(name):
                return self.definition(name)
            case AtLeast(n, parts):
                return self._at_least(n, [self.part(each) for each in parts])
            case Compare():
                return self.all_of(comparison(self, condition))

    def definition(self, name: str) -> Part:
        """A named condition."""
        if name not in self._definitions:
            self._definitions[name] = self.part(self.ruleset.definitions[name].condition)
        return self._definitions[name]

    def gate_of(self, fact: str) -> Part:
        """What must hold for a fact to apply."""
        if fact not in self._gated:
            found = self.ruleset.facts.get(fact)
            gate = None if found is None else found.applies_when
            self._gated[fact] = Fixed(True) if gate is None else self.part(gate)
        return self._gated[fact]

    def kept_gate(self, fact: str) -> Part:
        """The same, concluded by itself."""
        return self._kept(self.gate_of(fact))

    def _at_least(self, n: int, parts: Sequence[Part]) -> Part:
        number = self.count(parts)
        place = 2 * self.axes["number"].index(n) + 3
        return Atom(Probe(">=", number.low, place), Probe("<", number.high, place))

    # gates

    def all_of(self, parts: Iterable[Part]) -> Part:
        """A part that is true where all are, and false where one is."""
        kept: dict[Atom | Wire, None] = {}
        for part in parts:
            if not isinstance(part, Fixed):
                kept[part] = None
            elif not part.value:
                return part
        found = list(kept)
        while len(found) > _WIDEST:
            found = [self._joined(found[start : start + _WIDEST]) for start in range(0, len(found), _WIDEST)]
        return self._joined(found) if found else Fixed(True)

    def any_of(self, parts: Iterable[Part]) -> Part:
        """A part that is true where one is, and false where all are."""
        return negated(self.all_of(map(negated, parts)))

    def _joined(self, parts: Sequence[Atom | Wire]) -> Atom | Wire:
        return parts[0] if len(parts) == 1 else Wire(self._gate(tuple(parts)), True)

    def _kept(self, part: Part) -> Part:
        """The same as a gate, so that its truth is concluded."""
        return Wire(self._gate((part,)), True) if isinstance(part, Atom) else part

    def _gate(self, parts: tuple[Atom | Wire, ...]) -> int:
        key = tuple(sorted(parts, key=repr))
        if key not in self._known:
            layer = max(self.ready_at(part) for part in parts)
            self._known[key] = len(self._gates)
            self._gates.append(Gate(parts, layer, self.slot(layer + 1)))
        return self._known[key]

    def ready_at(self, part: Part) -> int:
        """The first layer in which a part has been concluded."""
        match part:
            case Atom(true, false):
                return max(self.ready[true.slot], self.ready[false.slot])
            case Wire(gate, _):
                return self.ready[self._gates[gate].slot]
            case Fixed():
                return 1

    # numbers

    def slot(self, layer: int) -> int:
        """A new slot, which has its number from a layer on."""
        self.ready.append(layer)
        return len(self.ready) - 1

    def value(self, kind: str, name: str, option: str = "") -> int:
        """The slot of a recorded value."""
        key = kind, name, option
        if key not in self._values:
            self._values[key] = Value(kind, name, option, self.slot(1))  # type: ignore[arg-type]
        return self._values[key].slot

    def count(self, parts: Sequence[Part]) -> Number:
        """How many of some conditions are true."""
        kept = tuple(self._kept(part) for part in parts)
        return self._number(("count", *kept), Number("count", "", kept, self._after(kept), -1, -1, -1))

    def number(self, name: str) -> Number:
        """A quantity or score."""
        kind: Literal["quantity", "score"] = "quantity" if name in self.ruleset.quantities else "score"
        parts = tuple(map(self._kept, self._counted(name) if kind == "quantity" else self._rules_of(name)))
        layer = max([self._after(parts), *map(self._after_input, self._inputs(name))])
        return self._number((kind, name), Number(kind, name, parts, layer, -1, -1, -1))

    def _counted(self, name: str) -> Iterator[Part]:
        """The conditions that a quantity counts."""
        quantity = self.ruleset.quantities[name]
        for each in quantity.inputs if quantity.kind == "count_true" else ():
            assert each.name is not None
            named = each.name in self.ruleset.definitions
            yield self.part(Holds(each.name) if named else Compare(each.name, "is", (Written(True),)))

    def _rules_of(self, score: str) -> Iterator[Part]:
        """The conditions of the rules that give points to a score."""
        for rule in self.ruleset.rules:
            if gives(rule, score):
                yield self.part(rule.when)

    def _inputs(self, name: str) -> Iterator[str]:
        """The numbers and moments from which a quantity or score is worked out."""
        quantity = self.ruleset.quantities.get(name)
        if quantity is None:
            yield from (
                by.subject for rule in self.ruleset.rules if (by := rule.effect.points_by) is not None and by.score == name
            )
        elif quantity.kind != "count_true":
            yield from (each.name for each in quantity.inputs if each.name is not None)

    def _after_input(self, name: str) -> int:
        """The first layer in which a number or moment of this name can enter arithmetic."""
        return self.number(name).layer if name in self.ruleset.quantities else self.ready_at(self.kept_gate(name))

    def _after(self, parts: Iterable[Part]) -> int:
        return max([1, *map(self.ready_at, parts)])

    def _number(self, key: tuple[object, ...], made: Number) -> Number:
        if key not in self._numbers:
            slots = {name: self.slot(made.layer) for name in ("low", "high", "applies")}
            self._numbers[key] = changed(made, **slots)
        return self._numbers[key]

    def pair(self, first: End, second: End) -> int:
        """The slot of how one end lies to another."""
        if (first, second) not in self._pairs:
            layer = max(self._end_ready(first), self._end_ready(second))
            self._pairs[first, second] = Pair(first, second, layer, self.slot(layer))
        return self._pairs[first, second].slot

    def _end_ready(self, end: End) -> int:
        if end.kind not in ("least", "greatest"):
            return 1
        return self.number(end.name).layer

    def type_of(self, name: str) -> FactType | None:
        """The type of a fact; None for the name of a quantity or score."""
        if name == AS_OF:
            return FactType.DATE
        fact = self.ruleset.facts.get(name)
        return None if fact is None else fact.type


def gives(rule: Rule, score: str) -> bool:
    """Whether a rule gives points to a score."""
    by = rule.effect.points_by
    return score in rule.effect.points or (by is not None and by.score == score)


def _is_disjunction(condition: Condition, *, positive: bool) -> bool:
    """Whether a condition, or its opposite, holds where one of its parts does."""
    match condition:
        case AnyOf():
            return positive
        case All() | NoneOf():
            return not positive
        case Not(part):
            return _is_disjunction(part, positive=not positive)
    return False
