"""Three values node by node (language 3.2), for conditions that name facts alone: the oracle's other half."""

from __future__ import annotations

from dataclasses import replace

from riskengine.conditions import All, Always, AtLeast, Compare, Condition, Holds, NoneOf, Not, Reference
from riskengine.conditions import Any as AnyOf
from tests.oracle import Situation, world_of
from tests.oracle_worlds import holds

__all__ = ["kleene", "names_facts_only"]


def names_facts_only(situation: Situation, condition: Condition) -> bool:
    """Whether no quantity or score has a part in it, through definitions and gates neither."""
    ruleset = situation.ruleset
    match condition:
        case Compare(subject, _, operands):
            names = [subject, *(operand.name for operand in operands if isinstance(operand, Reference))]
            return all(_plain(situation, name) for name in names)
        case Holds(name):
            return names_facts_only(situation, ruleset.definitions[name].condition)
        case Always():
            return True
        case Not(part):
            return names_facts_only(situation, part)
    return all(names_facts_only(situation, part) for part in condition.parts)


def _plain(situation: Situation, name: str) -> bool:
    fact = situation.ruleset.facts.get(name)
    if fact is None:
        return name == "as_of"
    return fact.applies_when is None or names_facts_only(situation, fact.applies_when)


def kleene(situation: Situation, condition: Condition) -> bool | None:
    """True, false, or None for unknown, worked out part by part; nothing is cut short."""
    match condition:
        case Always():
            return True
        case Holds(name):
            return kleene(situation, situation.ruleset.definitions[name].condition)
        case Not(part):
            return _not(kleene(situation, part))
        case Compare():
            return _comparison(situation, condition)
    truths = [kleene(situation, part) for part in condition.parts]
    match condition:
        case All():
            return _all(truths)
        case AnyOf():
            return _not(_all([_not(truth) for truth in truths]))
        case NoneOf():
            return _all([_not(truth) for truth in truths])
        case AtLeast(n):
            possible = sum(truth is not False for truth in truths)
            return True if sum(truth is True for truth in truths) >= n else False if possible < n else None
    raise TypeError(condition)


def _not(truth: bool | None) -> bool | None:
    return None if truth is None else not truth


def _all(truths: list[bool | None]) -> bool | None:
    if False in truths:
        return False
    return None if None in truths else True


def _comparison(situation: Situation, compare: Compare) -> bool | None:
    """The gates hold and the comparison; a value that is not known leaves it open."""
    names = [compare.subject, *(operand.name for operand in compare.operands if isinstance(operand, Reference))]
    facts = [situation.ruleset.facts[name] for name in names if name != "as_of"]
    parts = [True if fact.applies_when is None else kleene(situation, fact.applies_when) for fact in facts]
    if any(fact.name not in situation.known for fact in facts):
        return _all([*parts, None])
    return _all([*parts, _ungated(situation, compare)])


def _ungated(situation: Situation, compare: Compare) -> bool:
    """The comparison of known values, gates left aside."""
    facts = {name: replace(fact, applies_when=None) for name, fact in situation.ruleset.facts.items()}
    bare = replace(situation, ruleset=replace(situation.ruleset, facts=facts))
    return holds(world_of(bare, {}), compare)
