"""A rule set and a case of which some facts are known, some were asked in vain, and some were not asked."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from riskengine.ruleset import RuleSet
from tests.oracle import Situation
from tests.oracle_domains import domain_of
from tests.strategies.families import DAYS, Family
from tests.strategies.names import values_of
from tests.strategies.rulesets import rulesets

__all__ = ["known_value", "situations", "situations_under"]


@st.composite
def situations(draw: st.DrawFn, family: Family, *, complete: bool = False) -> Situation:
    """A random rule set, and a case small enough for its family; with every fact known if `complete`."""
    as_of = draw(st.sampled_from(DAYS))
    return draw(situations_under(draw(rulesets(family, as_of)), as_of, family, complete=complete))


@st.composite
def situations_under(draw: st.DrawFn, ruleset: RuleSet, as_of: date, family: Family, *, complete: bool = False) -> Situation:
    """A case under a rule set, small enough for the family; with every fact known if `complete`."""
    jurisdiction = draw(st.sampled_from(ruleset.jurisdictions))
    room = family.completions
    known, asked = {}, set()
    for name in ruleset.facts:
        state = "known" if complete else draw(st.sampled_from(["asked", "not asked", "asked", "known"]))
        size = _size(ruleset, name, as_of) if room is not None else 1
        if state == "known" or size > (room or 1):
            known[name] = draw(known_value(ruleset, name, Situation(ruleset, as_of, jurisdiction)))
            continue
        room = None if room is None else room // size
        if state == "asked":
            asked.add(name)
    return Situation(ruleset, as_of, jurisdiction, known, frozenset(asked))


def _size(ruleset: RuleSet, name: str, as_of: date) -> int:
    """How many completions the fact stands for; more than any room where they cannot all be tried."""
    domain = domain_of(ruleset, name, as_of)
    return len(domain.values) if domain.whole else 1 << 60


def known_value(ruleset: RuleSet, name: str, situation: Situation) -> st.SearchStrategy[object]:
    """A value to know, often one at the edge of what conditions tell apart."""
    edges = domain_of(ruleset, name, situation.as_of).values
    return st.sampled_from(edges) | values_of(ruleset.facts[name], situation.as_of)
