"""What parts of an edition mean, apart from names that only it uses: two editions that mean the same compare equal."""

from __future__ import annotations

from collections.abc import Mapping

from riskengine.conditions import All, Always, Any, AtLeast, Compare, Condition, Holds, Literal, NoneOf, Not, Operand, Parameter
from riskengine.quantities import QuantityInput
from riskengine.ruleset import Clock, Rule, RuleSet

__all__ = ["clock_meaning", "condition_meaning", "fact_meaning", "rule_meaning", "score_meaning"]

Meaning = object
"""Nested tuples that compare."""


def condition_meaning(ruleset: RuleSet, condition: Condition) -> Meaning:
    """A condition with its definitions, quantities and parameters written out."""
    match condition:
        case Compare(subject, operator, operands):
            return ("compare", _named(ruleset, subject), operator, tuple(_operand(ruleset, each) for each in operands))
        case All(parts):
            return ("all", *(condition_meaning(ruleset, part) for part in parts))
        case Any(parts):
            return ("any", *(condition_meaning(ruleset, part) for part in parts))
        case NoneOf(parts):
            return ("none", *(condition_meaning(ruleset, part) for part in parts))
        case AtLeast(n, parts):
            return ("at_least", n, *(condition_meaning(ruleset, part) for part in parts))
        case Not(part):
            return ("not", condition_meaning(ruleset, part))
        case Holds(name):
            return ("holds", condition_meaning(ruleset, ruleset.definitions[name].condition))
        case Always():
            return ("always",)


def _named(ruleset: RuleSet, name: str) -> Meaning:
    """What a name stands for where a fact may stand."""
    if name in ruleset.quantities:
        quantity = ruleset.quantities[name]
        return ("quantity", quantity.kind, tuple(_input(ruleset, each) for each in quantity.inputs))
    if name in ruleset.definitions:
        return condition_meaning(ruleset, ruleset.definitions[name].condition)
    return ("score" if name in ruleset.scores else "fact", name)


def _operand(ruleset: RuleSet, operand: Operand) -> Meaning:
    match operand:
        case Literal(value):
            return ("literal", type(value).__name__, value)
        case Parameter(name):
            return _parameter(ruleset, name)
    return _named(ruleset, operand.name)


def _input(ruleset: RuleSet, given: QuantityInput) -> Meaning:
    if given.parameter is not None:
        return _parameter(ruleset, given.parameter)
    return _named(ruleset, given.name) if given.name is not None else ("literal", given.literal)


def _parameter(ruleset: RuleSet, name: str) -> Meaning:
    return ("parameter", tuple((dated.start, dated.value) for dated in ruleset.parameters[name].values))


def rule_meaning(ruleset: RuleSet, rule: Rule) -> Mapping[str, Meaning]:
    """What a rule asks and does, by aspect; its wording is no part of it."""
    effect = rule.effect
    by = effect.points_by
    points: Meaning = tuple(sorted(effect.points.items()))
    if by is not None:
        bands = tuple((band.low, band.high, band.points) for band in by.bands)
        points = (points, _named(ruleset, by.subject), by.score, bands, by.otherwise)
    return {
        "condition": condition_meaning(ruleset, rule.when),
        "minimum": effect.minimum_grade,
        "points": points,
        "requires": tuple(sorted(effect.require)),
        "when_unknown": rule.when_unknown,
        "discretion": rule.discretion,
        "actions": (tuple(action.do for action in effect.actions), effect.flag, effect.review),
        "guidance": tuple(sorted(rule.cites)),
    }


def fact_meaning(ruleset: RuleSet, name: str) -> Mapping[str, Meaning]:
    """What a fact may be, and when it applies."""
    fact = ruleset.facts[name]
    gate = fact.applies_when
    return {
        "values": (fact.type, fact.options, fact.ordered, fact.minimum, fact.maximum, fact.earliest, fact.latest),
        "applies_when": None if gate is None else condition_meaning(ruleset, gate),
    }


def score_meaning(ruleset: RuleSet, name: str) -> Mapping[str, Meaning]:
    """Which grade each stretch of a score has."""
    return {"bands": tuple((band.low, band.high, band.grade) for band in ruleset.scores[name].bands)}


def clock_meaning(ruleset: RuleSet, clock: Clock) -> Mapping[str, Meaning]:
    """When a time limit runs, and for how long."""
    return {
        "condition": condition_meaning(ruleset, clock.when),
        "limit": (clock.unit, _input(ruleset, clock.within)),
        "start": clock.starts,
        "stop": clock.stops,
        "guidance": tuple(sorted(clock.cites)),
    }
