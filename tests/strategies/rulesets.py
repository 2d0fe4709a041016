"""Whole random rule sets, valid by construction.

They are made in stages, so that nothing can go in a circle: facts, definitions and quantities over them, facts
whose gates use those, more definitions and quantities, rules that give points to a first score, definitions
that compare it, and rules that use those.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from riskengine.conditions import Always
from riskengine.ruleset import DatedValue, Definition, ParameterHistory, Rule, RuleSet, Scope
from tests.oracle_worlds import gives
from tests.strategies.bands import bands
from tests.strategies.clocks import clocks, moments_for
from tests.strategies.conditions import conditions
from tests.strategies.effects import effects
from tests.strategies.facts import facts
from tests.strategies.families import Family
from tests.strategies.names import Names
from tests.strategies.quantities import quantities

__all__ = ["GRADES", "rulesets"]

GRADES = ("low", "medium", "high", "very_high")


@st.composite
def rulesets(draw: st.DrawFn, family: Family, as_of: date) -> RuleSet:
    """A rule set of a family, good to be judged by on `as_of`."""
    names = Names(family, as_of)
    names.parameters.update(draw(_parameters(family, as_of)))
    _stage(draw, names, draw(st.integers(2, family.facts // 2)), gated=False)
    _stage(draw, names, draw(st.integers(0, family.facts // 2)), gated=True)
    if family.clocks:
        names.facts.update(draw(moments_for(names)))
    scope = draw(conditions(names, 1)) if draw(st.integers(0, 3)) == 3 else Always()
    first = _wave(draw, names, "A", "first_score")
    compared = _gives(first, "first_score") and draw(st.booleans())
    first = [_fit(rule, compared) for rule in first]
    if compared:
        names.scores.append("first_score")
        _define(draw, names, 1)
    second = _wave(draw, names, "B", "second_score")
    rules = tuple(sorted((*first, *second), key=lambda rule: rule.id))
    scores = {name: draw(bands(name, rules, GRADES)) for name in ("first_score", "second_score") if _gives(rules, name)}
    return RuleSet(
        id="random",
        edition="1",
        title="A random rule set",
        jurisdictions=("england-and-wales", "northern-ireland"),
        status="released",
        published=date(2016, 1, 1),
        effective_from=max([date(2016, 1, 1), *(history.values[0].start for history in names.parameters.values())]),
        effective_until=None,
        review_by=None,
        owner="nobody",
        provenance="illustrative",
        grades=GRADES,
        reason_codes={"local_knowledge": "what is known locally"},
        scope=Scope(scope, "This rule set does not cover the case."),
        facts=names.facts,
        definitions=names.definitions,
        quantities=names.quantities,
        scores=scores,
        parameters=names.parameters,
        rules=rules,
        clocks=tuple(draw(clocks(names, f"CLOCK-{number}")) for number in range(draw(st.integers(0, family.clocks)))),
    )


@st.composite
def _parameters(draw: st.DrawFn, family: Family, as_of: date) -> dict[str, ParameterHistory]:
    """Up to two parameters, whose value on `as_of` is not their only one; with gaps some have none on that day."""
    found = {}
    for number in range(draw(st.integers(0, 2))):
        name = f"limit_{number}"
        first = draw(st.sampled_from([date(2016, 1, 1), as_of + timedelta(1)])) if family.gaps else date(2016, 1, 1)
        values = [DatedValue(first, draw(st.integers(0, 4)), cites=("test/1#one",))]
        if draw(st.booleans()):
            start = draw(st.sampled_from([as_of, date(2026, 1, 1), date(2018, 4, 6)]))
            start = max(start, first + timedelta(1))
            values.append(DatedValue(start, draw(st.integers(0, 4)), cites=("test/1#one",)))
        found[name] = ParameterHistory(name, tuple(values))
    return found


def _stage(draw: st.DrawFn, names: Names, count: int, *, gated: bool) -> None:
    """Add facts, some behind gates over what is there, then definitions and quantities that may use them."""
    for _ in range(count):
        fact = draw(facts(names.family, names.as_of, len(names.facts)))
        if gated and draw(st.booleans()):
            fact = replace(fact, applies_when=draw(conditions(names, 1)))
        names.facts[fact.name] = fact
    for _ in range(draw(st.integers(0, 2))):
        found = draw(quantities(names, f"quantity_{len(names.quantities)}"))
        if found is not None:
            names.quantities[found.name] = found
    _define(draw, names, 2)


def _define(draw: st.DrawFn, names: Names, most: int) -> None:
    for _ in range(draw(st.integers(0, most))):
        name = f"definition_{len(names.definitions)}"
        phrases = {"true": "it holds", "false": "it does not hold", "unknown": "it is open"}
        names.definitions[name] = Definition(name, draw(conditions(names, names.family.depth)), phrases)


def _wave(draw: st.DrawFn, names: Names, letter: str, score: str) -> list[Rule]:
    count = draw(st.integers(1, names.family.rules // 2))
    return [draw(_rule(names, f"{letter}-{number}", score)) for number in range(count)]


@st.composite
def _rule(draw: st.DrawFn, names: Names, name: str, score: str) -> Rule:
    policy = draw(st.sampled_from(["report", "report", "presume", "accept"]))
    when = Always() if draw(st.integers(0, 15)) == 0 else draw(conditions(names, names.family.depth))
    return Rule(
        id=name,
        title=f"Rule {name}",
        when=when,
        effect=draw(effects(names, score, negative=policy == "report")),
        because=f"rule {name} says so",
        cites=("test/1#one",),
        when_unknown=policy,
        discretion=draw(st.sampled_from(["none", "supervisor"])),
    )


def _fit(rule: Rule, compared: bool) -> Rule:
    """A rule that gives points to a score which conditions compare is neither presumed nor accepted."""
    gives = bool(rule.effect.points) or rule.effect.points_by is not None
    return replace(rule, when_unknown="report") if compared and gives else rule


def _gives(rules: Iterable[Rule], score: str) -> bool:
    return any(gives(rule, score) for rule in rules)
