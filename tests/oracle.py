"""The slow independent evaluator: what every completion of a case allows, by trying them all (language.md 3).

Nothing here is shared with `riskengine.evaluating`; the meaning is written down a second time, from the
definition alone, so that the two can be held against each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import product
from math import prod
from typing import Any

from riskengine.ruleset import Rule, RuleSet
from tests.oracle_domains import Domain, comparisons, domain_of, facts_named
from tests.oracle_worlds import World, applies, gives, grade_of, holds, rule_holds, score_of
from tests.printing.described import describe

__all__ = ["Exact", "Situation", "brute_force", "completions", "size_of", "world_of"]


@dataclass(frozen=True)
class Situation:
    """A rule set and what is known of one case: `known` values, `asked` and not established; else not asked."""

    ruleset: RuleSet
    as_of: date
    jurisdiction: str
    known: Mapping[str, Any] = field(default_factory=dict)
    asked: frozenset[str] = frozenset()

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts that are not known."""
        return tuple(name for name in self.ruleset.facts if name not in self.known)

    def __repr__(self) -> str:
        return describe(self)

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        printer.text(repr(self))

    def learning(self, fact: str, value: Any) -> Situation:
        """The same with one more fact known."""
        return replace(self, known={**self.known, fact: value}, asked=self.asked - {fact})

    def deleting(self, fact: str, *, asked: bool) -> Situation:
        """The same with a fact no longer known: asked and not established, or not asked."""
        known = {name: value for name, value in self.known.items() if name != fact}
        return replace(self, known=known, asked=self.asked | {fact} if asked else self.asked - {fact})


@dataclass(frozen=True)
class Exact:
    """What all completions together say. Grades are indexes; -1 where no completion is in scope.

    `depends` says for each rule on which facts its condition still depends. `worst` is, for each relevant
    fact, the widest range that is left once it is learnt. `definitions` and `gates` are None where unsettled.
    `gated_by` gives the facts on which a fact's gate can depend.
    """

    scope: bool | None
    outcomes: Mapping[str, str]
    least: int
    most: int
    most_counting: int
    scores: Mapping[str, tuple[Any, Any]]
    decisive: frozenset[str]
    forcing: frozenset[str] | None
    relevant: Mapping[str, tuple[str, int]]
    worst: Mapping[str, int]
    accepted: frozenset[tuple[str, str]]
    depends: Mapping[str, frozenset[str]]
    definitions: Mapping[str, bool | None]
    gates: Mapping[str, bool | None]
    gated_by: Mapping[str, frozenset[str]]


def domains(situation: Situation) -> dict[str, Domain]:
    """What each fact that is not known may be."""
    return {name: domain_of(situation.ruleset, name, situation.as_of) for name in situation.missing}


def size_of(situation: Situation) -> int:
    """How many completions there are to try."""
    return prod(len(domain.values) for domain in domains(situation).values())


def world_of(situation: Situation, values: Mapping[str, Any]) -> World:
    """One completion of the case."""
    return World(situation.ruleset, {**situation.known, **values}, situation.as_of, situation.jurisdiction)


def completions(situation: Situation) -> Iterator[tuple[Any, ...]]:
    """Every completion, as values of the missing facts in order."""
    return product(*(domain.values for domain in domains(situation).values()))


def brute_force(situation: Situation) -> Exact:
    """Try every completion and say what they allow."""
    return _Trial(situation).result()


