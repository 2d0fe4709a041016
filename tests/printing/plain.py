"""A rule set as the plain data that its files hold: the printer's first half."""

from __future__ import annotations

from typing import Any

from riskengine.conditions import (
    All,
    Always,
    AtLeast,
    Compare,
    Condition,
    Holds,
    Literal,
    NoneOf,
    Not,
    Operand,
    Parameter,
    Reference,
)
from riskengine.conditions import Any as AnyOf
from riskengine.facts import Fact
from riskengine.operators import OPERATORS
from riskengine.quantities import QuantityInput
from riskengine.ruleset import Band, Clock, Effect, PointsBand, Rule, RuleSet

__all__ = ["plain_clocks", "plain_condition", "plain_facts", "plain_rules", "plain_ruleset"]

Plain = dict[str, Any]


def plain_condition(condition: Condition) -> Plain:
    """A condition as a mapping."""
    match condition:
        case Always():
            return {"always": True}
        case Holds(name):
            return {"holds": name}
        case Not(part):
            return {"not": plain_condition(part)}
        case AtLeast(n, parts):
            return {"at_least": {"n": n, "of": list(map(plain_condition, parts))}}
        case Compare(subject, operator, operands):
            values = list(map(_operand, operands))
            return {subject: {operator: values[0] if OPERATORS[operator].operand == "one" else values}}
    key = {All: "all", AnyOf: "any", NoneOf: "none"}[type(condition)]
    return {key: [plain_condition(part) for part in condition.parts]}


def _operand(operand: Operand) -> Any:
    match operand:
        case Literal(value):
            return value
        case Parameter(name):
            return {"param": name}
        case Reference(name):
            return {"fact": name}


def plain_facts(ruleset: RuleSet) -> Plain:
    """What facts.yaml holds."""
    return {name: _fact(fact) for name, fact in ruleset.facts.items()}


def _fact(fact: Fact) -> Plain:
    gate = fact.applies_when
    return _written(
        type=fact.type.value,
        question=fact.question,
        phrases=dict(fact.phrases),
        options=list(fact.options),
        ordered=fact.ordered,
        minimum=fact.minimum,
        maximum=fact.maximum,
        earliest=fact.earliest,
        latest=fact.latest,
        applies_when=None if gate is None else plain_condition(gate),
    )


def _written(**keys: Any) -> Plain:
    """Only the keys that say something."""
    return {key: value for key, value in keys.items() if value is not None and value is not False and value not in ("", [], {})}


def plain_ruleset(ruleset: RuleSet) -> Plain:
    """What ruleset.yaml holds."""
    head = {
        "format": 1,
        "id": ruleset.id,
        "edition": ruleset.edition,
        "title": ruleset.title,
        "jurisdictions": list(ruleset.jurisdictions),
        "status": ruleset.status,
        "published": ruleset.published,
        "effective": _written(**{"from": ruleset.effective_from, "until": ruleset.effective_until}),
        "owner": ruleset.owner,
        "provenance": ruleset.provenance,
        "grades": list(ruleset.grades),
        "reason_codes": dict(ruleset.reason_codes),
        "scope": {"when": plain_condition(ruleset.scope.when), "otherwise": ruleset.scope.otherwise},
    }
    define = {
        name: {**plain_condition(each.condition), "phrases": dict(each.phrases)} for name, each in ruleset.definitions.items()
    }
    quantities = {
        name: {each.kind: list(map(_input, each.inputs)), "phrase": each.phrase} for name, each in ruleset.quantities.items()
    }
    scores = {name: {"bands": list(map(_band, score.bands))} if score.bands else {} for name, score in ruleset.scores.items()}
    parameters = {
        name: [{"from": v.start, "value": v.value, "cites": list(v.cites), "verified": v.verified} for v in history.values]
        for name, history in ruleset.parameters.items()
    }
    return head | _written(define=define, quantities=quantities, scores=scores, parameters=parameters)


def _input(part: QuantityInput) -> Any:
    if part.parameter is not None:
        return {"param": part.parameter}
    return part.literal if part.name is None else part.name


def _band(band: Band | PointsBand) -> Plain:
    ends = {key: value for key, value in (("from", band.low), ("to", band.high)) if value is not None}
    return {**ends, **({"grade": band.grade} if isinstance(band, Band) else {"points": band.points})}


def plain_rules(ruleset: RuleSet) -> list[Plain]:
    """What a file of rules/ holds."""
    return [_rule(rule) for rule in ruleset.rules]


def _rule(rule: Rule) -> Plain:
    return {
        "id": rule.id,
        "title": rule.title,
        "when": plain_condition(rule.when),
        "effect": _effect(rule.effect),
        "because": rule.because,
        "cites": list(rule.cites),
        "when_unknown": rule.when_unknown,
        "discretion": rule.discretion,
    }


def plain_clocks(ruleset: RuleSet) -> list[Plain]:
    """What clocks.yaml holds."""
    return [_clock(clock) for clock in ruleset.clocks]


def _clock(clock: Clock) -> Plain:
    return _written(
        id=clock.id,
        title=clock.title,
        when=plain_condition(clock.when),
        starts=clock.starts,
        within={clock.unit: _input(clock.within)},
        stops=clock.stops,
        cites=list(clock.cites),
    )


def _effect(effect: Effect) -> Plain:
    by = effect.points_by
    points_by = None
    if by is not None:
        points_by = {"fact": by.subject, "score": by.score, "bands": list(map(_band, by.bands))}
        points_by |= {} if by.otherwise is None else {"otherwise": by.otherwise}
    return _written(
        minimum_grade=effect.minimum_grade,
        points=dict(effect.points),
        points_by=points_by,
        require=list(effect.require),
        action=[_written(do=action.do, cites=list(action.cites)) for action in effect.actions],
        flag=effect.flag,
        review=effect.review,
    )
