"""An edition with some of another edition's changes: what each of them does is found by applying it.

Every definition, quantity and parameter keeps to the edition that it comes from, under a name of its own, so that a rule
of one edition means there what it means at home.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from riskengine.comparing.differences import Change, Difference, Key, Kind
from riskengine.compiling.compile import compile_ruleset
from riskengine.compiling.program import Program
from riskengine.conditions import (
    All,
    Any,
    AtLeast,
    Compare,
    Condition,
    Holds,
    NoneOf,
    Not,
    Operand,
    Parameter,
    Reference,
)
from riskengine.diagnostics import RuleSetError
from riskengine.facts import AS_OF, GRADE, Fact
from riskengine.quantities import Quantity, QuantityInput
from riskengine.records import changed
from riskengine.ruleset import Clock, Definition, Effect, ParameterHistory, Rule, RuleSet, Score

__all__ = ["mixed"]


def mixed(first: RuleSet, second: RuleSet, found: Collection[Difference], applied: Collection[Key]) -> Program | None:
    """The first edition with some of the changes that make it the second; None where that is no rule set that can be used."""
    try:
        return compile_ruleset(_Mixture(first, second, found, applied).ruleset())
    except RuleSetError:
        return None


class _Mixture:
    """What goes into one mixture, gathered as it is needed."""

    def __init__(self, first: RuleSet, second: RuleSet, found: Collection[Difference], applied: Collection[Key]) -> None:
        self.first, self.second = first, second
        self.changes: dict[Key, Change] = {each.key: each.change for each in found}
        self.applied = frozenset(applied)
        self.facts: dict[str, Fact] = {}
        self.definitions: dict[str, Definition] = {}
        self.quantities: dict[str, Quantity] = {}
        self.parameters: dict[str, ParameterHistory] = {}
        self.scores: dict[str, Score] = {}

    def ruleset(self) -> RuleSet:
        """The mixture as a rule set."""
        scope = self.side("scope", "scope")
        rules = tuple(self.rule(side, rule) for side, rule in self.chosen_rules())
        clocks = tuple(self.clock(side, clock) for side, clock in self.chosen_clocks())
        when = self.condition(scope, scope.scope.when)
        for name in self.side("facts", "facts").facts:
            self.fact(name)
        for name in (*self.first.scores, *self.second.scores):
            if self.bands(name):
                self.score(name)
        return changed(
            self.first,
            scope=changed(self.first.scope, when=when),
            reason_codes=self.side("reason_codes", "reason_codes").reason_codes,
            facts=self.facts,
            definitions=self.definitions,
            quantities=self.quantities,
            parameters=self.parameters,
            scores=self.scores,
            rules=rules,
            clocks=clocks,
            invariants=(),
            digest="",
        )

    def side(self, kind: Kind, name: str) -> RuleSet:
        """The edition from which something is taken."""
        return self.second if (kind, name) in self.applied else self.first

    def is_in(self, kind: Kind, name: str) -> bool:
        """Whether something that may be new or gone is part of the mixture."""
        change, applied = self.changes.get((kind, name)), (kind, name) in self.applied
        return applied if change == "new" else not applied if change == "gone" else True

    def chosen_rules(self) -> Iterator[tuple[RuleSet, Rule]]:
        """The rules, each with its edition."""
        before, after = ({rule.id: rule for rule in each.rules} for each in (self.first, self.second))
        for name in sorted(before.keys() | after.keys()):
            if self.is_in("rule", name):
                side = self.side("rule", name)
                yield side, (after if side is self.second else before)[name]

    def chosen_clocks(self) -> Iterator[tuple[RuleSet, Clock]]:
        """The time limits, each with its edition."""
        before, after = ({clock.id: clock for clock in each.clocks} for each in (self.first, self.second))
        for name in sorted(before.keys() | after.keys()):
            if self.is_in("time_limit", name):
                side = self.side("time_limit", name)
                yield side, (after if side is self.second else before)[name]

    # what each part needs

    def rule(self, side: RuleSet, rule: Rule) -> Rule:
        """A rule with the names of its edition; its texts are not needed."""
        return changed(rule, when=self.condition(side, rule.when), effect=self.effect(side, rule.effect), because="")

    def effect(self, side: RuleSet, effect: Effect) -> Effect:
        """An effect, and the facts and scores that it names."""
        for name in effect.require:
            self.fact(name)
        for name in effect.points:
            self.score(name)
        by = effect.points_by
        if by is None:
            return effect
        self.score(by.score)
        return changed(effect, points_by=changed(by, subject=self.name(side, by.subject)))

    def clock(self, side: RuleSet, clock: Clock) -> Clock:
        """A time limit with the names of its edition."""
        for name in (clock.starts, clock.stops):
            if name is not None:
                self.fact(name)
        return changed(clock, when=self.condition(side, clock.when), within=self.input(side, clock.within), because="")

    def condition(self, side: RuleSet, condition: Condition) -> Condition:
        """A condition with the names of its edition."""
        match condition:
            case Compare(subject, _, operands):
                told = tuple(self.operand(side, each) for each in operands)
                return changed(condition, subject=self.name(side, subject), operands=told)
            case All(parts) | Any(parts) | NoneOf(parts) | AtLeast(_, parts):
                return changed(condition, parts=tuple(self.condition(side, part) for part in parts))
            case Not(part):
                return changed(condition, part=self.condition(side, part))
            case Holds(name):
                return changed(condition, name=self.name(side, name))
        return condition

    def operand(self, side: RuleSet, operand: Operand) -> Operand:
        """What something is compared with."""
        match operand:
            case Parameter(name):
                return Parameter(self.parameter(side, name))
            case Reference(name):
                return Reference(self.name(side, name))
        return operand

    def input(self, side: RuleSet, given: QuantityInput) -> QuantityInput:
        """What a quantity or a time limit is worked out from."""
        if given.parameter is not None:
            return changed(given, parameter=self.parameter(side, given.parameter))
        return given if given.name is None else changed(given, name=self.name(side, given.name))

    def name(self, side: RuleSet, name: str) -> str:
        """The name here of what a name stands for in its edition, which is taken over with it."""
        own = self.own(side, name)
        if name in side.definitions:
            if own not in self.definitions:
                written = side.definitions[name]
                self.definitions[own] = changed(written, name=own, condition=self.condition(side, written.condition), phrases={})
            return own
        if name in side.quantities:
            if own not in self.quantities:
                quantity = side.quantities[name]
                inputs = tuple(self.input(side, each) for each in quantity.inputs)
                self.quantities[own] = changed(quantity, name=own, inputs=inputs, phrase="")
            return own
        if name in side.scores:
            self.score(name)
        elif name not in (AS_OF, GRADE):
            self.fact(name)
        return name

    def own(self, side: RuleSet, name: str) -> str:
        """A name that no file can hold, one for each edition."""
        return f"{2 if side is self.second else 1}:{name}"

    def parameter(self, side: RuleSet, name: str) -> str:
        """The name here of a parameter."""
        own = self.own(side, name)
        self.parameters.setdefault(own, changed(side.parameters[name], name=own))
        return own

    def score(self, name: str) -> None:
        """Take over a score; without bands it serves conditions only."""
        if name not in self.scores:
            side = self.side("score", name)
            written = (side if name in side.scores else self.first if name in self.first.scores else self.second).scores[name]
            self.scores[name] = changed(written, bands=side.scores[name].bands if self.bands(name) else ())

    def bands(self, name: str) -> bool:
        """Whether a score has a part in the grade."""
        side = self.side("score", name)
        return self.is_in("score", name) and bool(side.scores[name].bands)

    def fact(self, name: str) -> None:
        """Take over a fact, with its gate."""
        if name in self.facts:
            return
        side = self.side("fact", name)
        if name not in side.facts:
            side = self.second if side is self.first else self.first
        fact = side.facts[name]
        self.facts[name] = fact
        if fact.applies_when is not None:
            self.facts[name] = changed(fact, applies_when=self.condition(side, fact.applies_when))
