"""Which differences between two editions could have a part in one case at all: the others need not be tried."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from riskengine.case import Case
from riskengine.comparing.differences import GRADING, Difference
from riskengine.compiling.program import CompiledRule
from riskengine.deciding.clocks import contradicts
from riskengine.deciding.ruling import Judgement
from riskengine.truth import Truth

__all__ = ["may_matter"]


def may_matter(difference: Difference, found: Iterable[Difference], case: Case, judgements: Sequence[Judgement]) -> bool:
    """Whether a difference could have a part in the least, the most or the verdict; `judgements` are the two of the case.

    Never false where it could. A rule cannot that gives no grade, or that recorded facts stop in both editions; a time limit
    can only where what ends it is recorded before what starts it.
    """
    match difference.kind:
        case "rule":
            facts = {each.id for each in found if each.kind == "fact"}
            return _is_departed_from(case, difference.id) or _rule_may(difference, judgements, facts)
        case "time_limit":
            return any(contradicts(judgement.program, judgement.bound.inputs) for judgement in judgements)
        case "reason_codes":
            return case.assessment is not None and case.assessment.departure is not None
        case "facts":
            return _asks_otherwise(case, judgements)
    return True


def _is_departed_from(case: Case, id: str) -> bool:
    departure = case.assessment.departure if case.assessment is not None else None
    return departure is not None and id in departure.rules


def _rule_may(difference: Difference, judgements: Sequence[Judgement], facts: set[str]) -> bool:
    if difference.change == "changed" and GRADING.isdisjoint(difference.aspects):
        return False
    rules = [_rule(judgement, difference.id) for judgement in judgements]
    if not any(rule is not None and _grades(rule) for rule in rules):
        return False
    return not all(rule is None or _is_stopped(judgement, rule, facts) for judgement, rule in zip(judgements, rules, strict=True))


def _rule(judgement: Judgement, id: str) -> CompiledRule | None:
    return next((rule for rule in judgement.program.rules if rule.rule.id == id), None)


def _grades(rule: CompiledRule) -> bool:
    """Whether a rule has a say in the grade, in what has to be established, or in who may depart from what."""
    return rule.minimum >= 0 or bool(rule.effect.points) or rule.points_by is not None or bool(rule.requires)


def _is_stopped(judgement: Judgement, rule: CompiledRule, changed: set[str]) -> bool:
    """Whether a rule's condition is false for facts that no difference touches."""
    program = judgement.program
    if program.compared or judgement.evaluation.truth(rule.node) is not Truth.FALSE:
        return False
    return changed.isdisjoint(program.facts[slot].name for slot in rule.support)


def _asks_otherwise(case: Case, judgements: Sequence[Judgement]) -> bool:
    """Whether something is recorded of a fact with a gate that only one of the editions has."""
    first, second = (judgement.program.ruleset.facts for judgement in judgements)
    alone = [facts[name] for facts, other in ((first, second), (second, first)) for name in facts if name not in other]
    return any(fact.applies_when is not None and fact.name in case.facts for fact in alone)
