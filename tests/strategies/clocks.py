"""Random time limits, in every unit, on conditions over facts, numbers and the grade that counts."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st

from riskengine.conditions import All, Always, Compare, Condition, Literal, Not
from riskengine.conditions import Any as AnyOf
from riskengine.facts import EARLIEST, LATEST, Fact, FactType
from riskengine.quantities import QuantityInput
from riskengine.ruleset import Clock
from tests.strategies.conditions import conditions
from tests.strategies.names import Names

__all__ = ["clocks", "moments_for"]

_GRADES = ("low", "medium", "high", "very_high")
_UNITS = ("days", "days", "hours", "working_days", "months")


@st.composite
def moments_for(draw: st.DrawFn, names: Names) -> dict[str, Fact]:
    """What time limits start and stop with: days and times near `as_of`, some behind gates, some far away."""
    found = {}
    for name in ("started", "stopped", "started_at", "stopped_at"):
        kind = FactType.DATETIME if name.endswith("at") else FactType.DATE
        gate = draw(conditions(names, 1)) if draw(st.integers(0, 3)) == 0 else None
        far = draw(st.integers(0, 5)) == 0
        found[name] = Fact(
            name,
            kind,
            question="When was that?",
            phrases={"value": "it was {value}", "unknown": "it is not known when"},
            applies_when=gate,
            earliest=EARLIEST if far else names.as_of - timedelta(60),
            latest=LATEST if far else names.as_of + timedelta(20),
        )
    return found


@st.composite
def clocks(draw: st.DrawFn, names: Names, name: str) -> Clock:
    """One time limit from one of `moments_for` to another, or to nothing."""
    unit = draw(st.sampled_from(_UNITS))
    timed = unit == "hours" or draw(st.booleans())
    stops = draw(st.sampled_from(["stopped_at", None] if unit == "hours" else ["stopped", "stopped_at", None]))
    within = QuantityInput(literal=draw(st.integers(0, 80 if unit == "hours" else 3 if unit == "months" else 30)))
    if names.parameters and draw(st.integers(0, 3)) == 0:
        within = QuantityInput(parameter=draw(st.sampled_from(sorted(names.parameters))))
    when = draw(_conditions(names))
    return Clock(name, "A limit", when, "started_at" if timed else "started", unit, within, stops, ("test/1#one",))


@st.composite
def _conditions(draw: st.DrawFn, names: Names) -> Condition:
    """Every case, a condition on facts, one on the grade, or both together."""
    kind = draw(st.sampled_from(["always", "facts", "facts", "grade", "both", "either", "fact or not"]))
    if kind == "always":
        return Always()
    facts = draw(conditions(names, names.family.depth - 1))
    match kind:
        case "facts":
            return facts
        case "fact or not":
            return AnyOf((facts, Not(facts)))
    grade = draw(_grade())
    match kind:
        case "grade":
            return grade
        case "both":
            return All((grade, facts))
    return AnyOf((facts, grade))


@st.composite
def _grade(draw: st.DrawFn) -> Condition:
    """A comparison of the grade that counts."""
    operator = draw(st.sampled_from(["is", "is_not", "in", "at_least", "at_most", "between"]))
    ranks = sorted(draw(st.lists(st.integers(0, 3), min_size=2, max_size=2)))
    grades = [_GRADES[rank] for rank in ranks]
    if operator == "in":
        grades = list(dict.fromkeys(grades))
    elif operator != "between":
        grades = grades[:1]
    return Compare("grade", operator, tuple(map(Literal, grades)))
