"""The verdict worked out again, from what both evaluators say of the case (language 3.8)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime

from riskengine.case import Assessment, Case, Departure
from riskengine.conditions import Compare, Reference
from riskengine.deciding.ruling import Judgement
from riskengine.rete.axes import conditions_of, day_of
from riskengine.rete.bounds import Bounds, bounds_of
from riskengine.rete.conclusions import Conclusions
from riskengine.rete.drawing import gives
from riskengine.ruleset import RuleSet
from riskengine.truth import Truth

__all__ = ["verdict_problems"]


def verdict_problems(
    case: Case, judgement: Judgement, second: Conclusions, bounds: Bounds, outcomes: Mapping[str, str]
) -> Iterator[str]:
    """Every way in which the verdict does not follow.

    Where the second evaluator's bounds are wider than the range of grades, they have been held against it before, and
    the range itself is used.
    """
    allowed = _allowed(case, judgement, second, bounds, outcomes)
    if judgement.verdict not in allowed:
        yield f"the verdict: riskengine says {judgement.verdict}, and by durable-rules it is {' or '.join(sorted(allowed))}"


def _allowed(
    case: Case, judgement: Judgement, second: Conclusions, bounds: Bounds, outcomes: Mapping[str, str]
) -> frozenset[str]:
    settled, ruleset = judgement.settled, second.arithmetic.ruleset
    assessment = case.assessment
    scope = second.scope if second.scope is not None else {Truth.TRUE: True, Truth.FALSE: False}.get(settled.scope)
    if scope is not True:
        return frozenset({"out_of_scope" if scope is False else "not_supported"})
    if assessment is None or assessment.grade is None:
        return frozenset({"not_graded"})
    officer = ruleset.grades.index(assessment.grade)
    least = bounds.low if bounds.one else settled.least
    most = bounds.low if bounds.one else settled.most
    closed = {judgement.program.facts[slot].name for slot in settled.not_applicable}
    early = _stops_early(ruleset, second)
    if _is_open(ruleset, second, outcomes, closed):
        return frozenset({"below_minimum" if officer < least else "not_supported"})
    if officer < least:
        return _below(assessment, second, outcomes, officer) | ({"below_minimum"} if early else frozenset())
    if officer < most:
        return frozenset({"not_supported"})
    # A time limit that is stopped before it starts is a contradiction where its condition holds, which is not worked out here.
    return frozenset({"consistent", "not_supported"} if early else {"consistent"})


def _is_open(ruleset: RuleSet, second: Conclusions, outcomes: Mapping[str, str], closed: Collection[str]) -> bool:
    """Whether a required fact is missing, or recorded facts contradict each other."""
    known = second.knowledge.values
    gone = {name for name, gate in second.gates.items() if gate is False or (gate is None and name in closed)}
    required = {name for rule in ruleset.rules if outcomes[rule.id] != "does_not_apply" for name in rule.effect.require}
    return any(name not in known and name not in gone for name in required) or any(name in gone for name in known)


def _stops_early(ruleset: RuleSet, second: Conclusions) -> bool:
    """Whether what stops some time limit is recorded before what starts it."""
    known = second.knowledge.values
    for clock in ruleset.clocks:
        start, stop = known.get(clock.starts), known.get(clock.stops or "")
        if isinstance(start, datetime) and isinstance(stop, datetime):
            if stop < start:
                return True
        elif isinstance(start, date) and isinstance(stop, date) and day_of(stop) < day_of(start):
            return True
    return False


def _below(assessment: Assessment, second: Conclusions, outcomes: Mapping[str, str], officer: int) -> frozenset[str]:
    """What a grade below the least is: a departure from guidance, if one is recorded that counts."""
    ruleset = second.arithmetic.ruleset
    departure = assessment.departure
    if departure is None or not _is_in_order(assessment, departure, ruleset, second.knowledge.as_of):
        return frozenset({"below_minimum"})
    without = bounds_of(second, outcomes, without=frozenset(departure.rules))
    if without.low > officer and not _moves_conditions(ruleset, departure):
        return frozenset({"below_minimum"})
    settled = without.one and not _moves_conditions(ruleset, departure)
    return frozenset({"departure"} if settled else {"departure", "below_minimum"})


def _is_in_order(assessment: Assessment, departure: Departure, ruleset: RuleSet, day: date) -> bool:
    """Whether everything about a departure but its effect on the grade is as it has to be."""
    discretion = {rule.id: rule.discretion for rule in ruleset.rules}
    supervisor, others = _plain(departure.authorised_by), {_plain(departure.by), _plain(assessment.assessed_by)}
    return (
        bool(departure.rules)
        and all(discretion.get(rule, "none") != "none" for rule in departure.rules)
        and departure.reason_code in ruleset.reason_codes
        and bool(departure.reason.strip())
        and bool(_plain(departure.by))
        and bool(supervisor)
        and supervisor not in others
        and departure.authorised_on is not None
        and departure.authorised_on <= day
    )


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _moves_conditions(ruleset: RuleSet, departure: Departure) -> bool:
    """Whether a rule that is departed from gives points to a score which conditions compare."""
    compared = {
        name
        for condition in conditions_of(ruleset)
        if isinstance(condition, Compare)
        for name in (condition.subject, *(each.name for each in condition.operands if isinstance(each, Reference)))
    }
    return any(
        rule.id in departure.rules and gives(rule, score)
        for rule in ruleset.rules
        for score in ruleset.scores
        if score in compared
    )