class _Trial:
    """The table of all completions, and what is read off it."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self.ruleset = situation.ruleset
        self.names = situation.missing
        self.keys = list(completions(situation))
        self.worlds = {key: self.world(key) for key in self.keys}
        self.inside = {key: holds(world, self.ruleset.scope.when) for key, world in self.worlds.items()}
        self.within = [key for key in self.keys if self.inside[key]]

    def world(self, key: tuple[Any, ...]) -> World:
        return world_of(self.situation, dict(zip(self.names, key, strict=True)))

    def result(self) -> Exact:
        truths = {rule.id: {key: rule_holds(world, rule) for key, world in self.worlds.items()} for rule in self.ruleset.rules}
        depends = {name: self.dependencies(table) for name, table in truths.items()}
        outcomes = {rule.id: self.outcome(rule, truths[rule.id], depends[rule.id]) for rule in self.ruleset.rules}
        presumed = {name for name, outcome in outcomes.items() if outcome == "presumed"}
        accepted = {name for name, outcome in outcomes.items() if outcome == "accepted"}
        full = {key: grade_of(self.worlds[key], presumed) for key in self.within}
        least = min(full.values(), default=-1)
        grades = {key: max(least, grade_of(self.worlds[key], presumed, accepted)) for key in self.within}
        relevant = self.relevant(grades)
        return Exact(
            scope=_settled(self.inside.values()),
            outcomes=outcomes,
            least=least,
            most=max(grades.values(), default=-1),
            most_counting=max(full.values(), default=-1),
            scores=self.scores(presumed, accepted),
            decisive=self.decisive(presumed, least),
            forcing=self.forcing(presumed, least),
            relevant=relevant,
            worst={name: self.worst(name, grades) for name in relevant},
            accepted=frozenset((fact, name) for name in accepted for fact in depends[name]),
            depends=depends,
            definitions=self.definitions(),
            gates=self.gates(),
            gated_by=gate_facts(self.ruleset),
        )

    def pairs(self) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
        """For each fact, the groups of completions that differ only in it."""
        for at, name in enumerate(self.names):
            groups: dict[tuple[Any, ...], list[tuple[Any, ...]]] = {}
            for key in self.keys:
                groups.setdefault(key[:at] + key[at + 1 :], []).append(key)
            for group in groups.values():
                yield name, group

    def dependencies(self, table: Mapping[tuple[Any, ...], bool]) -> frozenset[str]:
        """The facts on which a truth still depends."""
        if len(set(table.values())) < 2:
            return frozenset()
        return frozenset(name for name, group in self.pairs() if len({table[key] for key in group}) > 1)

    def outcome(self, rule: Rule, table: Mapping[tuple[Any, ...], bool], depends: frozenset[str]) -> str:
        settled = _settled(table.values())
        if settled is not None:
            return "applies" if settled else "does_not_apply"
        if rule.when_unknown == "presume":
            return "presumed"
        if rule.when_unknown == "accept" and depends <= self.situation.asked:
            return "accepted"
        return "unsettled"

    def scores(self, presumed: set[str], accepted: set[str]) -> dict[str, tuple[Any, Any]]:
        """The least as for `report`, the most without what was accepted but never under the least."""
        found: dict[str, tuple[Any, Any]] = {}
        for name in self.ruleset.scores:
            lows = [score_of(self.worlds[key], name, presumed) for key in self.within]
            highs = [score_of(self.worlds[key], name, presumed, accepted) for key in self.within]
            if lows:
                found[name] = (min(lows), max(min(lows), *highs))
        return found

    def decisive(self, presumed: set[str], least: int) -> frozenset[str]:
        """The rules without any one of which the least would be lower."""
        return frozenset(rule.id for rule in self.ruleset.rules if self.least_without(rule, presumed, least) < least)

    def least_without(self, rule: Rule, presumed: set[str], least: int) -> int:
        """The least if the rule were not there. Where a condition compares its points, all is worked out anew."""
        if not any(gives(rule, score) for score in _compared_scores(self.ruleset)):
            return min((grade_of(self.worlds[key], presumed - {rule.id}, {rule.id}) for key in self.within), default=least)
        rest = tuple(other for other in self.ruleset.rules if other is not rule)
        return _Trial(replace(self.situation, ruleset=replace(self.ruleset, rules=rest))).least()

    def least(self) -> int:
        """The least required alone."""
        presumed = {rule.id for rule in self.ruleset.rules if rule.when_unknown == "presume" and self.is_open(rule)}
        return min((grade_of(self.worlds[key], presumed) for key in self.within), default=-1)

    def is_open(self, rule: Rule) -> bool:
        """Whether the rule's condition is not settled."""
        return _settled(rule_holds(world, rule) for world in self.worlds.values()) is None

    def forcing(self, presumed: set[str], least: int) -> frozenset[str] | None:
        """The rules each of which alone forces the least; None where bands force it without any rule."""
        everyone = {rule.id for rule in self.ruleset.rules}
        if least <= min((grade_of(self.worlds[key], (), everyone) for key in self.within), default=least):
            return None if least > 0 else frozenset()
        return frozenset(name for name in everyone if self.alone(name, presumed, everyone) >= least)

    def alone(self, name: str, presumed: set[str], everyone: set[str]) -> int:
        """The least required if no other rule counted."""
        return min(grade_of(self.worlds[key], presumed & {name}, everyone - {name}) for key in self.within)

    def relevant(self, grades: Mapping[tuple[Any, ...], int]) -> dict[str, tuple[str, int]]:
        """Facts of which two values differ in grade, or in being in scope, all else equal (3.7)."""
        reach: dict[str, int] = {}
        why: dict[str, str] = {}
        for name, group in self.pairs():
            reached = {grades[key] for key in group if self.inside[key]}
            split = bool(reached) and not all(self.inside[key] for key in group)
            if len(reached) > 1:
                why[name] = "grade"
            elif split:
                why.setdefault(name, "scope")
            if split or len(reached) > 1:
                reach[name] = max(reach.get(name, -1), *reached)
        return {name: (why[name], reach[name]) for name in why}

    def worst(self, name: str, grades: Mapping[tuple[Any, ...], int]) -> int:
        """The widest range of grades that is left once the fact is learnt."""
        at = self.names.index(name)
        by_value: dict[Any, list[int]] = {}
        for key in self.within:
            by_value.setdefault(key[at], []).append(grades[key])
        return max(max(found) - min(found) for found in by_value.values())

    def definitions(self) -> dict[str, bool | None]:
        return {
            name: _settled(holds(world, definition.condition) for world in self.worlds.values())
            for name, definition in self.ruleset.definitions.items()
        }

    def gates(self) -> dict[str, bool | None]:
        return {name: _settled(applies(world, name) for world in self.worlds.values()) for name in self.ruleset.facts}


def gate_facts(ruleset: RuleSet) -> dict[str, frozenset[str]]:
    """For each gated fact, the facts that its gate names, however indirectly."""
    found = {}
    for name, fact in ruleset.facts.items():
        if fact.applies_when is not None:
            found[name] = frozenset(facts_named(ruleset, fact.applies_when))
    return found


def _settled(truths: Any) -> bool | None:
    """The one truth that there is, or None."""
    found = set(truths)
    return found.pop() if len(found) == 1 else None


def _compared_scores(ruleset: RuleSet) -> set[str]:
    names = set()
    for compare in comparisons(ruleset):
        names |= {compare.subject, *(getattr(operand, "name", "") for operand in compare.operands)}
    return names & set(ruleset.scores)
