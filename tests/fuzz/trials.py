"""What one trial is made of: a random rule set, and several random cases under it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from riskengine.ruleset import RuleSet
from tests.oracle import Situation
from tests.printing.cases import as_case
from tests.printing.described import describe
from tests.strategies import Family, rulesets
from tests.strategies.families import DAYS
from tests.strategies.situations import situations_under

__all__ = ["Row", "Trial", "trials"]

_MOST_CASES = 6


@dataclass(frozen=True)
class Row:
    """A case: what is known, and how it is recorded. `bare` says that nothing was recorded on a day of its own."""

    situation: Situation
    record: Mapping[str, Any]
    officer: str | None
    bare: bool

    def __repr__(self) -> str:
        return f"{describe(self.situation)}--- record\n{dict(self.record)}\n"


@dataclass(frozen=True)
class Trial:
    """A rule set and cases."""

    family: Family
    ruleset: RuleSet
    rows: tuple[Row, ...]


@st.composite
def trials(draw: st.DrawFn, family: Family) -> Trial:
    """A rule set of the family and some cases, one of them often complete."""
    as_of = draw(st.sampled_from(DAYS))
    ruleset = draw(rulesets(family, as_of))
    rows = draw(st.lists(_rows(family, ruleset, as_of), min_size=1, max_size=_MOST_CASES))
    return Trial(family, ruleset, tuple(rows))


@st.composite
def _rows(draw: st.DrawFn, family: Family, ruleset: RuleSet, as_of: Any) -> Row:
    situation = draw(situations_under(ruleset, as_of, family, complete=draw(st.integers(0, 3)) == 0))
    officer = draw(st.sampled_from([None, *ruleset.grades]))
    assessment = None
    if officer is not None:
        made = as_of - timedelta(draw(st.sampled_from([0, 0, 0, 1, 45, 500])))
        assessment = {"grade": officer, "assessed_on": made.isoformat(), "edition": "1", "assessed_by": "DC 1"}
        if draw(st.integers(0, 3)) == 0:
            assessment["departure"] = draw(_departures(ruleset, as_of))
    record = as_case(situation, assessment)
    bare = draw(st.integers(0, 3)) > 0
    if not bare:
        facts = record["facts"]
        record["facts"] = {name: draw(_recorded(value, as_of)) for name, value in facts.items()}
    return Row(situation, record, officer, bare)


def _recorded(value: Any, as_of: Any) -> st.SearchStrategy[Any]:
    """A value as it is, with the day on which it was recorded, or after another one."""
    days = st.integers(-60, 5).map(lambda days: (as_of + timedelta(days)).isoformat())
    dated = days.map(lambda day: {"value": value, "as_at": day})
    twice = st.lists(days, min_size=2, max_size=2, unique=True).map(
        lambda pair: [{"value": None, "as_at": min(pair)}, {"value": value, "as_at": max(pair)}]
    )
    return st.one_of(st.just(value), dated, twice)


@st.composite
def _departures(draw: st.DrawFn, ruleset: RuleSet, as_of: Any) -> dict[str, Any]:
    return {
        "rules": draw(st.lists(st.sampled_from([rule.id for rule in ruleset.rules]), min_size=1, max_size=2, unique=True)),
        "reason_code": "local_knowledge",
        "reason": "It is known locally.",
        "by": "DC 1",
        "authorised_by": draw(st.sampled_from(["DS 2", "dc 1 "])),
        "authorised_on": (as_of + timedelta(draw(st.sampled_from([0, 0, 1])))).isoformat(),
    }
