"""One comparison as atoms: what makes it certainly true, and what makes it certainly false (language 2 and 3.1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, Protocol
from unicodedata import normalize

from riskengine.conditions import Compare, Literal, Operand, Parameter, Reference
from riskengine.facts import FactType
from riskengine.rete.circuit import FALSE_CODE, TRUE_CODE, Atom, End, Number, Part, Probe, negated
from riskengine.ruleset import RuleSet

__all__ = ["comparison"]

_SAME = 2


class _Drawing(Protocol):
    """What is needed of the drawing."""

    ruleset: RuleSet
    axes: Any

    def value(self, kind: str, name: str, option: str = "") -> int: ...
    def number(self, name: str) -> Number: ...
    def pair(self, first: End, second: End) -> int: ...
    def gate_of(self, fact: str) -> Part: ...
    def all_of(self, parts: Iterable[Part]) -> Part: ...
    def any_of(self, parts: Iterable[Part]) -> Part: ...
    def type_of(self, name: str) -> FactType | None: ...


_OPPOSITE = {"is_not": "is", "not_in": "in"}
_WORDS = {"before": "less_than", "after": "more_than", "on_or_before": "at_most", "on_or_after": "at_least"}


def comparison(drawing: _Drawing, compare: Compare) -> list[Part]:
    """The parts that must all hold: the gates of everything compared, and the comparison itself."""
    names = [compare.subject, *(each.name for each in compare.operands if isinstance(each, Reference))]
    parts = [part for name in names for part in _applies(drawing, name)]
    operator = _WORDS.get(compare.operator, compare.operator)
    plain = _OPPOSITE.get(operator)
    found = _relation(drawing, compare, plain or operator)
    return [*parts, negated(found) if plain else found]


def _applies(drawing: _Drawing, name: str) -> Iterator[Part]:
    if drawing.type_of(name) is not None:
        yield drawing.gate_of(name)
    elif name in drawing.ruleset.quantities:
        slot = drawing.number(name).applies
        yield Atom(Probe("==", slot, TRUE_CODE), Probe("==", slot, FALSE_CODE))


def _relation(drawing: _Drawing, compare: Compare, operator: str) -> Part:
    kind = drawing.type_of(compare.subject)
    match kind:
        case FactType.BOOLEAN | FactType.TEXT:
            return _named(drawing, compare, operator, kind)
        case FactType.CHOICE:
            return _chosen(drawing, compare, operator)
        case FactType.CHOICES:
            return _set(drawing, compare, operator)
    return _ordered(drawing, compare, operator)


def _ordered(drawing: _Drawing, compare: Compare, operator: str) -> Part:
    """Numbers and moments."""
    sides = _Sides(drawing, compare)
    match operator:
        case "is":
            return sides.same(0)
        case "in":
            return drawing.any_of([sides.same(number) for number in range(len(compare.operands))])
        case "between":
            return drawing.all_of([sides.at_least(0), sides.at_most(1)])
        case "at_least":
            return sides.at_least(0)
        case "less_than":
            return negated(sides.at_least(0))
        case "at_most":
            return sides.at_most(0)
        case "more_than":
            return negated(sides.at_most(0))
    raise ValueError(f"{operator} does not compare numbers or moments")


def _is(slot: int, code: int) -> Atom:
    return Atom(Probe("==", slot, code), Probe("!=", slot, code))


def _named(drawing: _Drawing, compare: Compare, operator: str, kind: FactType) -> Part:
    """Truths and texts, which are what they are or not."""
    assert operator in ("is", "in")
    slot = drawing.value(kind.value, compare.subject)
    if kind is FactType.BOOLEAN:
        codes = [TRUE_CODE if value is True else FALSE_CODE for value in _literals(compare)]
    else:
        axis = drawing.axes[f"text {compare.subject}"]
        codes = [axis.index(normalize("NFC", value)) + 1 for value in _literals(compare)]
    return drawing.any_of([_is(slot, code) for code in codes])


def _literals(compare: Compare) -> list[Any]:
    return [operand.value for operand in compare.operands if isinstance(operand, Literal)]


def _chosen(drawing: _Drawing, compare: Compare, operator: str) -> Part:
    """One option, by its place among the options."""
    slot = drawing.value("choice", compare.subject)
    options = drawing.ruleset.facts[compare.subject].options
    ranks = [options.index(value) + 1 for value in _literals(compare)]
    match operator:
        case "is" | "in":
            return drawing.any_of([_is(slot, rank) for rank in ranks])
        case "between":
            return drawing.all_of([_from(slot, ranks[0]), _until(slot, ranks[1])])
        case "at_least":
            return _from(slot, ranks[0])
        case "less_than":
            return negated(_from(slot, ranks[0]))
        case "at_most":
            return _until(slot, ranks[0])
        case "more_than":
            return negated(_until(slot, ranks[0]))
    raise ValueError(f"{operator} does not compare choices")


def _from(slot: int, rank: int) -> Atom:
    return Atom(Probe(">=", slot, rank), Probe("<", slot, rank))


def _until(slot: int, rank: int) -> Atom:
    return Atom(Probe("<=", slot, rank), Probe(">", slot, rank))


def _set(drawing: _Drawing, compare: Compare, operator: str) -> Part:
    """Several options: for each one, whether it is among those chosen."""
    wanted = {option for value in _literals(compare) for option in (value if isinstance(value, frozenset) else (value,))}

    def has(option: str) -> Part:
        return _is(drawing.value("option", compare.subject, option), TRUE_CODE)

    match operator:
        case "contains" | "contains_all":
            return drawing.all_of([has(option) for option in sorted(wanted)])
        case "contains_any":
            return drawing.any_of([has(option) for option in sorted(wanted)])
        case "is":
            options = drawing.ruleset.facts[compare.subject].options
            return drawing.all_of([has(option) if option in wanted else negated(has(option)) for option in options])
    raise ValueError(f"{operator} does not compare sets of options")


class _Sides:
    """Both sides of a comparison of numbers or moments, each with the least and the greatest that it can be."""

    def __init__(self, drawing: _Drawing, compare: Compare) -> None:
        self._drawing = drawing
        self._compare = compare
        kind = drawing.type_of(compare.subject)
        self._axis = "number"
        if kind is not None and kind.is_moment:
            instants = kind is FactType.DATETIME and all(map(self._is_instant, compare.operands))
            self._axis = "instant" if instants else "day"
        self._low, self._high = self._ends(compare.subject)

    def _is_instant(self, operand: Operand) -> bool:
        match operand:
            case Literal(value):
                return isinstance(value, datetime)
            case Reference(name):
                return self._drawing.type_of(name) is FactType.DATETIME
        return False

    def _ends(self, name: str) -> tuple[End, End]:
        if self._drawing.type_of(name) is None:
            return End("least", name), End("greatest", name)
        one = End(self._axis, name)  # type: ignore[arg-type]
        return one, one

    def _slot(self, end: End) -> int:
        match end.kind:
            case "least":
                return self._drawing.number(end.name).low
            case "greatest":
                return self._drawing.number(end.name).high
        return self._drawing.value(end.kind, end.name)

    def _other(self, number: int) -> int | tuple[End, End]:
        """The place of a literal, or both ends of another number or moment."""
        match self._compare.operands[number]:
            case Literal(value):
                axis: Sequence[Any] = self._drawing.axes[self._axis]
                return 2 * axis.index(value) + 3
            case Parameter(name):
                return End("parameter", name), End("parameter", name)
            case Reference(name):
                return self._ends(name)

    def at_most(self, number: int) -> Part:
        """True where the greatest is at most their least, false where the least is above their greatest."""
        other = self._other(number)
        if isinstance(other, int):
            return Atom(Probe("<=", self._slot(self._high), other), Probe(">", self._slot(self._low), other))
        return Atom(
            Probe("<=", self._drawing.pair(self._high, other[0]), _SAME),
            Probe(">", self._drawing.pair(self._low, other[1]), _SAME),
        )

    def at_least(self, number: int) -> Part:
        """True where the least is at least their greatest, false where the greatest is below their least."""
        other = self._other(number)
        if isinstance(other, int):
            return Atom(Probe(">=", self._slot(self._low), other), Probe("<", self._slot(self._high), other))
        return Atom(
            Probe(">=", self._drawing.pair(self._low, other[1]), _SAME),
            Probe("<", self._drawing.pair(self._high, other[0]), _SAME),
        )

    def same(self, number: int) -> Part:
        """True where both are one and the same, false where they lie apart."""
        other = self._other(number)
        if isinstance(other, int) and self._low == self._high:
            return _is(self._slot(self._low), other)
        return self._drawing.all_of([self.at_most(number), self.at_least(number)])
